"""Contact data cools: what was changed counts for outgoing contact after 48 hours, what is safer counts at once. Pure.

Somebody else may have made the change: with an open screen, or on the phone. For two days the owner can take it back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from schuldhulp.calendar import AMSTERDAM
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import PartOfDay, Reach

COOLING = timedelta(hours=48)
_HOURS = {
    PartOfDay.MORNING: (time(8), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(17)),
    PartOfDay.EVENING: (time(17), time(20)),
}
_SAFETY = ("call_when", "voicemail", "post_home", "reads_along", "safety_note")


class What(StrEnum):
    """What of somebody's contact data was changed."""

    CONTACT = "contact"
    MAIL = "mail"
    WISHES = "bereiken"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "contact": "telefoonnummer of hoe wij bereiken", "mail": "of mail mag",
            "bereiken": "wanneer bellen, inspreken, post en wie meeleest", "address": "adres",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Cooling:
    """One change that does not count yet. `before` is what counts until `counts_from`."""

    what: What
    before: str
    changed_at: datetime
    counts_from: datetime
    by_role: str = ""


def counting(present: str, changes: Iterable[Cooling], what: What) -> str:
    """The text that counts now: what stood there before the oldest change that still cools."""
    cooling = sorted((each for each in changes if each.what is what), key=lambda each: each.changed_at)
    return cooling[0].before if cooling else present


def mail_counts(present: bool, changes: Iterable[Cooling]) -> bool:
    """Whether mail may go now: a no counts at once, a yes after 48 hours."""
    return present and not any(each.what is What.MAIL for each in changes)


def safest(present: Reach, earlier: Sequence[Reach]) -> Reach:
    """The wishes that keep to what is asked now and to what was asked until now, the safer of each."""
    found = present
    for old in earlier:
        found = replace(
            found,
            voicemail=_either(YesNo.NO, found.voicemail, old.voicemail),
            post_home=_either(YesNo.NO, found.post_home, old.post_home),
            reads_along=_either(YesNo.YES, found.reads_along, old.reads_along),
            call_when=_both(found.call_when, old.call_when),
            safety_note=found.safety_note if _said(found.safety_note) else old.safety_note,
        )
    return found


def only_safer(before: Reach, after: Reach) -> bool:
    """Whether a change leaves nothing to cool: nothing about safety changed, or only towards what is safer."""
    together = safest(after, [before])
    return all(getattr(together, name) == getattr(after, name) for name in _SAFETY)


def fit_to_call(wishes: object, now: datetime) -> bool:
    """Whether this is a moment at which somebody likes to be called; with no wish told, any moment is."""
    times = wishes.call_when if isinstance(wishes, Reach) else None
    if not isinstance(times, tuple) or not times:
        return True
    clock = now.astimezone(AMSTERDAM).time()
    return any(_HOURS[part][0] <= clock < _HOURS[part][1] for part in times if part in _HOURS)


def _either(safe: YesNo, one: YesNo | Open | None, other: YesNo | Open | None) -> YesNo | Open | None:
    return safe if safe in (one, other) else one


def _both(
    one: tuple[PartOfDay, ...] | Open | None, other: tuple[PartOfDay, ...] | Open | None
) -> tuple[PartOfDay, ...] | Open | None:
    """The moments that fit both; where none is left it is better not to call."""
    if not isinstance(one, tuple) or not one:
        return other if isinstance(other, tuple) and other else one
    if not isinstance(other, tuple) or not other:
        return one
    if PartOfDay.NEVER in one + other:
        return (PartOfDay.NEVER,)
    return tuple(part for part in one if part in other) or (PartOfDay.NEVER,)


def _said(note: str | Open | None) -> bool:
    return isinstance(note, str) and not isinstance(note, Open) and bool(note.strip())
