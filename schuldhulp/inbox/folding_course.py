"""How the course of a dossier moves the turn."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.dossier import events as e
from schuldhulp.dossier.phases import Phase
from schuldhulp.inbox.state import LEGAL_THREAT, ORDINARY, SPOED, Fold, Happened, InboxState, changed
from schuldhulp.inbox.turns import client_turn, nobody, our_turn, plan_talk


def _dossier_registered(event: e.DossierRegistered, state: InboxState, happened: Happened) -> InboxState:
    state = changed(state, kenmerk=event.kenmerk, first_talk_due=event.first_talk_due, team_id=event.team_id)
    return our_turn(state, happened, "aanmelding", event.answer_due_at)


def _codename_started(event: e.CodenameStarted, state: InboxState, happened: Happened) -> InboxState:
    state = changed(state, kenmerk=event.kenmerk, team_id=event.team_id)
    return client_turn(state, happened, None)


def _codename_became_known(event: e.CodenameBecameKnown, state: InboxState, happened: Happened) -> InboxState:
    # What came before is erased, so nothing of it counts; the events that follow say all that is known.
    return InboxState(
        steps_talk=event.steps_talk, steps_decision=event.steps_decision, steps_arrangement=event.steps_arrangement,
        crisis_unseen=event.crisis_unseen,
    )  # fmt: skip


def _online_answered(event: e.OnlineAnswered, state: InboxState, happened: Happened) -> InboxState:
    if event.fits or event.talk_stands:
        return client_turn(state, happened, None)
    return plan_talk(state, happened)


def _dossier_assigned(event: e.DossierAssigned, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, counsellor_id=event.counsellor_id, team_id=event.team_id)


def _phase_changed(event: e.PhaseChanged, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, phase=event.to_phase)


def _decision_recorded(event: e.DecisionRecorded, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, decision_due=None, suspended_until=None)


def _term_suspended(event: e.TermSuspended, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, decision_due=event.decision_due, suspended_until=event.until_on)


def _request_completed(event: e.RequestCompleted, state: InboxState, happened: Happened) -> InboxState:
    return changed(state, decision_due=event.decision_due, suspended_until=None)


def _dossier_closed(event: e.DossierClosed, state: InboxState, happened: Happened) -> InboxState:
    state = changed(
        nobody(state), phase="afgesloten", first_talk_due=None, decision_due=None, urgency=ORDINARY,
        threat=None, threat_on=None, threat_unseen=False, plan_talk=False, suspended_until=None,
    )  # fmt: skip
    return state


def _dossier_reopened(event: e.DossierReopened, state: InboxState, happened: Happened) -> InboxState:
    state = changed(
        state, phase=event.phase, first_talk_due=event.first_talk_due or state.first_talk_due,
        decision_due=event.decision_due or state.decision_due,
    )  # fmt: skip
    to_plan = event.phase == Phase.GEWONE_ROUTE and state.first_talk_due is not None
    state = changed(state, plan_talk=to_plan)
    if event.threat is not None:
        urgency = LEGAL_THREAT if event.threat_legal else SPOED
        state = changed(state, urgency=urgency, threat=event.threat, threat_on=event.threat_on)
    if event.reply_due_at is None:
        return client_turn(state, happened, None)
    return changed(our_turn(state, happened, "weer_verder", event.reply_due_at), waiting_for="weer_verder")


def _dossier_withdrawn(event: e.DossierWithdrawn, state: InboxState, happened: Happened) -> InboxState:
    state = our_turn(
        changed(state, first_talk_due=None, plan_talk=False), happened, "gestopt", event.reply_due_at
    )
    return changed(state, waiting_for="gestopt", waiting_step=None)


FOLDS: Mapping[type[e.DossierEvent], Fold] = MappingProxyType(
    {
        e.DossierRegistered: _dossier_registered,
        e.CodenameStarted: _codename_started,
        e.CodenameBecameKnown: _codename_became_known,
        e.OnlineAnswered: _online_answered,
        e.DossierAssigned: _dossier_assigned,
        e.PhaseChanged: _phase_changed,
        e.DecisionRecorded: _decision_recorded,
        e.TermSuspended: _term_suspended,
        e.RequestCompleted: _request_completed,
        e.DossierClosed: _dossier_closed,
        e.DossierReopened: _dossier_reopened,
        e.DossierWithdrawn: _dossier_withdrawn,
    }
)
