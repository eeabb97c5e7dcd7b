"""What a report needs to know of one dossier: plain values, no names, no text."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from schuldhulp.calendar import local_date
from schuldhulp.dossier.clocks import Suspension
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase


class Channel(StrEnum):
    """How somebody reached the municipality the first time."""

    ONLINE = "online"
    DESK = "balie"
    PHONE = "telefoon"
    HOME_VISIT = "huisbezoek"
    NEIGHBOURHOOD_TEAM = "wijkteam"
    SIGNAL = "vroegsignaal"


class DecisionKind(StrEnum):
    """What was answered or decided."""

    ONLINE = "online begonnen"
    ORDINARY_ROUTE = "gewone route"
    PLAN = "besluit: plan van aanpak"
    REFUSAL = "besluit: weigering"
    ENDING = "besluit: beëindiging"


FORMAL_DECISIONS = frozenset({DecisionKind.PLAN, DecisionKind.REFUSAL})
"""The decisions that end the term of Wgs art. 4a."""


@dataclass(frozen=True)
class Decision:
    """An answer or decision and its date."""

    on: date
    kind: DecisionKind


@dataclass(frozen=True)
class Reply:
    """A client's message and our answer to it; moments in UTC, `replied_at` None while it waits."""

    client_message_at: datetime
    due_at: datetime
    replied_at: datetime | None = None


@dataclass(frozen=True)
class StepTurn:
    """A step that was offered to the client, and when it was done and by whom."""

    offered_at: datetime
    done_at: datetime | None = None
    by_client: bool = True


@dataclass(frozen=True)
class Closing:
    """The end of a dossier: moment, reason and the phase it was in."""

    at: datetime
    reason: ClosingReason
    phase: Phase


@dataclass(frozen=True)
class PhaseMove:
    """The moment at which a dossier entered a phase."""

    at: datetime
    phase: Phase


@dataclass(frozen=True)
class Together:
    """With whose dossier this one shared as partners, from when until when; `until` None while they do."""

    other: str
    since: datetime
    until: datetime | None = None

    def on(self, day: date) -> bool:
        """Whether they shared at the end of a day."""
        return local_date(self.since) <= day and (self.until is None or local_date(self.until) > day)


@dataclass(frozen=True)
class Spent:
    """Minutes that staff wrote down of one contact or answer, and when."""

    at: datetime
    minutes: int


@dataclass(frozen=True)
class Rulers:
    """How important a client found it and how sure they were (0–10), at one moment; None where they did not say."""

    at: datetime
    importance: int | None = None
    confidence: int | None = None


@dataclass(frozen=True)
class Felt:
    """What a client answered to one question about the help: ja, beetje or nee."""

    at: datetime
    question: str
    answer: str


@dataclass(frozen=True)
class DossierHistory:
    """One dossier as the report counts it.

    Amounts in eurocents; moments carry a time zone; `clock_start` is the day the legal clock started (Wgs
    art. 4), after a restart the last one. `threat_on` is the day a threat of Wgs art. 4(2) was reported, None when
    there was none. `first_talk_not_wanted_on`: from that day no talk was owed, because the dossier ended before
    it. `not_further_on`: the talk in which the client said not to go on (Wgs 4a(2)).
    `channel` is a code of Channel, anything else counts as "anders". `counsellor` is any key that tells
    counsellors apart.
    """

    dossier_id: str
    channel: str
    registered_at: datetime
    clock_start: date
    offline: bool = False
    threat_on: date | None = None
    first_talk_on: date | None = None
    first_talk_not_wanted_on: date | None = None
    not_further_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replies: tuple[Reply, ...] = ()
    steps: tuple[StepTurn, ...] = ()
    phase_moves: tuple[PhaseMove, ...] = ()
    closings: tuple[Closing, ...] = ()
    reopenings: tuple[datetime, ...] = ()
    debt_cents: int | None = None
    creditors: int | None = None
    fields_by_client: int = 0
    fields_by_staff: int = 0
    papers_by_client: int = 0
    papers_by_staff: int = 0
    spent: tuple[Spent, ...] = ()
    rulers: tuple[Rulers, ...] = ()
    felt: tuple[Felt, ...] = ()
    counsellor: str | None = None
    together: tuple[Together, ...] = ()


def open_on(history: DossierHistory, day: date) -> bool:
    """Whether the dossier existed and was open at the end of a day."""
    turns = [(closing.at, False) for closing in history.closings] + [(at, True) for at in history.reopenings]
    past = sorted(turn for turn in turns if local_date(turn[0]) <= day)
    return local_date(history.registered_at) <= day and (past[-1][1] if past else True)


def phase_on(history: DossierHistory, day: date) -> Phase:
    """The phase of a dossier at the end of a day."""
    past = sorted((move.at, move.phase) for move in history.phase_moves if local_date(move.at) <= day)
    return past[-1][1] if past else Phase.AANMELDING
