"""From the events of one dossier to what a report counts of it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import singledispatchmethod
from uuid import UUID

from schuldhulp.calendar import local_date
from schuldhulp.dossier import events as e
from schuldhulp.dossier.clocks import Suspension
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.reports.history import (
    Closing,
    Decision,
    DecisionKind,
    DossierHistory,
    PhaseMove,
    Reply,
    Rulers,
    Spent,
    StepTurn,
)

_BESLUIT = {
    "plan_van_aanpak": DecisionKind.PLAN,
    "weigering": DecisionKind.REFUSAL,
    "beeindiging": DecisionKind.ENDING,
}
_ONLINE_SOURCE = "zelf"
# Who left or did not belong here before the talk. Losing contact is not among them: the talk stayed away.
_NO_TALK_OWED = frozenset(
    {
        ClosingReason.WITHDRAWN,
        ClosingReason.SOLVED_SELF,
        ClosingReason.NOT_RESIDENT,
        ClosingReason.MOVED,
        ClosingReason.DECEASED,
    }
)


@dataclass(frozen=True)
class Told:
    """One event with its moment and the role that acted; `beside` when staff filled in beside the client."""

    event: e.DossierEvent
    at: datetime
    role: str
    beside: bool = False


def history_of(
    dossier_id: str, told: Iterable[Told], *, debt_cents: int | None, creditors: int | None
) -> DossierHistory | None:
    """Fold a dossier's events, in their order; None for a dossier that was never registered."""
    fold = _Fold(dossier_id)
    for one in told:
        fold.take(one)
    return fold.result(debt_cents, creditors)


