"""The register of Dutch creditors, collectors and bailiffs: read from `creditors.toml`, and matched while
somebody types."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from schuldhulp.budget.aanbod import Rank

_FILE = Path(__file__).with_name("creditors.toml")
_LEAST_LETTERS = 2
_NO_LETTER = re.compile(r"[^\w&+]|_")
CHECK = "controleer"
"""The certainty of every default: a counsellor looks at it before it is used."""


class CreditorRole(StrEnum):
    """Whose claim it is: one's own, another's, or another's with a bailiff's powers."""

    CREDITOR = "creditor"
    COLLECTOR = "collector"
    BAILIFF = "bailiff"


KINDS: Mapping[str, tuple[str, Rank]] = {
    "zorgverzekeraar": ("Zorgverzekeraar", Rank.CONCURRENT),
    "energie": ("Energie", Rank.CONCURRENT),
    "water": ("Water", Rank.CONCURRENT),
    "telecom": ("Telefoon, internet en tv", Rank.CONCURRENT),
    "woningcorporatie": ("Woningcorporatie of verhuurder", Rank.CONCURRENT),
    "belastingdienst": ("Belastingdienst", Rank.PREFERENT),
    "toeslagen": ("Dienst Toeslagen", Rank.PREFERENT),
    "cjib": ("CJIB", Rank.CONCURRENT),
    "duo": ("DUO", Rank.CONCURRENT),
    "uwv": ("UWV", Rank.PREFERENT),
    "svb": ("SVB", Rank.PREFERENT),
    "cak": ("CAK", Rank.PREFERENT),
    "lbio": ("LBIO (alimentatie)", Rank.PREFERENT),
    "gemeente": ("Gemeente", Rank.PREFERENT),
    "lokale-belasting": ("Lokale belasting", Rank.PREFERENT),
    "waterschap": ("Waterschap", Rank.PREFERENT),
    "bank": ("Bank", Rank.CONCURRENT),
    "krediet": ("Lening of creditcard", Rank.CONCURRENT),
    "gemeentelijke-kredietbank": ("Gemeentelijke kredietbank", Rank.CONCURRENT),
    "achteraf-betalen": ("Achteraf betalen", Rank.CONCURRENT),
    "webwinkel": ("Winkel of webwinkel", Rank.CONCURRENT),
    "verzekeraar": ("Verzekeraar", Rank.CONCURRENT),
    "ov": ("Openbaar vervoer", Rank.CONCURRENT),
    "kinderopvang": ("Kinderopvang", Rank.CONCURRENT),
    "zorg": ("Ziekenhuis, tandarts of andere zorg", Rank.CONCURRENT),
    "abonnement": ("Abonnement, loterij of opleiding", Rank.CONCURRENT),
    "parkeren": ("Parkeren", Rank.CONCURRENT),
    "incassobureau": ("Incassobureau", Rank.CONCURRENT),
    "gerechtsdeurwaarder": ("Gerechtsdeurwaarder", Rank.CONCURRENT),
    "particulier": ("Familie, vriend of buur", Rank.CONCURRENT),
    "anders": ("Iets anders", Rank.CONCURRENT),
}


class FaultyRegister(ValueError):
    """The register holds an unknown kind or role, or one id twice."""


@dataclass(frozen=True)
class Creditor:
    """One organisation in the register; `aliases` are former names, brands and what people write."""

    id: str
    name: str
    kind: str
    role: CreditorRole
    aliases: tuple[str, ...] = ()

    @property
    def kind_label(self) -> str:
        """The kind in words for the screen."""
        return KINDS[self.kind][0]


@dataclass(frozen=True)
class DefaultRank:
    """A first guess of a claim's rank; `certainty` is always "controleer"."""

    rank: Rank
    certainty: str = CHECK


@dataclass(frozen=True)
class Parties:
    """Who stands behind a claim: the original creditor and who sends the letters, as comparable keys."""

    original: str | None
    sender: str | None


def default_rank(kind: str) -> DefaultRank:
    """The usual rank of a kind of creditor, to be checked. Raises KeyError for an unknown kind.

    A collector or bailiff has no rank of its own: ask for the kind of the original creditor.
    """
    return DefaultRank(KINDS[kind][1])


