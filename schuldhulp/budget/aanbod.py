"""The offer to creditors: one fund divided by rank, to the cent, and the present value of a saneringskrediet.

Faillissementswet art. 349, second paragraph: as long as the preferent claims are not paid in full they get twice the
percentage of the concurrent ones. All amounts are eurocents; inside the sums are exact fractions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from schuldhulp.budget.uitkomst import Berekening, Regel, Waarschuwing, regel
from schuldhulp.money import round_half_up

_WHOLE = 100_00
_TWICE = "Faillissementswet, artikel 349, tweede lid"
_ROUNDING = "naar beneden afgerond, losse centen naar de grootste resten"
_ARITHMETIC = "contante waarde van gelijke termijnen"


class Rank(StrEnum):
    """The order in which claims are paid from what there is. `SECURED` stands apart: mortgage or pledge."""

    PREFERENT = "preferent"
    CONCURRENT = "concurrent"
    SECURED = "secured"


class NotDivisible(ValueError):
    """The fund or the claims cannot be divided; `str()` is the Dutch reason."""


@dataclass(frozen=True, slots=True)
class Vordering:
    """One claim that takes part; `name` is only carried along."""

    name: str
    cents: int
    rank: Rank


@dataclass(frozen=True, slots=True)
class Aanbod:
    """What each claim gets, in the order given, and what is left over.

    Percentages are hundredths of a percent (10,37 % is 1037), None where no claim has that rank.
    """

    fund_cents: int
    preferent_cents: int
    concurrent_cents: int
    preferent_percentage: int | None
    concurrent_percentage: int | None
    payments: tuple[int, ...]
    back_cents: int

    @property
    def total_cents(self) -> int:
        """All claims together."""
        return self.preferent_cents + self.concurrent_cents

    @property
    def is_zero(self) -> bool:
        """Whether nobody gets anything while there are claims: the zero offer."""
        return self.total_cents > 0 and not any(self.payments)

    @property
    def is_full(self) -> bool:
        """Whether every claim is paid in full."""
        return sum(self.payments) == self.total_cents


def percentage(part: Fraction) -> int:
    """A share as hundredths of a percent, half-up: 1401,19 of 12453,40 is 1125, shown as 11,25 %."""
    return round_half_up(part * _WHOLE)


def aandeel(claim_cents: int, total_cents: int) -> int:
    """The share of one claim in all debts, in hundredths of a percent. Raises NotDivisible."""
    if total_cents <= 0 or not 0 <= claim_cents <= total_cents:
        raise NotDivisible(
            "een vordering is niet lager dan nul en niet hoger dan het totaal, en er is een totaal"
        )
    return percentage(Fraction(claim_cents, total_cents))


def divide(fund_cents: int, claims: Sequence[Vordering]) -> Aanbod:
    """Divide a fund over claims; payments and `back_cents` add up to the fund exactly.

    Cents that rounding down leaves go one by one to the largest remainders, ties in the order given.
    Raises NotDivisible for a fund or claim below nought and for a secured claim.
    """
    if fund_cents < 0 or any(claim.cents < 0 for claim in claims):
        raise NotDivisible("het fonds en de vorderingen zijn niet lager dan nul")
    if any(claim.rank is Rank.SECURED for claim in claims):
        raise NotDivisible("een vordering met hypotheek of pand loopt apart")
    preferent = sum(claim.cents for claim in claims if claim.rank is Rank.PREFERENT)
    concurrent = sum(claim.cents for claim in claims if claim.rank is Rank.CONCURRENT)
    shares = _shares(fund_cents, preferent, concurrent)
    ranks = {claim.rank for claim in claims}
    return Aanbod(
        fund_cents, preferent, concurrent,
        percentage(shares[Rank.PREFERENT]) if Rank.PREFERENT in ranks else None,
        percentage(shares[Rank.CONCURRENT]) if Rank.CONCURRENT in ranks else None,
        largest_remainder([claim.cents * shares[claim.rank] for claim in claims]),
        max(0, fund_cents - preferent - concurrent),
    )  # fmt: skip


def _shares(fund: int, preferent: int, concurrent: int) -> dict[Rank, Fraction]:
    """The part of its claim that each rank gets, 0 to 1."""
    if fund >= preferent + concurrent:
        return {Rank.PREFERENT: Fraction(1), Rank.CONCURRENT: Fraction(1)}
    single = Fraction(fund, 2 * preferent + concurrent)
    if 2 * single < 1:
        return {Rank.PREFERENT: 2 * single, Rank.CONCURRENT: single}
    return {Rank.PREFERENT: Fraction(1), Rank.CONCURRENT: Fraction(fund - preferent, concurrent)}


def largest_remainder(exact: Sequence[Fraction]) -> tuple[int, ...]:
    """Whole cents whose sum is the sum of the exact amounts rounded down: the rest goes to the largest remainders."""
    rounded = [amount.numerator // amount.denominator for amount in exact]
    left = int(sum(exact, Fraction(0))) - sum(rounded)
    by_remainder = sorted(range(len(exact)), key=lambda place: (rounded[place] - exact[place], place))
    for place in by_remainder[:left]:
        rounded[place] += 1
    return tuple(rounded)


def in_proportion(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide whole cents by weights that are not all nought, as `largest_remainder` does, in whole numbers.

    A road of five years divides sixty times.
    """
    total = sum(weights)
    shares = [divmod(cents * weight, total) for weight in weights]
    rounded = [whole for whole, _ in shares]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-shares[place][1], place))
    for place in by_remainder[: cents - sum(rounded)]:
        rounded[place] += 1
    return tuple(rounded)


