"""Where a dossier stands for the inbox, and what happened to it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from schuldhulp.dossier import events as e

US, CLIENT, NOBODY = "us", "client", "nobody"
LEGAL_THREAT, SPOED, ORDINARY = 0, 1, 2
FIRST_TALK = "eerste_gesprek"
_FAR = "99999999T9999"


@dataclass(frozen=True, kw_only=True)
class InboxState:
    """The folded state of one dossier. Two clocks, never one: `reply_due_at` is our promise, `client_due_on` care.

    `reminded`, `promise_told` and `threat_told_on` are what the jobs have already said, so that they say it once.
    `plan_talk`: the dossier goes along the ordinary route and no day for the eerste gesprek stands, so that whatever
    else is answered, the turn comes back to us. `wished_on`: the earliest day by which the client would like an answer
    to what waits; a wish that is shown, and moves neither the promise nor the order.
    """

    kenmerk: str = ""
    phase: str = "aanmelding"
    counsellor_id: UUID | None = None
    team_id: UUID | None = None
    waiting_on: str = NOBODY
    waiting_for: str = ""
    waiting_step: str | None = None
    waiting_since: datetime | None = None
    reply_due_at: datetime | None = None
    client_due_on: date | None = None
    client_clock_paused: bool = False
    last_client_at: datetime | None = None
    last_staff_at: datetime | None = None
    last_event_seq: int = 0
    urgency: int = ORDINARY
    threat: str | None = None
    threat_on: date | None = None
    threat_unseen: bool = False
    first_talk_due: date | None = None
    decision_due: date | None = None
    steps_talk: int = 0
    steps_decision: int = 0
    steps_arrangement: int = 0
    reminded: int = 0
    promise_told: str = ""
    threat_told_on: date | None = None
    plan_talk: bool = False
    suspended_until: date | None = None
    crisis_unseen: bool = False
    wished_on: date | None = None

    @property
    def sort_key(self) -> str:
        """Threats and unread signs of a crisis first, then our earliest promise or legal term; one text for one index.

        While it is our turn a term of the law counts beside the promise: an answer in time does not put it off.
        """
        moments = []
        ours = self.waiting_on == US
        if ours and self.reply_due_at:
            moments.append(self.reply_due_at.strftime("%Y%m%dT%H%M"))
        if self.first_talk_due and (ours or self.urgency == LEGAL_THREAT or self.waiting_for == FIRST_TALK):
            moments.append(self.first_talk_due.strftime("%Y%m%dT0000"))
        if self.decision_due and ours:
            moments.append(self.decision_due.strftime("%Y%m%dT0000"))
        urgency = LEGAL_THREAT if self.crisis_unseen else self.urgency
        return f"{urgency}{min(moments, default=_FAR)}{self.kenmerk}"


_NAMES = frozenset(part.name for part in fields(InboxState))


def changed(state: InboxState, **values: Any) -> InboxState:
    """The state with some values changed, as `dataclasses.replace` does, but without setting thirty fields one by one.

    Raises TypeError for a name that is no field.
    """
    if not values.keys() <= _NAMES:
        raise TypeError(f"no field of an inbox row: {', '.join(sorted(values.keys() - _NAMES))}")
    made = object.__new__(InboxState)
    made.__dict__.update(state.__dict__, **values)
    return made


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event with who did it, when, and its number in the chain."""

    event: e.DossierEvent
    at: datetime
    role: str
    seq: int
    acting_for: str | None = None

    @property
    def by_client(self) -> bool:
        """Whether the client acted, or staff wrote down beside the client what the client said."""
        return self.role in ("client", "supporter")

    @property
    def by_staff(self) -> bool:
        """Whether a counsellor or team lead acted."""
        return self.role in ("counsellor", "team_lead")


# An event, the state and what else is known of the moment, to the state after it.
Fold = Callable[[Any, InboxState, Happened], InboxState]