def folded(text: str) -> str:
    """Text without accents, capitals and punctuation, one space between words; letters of any script stay."""
    plain = text
    if not text.isascii():
        plain = "".join(
            char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
        )
    return " ".join(_NO_LETTER.sub(" ", plain.casefold().replace("'", "").replace("’", "")).split())


@cache
def register() -> tuple[Creditor, ...]:
    """All creditors, in the order of the file. Raises FaultyRegister when the file contradicts itself."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["creditor"]
    found = tuple(_creditor(entry) for entry in entries)
    if len({creditor.id for creditor in found}) != len(found):
        raise FaultyRegister("an id stands in the register twice")
    return found


def _creditor(entry: Mapping[str, object]) -> Creditor:
    kind, role = str(entry["kind"]), str(entry["role"])
    if kind not in KINDS or role not in [*CreditorRole]:
        raise FaultyRegister(f"unknown kind or role: {kind}, {role}")
    aliases = entry.get("aliases", ())
    if not isinstance(aliases, list | tuple):
        raise FaultyRegister(f"aliases of {entry['id']} are no list")
    return Creditor(str(entry["id"]), str(entry["name"]), kind, CreditorRole(role), tuple(map(str, aliases)))


@cache
def _by_id() -> Mapping[str, Creditor]:
    return {creditor.id: creditor for creditor in register()}


@cache
def _by_name() -> Mapping[str, Creditor]:
    """Every name and alias to its creditor; a name goes before another's alias, the first in the file
    wins."""
    names: dict[str, Creditor] = {}
    for creditor in register():
        names.setdefault(folded(creditor.name), creditor)
    for creditor in register():
        for alias in creditor.aliases:
            names.setdefault(folded(alias), creditor)
    return names


@cache
def _search_texts() -> tuple[tuple[Creditor, tuple[str, ...]], ...]:
    return tuple(
        (creditor, tuple(map(folded, (creditor.name, *creditor.aliases)))) for creditor in register()
    )


def creditor_by_id(creditor_id: str) -> Creditor | None:
    """The creditor with an id, or None."""
    return _by_id().get(creditor_id)


def recognise(text: str) -> Creditor | None:
    """The creditor that is written exactly so, apart from accents and capitals, by name or alias; or None."""
    return _by_name().get(folded(text))


def suggest(text: str, limit: int = 8, roles: frozenset[CreditorRole] | None = None) -> tuple[Creditor, ...]:
    """Creditors that fit what was typed so far, best first; nothing before two letters.

    Every typed word begins a word of the name or of one alias. A name that begins so goes before an alias,
    and a short one before a long one. `roles` narrows the search.
    """
    typed = folded(text)
    if len(typed) < _LEAST_LETTERS:
        return ()
    scored = []
    for creditor, texts in _search_texts():
        if roles is None or creditor.role in roles:
            scores = [
                (score, index > 0) for index, name in enumerate(texts) if (score := _score(typed, name)) < 4
            ]
            if scores:
                scored.append((min(scores), len(creditor.name), creditor.name, creditor))
    return tuple(creditor for *_, creditor in sorted(scored, key=lambda each: each[:3])[:limit])


def _score(typed: str, name: str) -> int:
    """How well a name fits: 0 the same, 1 begins so, 2 words begin so, 3 begins so apart from spaces, 4 not
    at all."""
    if name == typed:
        return 0
    if name.startswith(typed):
        return 1
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return 2
    return 3 if name.replace(" ", "").startswith(typed.replace(" ", "")) else 4


def parties(creditor: str, collector: str = "") -> Parties:
    """Original creditor and sender as keys, from register ids or typed names.

    Who writes a collector or bailiff in the place of the creditor does not know the creditor yet: the name
    becomes the sender, and the original stays unknown.
    """
    first, second = _party(creditor), _party(collector)
    known = creditor_by_id(first) if first else None
    if known and known.role is not CreditorRole.CREDITOR:
        return Parties(None, second or first)
    return Parties(first, second)


def _party(text: str) -> str | None:
    found = creditor_by_id(text)
    if found:
        return found.id
    written = folded(text)
    named = _by_name().get(written)
    return named.id if named else written or None
