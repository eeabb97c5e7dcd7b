"""What asks for attention, with the reason that is shown: threats, our promises, quiet clients, reminders.

Two clocks, never one list: an unanswered message is our promise, a quiet client is care.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from schuldhulp.calendar import local, local_date, say_date, say_day, say_moment
from schuldhulp.dossier.clocks import ServiceLevels, nearly_due_from
from schuldhulp.dossier.opening_hours import OpeningHours

QUIET_DAYS = 14
_LAST_HOUR = timedelta(hours=1)


class ThreatKind(StrEnum):
    """What can threaten: the six of Wgs 4(2), and beside them spoed without a legal term."""

    ONTRUIMING = "ontruiming"
    GAS = "gas"
    ELEKTRICITEIT = "elektriciteit"
    STADSVERWARMING = "stadsverwarming"
    WATER = "water"
    ZORGVERZEKERING = "zorgverzekering"
    BANKBESLAG = "bankbeslag"
    LOONBESLAG = "loonbeslag"
    BOEDELVERKOOP = "boedelverkoop"
    GIJZELING = "gijzeling"
    DAGVAARDING = "dagvaarding"
    GEEN_GELD_VOOR_ETEN = "geen_geld_voor_eten"

    @property
    def legal(self) -> bool:
        """Whether the term of three working days applies (Wgs 4(2), an exhaustive list)."""
        return self in LEGAL_THREATS

    @property
    def label(self) -> str:
        """What threatens, in plain Dutch."""
        return _THREAT_LABELS[self]


LEGAL_THREATS = frozenset(
    {
        ThreatKind.ONTRUIMING,
        ThreatKind.GAS,
        ThreatKind.ELEKTRICITEIT,
        ThreatKind.STADSVERWARMING,
        ThreatKind.WATER,
        ThreatKind.ZORGVERZEKERING,
    }
)

_THREAT_LABELS = {
    ThreatKind.ONTRUIMING: "Ontruiming van de woning",
    ThreatKind.GAS: "Einde van de levering van gas",
    ThreatKind.ELEKTRICITEIT: "Einde van de levering van stroom",
    ThreatKind.STADSVERWARMING: "Einde van de levering van stadswarmte",
    ThreatKind.WATER: "Einde van de levering van water",
    ThreatKind.ZORGVERZEKERING: "Einde van de zorgverzekering",
    ThreatKind.BANKBESLAG: "Beslag op de bankrekening",
    ThreatKind.LOONBESLAG: "Beslag op loon of uitkering",
    ThreatKind.BOEDELVERKOOP: "Verkoop van spullen uit huis",
    ThreatKind.GIJZELING: "Gijzeling",
    ThreatKind.DAGVAARDING: "Een zaak bij de rechter met een datum",
    ThreatKind.GEEN_GELD_VOOR_ETEN: "Geen geld voor eten",
}


def is_legal_threat(kind: str) -> bool:
    """Whether a kind is one of the six threatening situations of Wgs 4(2); any other text is not."""
    return kind.strip().lower() in LEGAL_THREATS


class Turn(StrEnum):
    """Who is next in a dossier."""

    US = "us"
    CLIENT = "client"
    NOBODY = "nobody"


class Urgency(StrEnum):
    """How a signal is ordered, most urgent first."""

    LEGAL_THREAT = "legal_threat"
    SPOED = "spoed"
    OVERDUE = "promise_passed"
    NEARLY_DUE = "promise_near"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class ReportedThreat:
    """A threat as reported; resolved ones are not passed on to the rules."""

    kind: ThreatKind
    reported_at: datetime
    threatens_on: date | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoment:
    """What the rules look at, at one moment; threats are the ones that still stand."""

    turn: Turn
    reply_due_at: datetime | None = None
    last_client_at: datetime | None = None
    threats: tuple[ReportedThreat, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that asks for attention, with the Dutch reason that is shown beside it."""

    urgency: Urgency
    reason: str
    unseen: bool = False


def promise_passed(case: CaseMoment, now: datetime) -> bool:
    """Whether the moment we promised an answer by has passed."""
    return case.turn is Turn.US and case.reply_due_at is not None and now > case.reply_due_at


def promise_near(case: CaseMoment, now: datetime, opening: OpeningHours) -> bool:
    """Whether at most four opening hours are left of our promise."""
    if case.turn is not Turn.US or case.reply_due_at is None or now > case.reply_due_at:
        return False
    return now >= nearly_due_from(case.reply_due_at, opening)


