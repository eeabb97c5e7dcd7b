"""What the check of schemes is told of a household, and what it says of one scheme. Amounts are eurocents a month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from schuldhulp.budget.uitkomst import Berekening

ADULT = 18


class Kans(StrEnum):
    """How likely a scheme is for this household, as far as is known."""

    JA = "ja"
    MISSCHIEN = "misschien"
    VRAAG = "vraag"
    NEE = "nee"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"ja": "waarschijnlijk wel", "misschien": "misschien", "vraag": "nog niet te zeggen",
                "nee": "waarschijnlijk niet"}[self.value]  # fmt: skip


class Leeftijd(StrEnum):
    """The age groups the schemes tell apart."""

    JONG = "jong"
    MIDDEN = "midden"
    AOW = "aow"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"jong": "18, 19 of 20 jaar", "midden": "21 jaar tot de AOW-leeftijd", "aow": "AOW-leeftijd"}[
            self.value
        ]


class Woning(StrEnum):
    """How somebody lives, as far as huurtoeslag asks."""

    HUUR = "huur"
    KAMER = "kamer"
    ANDERS = "anders"


class Regeling(StrEnum):
    """The schemes that are looked at, in the order of the page."""

    ZORGTOESLAG = "zorgtoeslag"
    HUURTOESLAG = "huurtoeslag"
    KINDGEBONDEN_BUDGET = "kindgebonden-budget"
    KWIJTSCHELDING = "kwijtschelding"
    BIJSTAND = "aanvullende-bijstand"
    INKOMENSTOESLAG = "individuele-inkomenstoeslag"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self][0]

    @property
    def waar(self) -> str:
        """Where to ask for it, in words."""
        return _LABELS[self][1]

    @property
    def code(self) -> str | None:
        """The category of the budget in which it stands when it is received."""
        return _LABELS[self][2]


_LABELS: Mapping[Regeling, tuple[str, str, str | None]] = {
    Regeling.ZORGTOESLAG: ("Zorgtoeslag", "Bij de Dienst Toeslagen: toeslagen.nl", "care_allowance"),
    Regeling.HUURTOESLAG: ("Huurtoeslag", "Bij de Dienst Toeslagen: toeslagen.nl", "rent_allowance"),
    Regeling.KINDGEBONDEN_BUDGET: ("Kindgebonden budget", "Bij de Dienst Toeslagen: toeslagen.nl", "child_budget"),
    Regeling.KWIJTSCHELDING: (
        "Kwijtschelding van belastingen", "Bij de gemeente of het waterschap van de aanslag", None,
    ),
    Regeling.BIJSTAND: (
        "Aanvullende bijstand", "Bij de gemeente; vanaf de AOW-leeftijd bij de SVB (svb.nl)", "benefit_pw",
    ),
    Regeling.INKOMENSTOESLAG: (
        "Individuele inkomenstoeslag", "Bij de gemeente", "individual_income_supplement",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevens:
    """What is known of a household; None is not known.

    `kinderen` are the ages that children reach this year, `jaarinkomen` the income of a year that counts for
    allowances (with a partner), `jaar_ten_minste` the least that it can be, `inkomen` the net income a month without
    allowances, `vermogen` that of 1 January, `huur` the bare rent and `huur_ten_hoogste` the rent with what may be in
    it. `medebewoners` are the ages of other adults, `medebewoners_inkomen` their income of a year together. `ontvangen`
    is what stands in the budget, by category.
    """

    partner: bool | None = None
    kinderen: tuple[int, ...] | None = None
    kind_deels: bool = False
    medebewoners: tuple[int | None, ...] = ()
    medebewoners_inkomen: int | None = None
    leeftijd: Leeftijd | None = None
    jaarinkomen: int | None = None
    jaar_ten_minste: int | None = None
    inkomen: int | None = None
    vermogen: int | None = None
    woning: Woning | None = None
    huur: int | None = None
    huur_ten_hoogste: int | None = None
    belasting: int | None = None
    kwijtschelding_gevraagd: bool = False
    verzekerd: bool = False
    ontvangen: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def minderjarig(self) -> bool | None:
        """Whether a child may still be under 18; a birthday of this year may be to come."""
        return None if self.kinderen is None else any(age - 1 < ADULT for age in self.kinderen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oordeel:
    """What was found of one scheme. `ontbreekt` names the Gegevens to ask for, most useful first.

    `ten_minste` and `ten_hoogste` are eurocents a month, None where no amount can be said; `ontvangen` is what stands
    in the budget already.
    """

    regeling: Regeling
    kans: Kans
    redenen: tuple[str, ...]
    ten_minste: int | None = None
    ten_hoogste: int | None = None
    ontvangen: int | None = None
    berekening: Berekening[Any] | None = None
    ontbreekt: tuple[str, ...] = ()
    controleer: bool = False

    @property
    def ongebruikt(self) -> bool:
        """Whether money may lie unused here: possible, an amount that can be said, and not in the budget."""
        likely = self.kans in (Kans.JA, Kans.MISSCHIEN)
        return likely and self.ontvangen is None and bool(self.ten_hoogste)


def received(what: Regeling, given: Gegevens) -> int | None:
    """What stands in the budget of a scheme, eurocents a month; None when it does not."""
    return given.ontvangen.get(what.code) if what.code else None


def ask(what: Regeling, given: Gegevens, *missing: str) -> Oordeel:
    """Nothing can be said yet: what is missing is asked."""
    return Oordeel(
        regeling=what, kans=Kans.VRAAG, redenen=("Hiervoor is nog iets nodig.",), ontvangen=received(what, given),
        ontbreekt=missing,
    )  # fmt: skip


def no(
    what: Regeling, given: Gegevens, reason: str, found: Berekening[Any] | None = None, *, check: bool = False
) -> Oordeel:
    """Probably not, with the reason; `check` says that nobody read it in a source."""
    there = received(what, given)
    reasons = [reason]
    if there:
        reasons.append(
            "In het budget staat wel een bedrag. Kijk na of alles klopt: dan hoeft er later niets terug."
        )
    return Oordeel(
        regeling=what,
        kans=Kans.NEE,
        redenen=tuple(reasons),
        ontvangen=there,
        berekening=found,
        controleer=check,
    )
