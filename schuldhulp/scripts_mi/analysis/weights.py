"""A table of weights: a straight sum per label, so that each label can be traced to words."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from schuldhulp.scripts_mi.analysis.features import Features
from schuldhulp.scripts_mi.analysis.signs import Reason


@dataclass(frozen=True, slots=True)
class Weights:
    """Per feature one weight per label, in the order of `labels`, and where each label starts."""

    labels: tuple[str, ...]
    start: tuple[float, ...]
    table: Mapping[str, tuple[float, ...]]

    def chances(self, values: Features) -> dict[str, float]:
        """Return a share per label; the shares add up to one. They rank, they do not measure certainty."""
        sums = list(self.start)
        for name, (value, _) in values.items():
            for place, weight in enumerate(self.table.get(name, ())):
                sums[place] += weight * value
        top = max(sums)
        grown = [exp(total - top) for total in sums]
        return {label: share / sum(grown) for label, share in zip(self.labels, grown, strict=True)}

    def reasons(self, label: str, values: Features, most: int = 3) -> tuple[Reason, ...]:
        """Return the words that weighed most for a label, the heaviest first."""
        place = self.labels.index(label)
        weighed = sorted(
            (
                (self.table[name][place] * value, name, cause)
                for name, (value, cause) in values.items()
                if name in self.table
            ),
            key=lambda found: (-found[0], found[1]),
        )
        told: dict[str, Reason] = {}
        for weight, name, cause in weighed:
            if weight > 0 and cause and len(told) < most:
                told.setdefault(cause, Reason(f"gewicht:{name}", (cause,)))
        return tuple(told.values())
