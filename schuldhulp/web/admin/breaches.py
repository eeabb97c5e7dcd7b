"""The register of datalekken: writing one down, judging it within 72 hours, and the text for who is hit."""

import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.breaches import actions, queries
from schuldhulp.breaches.rules import CHOICES, DATA_KINDS, RISKS, advice, say_left, words_for_people
from schuldhulp.calendar import local
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import own_municipality, saved, status_of
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.typed_text import clean_line

_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[.:u ]?([0-5]\d))?(?: ?uur)?")


class ClockField(TextField):
    """A time of day, typed as 14.30 or 14."""

    def read(self, typed: str) -> time:  # type: ignore[override]
        """The time. Raises ValueError with the sentence."""
        found = _CLOCK.fullmatch(clean_line(typed).lower())
        if found is None:
            raise ValueError("Schrijf de tijd als 14.30.")
        return time(int(found[1]), int(found[2] or 0))

    def shown(self, value: time) -> str:
        """The time as people write it."""
        return f"{value:%H.%M}"


class NewBreachForm(PageForm):
    """The first minutes: what happened and when it was discovered."""

    what = LongTextField(
        "Wat is er gebeurd?", [InputRequired("Schrijf wat er gebeurde.")], rows=5, max_length=4000,
        description="Noem geen namen van inwoners. Kenmerken mogen wel.",
    )  # fmt: skip
    discovered_on = DateField("Ontdekt op", [InputRequired("Vul de dag in.")], not_future=True)
    discovered_clock = ClockField(
        "Om", [InputRequired("Vul de tijd in.")], description="Hier begint de termijn van 72 uur."
    )
    happened_on = DateField("Gebeurd op", not_future=True, description="Als u dat weet.")
    data_kinds = CheckboxesField("Welke gegevens?", choices=tuple(DATA_KINDS.items()))
    people_count = IntegerField("Van hoeveel mensen, ongeveer?", min=0, max=1_000_000)
    measures = LongTextField("Wat is er al gedaan om het te stoppen?", rows=3, max_length=4000)


class BreachForm(NewBreachForm):
    """Everything, with both decisions."""

    risk = ChoiceField("Wat kan het voor mensen betekenen?", choices=tuple(RISKS.items()))
    to_authority = ChoiceField("Melden bij de Autoriteit Persoonsgegevens?", choices=tuple(CHOICES.items()))
    authority_why = LongTextField("Waarom wel of niet?", rows=2, max_length=2000)
    authority_told_on = DateField("Gemeld bij de AP op", not_future=True)
    authority_number = TextField("Nummer van de melding", max_length=40)
    to_people = ChoiceField("Melden aan de mensen om wie het gaat?", choices=tuple(CHOICES.items()))
    people_why = LongTextField("Waarom wel of niet aan hen?", rows=2, max_length=2000)
    people_words = LongTextField("Wat zij te lezen krijgen", rows=12, max_length=6000)
    people_told_on = DateField("Verteld op", not_future=True)


def _midday(day: date | None) -> datetime | None:
    return utc_at(day, time(12)) if day else None


def _judged(form: NewBreachForm) -> actions.Judged:
    given: dict[str, Any] = {
        "what": form.what.data, "discovered_at": utc_at(form.discovered_on.data, form.discovered_clock.data),
        "happened_at": _midday(form.happened_on.data), "data_kinds": form.data_kinds.data or (),
        "people_count": form.people_count.data, "measures": form.measures.data or "",
    }  # fmt: skip
    if isinstance(form, BreachForm):
        given |= {
            "risk": form.risk.data or "onbekend", "to_authority": form.to_authority.data or "open",
            "authority_why": form.authority_why.data or "", "to_people": form.to_people.data or "open",
            "authority_told_at": _midday(form.authority_told_on.data), "people_why": form.people_why.data or "",
            "authority_number": form.authority_number.data or "", "people_words": form.people_words.data or "",
            "people_told_at": _midday(form.people_told_on.data),
        }  # fmt: skip
    return actions.Judged(**given)


@blueprint.route("/beheer/datalekken", methods=["GET", "POST"])
@door("breach:record")
def breaches() -> str | Response | tuple[str, int]:
    """All of them, and writing down a new one."""
    there = local(now())
    form = NewBreachForm(data={"discovered_on": there.date(), "discovered_clock": there.time()})
    if form.validate_on_submit():
        made: list[UUID] = []
        answer = saved(
            form,
            lambda token: made.append(
                actions.record_breach(session(), current_actor(), now(), _judged(form), form=token)
            ),
            url_for("admin.breaches"),
            "datalek-bewaard",
        )
        if answer is not None:
            return answer
    listed = queries.breaches(session(), current_actor())
    session().close()
    return render_template(
        "admin/breaches.html", form=form, listed=listed, left=say_left, moment=now()
    ), status_of(form)


@blueprint.route("/beheer/datalekken/<uuid:breach_id>", methods=["GET", "POST"])
@door("breach:record")
def breach(breach_id: UUID) -> str | Response | tuple[str, int]:
    """One datalek: what is known, both decisions, the text, closing."""
    found = queries.find_breach(session(), current_actor(), breach_id)
    session().close()
    place, form = own_municipality(), BreachForm(data=_shown(found))
    if not form.people_words.data and request.method == "GET":
        form.people_words.data = words_for_people(place.name, place.phone, found.data_kinds)
    if form.validate_on_submit():
        close = request.form.get("klaar") == "ja"
        answer = saved(
            form,
            lambda token: actions.judge_breach(
                session(),
                current_actor(),
                now(),
                breach_id,
                _judged(form),
                form.version.data,
                close=close,
                form=token,
            ),
            url_for("admin.breach", breach_id=breach_id),
            "datalek-gesloten" if close else "gewijzigd",
        )
        if answer is not None:
            return answer
    return render_template(
        "admin/breach.html", form=form, one=found, left=say_left(found.due_at, now()), late=found.late(now()),
        advice=advice(found.risk),
    ), status_of(form)  # fmt: skip


def _shown(one: queries.BreachView) -> dict[str, Any]:
    there = local(one.discovered_at)

    def day(moment: datetime | None) -> date | None:
        return local(moment).date() if moment else None

    return {
        "what": one.what, "discovered_on": there.date(), "discovered_clock": there.time(), "version": one.version,
        "happened_on": day(one.happened_at), "data_kinds": one.data_kinds, "people_count": one.people_count,
        "measures": one.measures, "risk": one.risk, "to_authority": one.to_authority,
        "authority_why": one.authority_why,
        "authority_told_on": day(one.authority_told_at), "authority_number": one.authority_number,
        "to_people": one.to_people, "people_why": one.people_why, "people_words": one.people_words,
        "people_told_on": day(one.people_told_at),
    }  # fmt: skip
