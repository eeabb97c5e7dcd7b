"""What the scripts may look at, gathered from the dossier, the talk and the workbook."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.contacts.tables import Appointment, Contact
from schuldhulp.crypto import keyring
from schuldhulp.debts.tables import Debt
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.facts import Mark
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.progress import State, in_force, states
from schuldhulp.dossier.queries import DossierView, threats_of
from schuldhulp.dossier.tables import Event, Participation
from schuldhulp.messages.queries import MessageView
from schuldhulp.replies.known import Known, StepKnown
from schuldhulp.replies.reading import sustain_and_change, themes_named
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.lexicon import load_lexicon
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.analysis.topics import Lexicon, Reading, read_message
from schuldhulp.timeline.words import say_at
from schuldhulp.workbook.queries import Workbook


@cache
def lexicon() -> Lexicon:
    """The words by which a message is read, read once a process."""
    return load_lexicon()


@cache
def tables() -> Tables:
    """The tables by which a sentence is labelled, read once a process."""
    return load_tables()


def last_reading(talk: Sequence[MessageView]) -> tuple[Reading | None, MessageView | None]:
    """What the client's newest message is about, if the client wrote after our last answer."""
    for message in reversed(talk):
        if message.author in ("client", "supporter"):
            return read_message(message.body, lexicon()), message
        if message.author == "counsellor":
            break
    return None, None


def what_is_known(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, talk: Sequence[MessageView],
    book: Workbook, *, writer: str, crisis: str | None = None, past_online: str | None = None,
    month_cents: int | None = None,
) -> Known:  # fmt: skip
    """Gather what the scripts may look at.

    `crisis`: the kind of a sign of a crisis that is not over. `past_online` is the answer that
    is being written.
    """
    here = (actor.municipality_id, dossier.id)
    reading, message = last_reading(talk)
    steps, facts = _steps(book), book.facts
    sustain, change = sustain_and_change(message.body, tables()) if message else (0, 0)
    return Known(
        called="inwoner" if dossier.without_name else dossier.called, writer=writer,
        municipality=dossier.municipality.name,
        phone=dossier.municipality.phone, reply_hours=dossier.municipality.levels.reply_hours,
        phase=dossier.phase, past_online=past_online or dossier.past_online, language=dossier.language,
        register=dossier.register,
        registered_at=dossier.registered_at, last_client_at=dossier.last_client_at,
        client_before_that=_client_before(talk, message), threat=dossier.threat, threat_on=dossier.threat_on,
        threat_answered=_threat_answered(session, actor, dossier, talk),
        stand_in=bool(dossier.counsellor and dossier.counsellor.membership_id != actor.membership_id),
        supporter=_has_supporter(session, here), withdrawn=dossier.waiting_for == "gestopt",
        counsellor_messages=sum(1 for m in talk if m.author == "counsellor"),
        phase_changed_at=_last_event(session, here, "PhaseChanged"), last_message=reading,
        last_message_at=message.sent_at if message else None, crisis=crisis,
        earlier_themes=themes_named(_earlier_texts(talk, message), lexicon()), sustain=sustain, change=change,
        last_written_at=max((m.sent_at for m in talk if m.author == "counsellor"), default=None),
        waits_for_client=dossier.waiting_on == "client", steps=steps, steps_waiting=_waiting(book),
        homework=facts.homework,
        open_step=dossier.waiting_step if dossier.waiting_on == "client" and dossier.waiting_step else _begun(book),
        month_cents=month_cents, plan_ready=facts.budget_plan_made, debts=facts.debts, debts_cents=facts.debts_cents,
        debt_added_at=_newest_debt(session, here), attachment=bool(facts.attachments),
        papers_missing=facts.papers_needed, papers_received=facts.papers_received,
        paper=_missing_paper(session, here) if facts.papers_needed else "", **_meetings(session, now, here),
    )  # fmt: skip


