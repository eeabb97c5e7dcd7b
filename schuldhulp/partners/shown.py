"""What a client can let their partner see, thing by thing. Pure.

The address, safe contact, the identity, the notebook, letters and the conversation as a whole stand in no list: a
message is shown by itself or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from schuldhulp.documents.shown import FileView

UNAWARE = "de partner weet dit niet"


class Kind(StrEnum):
    """What can be shown."""

    INCOME = "inkomen"
    EXPENSE = "uitgave"
    DEBT = "schuld"
    PAPER = "papier"
    MESSAGE = "bericht"

    @classmethod
    def of_money(cls, comes_in: bool) -> "Kind":
        """What a line of a budget is."""
        return cls.INCOME if comes_in else cls.EXPENSE

    @property
    def heading(self) -> str:
        """The words above a list of them."""
        return {
            "inkomen": "Inkomen", "uitgave": "Uitgaven", "schuld": "Schulden", "papier": "Papieren",
            "bericht": "Berichten aan de schuldhulpverlener",
        }[self.value]  # fmt: skip

    @property
    def counted(self) -> tuple[str, str]:
        """One of them and more of them, in words."""
        return {
            "inkomen": ("inkomen", "inkomens"), "uitgave": ("uitgave", "uitgaven"), "schuld": ("schuld", "schulden"),
            "papier": ("papier", "papieren"), "bericht": ("bericht", "berichten"),
        }[self.value]  # fmt: skip


def unaware_of(kind: Kind, row_id: UUID, known: frozenset[str] | None) -> str:
    """The mark for staff at what a partner does not see; empty where nobody shares (`known` None)."""
    return UNAWARE if known is not None and f"{kind.value}:{row_id}" not in known else ""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing of a dossier. `cents` is per month for money that comes or goes, the claim for a debt.

    `shown_at` is since when the partner may see it; None: the partner does not see it. `files` are those of a paper
    that can be opened.
    """

    kind: Kind
    id: UUID
    name: str
    cents: int | None = None
    more: str = ""
    shown_at: datetime | None = None
    files: tuple[FileView, ...] = ()

    @property
    def key(self) -> str:
        """What stands in a form."""
        return f"{self.kind.value}:{self.id}"


def grouped(things: Iterable[Thing]) -> list[tuple[Kind, list[Thing]]]:
    """Things by kind, in a fixed order; a kind without things is not there."""
    found = list(things)
    groups = [(kind, [thing for thing in found if thing.kind is kind]) for kind in Kind]
    return [(kind, of_kind) for kind, of_kind in groups if of_kind]


def total(things: Iterable[Thing], kind: Kind) -> int:
    """What things of one kind come to, in eurocents."""
    return sum(thing.cents or 0 for thing in things if thing.kind is kind)


def unknown_words(things: Sequence[Thing]) -> str:
    """'2 schulden en 1 inkomen' for what the partner does not see; empty when nothing of money is kept apart."""
    parts = []
    for kind, of_kind in grouped(each for each in things if each.shown_at is None):
        if kind in (Kind.PAPER, Kind.MESSAGE):
            continue
        one, more = kind.counted
        parts.append(f"{len(of_kind)} {one if len(of_kind) == 1 else more}")
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " en " + parts[-1] if parts else ""


def named_in(text: str, things: Iterable[Thing]) -> list[str]:
    """The names of things the partner does not see that stand in a text, by their longest words."""
    plain = text.casefold()
    return [
        thing.name
        for thing in things
        if thing.shown_at is None and any(word in plain for word in _telling(thing.name))
    ]


_PLAIN = frozenset(
    {"inkomen", "uitgave", "schuld", "loon", "huur", "energie", "boodschappen", "andere", "overige"}
)


def _telling(name: str) -> list[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return [word for word in words if len(word) >= 4 and word not in _PLAIN]
