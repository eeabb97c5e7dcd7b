"""Payments that come again and again, and the amount that such a post has now. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.herkenning.rhythm import Rhythm, find_rhythm
from schuldhulp.money import Period

_RECENT = {Period.QUARTER: 4, Period.HALF_YEAR: 2, Period.YEAR: 2}
_RECENT_OTHERWISE = 6
# An amount belongs to a stream from 60 to 160 per cent of its middle amount; if that has no rhythm, from 95 to 105.
_NEAR, _CLOSE = (60, 160), (95, 105)


@dataclass(frozen=True, slots=True)
class Stream:
    """Payments with a rhythm; `numbers` are their places in the statement, by day."""

    numbers: tuple[int, ...]
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Amount:
    """The amount of a post in eurocents, and the Dutch words that say how it was chosen."""

    cents: int
    how: str = ""


def streams_of(
    found: Sequence[Transaction], numbers: Sequence[int], usual: Period, *, known: bool
) -> tuple[list[Stream], list[int]]:
    """Split the lines of one other side in streams, and what is left.

    All together first; then the lines around the middle amount, then those close to it; and again with what is left.
    """
    rest, streams = list(numbers), []
    while rest:
        stream = _one_stream(found, rest, usual, known)
        if stream is None:
            break
        streams.append(stream)
        rest = [number for number in rest if number not in stream.numbers]
    return streams, rest


def _one_stream(
    found: Sequence[Transaction], numbers: list[int], usual: Period, known: bool
) -> Stream | None:
    near, close = (_around_middle(found, numbers, share) for share in (_NEAR, _CLOSE))
    for chosen in (numbers, near, close):
        rhythm = find_rhythm([found[n].booked_on for n in chosen], usual, known=known)
        if rhythm and (known or len(chosen) <= len(near)):
            return Stream(tuple(chosen), rhythm)
    return None


def _around_middle(found: Sequence[Transaction], numbers: list[int], share: tuple[int, int]) -> list[int]:
    amounts = sorted(abs(found[n].amount_cents) for n in numbers)
    middle = amounts[(len(amounts) - 1) // 2]
    low, high = middle * share[0], middle * share[1]
    return [n for n in numbers if low <= abs(found[n].amount_cents) * 100 <= high]


def amount_now(cents: Sequence[int], period: Period, *, income: bool) -> Amount:
    """The amount of a post, from its amounts in order of day.

    The last one where it stands still: twice the same, or changed once. Otherwise the middle one of the last six (of
    a quarter four, of a year two); of two middle ones the lowest of an income and the highest of an expense. It is
    always an amount that was really on the account.
    """
    recent = list(cents)[-_RECENT.get(period, _RECENT_OTHERWISE) :]
    if len(recent) == 1:
        return Amount(recent[0])
    if recent[-1] == recent[-2]:
        return Amount(recent[-1])
    changes = sum(1 for earlier, later in zip(recent, recent[1:], strict=False) if earlier != later)
    if changes == 1 and len(recent) > 2:
        return Amount(recent[-1], "Het bedrag is één keer veranderd. Dit is het nieuwe.")
    ordered = sorted(recent)
    middle = ordered[(len(ordered) - 1) // 2] if income else ordered[len(ordered) // 2]
    return Amount(middle, f"Het bedrag wisselt. Dit is het middelste van de laatste {len(recent)}.")


def lowest_of(cents: Sequence[int], chosen: int) -> int | None:
    """The lowest of the last three amounts, where it is below the chosen one."""
    lowest = min(list(cents)[-3:])
    return lowest if lowest < chosen else None


def by_party(parties: Sequence[str]) -> list[str]:
    """The parties by how often they come, most first; a name once."""
    return [party for party, _ in Counter(parties).most_common() if party]


def days_between(first: date, last: date) -> int:
    """Days from the first to the last, both counted."""
    return (last - first).days + 1
