"""Letters to creditors and public bodies. Pure."""

from dataclasses import dataclass
from datetime import date

from schuldhulp.dossier.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class LetterSent(DossierEvent):
    """A letter left; from now on it stays as it is. `template` is its slug in the catalogue."""

    template: str
    answer_due_on: date


@dataclass(frozen=True, kw_only=True)
class LetterAnswered(DossierEvent):
    """An answer to a letter came."""

    template: str
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class LetterUnanswered(DossierEvent):
    """The day passed on which an answer to a letter was expected."""

    template: str
    sent_on: date | None
