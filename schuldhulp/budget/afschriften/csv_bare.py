"""CSV without names: ABN AMRO's TAB file, and the 19 columns of SNS, ASN and RegioBank. Known by the first rows."""

import re
from collections.abc import Callable, Sequence

from schuldhulp.budget.afschriften.csv_tables import rows_of
from schuldhulp.budget.afschriften.texts import unpack
from schuldhulp.budget.afschriften.transaction import (
    OtherMoney,
    Transaction,
    any_cents,
    any_day,
    bank_of,
    broken_at,
)

_ACCOUNT = re.compile(r"\d{9,10}|[A-Z]{2}\d{2}[A-Z0-9]{8,30}")


def read_bare(text: str) -> list[Transaction] | None:
    """The transactions of a file without names, or None when its first row fits neither bank.

    Raises BrokenStatement naming the line that does not fit, OtherMoney.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    for mark, fits, read in (("\t", _is_abn_amro, _abn_amro), (";", _is_volksbank, _volksbank),
                             (",", _is_volksbank, _volksbank)):  # fmt: skip
        first = lines[0].split(mark) if lines else []
        if fits([cell.strip("\"' ") for cell in first]):
            return _read(lines, mark, read)
    return None


def _read(lines: list[str], mark: str, read: Callable[[Sequence[str]], Transaction]) -> list[Transaction]:
    found: list[Transaction] = []
    width = 0
    try:
        rows = (line.split("\t") for line in lines) if mark == "\t" else rows_of(lines, mark)
        for row in rows:
            if width not in (0, len(row)) or _cut(row[-1]):
                raise ValueError("a row of another length")
            width = len(row)
            found.append(read([cell.strip("' ") for cell in row]))
    except OtherMoney:
        raise
    except (ValueError, IndexError) as error:
        raise broken_at(len(found) + 1) from error
    return found


def _cut(text: str) -> bool:
    """Text that begins with a single quote ends with one."""
    return text.startswith("'") and (len(text) < 2 or not text.endswith("'"))


def _is_abn_amro(row: Sequence[str]) -> bool:
    return len(row) == 8 and bool(_ACCOUNT.fullmatch(row[0])) and len(row[1]) == 3 and row[2].isdigit()


def _abn_amro(row: Sequence[str]) -> Transaction:
    """Eight columns: account, currency, day 20211230, balance before, after, interest day, signed amount, text.

    The balances must agree with the amount: a changed line is refused (columns and lines as in the sample of
    denilsonsa/abn-amro-statement-parser and in joachim929/abn-import-overview).
    """
    account, currency, day, before, after, _, amount, text = row
    if currency.upper() != "EUR":
        raise OtherMoney
    cents = any_cents(amount)
    if any_cents(before) + cents != any_cents(after):
        raise ValueError("the balances do not agree")
    told = unpack(text)
    return Transaction(any_day(day), cents, told.name, told.iban, told.description, account, "ABN AMRO")


def _is_volksbank(row: Sequence[str]) -> bool:
    days = len(row) in (17, 18, 19) and bool(re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", row[0]))
    return days and bool(_ACCOUNT.fullmatch(row[1])) and len(row[7]) == 3 and len(row[9]) == 3


def _volksbank(row: Sequence[str]) -> Transaction:
    """SNS, ASN Bank and RegioBank: 19 columns (SNS 17 or 18) with a decimal point, text between single quotes.

    1 day, 2 own account, 3 other account, 4 its name, 8 and 10 currency, 9 balance before, 11 signed amount, 15 code
    (BEA card, GEA cash, INC direct debit, STO storno), 18 text ("Bestandsformaat CSV", ASN Bank; column names as in
    github.com/ronaldhuizer/beancount-importers, asn.py, and its public copies).
    """
    if row[9].upper() not in ("EUR",):
        raise OtherMoney
    own = row[1].upper()
    code, text = row[14], row[17] if len(row) > 17 else row[16]
    said = f"{text} {'storno' if code.upper() == 'STO' else code}"
    name = row[3] or re.split(r"\s{2,}|>", text.strip("' "))[0][:70]
    return Transaction(any_day(row[0]), any_cents(row[10]), name, row[2], said, own, bank_of(own))
