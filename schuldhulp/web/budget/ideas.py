"""'Wat als': the own idea in words and lines, two versions of the month side by side, and keep it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from schuldhulp.budget.actions import keep_idea
from schuldhulp.budget.categories import CATEGORIES, Group
from schuldhulp.budget.posten import Post
from schuldhulp.budget.queries import FrozenBudget, Month, StoredPost, find_version, month_of, versions_of
from schuldhulp.budget.uitweg import Uitweg
from schuldhulp.budget.vergelijking import AddPost, Change, ChangePost, Comparison, StopPost, what_if
from schuldhulp.refusals import Refused
from schuldhulp.road_chart import road_chart
from schuldhulp.schuldregeling.proposal import Claim
from schuldhulp.schuldregeling.queries import claims_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.budget.in_a_regeling import in_a_regeling
from schuldhulp.web.budget.plan_content import plan_now
from schuldhulp.web.budget.roads import instalments_of
from schuldhulp.web.forms import (
    BooleanField,
    DropdownField,
    EuroField,
    LongTextField,
    PageForm,
    PeriodField,
    TextField,
)
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.posted import answers_in
from schuldhulp.workbook.actions import forget_typed, save_draft
from schuldhulp.workbook.queries import find_draft, read_stored

Answer = str | Response | tuple[str, int]
NEW_KEY = "nieuw"
_ASKED = re.compile(r"words|extra(_code|_label|_per)?|(amount|stop)_[0-9a-f]{32}")
DRAFT = "wat-als"  # what was typed here stands among the drafts of the steps
EARLIER = 4


class WordsForm(PageForm):
    """The idea in the client's own words."""

    words = LongTextField("Wat zou volgens u nu een goede aanpassing zijn?", max_length=1_000, rows=3)


class WhatIfForm(WordsForm):
    """The idea as lines too: each line can get another amount or stop, and one can come."""

    extra_code = DropdownField(
        "Komt er iets bij?", choices=[(c.code, f"{c.label} ({c.group.label.lower()})") for c in CATEGORIES],
        blank="Nee",
    )  # fmt: skip
    extra_label = TextField("Hoe noemt u het?", max_length=80, description="Dit hoeft niet.")
    extra = EuroField("Welk bedrag?")
    extra_per = PeriodField("Per")

    def changes(self, month: Month) -> list[Change]:
        """The lines that change, stop or come."""
        found: list[Change] = []
        for line in month.lines:
            amount, stops = self[f"amount_{line.id.hex}"].data, self[f"stop_{line.id.hex}"].data
            if stops:
                found.append(StopPost(str(line.id)))
            elif amount is not None and amount != line.told.cents:
                found.append(ChangePost(str(line.id), amount))
        if self.extra_code.data and self.extra.data:
            found.append(
                AddPost(
                    Post(
                        self.extra_code.data, self.extra.data, self.extra_per.data, label=self.extra_label.data or "",
                        key=NEW_KEY,
                    )
                )
            )  # fmt: skip
        return found


def form_of(month: Month, typed: MultiDict[str, str] | None = None) -> WhatIfForm:
    """The form with two fields for each line that stands in the budget now; `typed` is what was kept of it."""
    fields: dict[str, Any] = {}
    for line in month.lines:
        fields[f"amount_{line.id.hex}"] = EuroField(f"Nieuw bedrag voor {line.told.name}")
        fields[f"stop_{line.id.hex}"] = BooleanField(f"{line.told.name} stopt")
    made: WhatIfForm = type("LinesForm", (WhatIfForm,), fields)(*([typed] if typed else []))
    return made


