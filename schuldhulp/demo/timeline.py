"""When things happened in a fictional dossier: phases, first talk and besluit, mostly within the legal terms.

The path is laid out forward from the registration and then moved so that "now" falls in the phase that was drawn.
About one in twenty first talks and one in sixteen besluiten come too late, so that reports have something to show.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from schuldhulp.calendar import AMSTERDAM, add_working_days, is_working_day, local_date, working_day_from
from schuldhulp.demo.story import PhaseEntry
from schuldhulp.dossier.phases import Phase

PHASES = tuple(phase.value for phase in Phase)
_PHASE_WEIGHTS = (6, 15, 4, 8, 12, 15, 19, 8, 13)
_DWELL = {
    "aanmelding": (0, 2),
    "online_gestart": (0, 25),
    "gewone_route": (0, 24),
    "eerste_gesprek": (0, 9),
    "besluit_en_plan": (1, 46),
    "stabilisatie": (1, 150),
    "schuldregeling": (3, 540),
    "nazorg": (2, 180),
    "afgesloten": (1, 420),
}
_REASONS = (
    "completed_arrangement",
    "completed_stabilised",
    "withdrawn",
    "no_contact",
    "referred_wsnp",
    "solved_self",
    "moved",
    "refused_repeat",
    "withdrawn_first_talk",
)
_REASON_WEIGHTS = (40, 14, 13, 11, 7, 5, 3, 3, 4)
_BEFORE_CLOSING = {
    "completed_arrangement": ("nazorg",),
    "completed_stabilised": ("nazorg",),
    "referred_wsnp": ("schuldregeling",),
    "refused_repeat": ("besluit_en_plan",),
    "withdrawn_first_talk": ("eerste_gesprek",),
    "withdrawn": ("online_gestart", "stabilisatie"),
    "no_contact": ("online_gestart", "gewone_route", "stabilisatie"),
    "solved_self": ("online_gestart", "stabilisatie"),
    "moved": ("online_gestart", "stabilisatie"),
}


class Path(NamedTuple):
    """The dated skeleton of a dossier; dates after `today` have not been reached and are None."""

    today: date
    registered: date
    phases: tuple[PhaseEntry, ...]
    talk_on: date | None
    talk_planned_on: date | None
    besluit_on: date | None
    ended_on: date | None
    closed_reason: str | None

    @property
    def phase(self) -> str:
        """The phase reached."""
        return self.phases[-1].phase

    def since(self, phase: str) -> date | None:
        """The day a phase began, if it did."""
        return next(
            (entry.at.astimezone(AMSTERDAM).date() for entry in self.phases if entry.phase == phase), None
        )


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on the Amsterdam clock, in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def office_moment(rng: Random, day: date) -> datetime:
    """A moment in office hours on this day, or on the first working day after it."""
    return at(working_day_from(day), rng.randrange(9, 16), rng.randrange(60))


def client_moment(rng: Random, day: date) -> datetime:
    """A moment at which clients write: often in the evening, any day."""
    return at(day, rng.choice((7, 9, 11, 13, 16, 19, 20, 20, 21, 21, 22, 23)), rng.randrange(60))


def draw_phase(rng: Random) -> str:
    """Draw the phase in which a dossier stands."""
    return rng.choices(PHASES, _PHASE_WEIGHTS)[0]


def _talk_offset(rng: Random) -> int:
    return (
        rng.randrange(30, 43) if rng.random() < 0.05 else max(2, min(25, round(rng.gammavariate(2.4, 4.6))))
    )


def _besluit_offset(rng: Random) -> int:
    return (
        rng.randrange(59, 84) if rng.random() < 0.06 else max(9, min(52, 10 + round(rng.gammavariate(3, 7))))
    )


def _offsets(rng: Random, last: str, ordinary: bool, threatened: bool, arranged: bool) -> dict[str, int]:
    """Days from the registration to each phase up to `last`, with "talk" and "besluit" among them."""
    found = {"aanmelding": 0}
    if last == "aanmelding":
        return found
    start = (
        last
        if last in ("online_gestart", "gewone_route")
        else "gewone_route"
        if ordinary
        else "online_gestart"
    )
    found[start] = rng.choice((1, 1, 2))
    if last in ("online_gestart", "gewone_route"):
        return found
    talk = rng.choice((1, 2, 3)) if threatened and rng.random() < 0.93 else _talk_offset(rng)
    found["eerste_gesprek"] = max(found[start], talk - rng.randrange(1, 7))
    found["talk"] = max(talk, found["eerste_gesprek"])
    found["besluit"] = found["talk"] + _besluit_offset(rng)
    found["besluit_en_plan"] = found["talk"] + 1
    found["stabilisatie"] = found["besluit"] + rng.randrange(2, 14)
    found["schuldregeling"] = found["stabilisatie"] + rng.randrange(45, 190)
    found["nazorg"] = (
        (found["schuldregeling"] + rng.randrange(535, 580))
        if arranged
        else (found["stabilisatie"] + rng.randrange(110, 300))
    )
    if not arranged:
        del found["schuldregeling"]
    order = (
        "aanmelding",
        start,
        "eerste_gesprek",
        "talk",
        "besluit_en_plan",
        "besluit",
        "stabilisatie",
        "schuldregeling",
        "nazorg",
    )
    until = order.index(last) + (1 if last in ("eerste_gesprek", "besluit_en_plan") else 0)
    return {name: found[name] for name in order[: until + 1] if name in found}


def last_office_moment(now: datetime) -> datetime:
    """The last moment up to now at which somebody was at work."""
    day = local_date(now)
    while not is_working_day(day) or at(day, 9) > now:
        day -= timedelta(days=1)
    return min(now - timedelta(minutes=2), at(day, 16, 30))


def path(rng: Random, phase: str, threatened: bool, now: datetime) -> Path:
    """Lay out the path of a dossier that stands in `phase` at this moment."""
    today = local_date(now)
    reason = rng.choices(_REASONS, _REASON_WEIGHTS)[0] if phase == "afgesloten" else None
    last = rng.choice(_BEFORE_CLOSING[reason]) if reason else phase
    arranged = (
        last == "schuldregeling"
        or reason == "completed_arrangement"
        or phase == "nazorg"
        and rng.random() < 0.7
    )
    offsets = _offsets(rng, last, rng.random() < 0.08, threatened, arranged)
    low, high = _DWELL[last]
    dwell = rng.randrange(low, high + 1)
    if phase == "online_gestart" and rng.random() < 0.05:
        dwell += 12
    reached = offsets[last]
    if reason:
        reached = max(offsets.values()) + rng.randrange(3, 60)
        offsets["afgesloten"] = reached
        dwell = rng.randrange(*_DWELL["afgesloten"])
    registered = today - timedelta(days=reached + dwell)
    days = {name: registered + timedelta(days=offset) for name, offset in offsets.items()}
    if "talk" in days:
        days["talk"] = (
            add_working_days(registered, offsets["talk"])
            if threatened and offsets["talk"] <= 3
            else (working_day_from(days["talk"]))
        )
    return _dated(rng, days, registered, reason, last, now)


def _dated(
    rng: Random, days: dict[str, date], registered: date, reason: str | None, last: str, now: datetime
) -> Path:
    today, latest = local_date(now), last_office_moment(now)
    entries, reached = [], min(client_moment(rng, registered), now - timedelta(minutes=rng.randrange(3, 50)))
    for name, day in days.items():
        if name in ("talk", "besluit"):
            continue
        moment = (
            reached
            if name == "aanmelding"
            else max(min(office_moment(rng, day), latest), reached + timedelta(minutes=7))
        )
        entries.append(PhaseEntry(name, moment))
        reached = moment
    talk, besluit = days.get("talk"), days.get("besluit")
    besluit = working_day_from(max(besluit, talk)) if besluit and talk else None
    past = today - timedelta(days=1)
    ended = None
    if reason not in (None, "completed_arrangement", "completed_stabilised", "refused_repeat") and last in (
        "stabilisatie",
        "schuldregeling",
    ):
        ended = working_day_from(days["afgesloten"] - timedelta(days=4))
    return Path(
        today,
        registered,
        tuple(entries),
        talk if talk and talk <= past else None,
        talk,
        besluit if besluit and besluit <= past else None,
        ended,
        reason,
    )
