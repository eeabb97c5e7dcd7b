"""Who is next in a dossier: one pure fold of its events. What the inbox shows is this value, stored."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import singledispatch
from uuid import UUID

from schuldhulp.calendar import local_date
from schuldhulp.dossier import events as e
from schuldhulp.dossier.phases import Phase

US, CLIENT, NOBODY = "us", "client", "nobody"
LEGAL_THREAT, SPOED, ORDINARY = 0, 1, 2
FIRST_TALK = "eerste_gesprek"
_TO_SPEAK = ("afspraak", "dreiging", "lukt_niet", FIRST_TALK)
_OFF = ("declined", "other_moment", "in_writing", "missed", "cancelled")
_FAR = "99999999T9999"


@dataclass(frozen=True, kw_only=True)
class InboxState:
    """The folded state of one dossier. Two clocks, never one: `reply_due_at` is our promise, `client_due_on` care.

    `reminded`, `promise_told` and `threat_told_on` are what the jobs have already said, so that they say it once.
    `plan_talk`: the dossier goes along the ordinary route and no day for the eerste gesprek stands, so that whatever
    else is answered, the turn comes back to us.
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

    @property
    def sort_key(self) -> str:
        """Threats first, then our earliest promise or legal term; one text, so that one index serves."""
        moments = []
        if self.waiting_on == US and self.reply_due_at:
            moments.append(self.reply_due_at.strftime("%Y%m%dT%H%M"))
        if self.first_talk_due and (self.urgency == LEGAL_THREAT or self.waiting_for == FIRST_TALK):
            moments.append(self.first_talk_due.strftime("%Y%m%dT0000"))
        return f"{self.urgency}{min(moments, default=_FAR)}{self.kenmerk}"


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


def fold(state: InboxState, happened: Happened) -> InboxState:
    """Take one event into the state."""
    state = _apply(happened.event, state, happened)
    if happened.by_client:
        return replace(state, last_client_at=happened.at, last_event_seq=happened.seq)
    if happened.by_staff and not _behind_the_scenes(happened.event):
        return replace(state, last_staff_at=happened.at, last_event_seq=happened.seq)
    return replace(state, last_event_seq=happened.seq)


def _behind_the_scenes(event: e.DossierEvent) -> bool:
    """Dividing the work and what the program then says: staff did it, but nobody spoke with the client."""
    return isinstance(event, e.DossierAssigned) or (
        isinstance(event, e.MessageSent) and event.author == "system"
    )


def _our_turn(
    state: InboxState, happened: Happened, what: str, due: datetime | None, step: str | None = None
) -> InboxState:
    """It becomes our turn. A promise that already runs is kept: the earliest counts."""
    if state.waiting_on == US and state.reply_due_at and due and state.reply_due_at <= due:
        if state.waiting_for != "stap" or what == "stap":
            return state
        return replace(state, waiting_for=what, waiting_step=step)
    return replace(
        state, waiting_on=US, waiting_for=what, waiting_step=step, waiting_since=happened.at, reply_due_at=due,
        client_due_on=None, reminded=0, promise_told="",
    )  # fmt: skip


def _client_turn(
    state: InboxState, happened: Happened, due: date | None, what: str = "antwoord", step: str | None = None
) -> InboxState:
    """What was asked of us is answered. It becomes the client's turn, unless the eerste gesprek is still to plan."""
    if state.plan_talk:
        return replace(_plan_talk(state, happened), client_clock_paused=False)
    return replace(
        state, waiting_on=CLIENT, waiting_for=what, waiting_step=step, waiting_since=happened.at,
        reply_due_at=None, client_due_on=due, client_clock_paused=False, reminded=0, promise_told="",
    )  # fmt: skip


def _plan_talk(state: InboxState, happened: Happened) -> InboxState:
    """Ours until a day is offered. There is no promise of ours beside it: the term of the law is the clock."""
    since = state.waiting_since if state.waiting_for == FIRST_TALK else happened.at
    return replace(
        state, plan_talk=True, waiting_on=US, waiting_for=FIRST_TALK, waiting_step=None, waiting_since=since,
        reply_due_at=None, client_due_on=None, reminded=0, promise_told="",
    )  # fmt: skip


