"""The legal figures of one dossier together: beslagvrije voet, vrij te laten bedrag, afloscapaciteit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schuldhulp.budget import afloscapaciteit, beslagvrije_voet
from schuldhulp.budget.afloscapaciteit import Afloscapaciteit, bereken_afloscapaciteit
from schuldhulp.budget.bankbeslag import beschermd_banktegoed
from schuldhulp.budget.beslagvrije_voet import BeslagvrijeVoet, bereken_beslagvrije_voet, grondslag_vtlb
from schuldhulp.budget.leefsituatie import Leefsituatie
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.normen import Normen, UsedSet
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.budget.vtlb import Correctieregel, OfficieelVtlb, Vtlb, bereken_vtlb
from schuldhulp.calculations.answers import Given
from schuldhulp.calculations.given import omstandigheden

SHARING_SET = "regelingen"
"""Where the kostendelersnorm of the Participatiewet stands."""
NORM_SETS = (*beslagvrije_voet.NORM_SETS, *afloscapaciteit.NORM_SETS)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the law comes to on one day, with what it was made of. `beslag_cents`: what is taken a month now."""

    day: date
    given: Given
    bvv: Berekening[BeslagvrijeVoet]
    vtlb: Berekening[Vtlb]
    capacity: Berekening[Afloscapaciteit]

    @property
    def income_cents(self) -> int:
        """The income that the capacity was computed from, per month."""
        return int(self.given["inkomen"] or 0)

    @property
    def costs_cents(self) -> int:
        """What the help costs, per month."""
        return int(self.given["kosten"] or 0)

    @property
    def assets_cents(self) -> int:
        """What comes once, for the creditors."""
        return int(self.given["eenmalig"] or 0)

    @property
    def beslag_cents(self) -> int:
        """What attachments take per month."""
        return self.given.beslag_cents

    @property
    def too_much_cents(self) -> int:
        """How much more is taken per month than what is above the beslagvrije voet; 0 when that is not so."""
        return max(0, self.beslag_cents - (self.bvv.uitkomst.beslagruimte or 0)) if self.beslag_cents else 0

    @property
    def used(self) -> tuple[UsedSet, ...]:
        """The norm sets that were used, each once."""
        return tuple(dict.fromkeys((*self.bvv.normen, *self.vtlb.normen, *self.capacity.normen)))


def compute(
    given: Given, corrections: Sequence[Correctieregel], official: OfficieelVtlb | None, load: Load, day: date
) -> Figures:
    """All figures of a dossier whose answers miss nothing. Raises NormMissing, Refused."""
    case = omstandigheden(given)
    normen = load(day, *beslagvrije_voet.NORM_SETS)
    vtlb = bereken_vtlb(grondslag_vtlb(case, normen), corrections, official)
    capacity = bereken_afloscapaciteit(
        int(given["inkomen"] or 0),
        vtlb.uitkomst.cents,
        load(day, *afloscapaciteit.NORM_SETS),
        kosten=int(given["kosten"] or 0),
        eenmalig=int(given["eenmalig"] or 0),
        voorlopig=vtlb.uitkomst.voorlopig,
    )
    return Figures(day, given, bereken_beslagvrije_voet(case, normen), vtlb, capacity)


def bank_of(given: Given, normen: Normen) -> Berekening[int] | None:
    """What an attachment on the bank leaves in a month; None while the living situation is not known."""
    if given["leefsituatie"] is None:
        return None
    abroad = given["woonlandfactor"] is not None
    return beschermd_banktegoed(
        Leefsituatie(str(given["leefsituatie"])), normen, zonder_adres=bool(given["zonder_adres"]) and not abroad,
        buitenland=abroad,
    )  # fmt: skip
