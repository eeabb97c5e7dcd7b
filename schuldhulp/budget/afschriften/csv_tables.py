"""CSV with a line of names above it: ING, Rabobank, bunq, Knab and the newer ABN AMRO and ASN exports.

A format is known by the names of its columns. Each `Layout` says what the columns mean and cites public files
that show them; amounts are whole cents, below zero for money that went out.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from schuldhulp.budget.afschriften.texts import unpack
from schuldhulp.budget.afschriften.transaction import (
    OtherMoney,
    Transaction,
    any_cents,
    any_day,
    broken_at,
)

Row = Mapping[str, str]
_MAX_FIELD = 20_000


@dataclass(frozen=True, slots=True)
class Layout:
    """One bank's table: the names that make it known, and how a row becomes a transaction. `read` raises ValueError."""

    bank: str
    known_by: frozenset[str]
    read: Callable[[Row], Transaction]


def folded(name: str) -> str:
    """The name of a column to compare: "Naam / Omschrijving" and "naam/omschrijving" are one."""
    return "".join(char for char in name.casefold() if char.isalnum())


def _ing(row: Row) -> Transaction:
    """ING, with commas until 2020 and with semicolons since, "Saldo na mutatie" and "Tag" added then.

    Day 20260904, an amount without sign beside Af or Bij, decimal comma; UTF-8 or Windows-1252. In Mededelingen the
    words "Naam:", "Omschrijving:" and "IBAN:" repeat the columns (header and lines as in RSHKwee/ing2ofx,
    IngTransaction.java, and gpaulissen/ofxstatement-dutch, plugins/nl/ing.py).
    """
    sign = {"af": -1, "bij": 1, "debit": -1, "credit": 1}[(row.get("afbij") or row["debitcredit"]).casefold()]
    words = row.get("mededelingen") or row.get("notifications", "")
    kind = row.get("mutatiesoort") or row.get("transactiontype", "")
    cents = any_cents(row.get("bedrageur") or row["amounteur"])
    return Transaction(
        any_day(row.get("datum") or row["date"]), sign * abs(cents),
        row.get("naamomschrijving") or row["namedescription"], row.get("tegenrekening") or row.get("counterparty", ""),
        f"{words} {kind}", row.get("rekening") or row["account"], "ING",
    )  # fmt: skip


def _rabobank(row: Row) -> Transaction:
    """Rabobank since 2018: 26 columns between commas, all in quotes, Latin-1; a signed amount with decimal comma.

    Code is the kind ("bc" card, "ei" direct debit, "cb" credit); "Reden retour" is filled when a direct debit came
    back (columns as in the tests of gogognome/gogo-account, ImportBankStatementServiceTest.java, and in the mapping
    of reubano/csv2ofx).
    """
    words = " ".join(row.get(f"omschrijving{n}", "").strip() for n in (1, 2, 3))
    back = row.get("redenretour", "").strip()
    name = row["naamtegenpartij"] or row.get("naamuiteindelijkepartij", "") or words[:70]
    _only_euro(row.get("munt", "EUR"))
    return Transaction(
        any_day(row["datum"]), any_cents(row["bedrag"]), name, row.get("tegenrekeningibanbban", ""),
        f"{words} {row.get('betalingskenmerk', '')} {'storno ' + back if back else ''}", row["ibanbban"], "Rabobank",
    )  # fmt: skip


def _bunq(row: Row) -> Transaction:
    """bunq: seven English columns in quotes, day 2026-01-12; a signed amount, by the language of the app with a
    decimal point or comma (lines with both in public tests: "-1.034,75" and "-24.99")."""
    return Transaction(
        any_day(row["date"]), any_cents(row["amount"]), row["name"], row.get("counterparty", ""),
        row.get("description", ""), row["account"], "bunq",
    )  # fmt: skip


def _knab(row: Row) -> Transaction:
    """Knab: "KNAB EXPORT;;;…" above the names, semicolons, day 21-06-2019, an amount without sign beside C or D
    (first lines as in gpaulissen/ofxstatement-dutch, plugins/nl/knab.py)."""
    _only_euro(row.get("valutacode", "EUR"))
    sign = {"D": -1, "C": 1}[row["creditdebet"].upper()[:1]]
    return Transaction(
        any_day(row["transactiedatum"]), sign * abs(any_cents(row["bedrag"])), row["tegenrekeninghouder"],
        row.get("tegenrekeningnummer", ""), f"{row['omschrijving']} {row.get('betaalwijze', '')}",
        row["rekeningnummer"], "Knab",
    )  # fmt: skip


