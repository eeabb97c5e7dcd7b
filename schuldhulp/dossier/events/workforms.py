"""What is told of work forms. Which form somebody did for themselves stands nowhere: only what was shared or asked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from schuldhulp.dossier.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class WorkFormKept(DossierEvent):
    """The client worked in their own notebook. `moment`: begun, finished, changed, not_for_me, removed or restored.

    `form` is named only where it was asked for, or shared.
    """

    entry_id: UUID
    moment: str
    form: str | None = None


@dataclass(frozen=True, kw_only=True)
class WorkFormShared(DossierEvent):
    """The client let the counsellor read one entry; an answer is promised."""

    entry_id: UUID
    form: str
    reply_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class WorkFormTakenBack(DossierEvent):
    """The client shares an entry no longer."""

    entry_id: UUID
    form: str


@dataclass(frozen=True, kw_only=True)
class WorkFormAssigned(DossierEvent):
    """A counsellor asked for a work form."""

    task_id: UUID
    form: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class WorkFormMoved(DossierEvent):
    """The client took more time for a work form."""

    form: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class WorkFormEnded(DossierEvent):
    """A work form that was asked for is over: done, not_for_me or withdrawn. An answer is promised to the client."""

    form: str
    outcome: str
    reply_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PointKept(DossierEvent):
    """Somebody worked on their own list. `side`: client or staff. `change`: made, gedaan, open, weg or terug."""

    point_id: UUID
    side: str
    change: str


@dataclass(frozen=True, kw_only=True)
class PlanReported(DossierEvent):
    """The client said how an als-dan plan went, in their own notebook."""

    plan_id: UUID
    outcome: str
