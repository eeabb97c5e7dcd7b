"""What of a package comes along, as this dossier would take it from the client's own hand. Pure.

Only what the client told comes along: answers, people at home, incomes and expenses, debts, papers. What staff there
established, decided or wrote stays readable in the package, and is not made ours.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.posten import Direct, Whose, Withheld, Withholding
from schuldhulp.budget.told import PostTold
from schuldhulp.debts.told import DebtTold, name_of
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.records import UnreadableRecord, from_json
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.steps import STEP
from schuldhulp.money import Period
from schuldhulp.takein.package import MAX_FILES, OtherShape, Package

T = TypeVar("T")
LONGEST_ANSWER = 100_000  # letters of all answers of one step together; what somebody types is far less
YEARS = range(1900, 2101)
MOST_CENTS = 100_000_000_00
_OPEN = tuple(one.value for one in Open)
_NUMBERS = {
    "importance": range(11), "confidence": range(11), "holiday_month": range(1, 13), "unopened": range(2_001),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody at home."""

    kind: str
    name: str
    birth_year: int | None
    days_a_week: int | None
    has_income: bool | None


@dataclass(frozen=True, kw_only=True)
class BroughtPaper:
    """A paper with its files: name and place in the package."""

    kind: str
    label: str
    state: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """All that can come along. `steps` are records by slug; `posts` an amount with its step."""

    steps: Mapping[str, Any]
    people: tuple[Person, ...]
    posts: tuple[tuple[PostTold, str], ...]
    debts: tuple[DebtTold, ...]
    papers: tuple[BroughtPaper, ...]
    left_out: int

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "stappen": len(self.steps), "mensen": len(self.people), "bedragen": len(self.posts),
            "schulden": len(self.debts), "papieren": len(self.papers),
            "bestanden": sum(len(paper.files) for paper in self.papers),
        }  # fmt: skip


def offered_by(package: Package) -> Offered:
    """Read what comes along. Raises OtherShape for a value that this dossier would not take from a client."""
    papers, left_out = _papers(package)
    return Offered(
        steps=_steps(package), people=_each(package, "household_member", _person),
        posts=_each(package, "budget_post", _post), debts=_each(package, "debt", _debt), papers=papers,
        left_out=left_out,
    )  # fmt: skip