def _nobody(state: InboxState) -> InboxState:
    return replace(
        state, waiting_on=NOBODY, waiting_for="", waiting_step=None, waiting_since=None, reply_due_at=None,
        client_due_on=None, reminded=0, promise_told="",
    )  # fmt: skip


@singledispatch
def _apply(event: e.DossierEvent, state: InboxState, happened: Happened) -> InboxState:
    return state


@_apply.register
def _(event: e.DossierRegistered, state: InboxState, happened: Happened) -> InboxState:
    state = replace(state, kenmerk=event.kenmerk, first_talk_due=event.first_talk_due, team_id=event.team_id)
    return _our_turn(state, happened, "aanmelding", event.answer_due_at)


@_apply.register
def _(event: e.OnlineAnswered, state: InboxState, happened: Happened) -> InboxState:
    return _client_turn(state, happened, None) if event.fits else _plan_talk(state, happened)


@_apply.register
def _(event: e.DossierAssigned, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, counsellor_id=event.counsellor_id, team_id=event.team_id)


@_apply.register
def _(event: e.PhaseChanged, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, phase=event.to_phase)


@_apply.register
def _(event: e.DecisionRecorded, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, decision_due=None, suspended_until=None)


@_apply.register
def _(event: e.TermSuspended, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, decision_due=event.decision_due, suspended_until=event.until_on)


@_apply.register
def _(event: e.RequestCompleted, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, decision_due=event.decision_due, suspended_until=None)


@_apply.register
def _(event: e.StepAnswered, state: InboxState, happened: Happened) -> InboxState:
    state = replace(
        state, steps_talk=event.steps_talk, steps_decision=event.steps_decision,
        steps_arrangement=event.steps_arrangement,
    )  # fmt: skip
    if happened.by_client and event.done and event.reply_due_at:
        return _our_turn(state, happened, "stap", event.reply_due_at, event.step)
    return state


@_apply.register
def _(event: e.StepStuck, state: InboxState, happened: Happened) -> InboxState:
    state = replace(state, client_clock_paused=True)
    return _our_turn(state, happened, "lukt_niet", event.reply_due_at, event.step)


