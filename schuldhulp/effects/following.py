"""What followed after messages of counsellors: an answer in five days, a step in fourteen, a tap. Pure.

These are shares of what happened after a message, not because of it: a text is offered where its facts hold, so
two texts are read by people in different weeks of their lives.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schuldhulp.effects.intervals import NOTHING, Least, Share, shown

RESPOND_DAYS, STEP_DAYS = 5, 14
LEAST = Least(n=30, clients=10, writers=3)
MEASURES = ("responded", "step", "helped")
OWN_WORDS = "eigen"
_HELPED = "ja"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of a counsellor. `theme` and `text` are empty when it began without a text; `helped` is the tap."""

    client: Hashable
    writer: Hashable
    at: datetime
    theme: str = ""
    text: str = ""
    helped: str | None = None


_Counted = tuple[Sent, Mapping[str, Share]]
_Cut = Callable[[Sent], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its code and depth (0 all, 1 begun with a text or not, 2 a theme, 3 one version of a text).

    `shares` holds a measure only where it may be shown; `n` is the number of messages, None while that is hidden.
    """

    code: str
    depth: int
    n: int | None
    shares: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class _Branch:
    code: str
    depth: int
    shares: Mapping[str, Share]
    parts: "tuple[_Branch, ...]" = ()


def twelve_months(today: date) -> tuple[date, date]:
    """First and last day of the twelve whole months that are counted: the newest whose steps had their 14 days.

    Whole months, so that two days of looking differ by nothing or by a whole month.
    """
    last = today.replace(day=1) - timedelta(days=1)
    if (today - last).days <= STEP_DAYS:
        last = last.replace(day=1) - timedelta(days=1)
    year, month = divmod(last.year * 12 + last.month - 12, 12)
    return date(year, month + 1, 1), last


def effect_lines(
    sent: Iterable[Sent],
    acted: Mapping[Hashable, Sequence[datetime]],
    done: Mapping[Hashable, Sequence[datetime]],
) -> list[Line]:
    """The rows of the page, parents before their parts. `acted` and `done` are moments in order, by client."""
    found: list[_Counted] = [(message, _shares(message, acted, done)) for message in sent]
    tree = _branch("alles", 0, found, (_kind, _theme, _text))
    lines: list[Line] = []
    _write(tree, frozenset(MEASURES), lines)
    return lines


def _shares(
    message: Sent, acted: Mapping[Hashable, Sequence[datetime]], done: Mapping[Hashable, Sequence[datetime]]
) -> dict[str, Share]:
    writers, clients = frozenset([message.writer]), frozenset([message.client])

    def one(hit: bool) -> Share:
        return Share(int(hit), 1, writers, clients)

    return {
        "responded": one(_within(acted.get(message.client, ()), message.at, RESPOND_DAYS)),
        "step": one(_within(done.get(message.client, ()), message.at, STEP_DAYS)),
        "helped": one(message.helped == _HELPED) if message.helped else NOTHING,
    }


def _within(moments: Sequence[datetime], start: datetime, days: int) -> bool:
    nth = bisect_right(moments, start)
    return nth < len(moments) and moments[nth] <= start + timedelta(days=days)


def _kind(message: Sent) -> str:
    return "tekst" if message.text else OWN_WORDS


def _theme(message: Sent) -> str:
    return message.theme


def _text(message: Sent) -> str:
    return message.text


def _branch(code: str, depth: int, found: list[_Counted], cuts: tuple[_Cut, ...]) -> _Branch:
    total = {name: _sum([shares[name] for _, shares in found]) for name in MEASURES}
    parts: dict[str, list[_Counted]] = {}
    if cuts and code != OWN_WORDS:
        for message, shares in found:
            parts.setdefault(cuts[0](message), []).append((message, shares))
    return _Branch(
        code, depth, total, tuple(_branch(name, depth + 1, parts[name], cuts[1:]) for name in sorted(parts))
    )


def _sum(shares: list[Share]) -> Share:
    return Share(
        sum(each.hits for each in shares), sum(each.n for each in shares),
        frozenset().union(*(each.writers for each in shares)), frozenset().union(*(each.clients for each in shares)),
    )  # fmt: skip


def _write(branch: _Branch, may: frozenset[str], lines: list[Line]) -> None:
    """A row and its parts; a measure that is hidden above is hidden below."""
    if branch.depth == 0:
        may = frozenset(name for name in may if LEAST.allows(branch.shares[name]))
    counted = branch.shares["responded"].n if "responded" in may else None
    lines.append(
        Line(
            branch.code,
            branch.depth,
            counted,
            {name: branch.shares[name] for name in MEASURES if name in may},
        )
    )
    visible = {
        name: shown({part.code: part.shares[name] for part in branch.parts}, LEAST) if name in may else frozenset()
        for name in MEASURES
    }  # fmt: skip
    for part in branch.parts:
        _write(part, frozenset(name for name in MEASURES if part.code in visible[name]), lines)
