"""The conversation, told again: messages, homework and papers."""

from datetime import datetime, time, timedelta

from schuldhulp.access import Role
from schuldhulp.calendar import local_date
from schuldhulp.demo.loading_case import SYSTEM, Case, Who
from schuldhulp.demo.story import Message as MessageTold
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.events import HomeworkAssigned, HomeworkEnded, MessageSent, PaperMarked
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.messages.tables import Message
from schuldhulp.workbook.tables import Homework

_KINDS = {
    "identiteitsbewijs": "identity",
    "inkomensspecificatie": "payslip",
    "bankafschriften": "bank_statements",
    "huurspecificatie": "rent",
    "zorgpolis": "health_insurance",
    "toeslagbeschikking": "allowances",
    "brieven van schuldeisers": "creditor_letter",
    "jaarrekening energie": "energy",
    "brief over de ontruiming": "bailiff_letter",
    "brief over het bankbeslag": "bailiff_letter",
}
_HOW = {"foto": "photo"}


def speaking(case: Case) -> None:
    """Everything that was sent, asked for, and handed in."""
    for told in case.story.messages:
        _message(case, told)
    _homework(case)
    for count, paper in enumerate(case.story.papers):
        on = paper.on or local_date(case.story.registered_at + timedelta(days=1))
        at = case.within(utc_at(on, time(11, 10 + 2 * count)))
        seen = paper.state == "seen"
        row_id = case.ids.at(at)
        kind = _KINDS[paper.kind]
        case.add(
            Paper, at, id=row_id, version=1, kind=kind, label_sealed=None, state=paper.state,
            how=_HOW.get(paper.how, paper.how) if paper.how else None, received_on=paper.on,
            seen_by=case.by(paper.by).person_id if seen else None, seen_at=at if seen else None, about=None,
            about_id=None, added_by_role=case.staff.role, added_at=at, removed_at=None,
        )  # fmt: skip
        case.tell(at, case.by(paper.by), PaperMarked(paper_id=row_id, paper_kind=kind, state=paper.state))


def _read_at(case: Case, told: MessageTold) -> datetime | None:
    """When the other side read it: an acknowledgement is read by who writes after it."""
    if told.read_at or told.author != "system":
        return told.read_at
    return next(
        (later.at for later in case.story.messages if later.author == "client" and later.at > told.at), None
    )


def _message(case: Case, told: MessageTold) -> None:
    at, read = case.within(told.at), _read_at(case, told)
    by_staff = told.author == "counsellor"
    who = {
        "client": case.client,
        "counsellor": case.by(told.by),
        "supporter": Who(Role.SUPPORTER.value, None),
    }.get(told.author, SYSTEM)
    row_id = case.ids.at(at)
    case.add(
        Message, at, id=row_id, author=told.author, author_person_id=who.person_id,
        body_sealed=case.sealed(Message, "body_sealed", row_id, told.text), about=None, about_id=None, script_id=None,
        corrects_id=None, sent_at=at, read_at=max(read, at) if read else None,
    )  # fmt: skip
    asks = told.author in ("client", "supporter")
    days = timedelta(days=case.place.view.levels.client_days)
    case.tell(
        at, who,
        MessageSent(
            message_id=row_id, author=told.author, reply_due_at=case.promise(at) if asks else None,
            client_due_on=local_date(at) + days if by_staff else None,
        ),
    )  # fmt: skip


def _homework(case: Case) -> None:
    for told in case.story.homework:
        at = case.within(told.at)
        done = case.within(told.done_at) if told.done_at else None
        ended = done or (case.closes_at and case.within(case.closes_at))
        outcome = "done" if done else "withdrawn" if ended else None
        row_id = case.ids.at(at)
        case.add(
            Homework, at, id=row_id, step=told.step, note_sealed=case.sealed(Homework, "note_sealed", row_id, told.note),
            due_on=told.due, assigned_by=case.by(told.by).person_id, assigned_at=at, ended_at=ended, outcome=outcome,
        )  # fmt: skip
        assigned = HomeworkAssigned(step=told.step, due_on=told.due)
        case.tell(at, case.by(told.by), assigned, {"note": told.note} if told.note else None)
        if ended and outcome:
            who = case.client if done else case.staff
            case.tell(ended, who, HomeworkEnded(step=told.step, outcome=outcome))
