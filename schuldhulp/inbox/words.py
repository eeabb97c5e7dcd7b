"""What a row of the inbox says, in Dutch: what is waited for, by when, how far, what to look at. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schuldhulp.calendar import local, local_date
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.steps import STEPS, Line

_WAITING_FOR = {
    "aanmelding": "past online bij deze cliënt?",
    "bericht": "antwoord op bericht",
    "vraag": "antwoord op vraag",
    "lukt_niet": "antwoord op ‘het lukt niet’",
    "klopt_niet": "antwoord op ‘dit klopt niet’",
    "papier": "papier bekijken",
    "werkvorm": "werkvorm lezen",
    "dreiging": "dreiging bekijken",
    "gestopt": "cliënt wil stoppen",
    "weer_verder": "cliënt wil toch verder",
    "afspraak": "antwoord over de afspraak",
    "eerste_gesprek": "eerste gesprek plannen",
}
_REPLY = ("Antwoord", "aan", "berichten")
_NEXT_ACT = {
    "dreiging": ("Bekijk", "de dreiging bij", "dreiging"),
    "afspraak": ("Afspraak", "met", "afspraak"),
    "eerste_gesprek": ("Plan gesprek", "met", "afspraak"),
}
_SHORT_THREAT = {
    ThreatKind.ONTRUIMING: "ontruiming",
    ThreatKind.GAS: "gas stopt",
    ThreatKind.ELEKTRICITEIT: "stroom stopt",
    ThreatKind.STADSVERWARMING: "warmte stopt",
    ThreatKind.WATER: "water stopt",
    ThreatKind.ZORGVERZEKERING: "zorgverzekering stopt",
    ThreatKind.BANKBESLAG: "bankbeslag",
    ThreatKind.LOONBESLAG: "loonbeslag",
    ThreatKind.BOEDELVERKOOP: "verkoop van spullen",
    ThreatKind.GIJZELING: "gijzeling",
    ThreatKind.DAGVAARDING: "zaak bij de rechter",
    ThreatKind.GEEN_GELD_VOOR_ETEN: "geen geld voor eten",
}
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LEGAL_IN_SIGHT = timedelta(days=10)
_FINISH = {Line.GESPREK: "gesprek", Line.BESLUIT: "besluit", Line.SCHULDREGELING: "regeling"}
_TOTALS = {line: sum(1 for s in STEPS if s.needed_for and s.needed_for <= line) for line in Line}


def waiting_words(waiting_on: str, waiting_for: str, step: str | None, phase: str) -> str:
    """What the dossier waits for: 'antwoord op bericht', 'stap bekijken: Wonen', 'cliënt: huiswerk Wonen'."""
    if phase == "afgesloten":
        return "afgesloten"
    title = step_title(step)
    if waiting_on == "us":
        if waiting_for == "stap":
            return f"stap bekijken: {title}" if title else "stap bekijken"
        return _WAITING_FOR.get(waiting_for, "uw antwoord")
    if waiting_on == "client":
        if waiting_for == "afspraak":
            return "cliënt: past de afspraak?"
        return f"cliënt: {title}" if waiting_for == "huiswerk" and title else "cliënt is aan zet"
    return "niemand is aan zet"


def next_act(waiting_on: str, waiting_for: str) -> tuple[str, str, str]:
    """What a row's link says, how it goes on to the name, and the page of the dossier it opens: what waits for us."""
    return _NEXT_ACT.get(waiting_for, _REPLY) if waiting_on == "us" else _REPLY


def step_title(slug: str | None) -> str:
    """A step's title; empty without a step."""
    found = step_texts().get(slug) if slug else None
    return found.title if found else ""


def today(now: datetime) -> date:
    """The day in Amsterdam, for a template."""
    return local_date(now)


