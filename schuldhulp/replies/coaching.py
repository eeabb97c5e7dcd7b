"""The coach at one reply: what it saw, what stops it, and how it differs from the script it began with. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from schuldhulp.messages.origin import Origin, own_percent
from schuldhulp.scripts_mi.analysis.lexicon import load_lexicon
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.analysis.topics import Lexicon
from schuldhulp.scripts_mi.coach.review import Remark, Review, Situation, review_reply
from schuldhulp.scripts_mi.coach.wordlists import load_wording
from schuldhulp.scripts_mi.composing import check_sendable

OWN_TARGET = 25  # per cent own words or the client's; a hint, never a stop
_TOKEN = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, were added or were left out: `kind` is same, new or gone."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Coached:
    """A review with the hard stops of this dossier; `own` is None for a reply without a script."""

    review: Review
    stops: tuple[Remark, ...]
    own: int | None
    pieces: tuple[Piece, ...]
    target: int = OWN_TARGET


def coach(
    text: str, situation: Situation, *, somebody_else: str = "", unread_crisis: bool = False,
    origin: Origin | None = None,
) -> Coached:  # fmt: skip
    """Read a reply along with its writer. Keeps nothing."""
    wording = load_wording()
    says = wording.says["stop"]
    stops = [Remark("stop", "vorm", reason) for reason in check_sendable(text)]
    if somebody_else:
        stops.append(Remark("stop", "andere_naam", says["andere_naam"].format(woorden=somebody_else)))
    if unread_crisis:
        stops.append(Remark("stop", "nood", says["nood"]))
    return Coached(
        review=review_reply(text, load_tables(), wording, _lexicon(), situation), stops=tuple(stops),
        own=own_percent(text, origin.text) if origin else None,
        pieces=difference(origin.text, text) if origin else (),
    )  # fmt: skip


def difference(script: str, written: str) -> tuple[Piece, ...]:
    """Return the words of both texts in order, as pieces that stayed, are new or are gone."""
    before, after = _TOKEN.findall(script), _TOKEN.findall(written)
    bare = ([word.strip() for word in before], [word.strip() for word in after])
    pieces: list[Piece] = []
    for act, a, b, c, d in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        if b > a:
            pieces.append(Piece("gone", "".join(before[a:b])))
        if d > c:
            pieces.append(Piece("new", "".join(after[c:d])))
    return tuple(pieces)


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()
