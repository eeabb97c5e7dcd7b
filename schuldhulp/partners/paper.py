"""A joint plan on paper, as frozen plain values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schuldhulp.budget.document import Sender
from schuldhulp.partners.joint import OWN, Line, total
from schuldhulp.partners.shown import Kind


@dataclass(frozen=True, kw_only=True)
class JointPlanDocument:
    """Everything templates/pdf/afspraak.html prints of one copy. Amounts are eurocents, moments are aware.

    `signed` are the two names, of whose copy it is first, each with when they signed. `replaced_on`: since when a newer
    plan stands in its place.
    """

    sender: Sender
    own_name: str
    other_name: str
    lines: tuple[Line, ...]
    made_on: date
    signed: tuple[tuple[str, datetime | None], tuple[str, datetime | None]]
    replaced_on: date | None = None

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Afspraak samen"

    @property
    def groups(self) -> Sequence[tuple[Kind, list[tuple[str, str, int]], int]]:
        """The lines by kind as name, whose and amount, with what they come to; a kind without lines is not there."""
        found = []
        for kind in Kind:
            of_kind = [
                (line.name, self.own_name if line.side == OWN else self.other_name, line.cents)
                for line in self.lines
                if line.kind is kind
            ]
            if of_kind:
                found.append((kind, of_kind, total(self.lines, kind)))
        return found
