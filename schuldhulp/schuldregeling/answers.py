"""What a creditor answered to a proposal, and by what one sees that it changed meanwhile. Pure."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from schuldhulp.schuldregeling.stored import LineView

ANSWERS = ("open", "accepted", "refused", "silent")


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What one creditor said: `answer` is one of ANSWERS; open takes back what stood, without day, amount or words.

    `cents` is an amount the creditor named, in eurocents; it changes nothing in the proposal.
    """

    answer: str
    on: date | None = None
    cents: int | None = None
    note: str = ""

    @property
    def print(self) -> str:
        """A fingerprint of the whole answer: equal answers have equal prints."""
        whole = repr((self.answer, self.on, self.cents, self.note)).encode()
        return sha256(whole).hexdigest()[:16]


def stands(line: LineView) -> Answered:
    """The answer that stands at a line of a proposal."""
    return Answered(answer=line.answer, on=line.answered_on, cents=line.answered_cents, note=line.note)


def state_of(answer: Answered, forced: str | None) -> str:
    """The state in which a line was shown: its answer, and what became of a dwangakkoord."""
    return f"{answer.print}-{forced or ''}"