def present_value(instalment_cents: int, months: int, rate: Fraction) -> int:
    """The principal that equal monthly instalments pay back: what a credit bank can hand out at once.

    `rate` is per year (6 % is 6/100); a month bears a twelfth of it. Cents, half-up. Raises NotDivisible.
    """
    if instalment_cents < 0 or months < 0 or rate < 0:
        raise NotDivisible("de termijn, het aantal maanden en de rente zijn niet lager dan nul")
    monthly = rate / 12
    if monthly == 0:
        return instalment_cents * months
    return round_half_up(instalment_cents * (1 - 1 / (1 + monthly) ** months) / monthly)


def aanbod(fund_cents: int, claims: Sequence[Vordering]) -> Berekening[Aanbod]:
    """Divide a fund with the lines that open the result. Raises NotDivisible."""
    found = divide(fund_cents, claims)
    lines = [
        regel("aanbod_fonds", fund_cents, bron="invoer"),
        regel("aanbod_preferent", found.preferent_cents, bron="invoer"),
        regel("aanbod_concurrent", found.concurrent_cents, bron="invoer"),
    ]
    for code, share in (
        ("aanbod_preferent_percentage", found.preferent_percentage),
        ("aanbod_concurrent_percentage", found.concurrent_percentage),
    ):
        if share is not None:
            lines.append(regel(code, None, bron=_TWICE, percentage=Fraction(share, _WHOLE)))
    lines += [
        regel("aanbod_uitkering", paid, bron=_ROUNDING, naam=claim.name, vordering=claim.cents)
        for claim, paid in zip(claims, found.payments, strict=True)
    ]
    if found.back_cents:
        lines.append(regel("aanbod_terug", found.back_cents, bron="fonds min alle vorderingen"))
    warnings = (Waarschuwing("aanbod_nul"),) if found.is_zero else ()
    return Berekening(found, tuple(lines), warnings)


def saneringskrediet(instalment_cents: int, months: int, rate: Fraction) -> Berekening[int]:
    """The principal of a saneringskrediet in eurocents, with its lines. Raises NotDivisible."""
    principal = present_value(instalment_cents, months, rate)
    lines: tuple[Regel, ...] = (
        regel("saneringskrediet_termijnen", instalment_cents * months, bron="invoer",
              termijn=instalment_cents, maanden=months),
        regel("saneringskrediet_rente", principal - instalment_cents * months, bron=_ARITHMETIC, rente=rate),
        regel("saneringskrediet_hoofdsom", principal, bron=_ARITHMETIC),
    )  # fmt: skip
    return Berekening(principal, lines, (Waarschuwing("saneringskrediet_rente_controleren"),))
