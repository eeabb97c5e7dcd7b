"""The register and a municipality's own entries as one book: a name in it leads to one organisation and its kind.

Debts keep the name they were told with. A merge only changes where that name leads, so it can be undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from schuldhulp.debts.register import KINDS, Creditor, CreditorRole, creditor_by_id, folded, recognise
from schuldhulp.debts.settling import OTHER_KIND

_BY_FIRST_WORD = {
    "gemeente": "gemeente",
    "waterschap": "waterschap",
    "hoogheemraadschap": "waterschap",
}
_WRITES_FOR_OTHERS = frozenset({"incassobureau", "gerechtsdeurwaarder"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """An entry of the municipality; `into` is the id of what it was merged into: of the register or of the own list."""

    id: UUID
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    added_at: datetime | None = None
    into: str | None = None

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return KINDS[self.kind][0]


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation that a name leads to."""

    name: str
    kind: str
    register_id: str | None = None
    own_id: UUID | None = None


@dataclass(frozen=True)
class Book:
    """All entries of a municipality, beside the register."""

    entries: tuple[OwnEntry, ...] = ()
    _by_name: Mapping[str, OwnEntry] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, entries: Sequence[OwnEntry]) -> "Book":
        """A book of these entries; of two entries with one name the first counts."""
        names: dict[str, OwnEntry] = {}
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                names.setdefault(folded(name), entry)
        return cls(tuple(entries), names)

    def find(self, name: str) -> Found | None:
        """The organisation a name leads to, the register first; None when nobody knows it."""
        known = recognise(name)
        if known:
            return _of_register(known)
        entry = self._by_name.get(folded(name))
        return self.resolve(entry) if entry else None

    def resolve(self, entry: OwnEntry) -> Found:
        """Where an entry leads after its merges."""
        by_id = {str(each.id): each for each in self.entries}
        seen = {entry.id}
        while entry.into:
            known = creditor_by_id(entry.into)
            if known:
                return _of_register(known)
            following = by_id.get(entry.into)
            if following is None or following.id in seen:
                break
            seen.add(following.id)
            entry = following
        return Found(entry.name, entry.kind, None, entry.id)

    def kind(self, creditor_id: str | None, name: str) -> str:
        """The kind of a debt's creditor, by register id or by name; 'anders' when nobody knows it.

        There are hundreds of municipalities and water boards, so those are also known by their first word.
        """
        known = creditor_by_id(creditor_id) if creditor_id else None
        if known:
            return known.kind
        found = self.find(name)
        return found.kind if found else _BY_FIRST_WORD.get(folded(name).split(" ")[0], OTHER_KIND)

    def key(self, name: str) -> tuple[str, bool] | None:
        """A name of the own list as a key to compare claims by, and whether it only writes for others.

        None if it is not there, or in the register itself. What was merged into the register has the register's key.
        """
        if not name or recognise(name) or (entry := self._by_name.get(folded(name))) is None:
            return None
        found = self.resolve(entry)
        known = creditor_by_id(found.register_id) if found.register_id else None
        if known:
            return known.id, known.role is not CreditorRole.CREDITOR
        return str(found.own_id), found.kind in _WRITES_FOR_OTHERS

    @property
    def names(self) -> tuple[str, ...]:
        """The own names that stand for themselves, to suggest while somebody types."""
        return tuple(entry.name for entry in self.entries if entry.into is None)

    def likely_doubles(self) -> tuple[tuple[OwnEntry, Found], ...]:
        """Entries that look like one that was there before: the same words apart from legal forms and 'gemeente'."""
        pairs = []
        for place, entry in enumerate(self.entries):
            if entry.into:
                continue
            known = next(
                (recognise(part) for part in (entry.name, _bare(entry.name)) if recognise(part)), None
            )
            earlier = next(
                (
                    each
                    for each in self.entries[:place]
                    if not each.into and _bare(each.name) == _bare(entry.name)
                ),
                None,
            )
            if known:
                pairs.append((entry, _of_register(known)))
            elif earlier:
                pairs.append((entry, self.resolve(earlier)))
        return tuple(pairs)


def _of_register(known: Creditor) -> Found:
    return Found(known.name, known.kind, known.id)


_FORMS = frozenset({"b", "v", "bv", "nv", "n", "stichting", "vof", "cooperatie", "nederland"})


def _bare(name: str) -> str:
    return " ".join(word for word in folded(name).split() if word not in _FORMS)
