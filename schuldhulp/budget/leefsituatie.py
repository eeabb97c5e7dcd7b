"""What the beslagvrije voet asks of a household: the four living situations, and incomes and costs beside them."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from schuldhulp.refusals import Refused


class Leefsituatie(StrEnum):
    """The four living situations of 475da(1)."""

    ALLEENSTAAND = "alleenstaand"
    ALLEENSTAANDE_OUDER = "alleenstaande_ouder"
    SAMEN = "samen"
    SAMEN_MET_KINDEREN = "samen_met_kinderen"

    @property
    def label(self) -> str:
        """In Dutch, for the screen."""
        return _LABELS[self]

    @property
    def is_couple(self) -> bool:
        """Whether two adults share the household (gehuwd, Participatiewet art. 3)."""
        return self in (Leefsituatie.SAMEN, Leefsituatie.SAMEN_MET_KINDEREN)


_LABELS = {
    Leefsituatie.ALLEENSTAAND: "alleenstaand",
    Leefsituatie.ALLEENSTAANDE_OUDER: "alleenstaande ouder met een kind onder de 18",
    Leefsituatie.SAMEN: "samen, zonder kinderen onder de 18",
    Leefsituatie.SAMEN_MET_KINDEREN: "samen, met een kind onder de 18",
}


class ImpossibleHousehold(Refused):
    """What was given cannot be true of one household."""

    sentence = "Bij een alleenstaande hoort geen inkomen van een partner. Kijk de leefsituatie na."


class GrantedNothing(Refused):
    """A rise for costs of living was granted, but no costs were given."""

    sentence = "Er is een verhoging voor woonkosten toegekend, maar de woonkosten staan er niet bij."


class NoSuchFactor(Refused):
    """A factor for another country is above nought and at most twice."""

    sentence = "De woonlandfactor is hoger dan 0 en ten hoogste 2. Kijk hem na."


MOST_FACTOR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Omstandigheden:
    """What the law asks, in eurocents. Raises ImpossibleHousehold, GrantedNothing, NoSuchFactor.

    `belastbaar_jaarinkomen` is of the debtor and the spouse together. Net monthly incomes include holiday pay:
    `netto` is what is attached, `ander_netto` the debtor's own that is not, `partner_netto` the spouse's that is not.
    `zorgprijs` is the price of care per month of who stays in an institution. `bijstandsnorm` is the norm that holds
    for who has bijstand attached. `woonlandfactor` is that of who lives abroad, `woning_verhoging` the rise per month
    that the bailiff granted to who owns the house or rents one without huurtoeslag: decrees give both, so both are
    asked.
    """

    leefsituatie: Leefsituatie
    belastbaar_jaarinkomen: int
    netto: int | None = None
    ander_netto: int = 0
    partner_netto: int = 0
    loonbelasting_auto: int = 0
    woonkosten: int | None = None
    woonkosten_toegekend: bool = False
    zonder_adres: bool = False
    situatie_getoond: bool = False
    zorgprijs: int | None = None
    bijstandsnorm: int | None = None
    woonlandfactor: Fraction | None = None
    woning_verhoging: int = 0

    def __post_init__(self) -> None:
        if self.partner_netto and not self.leefsituatie.is_couple:
            raise ImpossibleHousehold
        if self.woonkosten_toegekend and self.woonkosten is None:
            raise GrantedNothing
        if self.woonlandfactor is not None and not 0 < self.woonlandfactor <= MOST_FACTOR:
            raise NoSuchFactor
