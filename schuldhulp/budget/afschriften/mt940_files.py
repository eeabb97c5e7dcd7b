"""MT940 (SWIFT), by the kept package mt-940: one or more statements a file, each with its balances.

The balances must agree with the lines: half a file is refused. What banks pack in `:86:` is taken apart in `texts`.
"""

import io
import re
from datetime import date
from typing import Any

import mt940

from schuldhulp.budget.afschriften.texts import unpack
from schuldhulp.budget.afschriften.transaction import BrokenStatement, OtherMoney, Transaction, bank_of

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}")


def looks_like_mt940(text: str) -> bool:
    """Whether the text has the tags of MT940 near its beginning."""
    head = text[:2_000]
    return bool(re.search(r"(?m)^(\{\d:.*)?:20:", head) and re.search(r"(?m)^:25:", head))


def read_mt940(text: str) -> list[Transaction]:
    """The transactions of every statement. Raises BrokenStatement, OtherMoney."""
    body = re.sub(r"(?m)^\{1:.*?\{4:\s*", "", text)
    bank = "ABN AMRO" if "ABNANL2A" in text[:200] else ""
    try:
        # A file object: the package would open a string that happens to be the name of a file.
        statements = mt940.parse_statements(io.StringIO(body))
        return [one for statement in statements for one in _statement(statement, bank)]
    except (OtherMoney, BrokenStatement):
        raise
    except Exception as error:
        # The package raises many kinds; whatever it stumbles over is a file that is not whole.
        raise BrokenStatement from error


def _statement(statement: Any, bank: str) -> list[Transaction]:
    own = re.sub(r"EUR$", "", str(statement.data.get("account_identification", "")).replace(" ", ""))
    opening, closing = (
        statement.data.get("final_opening_balance"),
        statement.data.get("final_closing_balance"),
    )
    opening = opening or statement.data.get("intermediate_opening_balance")
    closing = closing or statement.data.get("intermediate_closing_balance")
    if opening is None or closing is None:
        raise BrokenStatement
    if opening.amount.currency != "EUR":
        raise OtherMoney
    bank = bank or bank_of(own)
    found = [_made(line.data, own, bank) for line in statement]
    if _cents(opening.amount) + sum(one.amount_cents for one in found) != _cents(closing.amount):
        raise BrokenStatement
    return found


def _made(line: dict[str, Any], own: str, bank: str) -> Transaction:
    day = line.get("entry_date") or line["date"]
    told = unpack(str(line.get("transaction_details") or ""))
    behind = str(line.get("extra_details") or "").replace(" ", "")
    reference = str(line.get("customer_reference") or "")
    iban = told.iban or next((text for text in (behind, reference) if _IBAN.fullmatch(text)), "")
    status = str(line.get("status") or "")
    said = told.description + (" storno" if status.startswith("R") else "")
    return Transaction(
        date(day.year, day.month, day.day), _cents(line["amount"]), told.name, iban, said, own, bank
    )  # fmt: skip


def _cents(amount: Any) -> int:
    return int(amount.amount.scaleb(2).to_integral_exact())
