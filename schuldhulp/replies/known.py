"""One dossier as the replies need it: plain values, gathered by `queries`, judged by `facts`. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from schuldhulp.calendar import local_date
from schuldhulp.scripts_mi.analysis.topics import Reading


@dataclass(frozen=True, kw_only=True)
class StepKnown:
    """Where one step stands: its mark, when it was finished and last kept, and its record."""

    mark: str
    done_at: datetime | None = None
    saved_at: datetime | None = None
    record: Any = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """One dossier as the replies need it. What is None or empty is unknown, and no script will lean on it.

    `steps_waiting`: steps that are for this client and are not done. `earlier_themes`: what the client wrote about
    before the last message. `sustain` and `change`: sentences of the last message that hold on, or look ahead.
    `crisis`: the gravest kind of a sign that is not over.
    `waits_for_client`: the client is the one to do something.
    """

    called: str
    writer: str
    municipality: str
    phone: str
    reply_hours: int
    phase: str
    past_online: str
    language: str
    register: str = "u"
    registered_at: datetime
    last_client_at: datetime | None
    client_before_that: datetime | None = None
    last_written_at: datetime | None = None
    waits_for_client: bool = False
    threat: str | None = None
    threat_on: date | None = None
    threat_answered: bool = False
    stand_in: bool = False
    supporter: bool = False
    withdrawn: bool = False
    counsellor_messages: int = 0
    phase_changed_at: datetime | None = None
    last_message: Reading | None = None
    last_message_at: datetime | None = None
    earlier_themes: frozenset[str] = frozenset()
    sustain: int = 0
    change: int = 0
    crisis: str | None = None
    steps: Mapping[str, StepKnown] = field(default_factory=dict)
    steps_waiting: tuple[str, ...] = ()
    open_step: str | None = None
    homework: tuple[str, ...] = ()
    debts: int = 0
    debts_cents: int = 0
    debt_added_at: datetime | None = None
    attachment: bool = False
    month_cents: int | None = None
    papers_missing: int = 0
    papers_received: int = 0
    paper: str = ""
    plan_ready: bool = False
    appointment: str = ""
    appointment_place: str = ""
    appointment_missed: bool = False
    appointment_moved: bool = False
    held_at: datetime | None = None


def days_since(moment: datetime | None, now: datetime) -> int | None:
    """Whole days of the Dutch calendar between a moment and now; None when there was none."""
    return None if moment is None else (local_date(now) - local_date(moment)).days


def within(moment: datetime | None, now: datetime, days: int) -> bool:
    """Whether something happened at most so many days ago."""
    past = days_since(moment, now)
    return past is not None and past <= days


def is_news(known: Known, at: datetime | None) -> bool:
    """Whether none of us wrote after it yet: what was answered is no longer news."""
    return at is None or known.last_written_at is None or known.last_written_at < at


def last_finished(known: Known) -> str | None:
    """The step that was finished last."""
    done = {slug: step.done_at for slug, step in known.steps.items() if step.mark == "done" and step.done_at}
    return max(done, key=lambda slug: done[slug], default=None)


def stuck_step(known: Known) -> str | None:
    """The first step at which the client said that it does not work."""
    return next((slug for slug, step in known.steps.items() if step.mark == "stuck"), None)
