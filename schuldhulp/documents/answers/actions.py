"""What can be said of a paper: the client's answer, what staff ask for, and what staff think of it."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import AMSTERDAM, local_date
from schuldhulp.documents.rows import UnknownPaper, add_paper, mark
from schuldhulp.documents.states import IN, NOT_COMING, USES
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.messages.rows import announce_change
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act

VERDICTS = ("seen", "approved", "question", "needed", "dropped")
_TOLD = {
    "approved": "{name}: goedgekeurd.",
    "question": "{name}: wij hebben een vraag. {remark}",
    "needed": "{name}: is nog een keer nodig. {remark}",
    "dropped": "{name}: is niet meer nodig.",
}
_AT = time(9, 0)


class NoReason(Refused):
    """Asking again, or asking something, without saying what."""

    sentence = "Schrijf erbij wat u vraagt. De cliënt leest het bij het papier."


class DayPassed(Refused):
    """A reminder on a day that is no longer ahead."""

    sentence = "Kies een dag die nog komt."


class NothingCameIn(Refused):
    """A verdict on a paper of which nothing came in."""

    sentence = "Van dit papier is nog niets binnen."


def answer_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, state: str, *,
    own_words: str = "", form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say that a paper is not there, does not work or does not apply, in one's own words. Raises UnknownPaper."""
    if state not in NOT_COMING:
        raise UnknownPaper
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id)
        doing.keyring.seal(row, "own_words_sealed", own_words.strip() or None)
        _forget_reminder(doing, row)
        mark(doing, row, state)


def remind_later(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, on: date, *,
    own_words: str = "", form: FormToken | None = None,
) -> None:  # fmt: skip
    """Ask to be reminded of a paper on a day: one mail in the morning, if mail is allowed then. Raises DayPassed."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:change")
        row = doing.row(Paper, paper_id, dossier.id)
        if on <= local_date(now):
            raise DayPassed
        _forget_reminder(doing, row)
        row.remind_on = on
        if own_words.strip():
            doing.keyring.seal(row, "own_words_sealed", own_words.strip())
        due = datetime.combine(on, _AT, AMSTERDAM)
        for person_id in clients_of(session, doing.municipality_id, dossier.id):
            key = f"{_reminder(row)}:{on}:{person_id}"
            doing.mail(person_id, "paper_reminder", dossier.id, dedupe_key=key, due_at=due)
        if row.state not in IN:
            mark(doing, row, "needed")


def _reminder(row: Paper) -> str:
    return f"paper:{row.id}"


def _forget_reminder(doing: Act, row: Paper) -> None:
    row.remind_on = None
    doing.session.execute(
        delete(OutboxMail).where(
            OutboxMail.municipality_id == doing.municipality_id, OutboxMail.state == "waiting",
            OutboxMail.dossier_id == row.dossier_id, OutboxMail.dedupe_key.startswith(_reminder(row) + ":"),
        )
    )  # fmt: skip


def ask_for_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, kind: str, label: str = "",
    whose: str = "client", remark: str = "", form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Staff ask for a paper: it comes on the list with who asked and why, and the client hears of it."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:mark_seen")
        row = add_paper(doing, dossier.id, kind=kind, label=label, whose=whose)
        row.asked_by, row.asked_at = actor.membership_id, now
        doing.keyring.seal(row, "remark_sealed", remark.strip() or None)
        doing.record(
            RowChanged(table="paper", row_id=row.id, change="added", step="papieren", code=kind), dossier.id
        )
        announce_change(
            doing, dossier.id, f"{label.strip() or PAPER_KINDS[kind]}: graag. {remark.strip()}".strip()
        )
    return row.id


def judge_paper(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, paper_id: UUID, verdict: str, *,
    remark: str = "", used_for: str | None = None, version: int | None = None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """What staff think of a paper: looked at, good, a question, needed again (with the reason), no longer needed.

    The client reads it at once, and hears of all but a first look. Raises UnknownPaper, NoReason, NothingCameIn.
    """
    if verdict not in VERDICTS or used_for not in (None, *USES):
        raise UnknownPaper
    if verdict in ("question", "needed") and not remark.strip():
        raise NoReason
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "paper:mark_seen")
        row = doing.row(Paper, paper_id, dossier.id, version=version)
        if row.state not in IN and verdict in ("seen", "approved", "question"):
            raise NothingCameIn
        _forget_reminder(doing, row)
        others = select(func.count()).where(
            Paper.municipality_id == doing.municipality_id, Paper.dossier_id == dossier.id, Paper.id != row.id,
            Paper.state == "received", Paper.removed_at.is_(None),
        )  # fmt: skip
        mark(doing, row, verdict, unseen=session.scalar(others) or 0)
        if verdict == "needed":
            row.received_on, row.how = None, None
        row.judged_by, row.judged_at, row.used_for = actor.membership_id, now, used_for or row.used_for
        doing.keyring.seal(row, "remark_sealed", remark.strip() or None)
        if verdict in _TOLD:
            name = doing.keyring.open(row, "label_sealed") or PAPER_KINDS.get(row.kind, PAPER_KINDS["other"])
            announce_change(doing, dossier.id, _TOLD[verdict].format(name=name, remark=remark.strip()))