@_apply.register
def _(event: e.StepReviewed, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and state.waiting_for == "stap":
        return _client_turn(state, happened, None)
    return state


@_apply.register
def _(event: e.HomeworkAssigned, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and state.waiting_for not in ("stap", "lukt_niet"):
        return state
    return _client_turn(state, happened, event.due_on, "huiswerk", event.step)


@_apply.register
def _(event: e.HomeworkMoved, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on != CLIENT:
        return state
    return replace(state, client_due_on=event.due_on, reminded=0)


@_apply.register
def _(event: e.FactDisputed, state: InboxState, happened: Happened) -> InboxState:
    return _our_turn(state, happened, "klopt_niet", event.reply_due_at)


@_apply.register
def _(event: e.PaperMarked, state: InboxState, happened: Happened) -> InboxState:
    if happened.by_client and event.file and event.reply_due_at:
        return _our_turn(state, happened, "papier", event.reply_due_at)
    return state


@_apply.register
def _(event: e.MessageSent, state: InboxState, happened: Happened) -> InboxState:
    if happened.by_client:
        return _our_turn(state, happened, "vraag" if event.about else "bericht", event.reply_due_at)
    # 'Past online bij u?' has its own promise: a friendly word meanwhile is no answer to it.
    if happened.by_staff and event.author != "system" and state.waiting_for != "aanmelding":
        return _client_turn(state, happened, event.client_due_on)
    return state


@_apply.register
def _(event: e.ThreatReported, state: InboxState, happened: Happened) -> InboxState:
    urgency = LEGAL_THREAT if event.legal else SPOED
    if urgency <= state.urgency:
        state = replace(state, urgency=urgency, threat=event.threat, threat_on=event.threatens_on)
    due = event.first_talk_due or state.first_talk_due
    state = replace(state, threat_unseen=True, threat_told_on=None, first_talk_due=due)
    if happened.by_staff:
        return state
    return _our_turn(state, happened, "dreiging", event.reply_due_at)


@_apply.register
def _(event: e.ThreatSeen, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, threat_unseen=event.still_unseen)


@_apply.register
def _(event: e.ThreatResolved, state: InboxState, happened: Happened) -> InboxState:
    if event.remaining is None:
        return replace(state, urgency=ORDINARY, threat=None, threat_on=None, threat_unseen=False)
    urgency = LEGAL_THREAT if event.remaining_legal else SPOED
    return replace(state, urgency=urgency, threat=event.remaining, threat_on=event.remaining_on)


@_apply.register
def _(event: e.ContactLogged, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and event.channel != "schriftelijk" and event.reached:
        return _client_turn(state, happened, None)
    return state


@_apply.register
def _(event: e.AppointmentMade, state: InboxState, happened: Happened) -> InboxState:
    state = replace(state, plan_talk=False)
    # A day to speak answers what asks for speaking. A letter or a filled-in step still gets its own answer.
    if state.waiting_on == US and state.waiting_for not in _TO_SPEAK:
        return state
    if event.agreed:
        return _client_turn(state, happened, None) if state.waiting_on == US else state
    return _client_turn(state, happened, event.client_due_on, "afspraak")


@_apply.register
def _(event: e.AppointmentChanged, state: InboxState, happened: Happened) -> InboxState:
    off = event.change in _OFF and state.phase == Phase.GEWONE_ROUTE and state.first_talk_due is not None
    state = replace(state, plan_talk=state.plan_talk or off)
    if happened.by_client and event.reply_due_at:
        return _our_turn(state, happened, "afspraak", event.reply_due_at)
    if event.change == "held" and state.waiting_on == US and state.waiting_for in _TO_SPEAK:
        return _client_turn(state, happened, None)
    if off and state.waiting_on != US:
        return _plan_talk(state, happened)
    if state.waiting_on == CLIENT and state.waiting_for == "afspraak":
        return replace(state, waiting_for="antwoord", client_due_on=None)
    return state


@_apply.register
def _(event: e.FirstTalkHeld, state: InboxState, happened: Happened) -> InboxState:
    state = replace(state, first_talk_due=None, decision_due=event.decision_due, plan_talk=False)
    return _client_turn(state, happened, None) if state.waiting_on == US else state


@_apply.register
def _(event: e.DossierClosed, state: InboxState, happened: Happened) -> InboxState:
    state = replace(
        _nobody(state), phase="afgesloten", first_talk_due=None, decision_due=None, urgency=ORDINARY,
        threat=None, threat_on=None, threat_unseen=False, plan_talk=False, suspended_until=None,
    )  # fmt: skip
    return state


@_apply.register
def _(event: e.DossierWithdrawn, state: InboxState, happened: Happened) -> InboxState:
    state = _our_turn(
        replace(state, first_talk_due=None, plan_talk=False), happened, "gestopt", event.reply_due_at
    )
    return replace(state, waiting_for="gestopt", waiting_step=None)


@_apply.register
def _(event: e.DossierReopened, state: InboxState, happened: Happened) -> InboxState:
    state = replace(
        state, phase=event.phase, first_talk_due=event.first_talk_due or state.first_talk_due,
        decision_due=event.decision_due or state.decision_due,
    )  # fmt: skip
    to_plan = event.phase == Phase.GEWONE_ROUTE and state.first_talk_due is not None
    state = replace(state, plan_talk=to_plan)
    if event.threat is not None:
        urgency = LEGAL_THREAT if event.threat_legal else SPOED
        state = replace(state, urgency=urgency, threat=event.threat, threat_on=event.threat_on)
    if event.reply_due_at is None:
        return _client_turn(state, happened, None)
    return replace(_our_turn(state, happened, "weer_verder", event.reply_due_at), waiting_for="weer_verder")


@_apply.register
def _(event: e.ReminderSent, state: InboxState, happened: Happened) -> InboxState:
    return replace(state, reminded=event.day)


@_apply.register
def _(event: e.AlarmRaised, state: InboxState, happened: Happened) -> InboxState:
    if event.alarm == "threat_unseen":
        return replace(state, threat_told_on=local_date(happened.at))
    return replace(state, promise_told=event.alarm)
