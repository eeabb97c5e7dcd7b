"""CAMT.053 (ISO 20022): the statement that every Dutch bank gives, versions 2 to 13, one or more a file.

Read with lxml, without entities, document types or network. Per `Ntry` the booked amount and its sign (`CdtDbtInd`);
who was on the other side stands in `NtryDtls/TxDtls/RltdPties`, since version 8 one `Pty` deeper (iso20022.org, message
camt.053.001.02 and .08; Betaalvereniging Nederland, "Camt.053 – implementation guidelines for the Netherlands").
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from schuldhulp.budget.afschriften.texts import unpack
from schuldhulp.budget.afschriften.transaction import (
    BrokenStatement,
    NotAStatement,
    OtherMoney,
    Transaction,
    any_day,
    bank_of,
    point_cents,
)

_NAMESPACE = re.compile(r"xmlns(?::\w+)?\s*=\s*[\"']urn:iso:std:iso:20022:tech:xsd:(camt\.\d{3}|pain\.\d{3})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def looks_like_xml(text: str) -> bool:
    """Whether the text is XML of some kind."""
    return text.lstrip().startswith("<")


def read_camt(text: str) -> list[Transaction]:
    """The booked transactions of all statements in the text.

    Raises NotAStatement for other XML and for anything with a document type, BrokenStatement, OtherMoney.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotAStatement
    found = _NAMESPACE.search(text[:4_000])
    if not found or found[1] != "camt.053":
        raise NotAStatement
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        # The text was decoded already; what the file says of its encoding may be wrong.
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenStatement from error
    return [one for statement in root.iterfind(".//{*}Stmt") for one in _statement(statement)]


def _statement(statement: Any) -> list[Transaction]:
    own = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
    entries = [entry for entry in statement.iterfind("{*}Ntry") if _booked(entry)]
    try:
        found = [one for entry in entries for one in _entry(entry, own)]
    except (ValueError, KeyError) as error:
        raise error if isinstance(error, OtherMoney) else BrokenStatement from error
    _check_balances(statement, sum(one.amount_cents for one in found))
    return found


def _booked(entry: Any) -> bool:
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    return status in ("BOOK", "")


def _check_balances(statement: Any, moved: int) -> None:
    """A statement whose balances do not agree with its lines was changed or is not whole."""
    balances: dict[str, int] = {}
    for balance in statement.iterfind("{*}Bal"):
        sign = -1 if _text(balance, "CdtDbtInd") == "DBIT" else 1
        try:
            balances[_text(balance, "Tp/CdOrPrtry/Cd")] = sign * point_cents(_text(balance, "Amt"))
        except ValueError as error:
            raise BrokenStatement from error
    opening = balances.get("OPBD", balances.get("PRCD"))
    closing = balances.get("CLBD")
    if opening is not None and closing is not None and opening + moved != closing:
        raise BrokenStatement


def _entry(entry: Any, own: str) -> Iterator[Transaction]:
    amount = entry.find("{*}Amt")
    if amount is None:
        raise ValueError("an entry without amount")
    if amount.get("Ccy", "EUR") != "EUR":
        raise OtherMoney
    sign = {"CRDT": 1, "DBIT": -1}[_text(entry, "CdtDbtInd")]
    cents = sign * point_cents(amount.text or "")
    day = any_day((_day(entry, "BookgDt") or _day(entry, "ValDt"))[:10])
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    parts = [_part(detail) for detail in details]
    # One booking of several payments is taken apart only when the parts add up to it.
    if (
        len(details) > 1
        and all(part is not None for part in parts)
        and sum(p or 0 for p in parts) == abs(cents)
    ):
        for detail, part in zip(details, parts, strict=True):
            yield _made(entry, detail, day, sign * (part or 0), own)
    else:
        yield _made(entry, details[0] if details else entry, day, cents, own)


def _part(detail: Any) -> int | None:
    text = _text(detail, "Amt") or _text(detail, "AmtDtls/TxAmt/Amt")
    try:
        return point_cents(text)
    except ValueError:
        return None


def _made(entry: Any, detail: Any, day: Any, cents: int, own: str) -> Transaction:
    ours, theirs = ("Dbtr", "Cdtr") if cents < 0 else ("Cdtr", "Dbtr")
    name, iban = _party(detail, theirs)
    if not name and not iban or iban and iban == own:
        name, iban = _party(detail, ours)  # a payment that came back keeps the roles it had on the way out
    words = " ".join(node.text or "" for node in detail.iterfind("{*}RmtInf/{*}Ustrd"))
    extra = _text(entry, "AddtlNtryInf") or _text(detail, "AddtlTxInf")
    told = unpack(extra) if extra and not name else None
    if told:
        name, iban = told.name, iban or told.iban
    back = _text(detail, "RtrInf/Rsn/Cd") or ("RETOUR" if _text(entry, "RvslInd") in ("true", "1") else "")
    said = [words or (told.description if told else extra), _text(detail, "RmtInf/Strd/CdtrRefInf/Ref"),
            f"storno {back}" if back else ""]  # fmt: skip
    return Transaction(
        day,
        cents,
        name,
        iban if iban != own else "",
        " ".join(w for w in said if w),
        own,
        bank_of(own),
    )


def _party(detail: Any, role: str) -> tuple[str, str]:
    name = _text(detail, f"RltdPties/{role}/Nm") or _text(detail, f"RltdPties/{role}/Pty/Nm")
    iban = _text(detail, f"RltdPties/{role}Acct/Id/IBAN")
    return name, iban


def _day(entry: Any, name: str) -> str:
    return _text(entry, f"{name}/Dt") or _text(entry, f"{name}/DtTm")


def _text(node: Any, path: str) -> str:
    found = node.find("/".join(f"{{*}}{part}" for part in path.split("/")))
    return "" if found is None or found.text is None else str(found.text).strip()