def _abn_amro(row: Row) -> Transaction:
    """ABN AMRO with names, as CSV or saved from its spreadsheet: Dutch names (Transactiedatum, Transactiebedrag) or
    English ones (transactiondate, amount); the description is packed as in TAB."""
    _only_euro(row.get("muntsoort") or row.get("mutationcode") or "EUR")
    told = unpack(row.get("omschrijving") or row.get("description", ""))
    return Transaction(
        any_day(row.get("transactiedatum") or row["transactiondate"]),
        any_cents(row.get("transactiebedrag") or row["amount"]), told.name, told.iban, told.description,
        row.get("rekeningnummer") or row["accountnumber"], "ABN AMRO",
    )  # fmt: skip


def _volksbank(row: Row) -> Transaction:
    """ASN Bank, SNS and RegioBank where a line of names stands above the 19 columns of `csv_bare`."""
    _only_euro(row.get("valutasoortmutatie", "EUR"))
    return Transaction(
        any_day(row["boekingsdatum"]), any_cents(row["transactiebedrag"]),
        row.get("naamtegenrekening", "") or row["omschrijving"][:70], row.get("tegenrekeningnummer", ""),
        f"{row['omschrijving']} {row.get('globaletransactiecode', '')}", row["opdrachtgeversrekening"], "ASN",
    )  # fmt: skip


def _only_euro(code: str) -> None:
    if code.strip().upper() not in ("", "EUR"):
        raise OtherMoney


def _known(names: str) -> frozenset[str]:
    return frozenset(folded(name) for name in names.split("|"))


LAYOUTS = (
    Layout("ING", _known("Datum|Naam / Omschrijving|Rekening|Af Bij|Bedrag (EUR)"), _ing),
    Layout("ING", _known("Date|Name / Description|Account|Debit/credit|Amount (EUR)"), _ing),
    Layout("Rabobank", _known("IBAN/BBAN|Munt|Volgnr|Datum|Bedrag|Naam tegenpartij"), _rabobank),
    Layout("bunq", _known("Date|Amount|Account|Counterparty|Name|Description"), _bunq),
    Layout("Knab", _known("Rekeningnummer|Transactiedatum|CreditDebet|Bedrag|Tegenrekeninghouder|Omschrijving"), _knab),
    Layout("ABN AMRO", _known("Rekeningnummer|Transactiedatum|Transactiebedrag|Omschrijving"), _abn_amro),
    Layout("ABN AMRO", _known("accountNumber|transactiondate|amount|description"), _abn_amro),
    Layout("ASN", _known("Boekingsdatum|Opdrachtgeversrekening|Transactiebedrag|Omschrijving"), _volksbank),
)  # fmt: skip


def read_table(text: str) -> list[Transaction] | None:
    """The transactions of a CSV with names above it, or None when no layout knows the names.

    Raises BrokenStatement naming the line that does not fit, OtherMoney.
    """
    lines = text.split("\n")
    csv.field_size_limit(_MAX_FIELD)
    for start in range(min(4, len(lines))):
        for mark in (";", ",", "\t"):
            names = _names(lines[start], mark)
            layout = next((each for each in LAYOUTS if each.known_by <= set(names)), None)
            if layout:
                return _rows(layout, names, rows_of(lines[start + 1 :], mark), start + 2)
    return None


def _names(line: str, mark: str) -> list[str]:
    try:
        return [folded(name) for name in next(csv.reader([line], delimiter=mark), [])]
    except csv.Error:
        return []


def rows_of(lines: list[str], mark: str) -> Iterable[list[str]]:
    """The rows of a CSV. Raises ValueError for a field without end."""
    csv.field_size_limit(_MAX_FIELD)
    try:
        yield from csv.reader(io.StringIO("\n".join(lines)), delimiter=mark, strict=True)
    except csv.Error as error:
        raise ValueError("a row has no end") from error


def _rows(layout: Layout, names: list[str], rows: Iterable[list[str]], first: int) -> list[Transaction]:
    found = []
    line = first
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                # Knab and ING end some lines with one mark more or less; a cut line misses more than that.
                if not len(names) - 1 <= len(row) <= len(names) + 1:
                    raise ValueError("a row of another length")
                found.append(layout.read(dict(zip(names, row, strict=False))))
            line += 1
    except OtherMoney:
        raise
    except (ValueError, KeyError) as error:
        raise broken_at(line) from error
    return found