def short_day(day: date, today: date) -> str:
    """A day for a narrow column: 'vandaag', 'morgen', 'gisteren', 'do 26 nov', 'do 26 nov 2025'."""
    near = {0: "vandaag", 1: "morgen", -1: "gisteren"}.get((day - today).days)
    if near:
        return near
    words = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def short_moment(moment: datetime, now: datetime) -> str:
    """A moment for a narrow column: 'vandaag 16.00', 'do 26 nov 10.00'."""
    return f"{short_day(local_date(moment), local_date(now))} {local(moment):%H.%M}"


def time_left(due: datetime, now: datetime) -> str:
    """How long until a promise: 'nog 3 uur', 'nog 2 dagen', '4 uur voorbij'."""
    gone = due < now
    minutes = int(abs(due - now).total_seconds() // 60)
    if minutes < 60:
        words = f"{minutes} min"
    elif minutes < 24 * 60:
        words = f"{minutes // 60} uur"
    else:
        words = _days(abs((local_date(due) - local_date(now)).days))
    return f"{words} voorbij" if gone else f"nog {words}"


@dataclass(frozen=True, slots=True)
class Due:
    """By when: the exact words, how long that is, whether the law sets it, and whether it has passed."""

    exact: str
    relative: str
    legal: bool
    passed: bool
    machine: str


def due_lines(
    now: datetime, reply_due_at: datetime | None, first_talk_due: date | None, decision_due: date | None,
    *, legal_first: bool = False,
) -> tuple[Due, ...]:  # fmt: skip
    """Our promise, and each legal term that is in sight; nearest first.

    A legal term shows from ten days before. `legal_first`: a legal threat stands, so its term always shows.
    """
    found: list[tuple[date, int, Due]] = []
    today = local_date(now)
    if reply_due_at is not None:
        day = local_date(reply_due_at)
        found.append((day, 1, Due(short_moment(reply_due_at, now), time_left(reply_due_at, now), False,
                                  reply_due_at < now, reply_due_at.isoformat())))  # fmt: skip
    for what, term in (("gesprek", first_talk_due), ("besluit", decision_due)):
        if term is None or (term - today > LEGAL_IN_SIGHT and not (legal_first and what == "gesprek")):
            continue
        left = (term - today).days
        time = f"{_days(-left)} voorbij" if left < 0 else f"nog {_days(left)}" if left else "vandaag"
        words = f"{what}, {time}"
        found.append((term, 0, Due(short_day(term, today), words, True, left < 0, term.isoformat())))
    return tuple(due for _, _, due in sorted(found, key=lambda each: each[:2]))


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"


@dataclass(frozen=True, slots=True)
class FinishWords:
    """One finish line on the way: its short name and how far."""

    name: str
    done: int
    total: int

    @property
    def reached(self) -> bool:
        """Whether nothing of it is open."""
        return self.done >= self.total


def finish_words(talk: int, decision: int, arrangement: int) -> tuple[FinishWords, ...]:
    """The last finish line that was reached and the one that is next: 'gesprek ✓ · besluit 7 van 10'."""
    lines = [
        FinishWords(_FINISH[line], min(done, _TOTALS[line]), _TOTALS[line])
        for line, done in zip(Line, (talk, decision, arrangement), strict=True)
    ]
    following = next((n for n, line in enumerate(lines) if not line.reached), len(lines) - 1)
    return tuple(lines[max(0, following - 1) : following + 1])


def threat_words(kind: str, threatens_on: date | None, today: date) -> str:
    """A threat for a tag: 'ontruiming do 26 nov'."""
    known = kind in ThreatKind.__members__.values()
    words = _SHORT_THREAT[ThreatKind(kind)] if known else kind.replace("_", " ")
    return f"{words} {short_day(threatens_on, today)}" if threatens_on else words


def ago(moment: datetime | None, now: datetime) -> str:
    """Days since: 'vandaag', '1 dag', '5 dagen'; a dash for never."""
    if moment is None:
        return "–"
    days = (local_date(now) - local_date(moment)).days
    return _days(days) if days > 0 else "vandaag"
