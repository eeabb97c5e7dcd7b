"""What each scheme may bring, with the reason and what it rests on; what is missing can be filled in beside it."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template
from werkzeug.wrappers import Response

from schuldhulp.budget.regelingen.oordeel import Kans, Leeftijd, Oordeel, Regeling, Woning
from schuldhulp.budget.shown import Figure, figure
from schuldhulp.calendar import local_date
from schuldhulp.dossier.content import step_texts
from schuldhulp.money import format_euro
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.schemes.actions import tell_schemes
from schuldhulp.schemes.given import HERE, LACKING, Answers, Fact
from schuldhulp.schemes.queries import Schemes, schemes_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import read_form, two_versions
from schuldhulp.web.asking import ask_page
from schuldhulp.web.forms import DropdownField, EuroField, PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place

Answer = str | Response | tuple[str, int]
# Whole cents fit the database's number; nobody in debt help earns more.
MOST = 10_000_000_00
_FIELD_OF = {
    "leeftijd": "age_group", "jaarinkomen": "year_income_cents", "huur": "bare_rent_cents",
    "vermogen": "assets_cents", "woning": "home", "medebewoners_inkomen": "housemates_income_cents",
}  # fmt: skip
_STEP_OF = {
    "partner": "thuis", "kinderen": "thuis", "inkomen": "lonen-en-uitkeringen", "belasting": "wonen",
    "zorgpremie": "verzekeringen-en-zorg",
}  # fmt: skip


class SchemesForm(PageForm):
    """What the dossier asks nowhere else; an empty answer gives the place back to the dossier."""

    year_income_cents = EuroField(
        "Inkomen in een jaar, vóór belasting", max_cents=MOST,
        description="Samen met uw partner. Staat op de jaaropgave of bij de voorlopige aanslag.",
    )  # fmt: skip
    age_group = DropdownField("Uw leeftijd", choices=Leeftijd, blank="Nog niet bekend")
    assets_cents = EuroField(
        "Spaargeld en ander vermogen op 1 januari", max_cents=MOST, description="Niets? Vul dan 0 in."
    )
    home = DropdownField(
        "Hoe woont u?", blank="Zoals in het dossier",
        choices=[(Woning.HUUR.value, "Zelfstandige huurwoning"), (Woning.KAMER.value, "Kamer"),
                 (Woning.ANDERS.value, "Anders")],
    )  # fmt: skip
    bare_rent_cents = EuroField(
        "Kale huur per maand",
        max_cents=MOST,
        description="Zonder servicekosten. Staat op de brief van de verhuurder.",
    )
    housemates_income_cents = EuroField(
        "Inkomen van andere volwassenen in huis, per jaar",
        max_cents=MOST,
        description="Alleen als zij er wonen.",
    )

    def told(self) -> Answers:
        """The answers as they are kept."""
        return Answers(
            version=self.version.data or 0, age_group=self.age_group.data,
            home=Woning(self.home.data) if self.home.data else None, year_income_cents=self.year_income_cents.data,
            housemates_income_cents=self.housemates_income_cents.data, bare_rent_cents=self.bare_rent_cents.data,
            assets_cents=self.assets_cents.data,
        )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One scheme on the page: the sum that opens, and what to fill in with where."""

    found: Oordeel
    amount: str
    figure: Figure | None
    missing: tuple[tuple[str, str], ...]


def schemes_page(place: Place) -> Answer:
    """Show the check; on a post keep what was filled in."""
    found = _read(place)
    session().close()
    form = read_form(SchemesForm, _stored(found.told), found.told.version)
    if form.validate_on_submit():
        there = place.url("schemes", melding="bewaard")
        try:
            tell_schemes(
                session(),
                place.actor,
                now(),
                place.dossier,
                form.told(),
                form=FormToken(form.token.data, there),
            )
            return redirect(there, 303)
        except Conflict:
            newer = _read(place).told
            return two_versions(
                form,
                _stored(newer),
                newer.version,
                place.url("schemes"),
                layout=place.layout,
                other="Iemand anders",
            )
        except Refused as refused:
            form.form_errors.append(str(refused))
    page = render_template(
        "schemes/schemes.html", place=place, form=form, why_not=found.why_not,
        groups=[(kans, [_shown(place, each) for each in found.found if each.kans is kans]) for kans in Kans],
        unused=found.unused, facts=[(fact, *_correct(place, fact)) for fact in found.known.facts], kansen=Kans,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def ask_scheme_page(place: Place, regeling: str) -> Answer:
    """Ask the other side about one scheme; another name is not there."""
    if regeling not in set(Regeling):
        abort(404)
    name = Regeling(regeling).label
    return ask_page(
        place, about="calculation", name=name, back=("schemes", "Waar heeft u recht op?"),
        first_words=f"Kunt u met mij kijken of ik recht heb op {name[:1].lower()}{name[1:]}?",
    )  # fmt: skip


def _read(place: Place) -> Schemes:
    return schemes_of(session(), place.actor, place.dossier, local_date(now()))


def _stored(told: Answers) -> dict[str, Any]:
    names = ("year_income_cents", "age_group", "assets_cents", "bare_rent_cents", "housemates_income_cents")
    return {name: getattr(told, name) for name in names} | {"home": told.home.value if told.home else None}


def _shown(place: Place, found: Oordeel) -> Shown:
    sums = None
    if found.berekening is not None:
        outcome = next(
            (line.bedrag for line in reversed(found.berekening.regels) if line.bedrag is not None), 0
        )
        sums = figure(found.regeling.value, found.regeling.label, outcome, found.berekening)
    missing = tuple(
        (LACKING[name], f"#veld-{_FIELD_OF[name]}" if name in _FIELD_OF else _step(place, _STEP_OF[name]))
        for name in found.ontbreekt
    )
    return Shown(found, _amount(found), sums, missing)


def _amount(found: Oordeel) -> str:
    low, high = found.ten_minste, found.ten_hoogste
    if found.kans not in (Kans.JA, Kans.MISSCHIEN) or not high:
        return ""
    if low == high:
        return f"ongeveer {format_euro(high)} per maand"
    if low:
        return f"{format_euro(low)} tot {format_euro(high)} per maand"
    return f"ten hoogste {format_euro(high)} per maand"


def _correct(place: Place, fact: Fact) -> tuple[str, str]:
    """Where a fact is corrected, and what that place is called."""
    if fact.correct == HERE:
        return f"#veld-{_FIELD_OF[fact.name]}", "hieronder"
    return _step(place, fact.correct), step_texts()[fact.correct].title


def _step(place: Place, slug: str) -> str:
    return place.url("step", stap=slug)
