"""How a dossier goes: coming in, its phases and terms, who has it, stopping."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from schuldhulp.dossier.events.base import DossierEvent


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
class CodenameStarted(DossierEvent):
    """Somebody began without a name. No clock of the law starts and nothing is promised until they write."""

    unlinkable: ClassVar[bool] = True

    kenmerk: str
    team_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CodenameBecameKnown(DossierEvent):
    """The client went on under a name. `carried` are the parts that came along; everything else was erased.

    `steps_*` are the steps that are done after it, as in StepAnswered; `crisis_unseen`: a sign of a crisis came along
    that nobody has looked at.
    """

    erases: ClassVar[bool] = True

    carried: tuple[str, ...]
    steps_talk: int = 0
    steps_decision: int = 0
    steps_arrangement: int = 0
    crisis_unseen: bool = False


@dataclass(frozen=True, kw_only=True)
class OnlineAnswered(DossierEvent):
    """Staff answered 'past online bij u?'. A no means the ordinary route; the clock runs on.

    `talk_stands`: the eerste gesprek was held, or a day for it offered or agreed, before: none is left to plan.
    """

    fits: bool
    talk_stands: bool = False


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
class AftercareOffered(DossierEvent):
    """So many months after the end the client was asked how it goes."""

    months: int


@dataclass(frozen=True, kw_only=True)
class AftercareAnswered(DossierEvent):
    """The client said how it goes, so many months after the end: goed, wisselend or moeilijk."""

    months: int
    how: str


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


@dataclass(frozen=True, kw_only=True)
class IdentityRecorded(DossierEvent):
    """The identity block changed; which fields, never what."""

    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CardChanged(DossierEvent):
    """How the client is addressed or reached, or the safety note, changed."""

    part: str