def what_if_page(place: Place) -> Answer:
    """Show the lines, compare, or keep the idea."""
    dossier = place.dossier
    month = month_of(session(), place.actor, dossier.id)
    do = request.form.get("do", "")
    begins = request.method == "GET" or do == "begin"
    typed = _typed_before(place) if begins else None
    first = (
        month.lines and not place.beside and "regels" not in request.args and set(typed or ()) <= {"words"}
    )
    if request.method == "GET" and first:
        session().close()
        return render_template("budget/own_idea.html", place=place, form=WordsForm(formdata=typed))
    plan = plan_now(place, month, read_stored(session(), dossier.municipality_id, dossier.id))
    ways = _ways(place, month)
    session().close()
    form = form_of(month, typed)
    if request.method == "POST":
        _keep_typed(place, typed)
    if begins or not form.validate():
        page = _render(place, month, form, ways)
        return (page, 422) if form.errors else page
    changes = form.changes(month)
    if do != "keep":
        return _render(place, month, form, ways, changes)
    there = place.url("budget", melding="idee-bewaard")
    try:
        keep_idea(
            session(), place.actor, now(), dossier, form.words.data or "", changes, posts=month.posts,
            payments=month.payments, plan=plan, form=FormToken(form.token.data, there),
        )  # fmt: skip
    except Refused as refused:
        form.form_errors.append(str(refused))
        return _render(place, month, form, ways), 422
    forget_typed(session(), place.actor, now(), dossier, DRAFT)
    return redirect(there, 303)


def what_if_typed(place: Place) -> tuple[str, int]:
    """Keep what is being typed; 409 when its form was sent meanwhile."""
    return "", 204 if _keep_typed(place) else 409


def _typed_before(place: Place) -> MultiDict[str, str] | None:
    """What was typed before and not kept as an idea, with the words of this form in the place of the older ones."""
    kept = find_draft(session(), place.actor, place.dossier, DRAFT)
    answers = {**(kept.typed if kept else {}), **answers_in(request.form)}
    return (
        MultiDict((name, value) for name, values in answers.items() for value in values) if answers else None
    )


def _keep_typed(place: Place, whole: MultiDict[str, str] | None = None) -> bool:
    """Keep the words and amounts as a draft, as the steps do: they stay until the idea is kept."""
    typed = answers_in(request.form if whole is None else whole)
    answers = {name: values for name, values in typed.items() if _ASKED.fullmatch(name)}
    token = request.form.get("token", "")
    return save_draft(session(), place.actor, now(), place.dossier, DRAFT, answers, of_form=token)


@dataclass(frozen=True)
class Ways:
    """What an idea is laid beside: the claims, and earlier ideas with the month they would make."""

    claims: Sequence[Claim]
    earlier: Sequence[FrozenBudget]


def _ways(place: Place, month: Month) -> Ways:
    ideas = [each for each in versions_of(session(), place.actor, place.dossier.id) if each.kind == "idea"]
    found = [find_version(session(), place.actor, place.dossier.id, each.id) for each in ideas[:EARLIER]]
    claims = claims_of(session(), place.actor, place.dossier.id, owed=month.owed)
    return Ways(claims, [each for each in found if each])


def _beside(month: Month, comparison: Comparison | None, ways: Ways) -> list[tuple[str, int, Uitweg | None]]:
    """Each version with its name, what is left a month, and the road with the debts of now."""
    rows = [("Nu", month.budget)]
    if comparison:
        rows.append(("Met dit idee", comparison.after))
    rows += [(each.version.name, each.budget) for each in ways.earlier]
    return [(name, budget.room_cents, instalments_of(budget, ways.claims)) for name, budget in rows]


def _render(
    place: Place, month: Month, form: WhatIfForm, ways: Ways, changes: list[Change] | None = None
) -> str:
    comparison = what_if(month.posts, month.payments, changes) if changes else None
    road = instalments_of(comparison.after, ways.claims) if comparison else None
    groups = [
        (group.label, [line for line in month.lines if line.post.group is group])
        for group in Group
    ]  # fmt: skip
    return render_template(
        "budget/what_if.html", place=place, form=form, groups=[g for g in groups if g[1]], compared=changes is not None,
        opened=_opened(form, groups),
        regeling=in_a_regeling(place, month, changes) if changes and ways.claims else None,
        comparison=comparison, budget=month.budget, road=road, road_picture=road_chart(road) if road else None,
        versions=_beside(month, comparison, ways) if comparison or ways.earlier else (),
    )  # fmt: skip


def _opened(form: WhatIfForm, groups: list[tuple[str, list[StoredPost]]]) -> set[str]:
    """The groups in which something was typed: they stay open."""
    return {
        label
        for label, lines in groups
        if any(form[f"amount_{line.id.hex}"].raw_data and form[f"amount_{line.id.hex}"].raw_data[0]
               or form[f"stop_{line.id.hex}"].data for line in lines)
    }  # fmt: skip