def _threat_answered(
    session: Session, actor: Actor, dossier: DossierView, talk: Sequence[MessageView]
) -> bool:
    """Whether every threat that stands was taken on, and one of us wrote or spoke with the client after it came in."""
    standing = threats_of(session, actor, dossier.id)
    if not standing or any(threat.seen_at is None for threat in standing):
        return False
    newest = max(threat.reported_at for threat in standing)
    if any(message.author == "counsellor" and message.sent_at > newest for message in talk):
        return True
    spoken = select(Event.envelope).where(
        Event.municipality_id == actor.municipality_id, Event.dossier_id == dossier.id,
        Event.kind.in_(("ContactLogged", "FirstTalkHeld")), Event.at > newest,
    )  # fmt: skip
    return any(envelope.get("reached", True) for envelope in session.scalars(spoken))


Here = tuple[UUID | None, UUID]


def _client_before(talk: Sequence[MessageView], last: MessageView | None) -> datetime | None:
    earlier = [m.sent_at for m in talk if m.author == "client" and (last is None or m.id != last.id)]
    return max(earlier, default=None)


def _earlier_texts(talk: Sequence[MessageView], last: MessageView | None) -> list[str]:
    return [m.body for m in talk if m.author == "client" and (last is None or m.id != last.id)]


def _waiting(book: Workbook) -> tuple[str, ...]:
    found = states(book.facts, book.stored)
    return tuple(slug for slug, status in found.items() if status.counts and status.state is not State.DONE)


def _steps(book: Workbook) -> dict[str, StepKnown]:
    counting = in_force(book.stored, book.facts)
    return {
        slug: StepKnown(
            mark=entry.mark.value, done_at=entry.done_at, saved_at=entry.saved_at, record=counting.get(slug)
        )
        for slug, entry in book.stored.items()
    }


def _begun(book: Workbook) -> str | None:
    begun = [(entry.saved_at, slug) for slug, entry in book.stored.items() if entry.mark is Mark.BEGUN]
    return max(begun)[1] if begun else None


def _has_supporter(session: Session, here: Here) -> bool:
    query = select(func.count()).where(
        Participation.municipality_id == here[0], Participation.dossier_id == here[1],
        Participation.role == "supporter", Participation.ended_at.is_(None),
    )  # fmt: skip
    return bool(session.scalar(query))


def _last_event(session: Session, here: Here, kind: str) -> datetime | None:
    query = select(Event.at).where(
        Event.municipality_id == here[0], Event.dossier_id == here[1], Event.kind == kind
    )
    return session.scalar(query.order_by(Event.seq.desc()).limit(1))


def _newest_debt(session: Session, here: Here) -> datetime | None:
    query = select(Debt.entered_at).where(
        Debt.municipality_id == here[0], Debt.dossier_id == here[1], Debt.removed_at.is_(None)
    )
    return session.scalar(query.order_by(Debt.entered_at.desc()).limit(1))


def _missing_paper(session: Session, here: Here) -> str:
    query = select(Paper.kind).where(
        Paper.municipality_id == here[0], Paper.dossier_id == here[1], Paper.removed_at.is_(None),
        Paper.state == "needed",
    )  # fmt: skip
    kind = session.scalar(query.order_by(Paper.added_at).limit(1))
    return PAPER_KINDS.get(kind or "", "")


def _meetings(session: Session, now: datetime, here: Here) -> dict[str, Any]:
    appointments = select(Appointment).where(
        Appointment.municipality_id == here[0], Appointment.dossier_id == here[1]
    )
    rows = list(session.scalars(appointments.order_by(Appointment.starts_at)))
    coming = next((a for a in rows if a.starts_at > now and a.result == "open"), None)
    past = [a for a in rows if a.starts_at <= now or a.result != "open"]
    held = session.scalar(
        select(Contact.held_at)
        .where(
            Contact.municipality_id == here[0],
            Contact.dossier_id == here[1],
            Contact.channel != "schriftelijk",
        )
        .order_by(Contact.held_at.desc())
        .limit(1)
    )
    return {
        "appointment": say_at(coming.starts_at) if coming else "",
        "appointment_place": (keyring(session).open(coming, "place_sealed") or "") if coming else "",
        "appointment_missed": bool(past) and past[-1].result == "missed",
        "appointment_moved": bool(past) and past[-1].result == "moved",
        "held_at": held,
    }
