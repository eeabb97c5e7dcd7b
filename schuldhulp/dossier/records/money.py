"""Inkomen en Uitgaven: the questions beside the lines of the budget. Amounts in eurocents."""

from dataclasses import dataclass
from datetime import date

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import Choice, YesNo, answer


@dataclass(frozen=True, slots=True)
class Wages:
    """lonen-en-uitkeringen"""

    changes_soon: YesNo | Open | None = answer()
    what_changes: str | Open | None = answer(only_if=("changes_soon", ("ja",)), optional=True)


@dataclass(frozen=True, slots=True)
class Allowances:
    """toeslagen"""

    pays_back: YesNo | Open | None = answer()
    pays_back_cents: int | Open | None = answer(only_if=("pays_back", ("ja",)))
    not_claimed: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class OnceAYear:
    """vakantiegeld-en-eenmalig"""

    holiday_month: int | Open | None = answer()
    something_coming: YesNo | Open | None = answer()
    what_coming: str | Open | None = answer(only_if=("something_coming", ("ja",)), optional=True)


@dataclass(frozen=True, slots=True)
class OtherIncome:
    """ander-inkomen"""

    someone_gives: YesNo | Open | None = answer()
    who_gives: str | Open | None = answer(only_if=("someone_gives", ("ja",)), optional=True)


@dataclass(frozen=True, slots=True)
class Possessions:
    """bezit"""

    savings_cents: int | Open | None = answer()
    car: YesNo | Open | None = answer()
    car_worth_cents: int | Open | None = answer(only_if=("car", ("ja",)))
    car_needed_for: str | Open | None = answer(only_if=("car", ("ja",)), optional=True)
    house: YesNo | Open | None = answer()
    house_worth_cents: int | Open | None = answer(only_if=("house", ("ja",)))
    mortgage_left_cents: int | Open | None = answer(only_if=("house", ("ja",)))
    other: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class Housing:
    """wonen"""

    paid_this_month: YesNo | Open | None = answer()
    remission_asked: YesNo | Open | None = answer()


class Settlement(Choice):
    """What the yearly bill will do."""

    PAY = "bijbetalen", "Bijbetalen"
    RETURN = "terug", "Geld terug"
    EVEN = "gelijk", "Ongeveer gelijk"


@dataclass(frozen=True, slots=True)
class Energy:
    """energie-en-water"""

    yearly_bill: YesNo | Open | None = answer()
    bill_on: date | Open | None = answer(only_if=("yearly_bill", ("ja",)), optional=True)
    expected: Settlement | Open | None = answer(only_if=("yearly_bill", ("ja",)))


class Cak(Choice):
    """Whether the health premium goes through the CAK; the person is still insured."""

    NO = "nee", "Nee"
    PAYS = "betaalt", "Ja, ik betaal zelf"
    WITHHELD = "ingehouden", "Ja, het wordt ingehouden"


@dataclass(frozen=True, slots=True)
class Insurances:
    """verzekeringen-en-zorg"""

    cak: Cak | Open | None = answer()
    cak_cents: int | Open | None = answer(only_if=("cak", ("betaalt", "ingehouden")))
    avoids_care: YesNo | Open | None = answer()
    care_note: str | Open | None = answer(only_if=("avoids_care", ("ja",)), optional=True)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """telefoon-internet-abonnementen"""

    phone_on_credit: YesNo | Open | None = answer()
    credit_until: date | Open | None = answer(only_if=("phone_on_credit", ("ja",)), optional=True)
    not_used: str | Open | None = answer(optional=True)


class CarFor(Choice):
    """What a car or scooter is for."""

    NONE = "geen", "Ik heb geen auto of scooter"
    WORK = "werk", "Voor mijn werk"
    CARE = "zorg", "Voor zorg"
    OTHER = "anders", "Voor andere dingen"


@dataclass(frozen=True, slots=True)
class Transport:
    """vervoer"""

    car_for: tuple[CarFor, ...] | Open | None = answer()
    distance: str | Open | None = answer(only_if=("car_for", ("werk",)), optional=True)


@dataclass(frozen=True, slots=True)
class Children:
    """kinderen"""

    coming_costs: str | Open | None = answer(optional=True)
    misses_out: YesNo | Open | None = answer()
    misses_what: str | Open | None = answer(only_if=("misses_out", ("ja",)), optional=True)


@dataclass(frozen=True, slots=True)
class EveryWeek:
    """elke-week"""

    enough: YesNo | Open | None = answer()
    not_paid: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class SetAside:
    """reserveren"""

    sets_aside: YesNo | Open | None = answer()
    next_big: str | Open | None = answer(optional=True)
    next_big_cents: int | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class OtherCosts:
    """andere-vaste-lasten"""

    someone_keeps_money: YesNo | Open | None = answer()
    who_keeps: str | Open | None = answer(only_if=("someone_keeps_money", ("ja",)), optional=True)
