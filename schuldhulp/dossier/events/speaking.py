"""Speaking with each other: messages, threats, talks, appointments, and what the program says."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from schuldhulp.dossier.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class MessageSent(DossierEvent):
    """A message; the client's carries the moment by which we promise an answer, ours the client's date.

    `wished_on`: the day by which the client would like that answer, a wish beside the promise. `minutes`: how long
    staff say that it took them, where they say so.
    """

    message_id: UUID
    author: str
    about: str | None = None
    reply_due_at: datetime | None = None
    client_due_on: date | None = None
    script_id: str | None = None
    wished_on: date | None = None
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class MessageCorrected(DossierEvent):
    """The sender put a message right; the first version stays readable."""

    message_id: UUID
    author: str


@dataclass(frozen=True, kw_only=True)
class ThreatReported(DossierEvent):
    """Something threatens. A legal one shortens the term of the first talk."""

    threat_id: UUID
    threat: str
    legal: bool
    threatens_on: date | None
    first_talk_due: date | None
    reply_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ThreatSeen(DossierEvent):
    """A staff member took a threat on; others may still be unseen."""

    threat_id: UUID
    still_unseen: bool = False


@dataclass(frozen=True, kw_only=True)
class ThreatResolved(DossierEvent):
    """A threat is off; `threat` is its kind, `remaining…` the one that stays."""

    threat_id: UUID
    threat: str | None = None
    remaining: str | None = None
    remaining_legal: bool = False
    remaining_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ContactLogged(DossierEvent):
    """A call, meeting or letter; one that was not `reached` was tried only."""

    contact_id: UUID
    channel: str
    held_at: datetime
    minutes: int | None = None
    reached: bool = True


@dataclass(frozen=True, kw_only=True)
class TalkWritten(DossierEvent):
    """One side wrote a version of its part of the report of a talk. `side`: client or staff."""

    contact_id: UUID
    side: str
    number: int


@dataclass(frozen=True, kw_only=True)
class FirstTalkHeld(DossierEvent):
    """The *eerste gesprek* took place (Wgs 4): its clock stops; the term of the besluit starts (4a)."""

    contact_id: UUID
    channel: str
    held_on: date
    wants_to_continue: bool
    decision_due: date | None
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class AppointmentMade(DossierEvent):
    """A day and time to speak: `agreed` when the client said yes already, else offered with a day to answer by."""

    appointment_id: UUID
    appointment_kind: str
    starts_at: datetime
    agreed: bool = False
    client_due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AppointmentChanged(DossierEvent):
    """An appointment was answered (accepted, declined, other_moment, in_writing), moved, held, missed or cancelled.

    An answer that asks something of us carries the moment by which we promise a reply.
    """

    appointment_id: UUID
    change: str
    starts_at: datetime
    reply_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderSent(DossierEvent):
    """An offer on day 3 or 5."""

    day: int


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(DossierEvent):
    """Staff were told: threat_unseen, promise_near or promise_passed."""

    alarm: str
    recipients: int


@dataclass(frozen=True, kw_only=True)
class CrisisSignalled(DossierEvent):
    """A message may tell of a crisis; of which kind stands sealed with the signal, never here."""

    signal_id: UUID


@dataclass(frozen=True, kw_only=True)
class CrisisLooked(DossierEvent):
    """Somebody of staff read what raised a signal; others may still be unread."""

    signal_id: UUID
    still_unseen: bool = False
