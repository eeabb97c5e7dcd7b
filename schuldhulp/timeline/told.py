"""What a told event is, and the function that tells one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch
from types import MappingProxyType
from uuid import UUID

from schuldhulp.calendar import local, say_date
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.events import DossierEvent

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "berichten": "Berichten",
        "stappen": "Stappen",
        "geld": "Budget en schulden",
        "contact": "Gesprekken",
        "dreiging": "Dreiging",
        "papieren": "Papieren",
        "meekijken": "Meekijken",
        "traject": "Besluiten en fasen",
    }
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event in words. `merge` is equal for events that are told once when they follow each other.

    `many`: what is said of several told once, with `{times}`; empty: what is said of one, with how often it was saved.
    `client_only`: what the client does for themselves, in their own notebook.
    """

    group: str
    text: str
    staff_only: bool = False
    client_only: bool = False
    automatic: bool = False
    message_id: UUID | None = None
    contact_id: UUID | None = None
    merge: str = ""
    many: str = ""


def step_name(slug: str | None) -> str:
    """A step between quotation marks: ‘Wonen’."""
    found = step_texts().get(slug) if slug else None
    return f"‘{found.title}’" if found else "een stap"


def say_at(moment: datetime) -> str:
    """A moment that stays true: 'donderdag 26 november om 10.00 uur'."""
    there = local(moment)
    return f"{say_date(there.date())} om {there:%H.%M} uur"


def say_day_of(day: date | None) -> str:
    """A day in full: 'donderdag 26 november'; empty without one."""
    return say_date(day) if day else ""


@singledispatch
def tell(event: DossierEvent) -> Told:
    """Say what happened. Every kind of event has its own sentence; a test holds that."""
    raise LookupError(type(event).__name__)
