"""What a collection of lines in a step must be able to do: one editor a kind of `dossier.steps.Rows`.

A step page lists the lines, offers what can be added, and each line has its own small form, so nothing needs script.
Add an editor by subclassing `RowEditor` and naming it in `rows.ROW_EDITORS`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from schuldhulp.access import Actor
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import Step
from schuldhulp.unit_of_work import Act, FormToken
from schuldhulp.web.forms import PageForm


@dataclass(frozen=True, slots=True)
class RowLine:
    """One line as the step page shows it: 'Loon', 'de 24e', '€ 1.180,00 per 4 weken'."""

    id: UUID
    text: str
    detail: str = ""
    amount: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Hint:
    """One remark about what was typed. `in_more`: what it asks about stands among the questions that open on demand."""

    text: str
    in_more: bool = False


@dataclass(frozen=True, slots=True)
class InStep:
    """A step of one dossier, for whoever works in it at this moment."""

    session: Session
    actor: Actor
    now: datetime
    dossier: DossierView
    step: Step

    @property
    def act(self) -> tuple[Session, Actor, datetime, DossierView]:
        """What every action takes first."""
        return self.session, self.actor, self.now, self.dossier


class RowEditor(ABC):
    """One kind of lines. Reading methods may query; the caller closes the read before it calls a writing one.

    `kind` is the code a new line begins with (a budget category, a kind of paper), or "". `ask` and `ask_more` stand
    above what can be added: without a line, and under the lines.
    """

    ask = "Kies wat u heeft. Het mag er ook één zijn."
    ask_more = "Nog iets erbij?"

    @abstractmethod
    def lines(self, at: InStep) -> Sequence[RowLine]:
        """The lines that stand in this step now."""

    def additions(self, at: InStep) -> Sequence[tuple[str, str]]:
        """What can be added, as (words, kind); empty: one plain 'Iets toevoegen'."""
        return ()

    @abstractmethod
    def heading(self, step: Step, row_id: UUID | None) -> str:
        """The heading of the page of one line: 'Inkomen toevoegen' or 'Inkomen aanpassen'."""

    @abstractmethod
    def form(
        self, at: InStep, row_id: UUID | None, kind: str, posted: MultiDict[str, str] | None
    ) -> PageForm:
        """The form of a line, filled with what is stored (`version` too) or, where `posted` is given, with that.

        Raises NotYours for a line that is not there.
        """

    def hint(self, form: PageForm) -> Hint | None:
        """One remark about what was typed, shown once before it is kept; or None."""
        return None

    @abstractmethod
    def save(self, at: InStep, row_id: UUID | None, form: PageForm, token: FormToken) -> None:
        """Add (`row_id` None) or change a line by one action. Raises Conflict, Refused."""

    @abstractmethod
    def remove(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Take a line away; it can be put back."""

    @abstractmethod
    def restore(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Put a line back."""

    def quick_form(self, at: InStep, posted: MultiDict[str, str] | None) -> PageForm | None:
        """Several short lines on the step page itself (the ten rough debts), sent with the step; or None."""
        return None

    def quick_rows(self, at: InStep, form: PageForm) -> Callable[[Act], None]:
        """The rows of a valid quick form, to be added inside the act that answers the step."""
        raise ValueError(f"{type(self).__name__} has no quick form")
