"""When somebody is asked how it goes after the end, and what they can answer. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.records.plan import CheckIn
from schuldhulp.retention.terms import months_after

GRACE_DAYS = 14  # after a standstill of the jobs an older moment is passed over
AHEAD_DAYS = 30
# After help that ended well or by oneself. Who stopped, moved, died or was refused is left in peace.
ASKED_AFTER = frozenset(
    {ClosingReason.COMPLETED_ARRANGEMENT, ClosingReason.COMPLETED_STABILISED, ClosingReason.SOLVED_SELF}
)


class HowItGoes(StrEnum):
    """The three answers."""

    WELL = "goed"
    MIXED = "wisselend"
    HARD = "moeilijk"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"goed": "Het gaat goed", "wisselend": "Het gaat op en neer", "moeilijk": "Het is moeilijk"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Moment:
    """So many months after the end, and the day that is."""

    months: int
    on: date


def moments(ended_on: date, months: Iterable[int], check_in: object = None) -> tuple[Moment, ...]:
    """The moments after an end, earliest first; none when the client said in the step to come by themselves.

    A month that the client chose in the step comes beside those of the municipality.
    """
    if check_in is CheckIn.NONE:
        return ()
    own = {int(check_in.value)} if isinstance(check_in, CheckIn) else set()
    return tuple(Moment(number, months_after(ended_on, number)) for number in sorted({*months, *own}))


def due_now(found: Iterable[Moment], said: Iterable[int], today: date) -> Moment | None:
    """The latest moment that has come in the last two weeks and was not offered yet; None when there is none."""
    done = set(said)
    come = [each for each in found if 0 <= (today - each.on).days <= GRACE_DAYS and each.months not in done]
    return max(come, key=lambda each: each.on, default=None)