def quiet_days(case: CaseMoment, now: datetime) -> int | None:
    """Calendar days since the client last did something; None when the turn is ours or nothing was heard."""
    if case.closed or case.turn is Turn.US or case.last_client_at is None:
        return None
    return (local_date(now) - local_date(case.last_client_at)).days


def threat_signal(threat: ReportedThreat, now: datetime) -> Signal:
    """The signal of a threat: what, on which day, and whether a colleague has taken it on."""
    parts = [threat.kind.label]
    if threat.threatens_on:
        parts.append(f"op {say_date(threat.threatens_on)}")
    seen = "nog niet gezien" if threat.seen_at is None else f"gezien {say_moment(threat.seen_at, now)}"
    reason = f"{' '.join(parts)}, gemeld {say_moment(threat.reported_at, now)}, {seen}"
    urgency = Urgency.LEGAL_THREAT if threat.kind.legal else Urgency.SPOED
    return Signal(urgency, reason, unseen=threat.seen_at is None)


def signals(
    case: CaseMoment, now: datetime, opening: OpeningHours, after_days: int = QUIET_DAYS
) -> tuple[Signal, ...]:
    """All signals of a dossier, the most urgent first; a closed dossier has none."""
    if case.closed:
        return ()
    found = [threat_signal(threat, now) for threat in case.threats]
    if case.reply_due_at is not None and promise_passed(case, now):
        found.append(
            Signal(Urgency.OVERDUE, f"Antwoord was beloofd voor {say_moment(case.reply_due_at, now)}")
        )
    elif case.reply_due_at is not None and promise_near(case, now, opening):
        found.append(
            Signal(Urgency.NEARLY_DUE, f"Antwoord beloofd voor {say_moment(case.reply_due_at, now)}")
        )
    days = quiet_days(case, now)
    if days is not None and days >= after_days and case.last_client_at is not None:
        since = say_day(local_date(case.last_client_at), local_date(now))
        found.append(Signal(Urgency.QUIET, f"Al {days} dagen stil, sinds {since}"))
    order = list(Urgency)
    return tuple(sorted(found, key=lambda signal: (order.index(signal.urgency), not signal.unseen)))


def reminder_due(
    case: CaseMoment,
    offered_on: date,
    today: date,
    levels: ServiceLevels,
    sent: frozenset[int] = frozenset(),
    paused: bool = False,
    days_given_back: int = 0,
) -> int | None:
    """Which reminder (day 3 or 5) is to be offered today, or None.

    Never when the turn is not the client's, never while a threat stands, never while "het lukt niet" pauses.
    Days that a pause gave back do not count. After a missed day only the latest reminder is sent, and none
    twice.
    """
    if case.closed or case.turn is not Turn.CLIENT or case.threats or paused:
        return None
    passed = (today - offered_on).days - days_given_back
    reached = [day for day in levels.reminder_days if day <= passed]
    if not reached or max(reached) in sent:
        return None
    return max(reached)


@dataclass(frozen=True, slots=True)
class AlarmSetting:
    """Whom a municipality alarms at a threat outside office hours: membership ids on call."""

    oncall: tuple[UUID, ...] = ()
    team_leads_too: bool = True


@dataclass(frozen=True, slots=True)
class Alarm:
    """Who is alarmed now (membership ids, each once), and the reason that is kept with it."""

    recipients: tuple[UUID, ...]
    reason: str


def alarm_recipients(
    setting: AlarmSetting,
    now: datetime,
    opening: OpeningHours,
    counsellor: UUID | None,
    team_leads: Iterable[UUID],
) -> Alarm:
    """Who hears of a threat now: in office hours the counsellor and team leads, outside them who is on call.

    counsellor is the stand-in while the counsellor is away. In the last hour of a day both groups are
    alarmed, for nobody may read it before the door closes. Empty only when the municipality has nobody at
    all.
    """
    leads = tuple(team_leads)
    at_work = ((counsellor,) if counsellor else ()) + leads
    if not opening.open_at(now):
        outside = setting.oncall + (leads if setting.team_leads_too or not setting.oncall else ())
        reason = (
            "buiten kantoortijd: wie dienst heeft"
            if setting.oncall
            else "buiten kantoortijd: niemand heeft dienst"
        )
        return Alarm(_once(outside or at_work), reason)
    hours = opening.on(local_date(now))
    closes = hours and datetime.combine(local_date(now), hours.closes, local(now).tzinfo)
    if closes and closes - local(now) <= _LAST_HOUR:
        return Alarm(_once(at_work + setting.oncall), "laatste uur voor sluiting: ook wie dienst heeft")
    return Alarm(_once(at_work or setting.oncall), "in kantoortijd: hulpverlener en teamleider")


def _once(ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(ids))
