"""Euros as whole cents: reading what people type, showing amounts, and turning any period into a month."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MAX_CENTS = 20_000_000_00  # fits a database's ordinary whole number (2^31)

_NBSP = "\u00a0"
_MINUS = "\u2212"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_ABOUT = re.compile(r"^(?:(?:ongeveer|ong|circa|ca|plm|rond(?: de)?)(?![a-z])\.?|±|\+/-|~)\s*", re.IGNORECASE)
_CURRENCY = re.compile(r"^(?:€|eur(?:o)?)\s*|\s*(?:€|eur(?:o)?)$", re.IGNORECASE)
_NO_CENTS = re.compile(rf"[,.]\s?[{_DASHES}=]{{1,2}}$")
_PLAIN = re.compile(r"^(\d+)(?:[,.](\d{0,2}))?$|^[,.](\d{1,2})$", re.ASCII)
_GROUPED_BY_DOT = re.compile(r"^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{0,2}))?$", re.ASCII)
_GROUPED_BY_SPACE = re.compile(r"^([1-9]\d{0,2}(?: \d{3})+)(?:[,.](\d{0,2}))?$", re.ASCII)
_LONG_FRACTION = re.compile(r"^(?:\d*|\d{1,3}(?:[. ]\d{3})+)[,.]\d{3,}$", re.ASCII)


class NotAnAmount(ValueError):
    """The text is not an amount of money; `str()` is the Dutch sentence for the screen."""

    sentence = "Schrijf het bedrag in cijfers, bijvoorbeeld 12,50."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class AmountMissing(NotAnAmount):
    """Nothing was typed."""

    sentence = "Vul een bedrag in, bijvoorbeeld 12,50."


class AmountNegative(NotAnAmount):
    """The amount has a minus sign."""

    sentence = "Schrijf het bedrag zonder min-teken, bijvoorbeeld 12,50."


class AmountWithWords(NotAnAmount):
    """There are digits, with words or letters beside them."""

    sentence = "Schrijf hier alleen het bedrag, zonder woorden of letters erbij, bijvoorbeeld 12,50."


class AmountTooPrecise(NotAnAmount):
    """The amount has more than two decimals."""

    sentence = "Schrijf na de punt of komma niet meer dan twee cijfers, bijvoorbeeld 12,50."


class AmountTooLarge(NotAnAmount):
    """The amount is above MAX_CENTS."""

    sentence = "Dit bedrag is hoger dan 20 miljoen euro. Kijk of de punt en de komma goed staan."


class Period(StrEnum):
    """How often an amount comes or goes; the value is what is stored."""

    WEEK = "week"
    TWO_WEEKS = "2weken"
    FOUR_WEEKS = "4weken"
    MONTH = "maand"
    QUARTER = "kwartaal"
    HALF_YEAR = "halfjaar"
    YEAR = "jaar"

    @property
    def label(self) -> str:
        """The Dutch words after an amount: "per 4 weken"."""
        return _LABELS[self]

    @property
    def months_factor(self) -> Fraction:
        """What to multiply with to reach an average month (a year has 52 weeks and 12 months)."""
        return _TO_MONTH[self]


_LABELS = {
    Period.WEEK: "per week",
    Period.TWO_WEEKS: "per 2 weken",
    Period.FOUR_WEEKS: "per 4 weken",
    Period.MONTH: "per maand",
    Period.QUARTER: "per kwartaal",
    Period.HALF_YEAR: "per half jaar",
    Period.YEAR: "per jaar",
}

_TO_MONTH = {
    Period.WEEK: Fraction(52, 12),
    Period.TWO_WEEKS: Fraction(26, 12),
    Period.FOUR_WEEKS: Fraction(13, 12),
    Period.MONTH: Fraction(1),
    Period.QUARTER: Fraction(1, 3),
    Period.HALF_YEAR: Fraction(1, 6),
    Period.YEAR: Fraction(1, 12),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it was entered: cents and the period they stand for."""

    cents: int
    period: Period = Period.MONTH

    @property
    def per_month(self) -> int:
        """Cents in an average month, rounded half-up once."""
        return per_month(self.cents, self.period)

    def __str__(self) -> str:
        return f"{format_euro(self.cents)} {self.period.label}"


def round_half_up(value: Fraction) -> int:
    """Round to whole cents; a half goes away from zero, as in `decimal.ROUND_HALF_UP`."""
    return _half_up(value.numerator, value.denominator)


def _half_up(numerator: int, denominator: int) -> int:
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -rounded if numerator < 0 else rounded


def per_month(cents: int, period: Period) -> int:
    """Turn an amount per period into cents per average month, rounded half-up per line."""
    factor = _TO_MONTH[Period(period)]
    return _half_up(
        cents * factor.numerator, factor.denominator
    )  # whole numbers: a page asks this for each line


def format_euro(cents: int) -> str:
    """Show cents the Dutch way: "€ 1.234,50", a negative amount as "−€ 140,00"; never breaks over a line."""
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"{_MINUS if cents < 0 else ''}€{_NBSP}{grouped},{rest:02d}"


def format_whole_euro(cents: int) -> str:
    """Show cents as whole euros, half-up, for an amount that is called 'ongeveer': "€ 1.235"."""
    return format_euro(
        round_half_up(Fraction(abs(cents), 100)) * 100 * (-1 if cents < 0 else 1)
    ).removesuffix(",00")


def format_input(cents: int) -> str:
    """Show cents as a person would type them in a field: "1234,50"; `parse_euro` reads it back."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02d}"


def parse_euro(text: str) -> int:
    """Read an amount as people in the Netherlands type it and return cents, 0 to MAX_CENTS.

    A dot before one or two last digits is read as a comma ("12.50"), before three as thousands ("1.234").
    Raises a NotAnAmount whose text is a Dutch sentence for the screen.
    """
    cleaned = _cleaned(text)
    if not cleaned:
        raise AmountMissing
    if cleaned[0] in _DASHES:
        raise AmountNegative if any(character.isdigit() for character in cleaned) else NotAnAmount
    whole, fraction = _split(_NO_CENTS.sub("", cleaned))
    digits = whole.lstrip("0")
    if len(digits) > len(str(MAX_CENTS)):
        raise AmountTooLarge
    cents = int(digits or "0") * 100 + int(fraction.ljust(2, "0"))
    if cents > MAX_CENTS:
        raise AmountTooLarge
    return cents


def _cleaned(text: str) -> str:
    """Normalise spaces and look-alike digits, and take a currency sign off either end."""
    spaced = _ABOUT.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
    if spaced and spaced[0] in _DASHES:
        return spaced[0] + _CURRENCY.sub("", spaced[1:].lstrip()).strip()
    return _CURRENCY.sub("", spaced).strip()


def _split(cleaned: str) -> tuple[str, str]:
    """Return the digits before and after the decimal comma, or refuse."""
    for shape in (_GROUPED_BY_DOT, _GROUPED_BY_SPACE):
        if match := shape.match(cleaned):
            return re.sub(r"[. ]", "", match[1]), match[2] or ""
    if match := _PLAIN.match(cleaned):
        return match[1] or "", match[2] or match[3] or ""
    if _LONG_FRACTION.match(cleaned):
        raise AmountTooPrecise
    if any(sign.isdigit() for sign in cleaned) and any(sign.isalpha() for sign in cleaned):
        raise AmountWithWords
    raise NotAnAmount
