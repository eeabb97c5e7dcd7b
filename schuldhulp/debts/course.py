"""The course of one claim: who asks for it, since when, and how far it is, from all that was told and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schuldhulp.debts.ladder import ORDER, Stage, furthest
from schuldhulp.debts.owed import StoredDebt
from schuldhulp.debts.register import CreditorRole, creditor_by_id

TOLD = "zoals de cliënt het vertelde"
_BY_ROLE = {CreditorRole.COLLECTOR: Stage.COLLECTOR, CreditorRole.BAILIFF: Stage.BAILIFF_LETTER}
_BAILIFF = "deurwaarder"  # in the name of an office that the register does not know
_BY_JUDGMENT = {"vonnis": Stage.JUDGMENT, "dwangbevel": Stage.WRIT}
_BY_ATTACHMENT = {"income": Stage.ATTACHMENT, "bank": Stage.BANK_ATTACHMENT}
_BY_THREAT = {
    **dict.fromkeys(("ontruiming", "gas", "elektriciteit", "stadsverwarming", "water"), Stage.LAST_STEP),
    "dagvaarding": Stage.SUMMONS,
    "loonbeslag": Stage.ATTACHMENT,
    "boedelverkoop": Stage.ATTACHMENT,
    "bankbeslag": Stage.BANK_ATTACHMENT,
}


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One step of a claim: the day as far as it is known, who took it, and where that is from.

    `id` is set for what staff recorded; what the client told has none.
    """

    stage: Stage
    on: date | None
    party: str
    source: str
    id: UUID | None = None

    @property
    def recorded(self) -> bool:
        """Whether staff wrote it down."""
        return self.id is not None


@dataclass(frozen=True, slots=True)
class Course:
    """All steps, oldest first, and where the claim stands now."""

    rows: tuple[CourseRow, ...]
    position: Stage

    @property
    def last_act(self) -> date | None:
        """The latest day that is known."""
        return max((row.on for row in self.rows if row.on), default=None)

    @property
    def holder(self) -> str:
        """Who asks for the money now: the party of the step that is furthest along and latest."""
        named = [row for row in self.rows if row.party]
        return named[-1].party if named else ""


def course_of(
    debt: StoredDebt, recorded: Sequence[CourseRow] = (), letters: Sequence[StoredDebt] = ()
) -> Course:
    """The course of a claim; `letters` are debts that are the same claim, told from another letter."""
    rows = list(recorded)
    for each in (debt, *letters):
        rows += [row for row in told_rows(each) if not any(_same(row, known) for known in rows)]
    # Not rows.sort: while a list sorts itself it is empty, and a place depends on the other rows.
    placed = sorted(rows, key=lambda row: _place(row, rows))
    return Course(tuple(placed), furthest(tuple(row.stage for row in placed)))


def _place(row: CourseRow, rows: Sequence[CourseRow]) -> tuple[date, int]:
    """Where a step stands in time; one without a day comes before the first later step that has one."""
    step = ORDER.index(row.stage)
    later = [each.on for each in rows if each.on and ORDER.index(each.stage) >= step]
    return row.on or min(later, default=date.max), step


def told_rows(debt: StoredDebt) -> list[CourseRow]:
    """The steps that follow from what was told about one debt."""
    told = debt.told
    sender = told.collector or told.creditor
    found = [CourseRow(Stage.BILL, told.letter_date if not _in_between(debt) else None, told.creditor, TOLD)]
    if between := _in_between(debt):
        found.append(CourseRow(between, told.letter_date, sender, TOLD))
    if stage := _BY_JUDGMENT.get(told.judgment or ""):
        found.append(CourseRow(stage, None, sender, TOLD))
    attached, threatens = _BY_ATTACHMENT.get(told.attachment or ""), _BY_THREAT.get(told.threat or "")
    if attached and attached is not threatens:  # told as both it is one step, with the day of the threat
        found.append(CourseRow(attached, None, sender, TOLD))
    if threatens:
        found.append(CourseRow(threatens, told.threat_on, sender, TOLD))
    return found


def _in_between(debt: StoredDebt) -> Stage | None:
    """The step that a collector or bailiff between creditor and client stands for."""
    told = debt.told
    known = creditor_by_id(told.collector_id or told.creditor_id or "")
    if known and known.role in _BY_ROLE:
        return _BY_ROLE[known.role]
    if told.collector_id is None and _BAILIFF in told.collector.casefold():
        return Stage.BAILIFF_LETTER
    return Stage.COLLECTOR if told.collector else None


def _same(one: CourseRow, other: CourseRow) -> bool:
    return one.stage is other.stage and one.party == other.party and (one.on is None or one.on == other.on)
