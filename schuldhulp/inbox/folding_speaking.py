"""How speaking with each other moves the turn."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.calendar import local_date
from schuldhulp.dossier import events as e
from schuldhulp.dossier.phases import Phase
from schuldhulp.inbox.state import (
    CLIENT,
    FIRST_TALK,
    LEGAL_THREAT,
    ORDINARY,
    SPOED,
    US,
    Fold,
    Happened,
    InboxState,
    changed,
)
from schuldhulp.inbox.turns import client_turn, our_turn, plan_talk

_TO_SPEAK = ("afspraak", "dreiging", "lukt_niet", FIRST_TALK)
_OFF = ("declined", "other_moment", "in_writing", "missed", "cancelled")


def _message_sent(event: e.MessageSent, state: InboxState, happened: Happened) -> InboxState:
    if happened.by_client:
        state = our_turn(state, happened, "vraag" if event.about else "bericht", event.reply_due_at)
        wishes = [day for day in (state.wished_on, event.wished_on) if day is not None]
        return changed(state, wished_on=min(wishes)) if wishes else state
    # 'Past online bij u?' has its own promise: a friendly word meanwhile is no answer to it.
    if happened.by_staff and event.author != "system" and state.waiting_for != "aanmelding":
        return client_turn(state, happened, event.client_due_on)
    return state


def _threat_reported(event: e.ThreatReported, state: InboxState, happened: Happened) -> InboxState:
    urgency = LEGAL_THREAT if event.legal else SPOED
    if urgency <= state.urgency:
        state = changed(state, urgency=urgency, threat=event.threat, threat_on=event.threatens_on)
    due = event.first_talk_due or state.first_talk_due
    state = changed(state, threat_unseen=True, threat_told_on=None, first_talk_due=due)
    if happened.by_staff:
        return state
    return our_turn(state, happened, "dreiging", event.reply_due_at)


def _threat_seen(event: e.ThreatSeen, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, threat_unseen=event.still_unseen)


def _threat_resolved(event: e.ThreatResolved, state: InboxState, happened: Happened) -> InboxState:
    if event.remaining is None:
        return changed(state, urgency=ORDINARY, threat=None, threat_on=None, threat_unseen=False)
    urgency = LEGAL_THREAT if event.remaining_legal else SPOED
    return changed(state, urgency=urgency, threat=event.remaining, threat_on=event.remaining_on)


def _contact_logged(event: e.ContactLogged, state: InboxState, happened: Happened) -> InboxState:
    if state.waiting_on == US and event.channel != "schriftelijk" and event.reached:
        return client_turn(state, happened, None)
    return state


def _first_talk_held(event: e.FirstTalkHeld, state: InboxState, happened: Happened) -> InboxState:
    state = changed(state, first_talk_due=None, decision_due=event.decision_due, plan_talk=False)
    return client_turn(state, happened, None) if state.waiting_on == US else state


def _appointment_made(event: e.AppointmentMade, state: InboxState, happened: Happened) -> InboxState:
    state = changed(
        state, plan_talk=False, client_clock_paused=state.client_clock_paused and not event.agreed
    )
    # A day to speak answers what asks for speaking. A letter or a filled-in step still gets its own answer.
    if state.waiting_on == US and state.waiting_for not in _TO_SPEAK:
        return state
    if event.agreed:
        return client_turn(state, happened, None) if state.waiting_on == US else state
    return client_turn(state, happened, event.client_due_on, "afspraak")


def _appointment_changed(event: e.AppointmentChanged, state: InboxState, happened: Happened) -> InboxState:
    off = event.change in _OFF and state.phase == Phase.GEWONE_ROUTE and state.first_talk_due is not None
    paused = state.client_clock_paused and event.change != "accepted"
    state = changed(state, plan_talk=state.plan_talk or off, client_clock_paused=paused)
    if happened.by_client and event.reply_due_at:
        return our_turn(state, happened, "afspraak", event.reply_due_at)
    if event.change == "held" and state.waiting_on == US and state.waiting_for in _TO_SPEAK:
        return client_turn(state, happened, None)
    if off and state.waiting_on != US:
        return plan_talk(state, happened)
    if state.waiting_on == CLIENT and state.waiting_for == "afspraak":
        return changed(state, waiting_for="antwoord", client_due_on=None)
    return state


def _reminder_sent(event: e.ReminderSent, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, reminded=event.day)


def _alarm_raised(event: e.AlarmRaised, state: InboxState, happened: Happened) -> InboxState:
    if event.alarm == "threat_unseen":
        return changed(state, threat_told_on=local_date(happened.at))
    return changed(state, promise_told=event.alarm)


def _crisis_signalled(event: e.CrisisSignalled, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, crisis_unseen=True)


def _crisis_looked(event: e.CrisisLooked, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, crisis_unseen=event.still_unseen)


FOLDS: Mapping[type[e.DossierEvent], Fold] = MappingProxyType(
    {
        e.MessageSent: _message_sent,
        e.ThreatReported: _threat_reported,
        e.ThreatSeen: _threat_seen,
        e.ThreatResolved: _threat_resolved,
        e.ContactLogged: _contact_logged,
        e.FirstTalkHeld: _first_talk_held,
        e.AppointmentMade: _appointment_made,
        e.AppointmentChanged: _appointment_changed,
        e.ReminderSent: _reminder_sent,
        e.AlarmRaised: _alarm_raised,
        e.CrisisSignalled: _crisis_signalled,
        e.CrisisLooked: _crisis_looked,
    }
)
