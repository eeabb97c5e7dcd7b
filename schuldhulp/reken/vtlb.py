"""`vtlb` and `afloscapaciteit`: what a household keeps, and what can go to creditors."""

from schuldhulp.budget.afloscapaciteit import NORM_SETS as ARRANGEMENT
from schuldhulp.budget.afloscapaciteit import bereken_afloscapaciteit
from schuldhulp.budget.beslagvrije_voet import NORM_SETS, grondslag_vtlb
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.vtlb import Correctie, Correctieregel, OfficieelVtlb, bereken_vtlb
from schuldhulp.reken.beslagvrije_voet import household
from schuldhulp.reken.calculated import Calculated, answer, euros
from schuldhulp.reken.fields import Fields


def vtlb(given: Fields, load: Load) -> Calculated:
    """The fields of `beslagvrije-voet`, `correcties` [{soort, bedrag, bewijs, paraaf}] and perhaps `officieel`."""
    day = given.day("datum")
    lines = tuple(_correction(each) for each in given.each("correcties")) if "correcties" in given else ()
    official = None
    if "officieel" in given:
        official = OfficieelVtlb(
            given.cents("officieel"), given.day("officieel_op"), given.text("officieel_bewijs")
        )
    found = bereken_vtlb(grondslag_vtlb(household(given), load(day, *NORM_SETS)), lines, official)
    outcome = {"vtlb": euros(found.uitkomst.cents), "voorlopig": found.uitkomst.voorlopig}
    return answer(outcome, found)


def _correction(given: Fields) -> Correctieregel:
    return Correctieregel(
        given.choice("soort", {each.value: each for each in Correctie}), given.cents("bedrag", negative=True),
        given.text("bewijs"), given.text("paraaf"),
    )  # fmt: skip


def afloscapaciteit(given: Fields, load: Load) -> Calculated:
    """`datum`, `inkomen`, `vtlb`, perhaps `kosten` and `eenmalig` to `bruto`, `netto` and `fonds`."""
    day = given.day("datum")
    found = bereken_afloscapaciteit(
        given.cents("inkomen"), given.cents("vtlb"), load(day, *ARRANGEMENT),
        kosten=given.optional_cents("kosten") or 0, eenmalig=given.optional_cents("eenmalig") or 0,
    )  # fmt: skip
    result = found.uitkomst
    return answer(
        {"bruto": euros(result.bruto), "netto": euros(result.netto), "fonds": euros(result.fonds)}, found
    )