def _each(package: Package, table: str, read: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    """The rows of a table that were not taken away, read."""
    try:
        return tuple(read(row) for row in package.rows.get(table, []) if not row.get("removed_at"))
    except (KeyError, TypeError, ValueError):
        raise OtherShape from None


def _steps(package: Package) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in package.rows.get("step_answer", []):
        step = STEP.get(row["step"])
        if step is None or not row.get("answer"):
            continue  # a step that is asked there and not here
        if len(json.dumps(row["answer"], ensure_ascii=False)) > LONGEST_ANSWER:
            raise OtherShape
        try:
            record: Any = from_json(step.record, row["answer"])
        except (UnreadableRecord, AttributeError, KeyError, RecursionError):
            continue  # asked in another way there; the client answers it anew
        if _could_be_told(record):
            found[step.slug] = record
    return found


def _could_be_told(record: Any) -> bool:
    """Whether each number and day is one that the form of the step would take."""
    for each in fields(record):
        value = getattr(record, each.name)
        if type(value) is int and value not in _numbers(each.name):
            return False
        if isinstance(value, date) and value.year not in YEARS:
            return False
    return True


def _numbers(name: str) -> range:
    """The numbers a question takes; none for a question that is not known here."""
    return range(MOST_CENTS + 1) if name.endswith("_cents") else _NUMBERS.get(name, range(0))


def _person(row: Mapping[str, Any]) -> Person:
    return Person(
        kind=row["kind"], name=row.get("name") or "", birth_year=row.get("birth_year"),
        days_a_week=row.get("days_a_week"), has_income=row.get("has_income"),
    )  # fmt: skip


def _post(row: Mapping[str, Any]) -> tuple[PostTold, str]:
    if row["code"] not in CATEGORY or row["step"] not in STEP:
        raise OtherShape
    told = PostTold(
        code=row["code"], cents=row["cents"], amount_open=_open(row.get("amount_open")), period=Period(row["period"]),
        label=row.get("label") or "", whose=Whose(row.get("whose") or "client").value,
        pay_day=_pay_day(row.get("pay_day")),
        paid_on=_day(row.get("paid_on")), month=_whole(row.get("month"), 1, 12),
        lowest_cents=_whole(row.get("lowest_cents"), 0), withheld=_withheld(row.get("withheld")),
        paid_directly=Direct(row["paid_directly"]).value if row.get("paid_directly") else None,
        arrears_cents=_whole(row.get("arrears_cents"), 0) or 0, approximate=bool(row.get("approximate")),
        open_answers=_answers(row.get("open_answers")),
    )  # fmt: skip
    return told, row["step"]


def _debt(row: Mapping[str, Any]) -> DebtTold:
    threat = row.get("threat")
    if threat not in (None, "", "geen"):
        threat = ThreatKind(threat).value
    period = row.get("arrangement_period")
    beslag = row.get("attachment_period")
    return DebtTold(
        creditor=name_of(row.get("creditor_id"), row.get("creditor")),
        collector=name_of(row.get("collector_id"), row.get("collector")), whose=_whose(row.get("whose")),
        claimed_cents=_whole(row.get("claimed_cents"), 0), original_cents=_whole(row.get("original_cents"), 0),
        approximate=bool(row.get("approximate")), reference=row.get("reference") or "",
        letter_date=_day(row.get("letter_date")), arrangement_cents=_whole(row.get("arrangement_cents"), 0),
        arrangement_period=Period(period) if period else None, arrangement_until=_day(row.get("arrangement_until")),
        arrangement_kept=_one_of(row.get("arrangement_kept"), ("ja", "nee", "soms")),
        last_payment_on=_day(row.get("last_payment_on")),
        judgment=_one_of(row.get("judgment"), ("", "nee", "vonnis", "dwangbevel")),
        attachment=_one_of(row.get("attachment"), ("", "income", "bank", "set_off")),
        attachment_cents=_whole(row.get("attachment_cents"), 0), attachment_period=Period(beslag) if beslag else None,
        threat=threat, threat_on=_day(row.get("threat_on")), disputed=bool(row.get("disputed")),
        dispute=_text(row.get("dispute")), most_worried=bool(row.get("most_worried")),
        open_answers=_answers(row.get("open_answers")),
    )  # fmt: skip


def _papers(package: Package) -> tuple[tuple[BroughtPaper, ...], int]:
    """The papers with their files; more files than are taken over at once are counted and left in the package."""
    of_paper: dict[str, list[tuple[str, str]]] = {}
    for one in package.files[:MAX_FILES]:
        of_paper.setdefault(one["papier"], []).append((one["naam"], one["pad"]))
    found = []
    for row in package.rows.get("paper", []):
        if not row.get("removed_at"):
            kind = row["kind"] if row["kind"] in PAPER_KINDS else "other"
            paper = BroughtPaper(
                kind=kind,
                label=row.get("label") or "",
                state=row["state"],
                files=tuple(of_paper.get(row["id"], ())),
            )
            found.append(paper)
    return tuple(found), max(0, len(package.files) - MAX_FILES)


def _day(value: Any) -> date | None:
    found = date.fromisoformat(value) if value else None
    if found is not None and found.year not in YEARS:
        raise OtherShape
    return found


def _whole(value: Any, least: int, most: int = MOST_CENTS) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise OtherShape
    return value


def _one_of(value: Any, allowed: tuple[str, ...]) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise OtherShape
    return value


def _whose(value: Any) -> str:
    return _one_of(value, ("client", "partner", "together", *_OPEN)) or "client"


def _open(value: Any) -> str | None:
    return _one_of(value, _OPEN)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 4000:
        raise OtherShape
    return value


def _pay_day(value: Any) -> str | None:
    text = _text(value)
    if text and not (
        text in ("ma", "di", "wo", "do", "vr", "za", "zo") or (text.isdigit() and 1 <= int(text) <= 31)
    ):
        raise OtherShape
    return text or None


def _withheld(value: Any) -> tuple[Withheld, ...]:
    if not value:
        return ()
    return tuple(Withheld(Withholding(kind), _whole(cents, 0) or 0) for kind, cents in dict(value).items())


def _answers(value: Any) -> tuple[tuple[str, str], ...]:
    if not value:
        return ()
    told = dict(value)
    allowed = {*_OPEN, "ja", "nee"}
    if len(told) > 40 or any(answer not in allowed or len(str(name)) > 60 for name, answer in told.items()):
        raise OtherShape
    return tuple((str(name), str(answer)) for name, answer in told.items())
