"""What the pages of own texts ask of a kind of text, so that one set of pages serves every kind."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.own_texts.kinds import Kind
from schuldhulp.scripts_mi.own import Item
from schuldhulp.web.forms import PageForm, TextField


class OwnTextForm(PageForm):
    """The words of one text, and a note with a proposal. `shown` are the names of the fields in order."""

    shown: tuple[str, ...] = ()
    note = TextField("Toelichting bij uw voorstel", max_length=300)


@dataclass(frozen=True, slots=True)
class Names:
    """How a kind is called on screen."""

    title: str
    one: str
    several: str
    lead: str


@dataclass(frozen=True, slots=True)
class Line:
    """One text in a list: its id, its title and what is under it."""

    id: str
    title: str
    under: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A changed text that was looked at: why it cannot be published, and what its preview needs (None: no preview)."""

    reasons: list[str]
    preview: Any


class Shelf(ABC):
    """All texts of one kind as one municipality offers them. `preview` names the template that shows both sides."""

    kind: ClassVar[Kind]
    address: ClassVar[str]
    names: ClassVar[Names]
    preview: ClassVar[str]

    @abstractmethod
    def __init__(self, session: Session, municipality_id: UUID | None) -> None:
        """Read what this municipality offers."""

    @abstractmethod
    def item(self, text_id: str) -> Item | None:
        """The content in force, or None."""

    @abstractmethod
    def of_theme(self, theme: str) -> Sequence[Line]:
        """The texts of a theme."""

    @abstractmethod
    def form(self, item: Item, *, filled: bool) -> OwnTextForm:
        """The form for a content; `filled` with its words, else with what was posted."""

    @abstractmethod
    def typed(self, form: OwnTextForm, old: Item, writer: str) -> Item:
        """The content with the words of the form."""

    @abstractmethod
    def look(self, item: Item) -> Looked:
        """Check a content and show how both sides would see it."""