@dataclass
class _Fold:
    dossier_id: str
    history: DossierHistory | None = None
    waiting: list[tuple[datetime, datetime]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    offered: dict[str, datetime] = field(default_factory=dict)
    our_last: datetime | None = None
    done: dict[str, StepTurn] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    suspensions: dict[UUID, Suspension] = field(default_factory=dict)
    moves: list[PhaseMove] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    reopenings: list[datetime] = field(default_factory=list)
    fields: dict[str, tuple[int, bool]] = field(default_factory=dict)
    papers: dict[UUID, bool] = field(default_factory=dict)
    spent: list[Spent] = field(default_factory=list)
    rulers: list[Rulers] = field(default_factory=list)

    def take(self, told: Told) -> None:
        """Take in one event."""
        self._take(told.event, told)
        if told.role in ("counsellor", "team_lead"):
            self.our_last = told.at

    def result(self, debt_cents: int | None, creditors: int | None) -> DossierHistory | None:
        """The history so far; messages that still wait have no answer."""
        if self.history is None:
            return None
        open_replies = [Reply(at, due) for at, due in self.waiting]
        return replace(
            self.history,
            decisions=tuple(self.decisions),
            suspensions=tuple(self.suspensions.values()),
            replies=(*self.replies, *open_replies),
            steps=tuple(self.done.values()),
            phase_moves=tuple(self.moves),
            closings=tuple(self.closings),
            reopenings=tuple(self.reopenings),
            debt_cents=debt_cents,
            creditors=creditors,
            fields_by_client=sum(n for n, by_client in self.fields.values() if by_client),
            fields_by_staff=sum(n for n, by_client in self.fields.values() if not by_client),
            papers_by_client=sum(self.papers.values()),
            papers_by_staff=sum(not by_client for by_client in self.papers.values()),
            spent=tuple(self.spent),
            rulers=tuple(self.rulers),
        )

    def _took(self, at: datetime, minutes: int | None) -> None:
        if minutes:
            self.spent.append(Spent(at, minutes))

    def _answered(self, at: datetime) -> None:
        self.replies.extend(Reply(asked, due, at) for asked, due in self.waiting)
        self.waiting.clear()

    @singledispatchmethod
    def _take(self, event: e.DossierEvent, told: Told) -> None:
        """Events that no indicator counts are passed over."""

    @_take.register
    def _(self, event: e.DossierRegistered, told: Told) -> None:
        channel = event.channel if event.source == _ONLINE_SOURCE else event.source
        self.history = DossierHistory(
            self.dossier_id, channel, told.at, event.clock_started_on, offline=event.offline
        )
        self.moves.append(PhaseMove(told.at, Phase("aanmelding")))

    @_take.register
    def _(self, event: e.DossierAssigned, told: Told) -> None:
        if self.history:
            who = str(event.counsellor_id) if event.counsellor_id else None
            self.history = replace(self.history, counsellor=who)

    @_take.register
    def _(self, event: e.OnlineAnswered, told: Told) -> None:
        kind = DecisionKind.ONLINE if event.fits else DecisionKind.ORDINARY_ROUTE
        self.decisions.append(Decision(local_date(told.at), kind))

    @_take.register
    def _(self, event: e.ThreatReported, told: Told) -> None:
        if self.history and event.legal and self.history.threat_on is None:
            self.history = replace(self.history, threat_on=local_date(told.at))

    @_take.register
    def _(self, event: e.FirstTalkHeld, told: Told) -> None:
        if self.history is None:
            return
        self.history = replace(self.history, first_talk_on=event.held_on)
        if not event.wants_to_continue:
            self.history = replace(self.history, not_further_on=event.held_on)
        self._took(told.at, event.minutes)
        self._answered(told.at)

    @_take.register
    def _(self, event: e.DecisionRecorded, told: Told) -> None:
        self.decisions.append(Decision(event.decided_on, _BESLUIT[event.decision]))

    @_take.register
    def _(self, event: e.TermSuspended, told: Told) -> None:
        self.suspensions[event.suspension_id] = Suspension(event.letter_on, event.until_on)

    @_take.register
    def _(self, event: e.RequestCompleted, told: Told) -> None:
        given = self.suspensions[event.suspension_id]
        self.suspensions[event.suspension_id] = replace(given, supplied_on=event.supplied_on)

    @_take.register
    def _(self, event: e.MessageSent, told: Told) -> None:
        if event.author == "client" and event.reply_due_at:
            self.waiting.append((told.at, event.reply_due_at))
        elif event.author == "counsellor":
            self._took(told.at, event.minutes)
            self._answered(told.at)

    @_take.register
    def _(self, event: e.ContactLogged, told: Told) -> None:
        self._took(told.at, event.minutes)
        if event.channel != "schriftelijk" and event.reached:
            self._answered(told.at)

    @_take.register
    def _(self, event: e.HomeworkAssigned, told: Told) -> None:
        self.offered[event.step] = told.at

    @_take.register
    def _(self, event: e.StepAnswered, told: Told) -> None:
        by_client = told.role in ("client", "supporter")
        self.fields[event.step] = (event.fields_filled, by_client)
        if event.importance is not None or event.confidence is not None:
            self.rulers.append(Rulers(told.at, event.importance, event.confidence))
        if not event.done or event.step in self.done or self.history is None:
            return
        offered = self.offered.get(event.step) or self.our_last or self.history.registered_at
        self.done[event.step] = StepTurn(offered, told.at, by_client)

    @_take.register
    def _(self, event: e.PaperMarked, told: Told) -> None:
        if event.file and event.state == "received":
            self.papers.setdefault(event.paper_id, told.role in ("client", "supporter"))

    @_take.register
    def _(self, event: e.PhaseChanged, told: Told) -> None:
        self.moves.append(PhaseMove(told.at, Phase(event.to_phase)))

    @_take.register
    def _(self, event: e.DossierClosed, told: Told) -> None:
        reason = ClosingReason(event.reason)
        if self.history and self.history.first_talk_on is None and reason in _NO_TALK_OWED:
            self.history = replace(self.history, first_talk_not_wanted_on=local_date(told.at))
        self.closings.append(Closing(told.at, reason, Phase(event.phase)))
        self.moves.append(PhaseMove(told.at, Phase("afgesloten")))

    @_take.register
    def _(self, event: e.DossierReopened, told: Told) -> None:
        if self.history:
            self.history = replace(self.history, first_talk_not_wanted_on=None)
        if self.history and event.clock_started_on:
            # Turned to the municipality anew (Wgs 4(1)): the report follows the last term.
            self.history = replace(
                self.history, clock_start=event.clock_started_on, first_talk_on=None, not_further_on=None,
                threat_on=event.clock_started_on if event.threat_legal else None,
            )  # fmt: skip
        self.reopenings.append(told.at)
        self.moves.append(PhaseMove(told.at, Phase(event.phase)))
