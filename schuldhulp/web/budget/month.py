"""The month in one sentence and one picture; groups that open into lines; this month on the account."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request

from schuldhulp.budget.bevindingen import Finding
from schuldhulp.budget.document import month_chart
from schuldhulp.budget.maandkalender import AccountMonth
from schuldhulp.budget.queries import Month, ideas_of, month_of, posts_of, versions_of
from schuldhulp.calculations.given import beslag_per_month
from schuldhulp.calculations.queries import household_from, legal_figures
from schuldhulp.calendar import MONTHS, WEEKDAYS, local_date
from schuldhulp.dossier.progress import in_force
from schuldhulp.schemes.queries import schemes_of
from schuldhulp.web.budget.ideas import WordsForm
from schuldhulp.web.budget.lines import beside_lines, shown_groups
from schuldhulp.web.budget.situation import situation_of, with_law
from schuldhulp.web.calculation.hints import beslag_hint
from schuldhulp.web.calculation.totals import month_figures
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place
from schuldhulp.workbook.queries import household, read_stored

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class OnAccount:
    """One month on the account with the addresses of the months around it."""

    month: AccountMonth
    name: str
    before: str
    after: str


def budget_page(place: Place) -> str:
    """Show the budget as it stands now."""
    actor, dossier, today = place.actor, place.dossier, local_date(now())
    month = month_of(session(), actor, dossier.id)
    removed = posts_of(session(), actor, dossier.id, removed=True)
    ideas = ideas_of(session(), actor, dossier.id)
    versions = versions_of(session(), actor, dossier.id)
    stored = read_stored(session(), dossier.municipality_id, dossier.id)
    members = household(session(), actor, dossier.id)
    beside = beside_lines(session(), actor, dossier)
    home = in_force(stored).get("thuis")
    asked = bool(ideas) or "eigen-idee" in stored or place.beside or "opvalt" in request.args
    law = None
    if asked or beslag_per_month(month.posts, month.payments):
        at_home = household_from(members, home, today)
        law = legal_figures(session(), actor, dossier, today, month=month, at_home=at_home)
    unused = schemes_of(
        session(), actor, dossier, today, budget=month.budget, stored=stored, members=members
    ).unused
    session().close()
    situation = with_law(situation_of(members, home, month.posts, today), law)
    findings = month.findings(situation, today) if asked else ()
    return render_template(
        "budget/month.html", place=place, month=month, budget=month.budget, chart=month_chart(month.budget),
        unused=unused, groups=shown_groups(place, month, beside), unknown=_unknown(place, month), ideas=ideas,
        any_fact=beside.any_fact,
        removed_links=[(line.told.name, place.url("restore_row", stap=line.step, row_id=line.id)) for line in removed],
        versions=versions, findings=_worded(findings), asked=asked, on_account=_on_account(place, month, today),
        weekdays=WEEKDAYS, words_form=WordsForm(formdata=None), figures=month_figures(month.budget),
        hint=beslag_hint(place, law) if law else None,
    )  # fmt: skip


def _unknown(place: Place, month: Month) -> list[tuple[str, str]]:
    return [
        (line.told.name, place.url("change_row", stap=line.step, row_id=line.id, terug="budget"))
        for line in month.unknown
    ]


def _worded(findings: tuple[Finding, ...]) -> list[tuple[str, list[tuple[str, int]], str, str]]:
    return [(f.sentence, [(_INPUTS.get(n, n), c) for n, c in f.inputs], f.source, f.url) for f in findings]


_INPUTS = {
    "income": "Inkomen per maand", "expenses": "Uitgaven per maand", "payments": "Beslag en terugbetalen",
    "own_income": "Inkomen zonder toeslagen", "norm": "De norm", "rent": "Huur",
    "own_income_year": "Inkomen zonder toeslagen per jaar", "limit": "Grens per jaar", "premium": "Bedrag",
    "attached_income": "Inkomen waarop beslag ligt", "beslag": "Beslag", "beslagvrije_voet": "Beslagvrije voet",
    "paid": "Naar schulden", "capacity": "Afloscapaciteit", "tax": "Belastingen", "living": "Wonen, energie en zorg",
    "entered": "Ingevuld", "if_four_weeks": "Bij 4 weken, per maand",
}  # fmt: skip


def _on_account(place: Place, month: Month, today: date) -> OnAccount:
    asked = _MONTH.fullmatch(request.args.get("maand", ""))
    year, number = (int(asked[1]), int(asked[2])) if asked else (today.year, today.month)
    first = date(year, number, 1)
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return OnAccount(
        month.on_account(year, number), f"{MONTHS[number - 1]} {year}",
        place.url("budget", maand=f"{before:%Y-%m}") + "#rekening",
        place.url("budget", maand=f"{after:%Y-%m}") + "#rekening",
    )  # fmt: skip
