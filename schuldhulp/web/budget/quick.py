"""Eight amounts on one page: a first budget in a few minutes."""

from dataclasses import dataclass

from flask import redirect, render_template
from werkzeug.wrappers import Response

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.queries import StoredPost, posts_of
from schuldhulp.budget.told import PostTold
from schuldhulp.dossier.steps import STEPS
from schuldhulp.money import Period
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.budget.ideas import Answer
from schuldhulp.web.forms import Asked, DropdownField, EuroField, PageForm, PeriodField
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.budget_rows import amount_of
from schuldhulp.web.steps.place import Place

STEP_OF_CODE = {code: step.slug for step in STEPS for code in step.codes}
CODES = (
    "wage", "care_allowance", "rent_allowance", "rent", "energy", "health_premium", "telephone", "food",
)  # fmt: skip
# Any line of these says that there is an income already; the first is what stands chosen.
_INCOMES = (
    "wage", "benefit_pw", "benefit_ww", "benefit_zw", "benefit_wia", "benefit_wajong", "benefit_anw", "aow", "pension",
)  # fmt: skip


class QuickForm(PageForm):
    """Eight amounts; each may stay empty."""

    wage = EuroField("Loon of uitkering", description="Wat op uw rekening komt.")
    wage_per = PeriodField("Loon of uitkering: per")
    wage_kind = DropdownField(
        "Wat voor inkomen is dat?", choices=[(code, CATEGORY[code].label) for code in _INCOMES], blank="",
        default=_INCOMES[0],
    )  # fmt: skip
    care_allowance = EuroField("Zorgtoeslag", description="Per maand.")
    rent_allowance = EuroField("Huurtoeslag", description="Per maand.")
    rent = EuroField("Huur", description="Per maand.")
    energy = EuroField("Gas en stroom", description="Per maand.")
    health_premium = EuroField("Zorgverzekering", description="Per maand.")
    telephone = EuroField("Telefoon", description="Per maand.")
    food = EuroField("Boodschappen", description="Per week. Ongeveer is goed.")

    def told(self, standing: set[str]) -> list[tuple[PostTold, str]]:
        """The amounts that were typed, with the step each belongs to; what stands already is left alone."""
        periods = {"wage": self.wage_per.data, "food": Period.WEEK}
        kinds = {"wage": self.wage_kind.data or _INCOMES[0]}
        return [
            (
                PostTold(
                    code=kinds.get(code, code), cents=self[code].data, period=periods.get(code) or Period.MONTH
                ),
                STEP_OF_CODE[kinds.get(code, code)],
            )
            for code in CODES if code not in standing and self[code].data
        ]  # fmt: skip


@dataclass(frozen=True)
class QuickLine:
    """One of the eight: a field to fill, or what stands there already."""

    field: Asked
    per: Asked | None
    standing: str


def quick_page(place: Place) -> Answer:
    """Show the eight amounts, or keep them in one act."""
    lines = posts_of(session(), place.actor, place.dossier.id)
    session().close()
    standing = {line.told.code for line in lines}
    if standing & set(_INCOMES):
        standing.add("wage")
    form = QuickForm()
    if form.validate_on_submit():
        answer = _keep(place, form, standing)
        if answer is not None:
            return answer
    page = render_template(
        "budget/quick.html",
        place=place,
        form=form,
        lines=[_line(form, code, lines, standing) for code in CODES],
    )
    return (page, 422) if form.errors else page


def _keep(place: Place, form: QuickForm, standing: set[str]) -> Response | None:
    there = place.url("budget", melding="bewaard")
    try:
        add_quick_posts(
            session(),
            place.actor,
            now(),
            place.dossier,
            form.told(standing),
            form=FormToken(form.token.data, there),
        )
    except Refused as refused:
        form.form_errors.append(str(refused))
        return None
    return redirect(there, 303)


def _line(form: QuickForm, code: str, lines: list[StoredPost], standing: set[str]) -> QuickLine:
    alike = set(_INCOMES) if code == "wage" else {code}
    found = [amount_of(line.told) for line in lines if line.told.code in alike]
    return QuickLine(
        form[code], form.wage_per if code == "wage" else None, " en ".join(found) if found else ""
    )
