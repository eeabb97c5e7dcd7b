"""What can happen in a dossier, in the past tense. Each event is a plain envelope: codes, counts, amounts and moments.

Words a person wrote never stand here: they go in the sealed detail that `Act.record` takes beside the event.
Events are the timeline, the client's history, the inbox's source and the statistics' source. Pure.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DossierEvent:
    """The base of all events."""


# -- coming in, moving on --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class DossierRegistered(DossierEvent):
    """Somebody turned to the municipality; the clocks start. `offline`: created by staff, without e-mail."""

    kenmerk: str
    source: str
    channel: str
    language: str
    offline: bool
    clock_started_on: date
    answer_due_at: datetime
    first_talk_due: date
    team_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OnlineAnswered(DossierEvent):
    """Staff answered 'past online bij u?'. A no means the ordinary route; the clock runs on."""

    fits: bool


@dataclass(frozen=True, kw_only=True)
class DossierAssigned(DossierEvent):
    """A counsellor got the dossier (or, without one, it went back to the queue)."""

    counsellor_id: UUID | None
    team_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class PhaseChanged(DossierEvent):
    """The dossier went to another phase."""

    from_phase: str
    to_phase: str
    transition: str


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded(DossierEvent):
    """A *besluit* was recorded."""

    decision: str
    decided_on: date
    elsewhere: bool
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TermSuspended(DossierEvent):
    """A hersteltermijn was given: the term of the besluit stands still from the day after the letter (Awb 4:15)."""

    suspension_id: UUID
    letter_on: date
    until_on: date
    decision_due: date


@dataclass(frozen=True, kw_only=True)
class RequestCompleted(DossierEvent):
    """What a letter asked for is in: from this day the term of the besluit runs again."""

    suspension_id: UUID
    letter_on: date
    supplied_on: date
    decision_due: date


@dataclass(frozen=True, kw_only=True)
class ServiceStarted(DossierEvent):
    """A parallel service began."""

    service: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ServiceEnded(DossierEvent):
    """A parallel service ended."""

    service: str
    on: date


@dataclass(frozen=True, kw_only=True)
class DossierClosed(DossierEvent):
    """The dossier was closed; `phase` is where it was."""

    reason: str
    phase: str


@dataclass(frozen=True, kw_only=True)
class DossierReopened(DossierEvent):
    """A closed dossier was opened again, with the clocks that run from then.

    `clock_started_on`: the day on which the term of the eerste gesprek begins anew (Wgs 4(1)); None where it runs on.
    The threat is the worst that still stands.
    """

    phase: str
    first_talk_due: date | None = None
    reply_due_at: datetime | None = None
    clock_started_on: date | None = None
    decision_due: date | None = None
    threat: str | None = None
    threat_legal: bool = False
    threat_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DossierWithdrawn(DossierEvent):
    """The client stopped. `reply_due_at`: by when we answer where it does not close at once."""

    phase: str
    reply_due_at: datetime | None = None


# -- the werkboek ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class StepAnswered(DossierEvent):
    """A step was saved. `done`: nothing needed is missing. Counts tell how far the three finish lines are."""

    step: str
    done: bool
    questions_open: int
    fields_filled: int
    reply_due_at: datetime | None
    steps_talk: int
    steps_decision: int
    steps_arrangement: int


@dataclass(frozen=True, kw_only=True)
class StepPostponed(DossierEvent):
    """'Later'."""

    step: str


@dataclass(frozen=True, kw_only=True)
class StepStuck(DossierEvent):
    """'Het lukt niet': the client's five days stop, a legal clock does not."""

    step: str
    reply_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class StepReviewed(DossierEvent):
    """A counsellor looked at a step."""

    step: str


@dataclass(frozen=True, kw_only=True)
class HomeworkAssigned(DossierEvent):
    """A counsellor asked for a step."""

    step: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class HomeworkMoved(DossierEvent):
    """The client took more time."""

    step: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class HomeworkEnded(DossierEvent):
    """Homework was done, replaced or withdrawn."""

    step: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RowChanged(DossierEvent):
    """A line of a collection was added, changed, removed or restored.

    `table`: household_member, budget_post, debt, paper, mandate, budget_idea. `code` names the kind of line.
    """

    table: str
    row_id: UUID
    change: str
    step: str | None = None
    code: str | None = None
    cents: int | None = None
    before_cents: int | None = None


@dataclass(frozen=True, kw_only=True)
class BudgetFrozen(DossierEvent):
    """A budget got a name and was frozen."""

    version_id: UUID
    number: int
    version_kind: str
    room_cents: int


@dataclass(frozen=True, kw_only=True)
class DoubleDecided(DossierEvent):
    """Two debts were called the same claim, or not."""

    debt_id: UUID
    other_id: UUID
    verdict: str


@dataclass(frozen=True, kw_only=True)
class FactEstablished(DossierEvent):
    """Staff wrote down what a creditor confirmed or a paper shows, beside the client's words."""

    subject: str
    subject_id: UUID | None
    author: str
    cents: int | None = None


@dataclass(frozen=True, kw_only=True)
class FactDisputed(DossierEvent):
    """The client disputes an established fact."""

    subject: str
    subject_id: UUID | None
    reply_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PaperMarked(DossierEvent):
    """A paper's state changed; `file` when something was uploaded."""

    paper_id: UUID
    paper_kind: str
    state: str
    file: bool = False
    reply_due_at: datetime | None = None


# -- speaking --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MessageSent(DossierEvent):
    """A message; the client's carries the moment by which we promise an answer, ours the client's date."""

    message_id: UUID
    author: str
    about: str | None = None
    reply_due_at: datetime | None = None
    client_due_on: date | None = None
    script_id: str | None = None


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
    """A threat is off; `next_*` is the one that remains."""

    threat_id: UUID
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
class FirstTalkHeld(DossierEvent):
    """The *eerste gesprek* took place (Wgs 4): its clock stops; the term of the besluit starts (4a)."""

    contact_id: UUID
    channel: str
    held_on: date
    wants_to_continue: bool
    decision_due: date | None


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
class IdentityRecorded(DossierEvent):
    """The identity block changed; which fields, never what."""

    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CardChanged(DossierEvent):
    """How the client is addressed or reached, or the safety note, changed."""

    part: str


@dataclass(frozen=True, kw_only=True)
class ReminderSent(DossierEvent):
    """An offer on day 3 or 5."""

    day: int


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(DossierEvent):
    """Staff were told: threat_unseen, promise_near or promise_passed."""

    alarm: str
    recipients: int
