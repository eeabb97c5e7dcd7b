"""One line of a bank statement, what is said of a file that cannot be read, and reading a bank's amounts and days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from schuldhulp.money import MAX_CENTS

MAX_NAME = 140
_BANKS = {
    "INGB": "ING", "RABO": "Rabobank", "ABNA": "ABN AMRO", "SNSB": "SNS", "ASNB": "ASN", "RBRB": "RegioBank",
    "BUNQ": "bunq", "KNAB": "Knab", "TRIO": "Triodos", "FVLB": "Van Lanschot", "REVO": "Revolut", "NTSB": "N26",
}  # fmt: skip
MAX_DESCRIPTION = 500
_SPACES = re.compile(r"\s+")
_DUTCH = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{0,2}))?")
_POINT = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")


@dataclass(frozen=True, slots=True)
class Transaction:
    """One booked line. `amount_cents` is below zero for money that went out; never floating point.

    `counterparty_iban` is "" for cards, cash and costs of the bank. `own_iban_tail` holds the last four characters of
    the own account: enough to tell two own accounts apart.
    """

    booked_on: date
    amount_cents: int
    counterparty: str
    counterparty_iban: str
    description: str
    own_iban_tail: str
    bank: str


class StatementRefused(ValueError):
    """A file that is not read, in whole: nothing of it is taken over. `str()` is Dutch for the screen."""

    sentence: ClassVar[str] = "Dit bestand kunnen wij niet lezen."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class NotAStatement(StatementRefused):
    """None of the known formats."""

    sentence = (
        "Dit is geen bankafschrift dat wij kennen. Onder ‘Hoe kom ik aan dit bestand?’ staat per bank welk bestand wij "
        "kunnen lezen. Lukt het niet? Vraag het gerust aan uw schuldhulpverlener."
    )


class NotReadable(StatementRefused):
    """A PDF, a picture or a spreadsheet: made for eyes."""

    sentence = (
        "In een pdf, foto of Excel-bestand kunnen wij de bedragen niet zeker lezen. Onder ‘Hoe kom ik aan dit "
        "bestand?’ staat per bank welk bestand wel kan."
    )


class NoTransactions(StatementRefused):
    """The format is known, and nothing was booked."""

    sentence = "In dit afschrift staat geen enkele betaling. Kies bij uw bank een langere periode."


class BrokenStatement(StatementRefused):
    """The file begins well and ends or continues wrong: it was cut off or changed."""

    sentence = "Dit afschrift is niet heel. Er is niets van overgenomen. Haal het bestand nog een keer op bij uw bank."


class OtherMoney(StatementRefused):
    """An account that is not in euros."""

    sentence = "Deze rekening is niet in euro’s. Wij lezen alleen afschriften in euro’s."


class TooBigStatement(StatementRefused):
    """More than fits."""

    sentence = "Dit bestand is te groot. Kies bij uw bank een kortere periode, bijvoorbeeld een jaar."


class TooSlowStatement(StatementRefused):
    """The reader ran into its limits of time or memory."""

    sentence = (
        "Dit bestand lezen duurt te lang. Er is niets van overgenomen. Kies bij uw bank een kortere periode, "
        "bijvoorbeeld drie maanden."
    )


class BusyReading(StatementRefused):
    """Too many statements are being read at this moment."""

    sentence = "Er worden nu veel afschriften gelezen. Probeer het over een minuut nog een keer."


def bank_of(account: str) -> str:
    """The bank of an IBAN, or "uw bank"."""
    return _BANKS.get(account[4:8], "uw bank")


def broken_at(line: int) -> BrokenStatement:
    """The refusal that names a line of the file, counted from 1."""
    return BrokenStatement(
        f"Regel {line} van dit afschrift is niet heel. Er is niets van overgenomen. "
        "Haal het bestand nog een keer op bij uw bank."
    )


def dutch_cents(text: str) -> int:
    """An amount with a decimal comma as cents: "1.234,56", "-12,5", "+3". Raises ValueError."""
    return _cents(_DUTCH.fullmatch(text.strip()), ".")


def point_cents(text: str) -> int:
    """An amount with a decimal point as cents: "1,234.56", "-12.5", "3". Raises ValueError."""
    return _cents(_POINT.fullmatch(text.strip()), ",")


def any_cents(text: str) -> int:
    """An amount of a bank that writes both; three digits behind one mark are thousands. Raises ValueError."""
    stripped = text.strip()
    found = _DUTCH.fullmatch(stripped)
    return _cents(found, ".") if found else _cents(_POINT.fullmatch(stripped), ",")


def _cents(found: "re.Match[str] | None", grouping: str) -> int:
    if found is None:
        raise ValueError("not an amount")
    sign, whole, rest = found[1], found[2].replace(grouping, ""), (found[3] or "").ljust(2, "0")
    if len(whole) > 12:
        raise ValueError("not an amount of a household")
    cents = int(whole) * 100 + int(rest)
    if cents > MAX_CENTS:
        raise ValueError("not an amount of a household")
    return -cents if sign == "-" else cents


def any_day(text: str) -> date:
    """A day as "21-06-2019", "2019-06-21" or "20190621". Raises ValueError."""
    stripped = text.strip()
    if found := _DAY_FIRST.fullmatch(stripped):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(stripped):
        return date(int(found[1]), int(found[2]), int(found[3]))
    raise ValueError("not a day")


def plain(text: str, longest: int = MAX_DESCRIPTION) -> str:
    """One line of text: no control characters, one space between words, cut at `longest`."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return _SPACES.sub(" ", shown).strip()[:longest]


def tidy(one: Transaction) -> Transaction:
    """The transaction with plain, short text."""
    return replace(
        one, counterparty=plain(one.counterparty, MAX_NAME), description=plain(one.description),
        counterparty_iban=one.counterparty_iban.replace(" ", "").upper()[:34],
        own_iban_tail=one.own_iban_tail.replace(" ", "")[-4:],
    )  # fmt: skip


def in_order(found: Iterable[Transaction]) -> tuple[Transaction, ...]:
    """Tidy transactions by day; those of one day stay as the bank has them. Raises NoTransactions."""
    made = sorted((tidy(one) for one in found if one.amount_cents), key=lambda one: one.booked_on)
    if not made:
        raise NoTransactions
    return tuple(made)
