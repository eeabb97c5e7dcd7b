"""A measure of one period after suppression: what of it may be printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.figures import SNAPSHOTS, Histories, measure
from schuldhulp.reports.history import Channel, DecisionKind
from schuldhulp.reports.measures import Division, Measure, Share, Spread
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.suppression import protect_quarter, protect_year, year_total_hidden


@dataclass(frozen=True)
class Protected:
    """A measure with what stays hidden of it.

    `total_hidden`: nothing may be printed, not even n. `hidden_rows`: the categories of a division, or of
    the pair met / not met of a share. `n_hidden`: only the number of cases stays out. `low` and `high`: what
    a reader may know of a share, in cases; equal when it is exact.
    """

    measure: Measure
    total_hidden: bool
    hidden_rows: frozenset[int] = frozenset()
    low: int = 0
    high: int = 0
    n_hidden: bool = False

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The least and most the share can be in per cent, as far as a reader may know; None when that is
        nothing."""
        if self.total_hidden or not isinstance(self.measure, Share) or self.measure.n == 0:
            return None
        if self.low == 0 and self.high == self.measure.n:
            return None
        return Fraction(100 * self.low, self.measure.n), Fraction(100 * self.high, self.measure.n)


def protected_measures(
    codes: Iterable[str], histories: Histories, period: ReportPeriod, settings: ReportSettings
) -> dict[str, Protected]:
    """All indicators over a period; what one hides, no other tells under another name."""
    found = {code: _protected_measure(code, histories, period, settings) for code in codes}
    for source, labels, target in _SAME_CELLS:
        if source in found and target in found and _hides(found[source], labels):
            only_n = isinstance(found[target].measure, Spread)
            told = found[target]
            found[target] = replace(told, n_hidden=True) if only_n else replace(told, total_hidden=True)
    for code in _ALL_OR_NOTHING & set(found):
        if found[code].hidden_rows:
            found[code] = replace(found[code], total_hidden=True)
    return found


# Beside the number of people, the number of households tells how many pairs there are.
_ALL_OR_NOTHING = frozenset({"huishoudens"})
# The n of the last is the sum of these categories of the first.
_SAME_CELLS = (
    ("kanalen", (Channel.ONLINE,), "buiten-openingstijd"),
    ("uitval", ("met",), "afsluitfasen"),
    ("besluiten", (DecisionKind.PLAN,), "doorlooptijd-plan"),
    ("besluiten", (DecisionKind.PLAN, DecisionKind.REFUSAL), "beslistermijn"),
)


def _hides(source: Protected, labels: tuple[str, ...]) -> bool:
    if source.total_hidden or not isinstance(source.measure, Division):
        return source.total_hidden or bool(source.hidden_rows)
    return any(source.measure.parts[row][0] in labels for row in source.hidden_rows)


def _protected_measure(
    code: str, histories: Histories, period: ReportPeriod, settings: ReportSettings
) -> Protected:
    """An indicator over a quarter or year, with the suppression that quarter and year reports agree on."""
    whole = measure(code, histories, period, settings)
    if period.quarter or code in SNAPSHOTS:
        return _of_quarter(whole, settings.minimum_cell)
    quarters = [measure(code, histories, quarter, settings) for quarter in period.quarters()]
    return _of_year(whole, quarters, settings.minimum_cell)


def counts_of(found: Measure) -> tuple[int, ...]:
    """The cells that a measure prints: its categories, the pair of a share, or only its n."""
    if isinstance(found, Division):
        return tuple(count for _, count in found.parts)
    if isinstance(found, Share):
        return (found.met, found.n - found.met)
    return (found.n,)


def _of_quarter(found: Measure, minimum: int) -> Protected:
    hidden = protect_quarter(counts_of(found), minimum)
    if hidden is None:
        return Protected(found, total_hidden=True)
    result = Protected(found, total_hidden=False, hidden_rows=hidden)
    return _with_bounds(result, minimum) if isinstance(found, Share) else result


def _with_bounds(result: Protected, minimum: int) -> Protected:
    """What a reader may know of a share whose split is hidden: which side is small, if the other is surely
    not."""
    found = result.measure
    assert isinstance(found, Share)
    if not result.hidden_rows:
        return replace(result, low=found.met, high=found.met)
    # With fewer cases, "this side is small and that one is not" would tell the number itself.
    if found.n < 2 * minimum - 1:
        return replace(result, low=0, high=found.n)
    if found.met < minimum:
        return replace(result, low=1, high=minimum - 1)
    return replace(result, low=found.n - minimum + 1, high=found.n - 1)


def _of_year(whole: Measure, quarters: Sequence[Measure], minimum: int) -> Protected:
    cells = tuple(counts_of(quarter) for quarter in quarters)
    if len(cells[0]) == 1:
        return Protected(whole, total_hidden=year_total_hidden(tuple(row[0] for row in cells), minimum))
    hidden = protect_year(cells, minimum)
    if hidden is None:
        return Protected(whole, total_hidden=True)
    result = Protected(whole, total_hidden=False, hidden_rows=hidden)
    if not isinstance(whole, Share):
        return result
    if not hidden:
        return replace(result, low=whole.met, high=whole.met)
    parts = [_of_quarter(quarter, minimum) for quarter in quarters]
    if any(part.total_hidden for part in parts):
        return replace(result, low=0, high=whole.n)
    return replace(result, low=sum(part.low for part in parts), high=sum(part.high for part in parts))
