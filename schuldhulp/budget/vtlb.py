"""The vrij te laten bedrag: what a household keeps per month while it repays its debts.

Recofa method, as far as it can be read: the beslagvrije voet of art. 475da Rv with its rises and the deduction for the
spouse, and corrections on top of it. The corrections are lines that a counsellor writes down with evidence and
initials; their amounts are not computed here, so this is a preliminary calculation. The figure of the official
calculator takes its place as soon as it is there. Eurocents per month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from schuldhulp.budget.normen import Norm, Normen
from schuldhulp.budget.uitkomst import Berekening, Regel, Rol, Waarschuwing, regel
from schuldhulp.money import round_half_up

_METHOD = "Recofa-methode voor het vrij te laten bedrag"
NORM_SETS = ("vtlb", "bijstand")


class Correctie(StrEnum):
    """What a correction is for; the value is stored."""

    RESERVERING = "reservering"
    ARBEID = "arbeid"
    EIGEN_RISICO = "eigen_risico"
    PENSIOENLEEFTIJD = "pensioenleeftijd"
    WONEN = "wonen"
    BELASTINGEN = "belastingen"
    ZIEKTEKOSTEN = "ziektekosten"
    VERVOER = "vervoer"
    STUDIE = "studie"
    KINDEROPVANG = "kinderopvang"
    ALIMENTATIE = "alimentatie"
    BEHEER = "beheer"
    ANDERS = "anders"

    @property
    def label(self) -> str:
        """The words on screen and paper."""
        return _LABELS[self]


_LABELS = {
    Correctie.RESERVERING: "Reserveringstoeslag",
    Correctie.ARBEID: "Arbeidstoeslag",
    Correctie.EIGEN_RISICO: "Eigen risico van de zorg",
    Correctie.PENSIOENLEEFTIJD: "Correctie voor de pensioenleeftijd (PGL)",
    Correctie.WONEN: "Woonkosten boven de huurgrens",
    Correctie.BELASTINGEN: "Belasting van gemeente en waterschap",
    Correctie.ZIEKTEKOSTEN: "Ziektekosten",
    Correctie.VERVOER: "Auto of reizen naar het werk",
    Correctie.STUDIE: "Studiekosten van kinderen",
    Correctie.KINDEROPVANG: "Kinderopvang",
    Correctie.ALIMENTATIE: "Alimentatie of co-ouderschap",
    Correctie.BEHEER: "Budgetbeheer of bewind",
    Correctie.ANDERS: "Iets anders",
}


@dataclass(frozen=True, slots=True)
class Correctieregel:
    """One correction as it was written down: eurocents a month, negative when it lowers the vtlb."""

    soort: Correctie
    cents: int
    bewijs: str
    paraaf: str
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class OfficieelVtlb:
    """The figure of the official calculator: eurocents a month, its day, and where the paper is."""

    cents: int
    op: date
    bewijs: str


@dataclass(frozen=True, slots=True)
class Vtlb:
    """The vrij te laten bedrag in eurocents a month. `voorlopig`: our own sum, not the official figure.

    `eigen_cents` is our own sum, also where the official figure counts.
    """

    cents: int
    voorlopig: bool
    eigen_cents: int


def bereken_vtlb(
    grondslag: Berekening[int],
    correcties: Sequence[Correctieregel] = (),
    officieel: OfficieelVtlb | None = None,
) -> Berekening[Vtlb]:
    """The vtlb with its lines: those of the beslagvrije voet it starts from, then the corrections."""
    lines: list[Regel] = [line for line in grondslag.regels if line.rol is Rol.DEEL]
    for each in correcties:
        lines.append(
            regel(
                "vtlb_correctie",
                each.cents,
                bron=_METHOD,
                wat=each.soort.label,
                bewijs=each.bewijs,
                paraaf=each.paraaf,
                toelichting=each.toelichting,
            )  # fmt: skip
        )
    own = max(0, grondslag.uitkomst + sum(each.cents for each in correcties))
    lines.append(regel("vtlb_voorlopig", own, bron=_METHOD, rol=Rol.UITKOMST))
    warnings = [*grondslag.waarschuwingen]
    if officieel is None:
        warnings.append(Waarschuwing("vtlb_is_voorlopig"))
        return Berekening(Vtlb(own, True, own), tuple(lines), tuple(warnings), grondslag.normen)
    lines.append(
        regel(
            "vtlb_officieel",
            officieel.cents,
            bron="Officiële vtlb-rekenmachine (Bureau Wsnp)",
            rol=Rol.UITKOMST,
            dag=officieel.op,
            bewijs=officieel.bewijs,
        )  # fmt: skip
    )
    return Berekening(Vtlb(officieel.cents, False, own), tuple(lines), tuple(warnings), grondslag.normen)


def arbeidstoeslag_hint(normen: Normen) -> tuple[int, Norm]:
    """About what the arbeidstoeslag comes to, as help beside the field: a share of half the norm for a couple.

    Read in a second source that says 'about': the screen says 'controleer'.
    """
    share, norm = normen["vtlb_arbeidstoeslag"], normen["bijstand_samen"]
    return round_half_up(share.rate * Fraction(norm.cents, 2)), share
