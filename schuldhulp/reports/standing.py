"""What a count may tell beside the counts that were read before it, so that no difference is about a few people. Pure.

A reader subtracts: a figure of today from the same figure of yesterday, four quarters from their year. So a period is
counted once, its columns beside it are those that were printed, and a later count only says what differs by many.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from schuldhulp.reports.composing import HIDDEN, on_time_chart
from schuldhulp.reports.definitions import Unit
from schuldhulp.reports.document import Chart, ChartRow, Figure, KpiRow, ReportDocument
from schuldhulp.reports.figures import SNAPSHOTS

ON_TIME = "op-tijd"
ONCE_A_CLIENT = frozenset(
    {
        "ervaring-bericht", "ervaring-gehoord", "ervaring-onderwerp", "ervaring-tempo", "belang", "zekerheid",
        "zekerheid-gegroeid",
    }
)  # fmt: skip
"""Of each client the last answer in the period counts: a year is not the sum of its quarters."""
OF_FIELDS = frozenset({"zelf-ingevuld", "papieren-zelf"})
"""Shares of fields and papers, not of the cases that are counted."""
ROUNDED_AWAY = 1000
"""From so many cases on a share in tenths of a per cent does not tell one case."""

Cells = Mapping[str, int | None]


def cells_of(document: ReportDocument, code: str) -> Cells:
    """The counts of an indicator that a reader has or computes, by name; None for one that is hidden."""
    row = _rows(document).get(code)
    if row is None:  # an indicator that was added since
        return {"": None}
    n, share = _count(row.n), row.result.value
    told: dict[str, int | None] = {"": n}
    if row.unit == Unit.PERCENT and code not in OF_FIELDS and (n is None or n < ROUNDED_AWAY):
        # Of no case at all there is no share; a share that is hidden has no value either.
        met = 0 if n == 0 else None if n is None or share is None else round(Fraction(share) * n / 100)
        told["met"], told["not"] = met, None if met is None or n is None else n - met
    chart = _charts(document).get(code)
    return told | {f"part {part.label}": _count(part.figures[0]) for part in (chart.rows if chart else ())}


def with_columns_as_printed(
    document: ReportDocument, previous: ReportDocument | None, year_ago: ReportDocument | None
) -> ReportDocument:
    """The figures of earlier periods as their own reports gave them, where they have one."""

    def row_of(row: KpiRow) -> KpiRow:
        if previous and row.code in _rows(previous):
            row = replace(row, previous=_rows(previous)[row.code].result)
        if year_ago and row.year_ago is not None and row.code in _rows(year_ago):
            row = replace(row, year_ago=_rows(year_ago)[row.code].result)
        return row

    def chart_of(chart: Chart) -> Chart:
        beside = [_charts(one).get(chart.code) if one else None for one in (previous, year_ago)]
        return replace(chart, rows=tuple(_beside(part, beside) for part in chart.rows))

    return _each(document, row_of, chart_of)


def beside_its_quarters(document: ReportDocument, quarters: Sequence[ReportDocument]) -> ReportDocument:
    """A year without the figures that differ by a few from the sum of its quarters, as those were printed."""
    few = {
        code for code in _rows(document)
        if code not in SNAPSHOTS | ONCE_A_CLIENT
        and _by_a_few(_sum([cells_of(one, code) for one in quarters]), cells_of(document, code), document.minimum_cell)
    }  # fmt: skip
    return _each(
        document,
        lambda row: (
            replace(row, result=HIDDEN, n=HIDDEN, spread="", judgement="") if row.code in few else row
        ),
        lambda chart: _veiled(chart) if chart.code in few else chart,
    )


def counted_again(document: ReportDocument, before: ReportDocument) -> ReportDocument:
    """A later count of the same period: an indicator that does not differ by many stays as it was read."""
    rows, charts = _rows(before), _charts(before)
    stay = {code for code in _rows(document) if code in rows and not _by_many(document, before, code)}
    return _each(
        document,
        lambda row: rows[row.code] if row.code in stay else row,
        lambda chart: charts.get(chart.code, chart) if chart.code in stay else chart,
    )


def _by_many(document: ReportDocument, before: ReportDocument, code: str) -> bool:
    """Whether an indicator differs by so many cases that the difference is about nobody."""
    least = max(document.minimum_cell, before.minimum_cell)
    new, old = cells_of(document, code), cells_of(before, code)
    if None in (*new.values(), *old.values()):
        return False
    return abs((new[""] or 0) - (old[""] or 0)) >= least and not _by_a_few(old, new, least)


def _by_a_few(old: Cells, new: Cells, least: int) -> bool:
    """Whether a count that is known on both sides differs by fewer than `least`, and not by nothing."""
    for name in old.keys() | new.keys():
        absent = 0 if name.startswith("part ") else None
        one, other = old.get(name, absent), new.get(name, absent)
        if one is not None and other is not None and 0 < abs(one - other) < least:
            return True
    return False


def _sum(found: Sequence[Cells]) -> Cells:
    names = {name for cells in found for name in cells}
    told: dict[str, int | None] = {}
    for name in names:
        counts = [cells.get(name, 0 if name.startswith("part ") else None) for cells in found]
        known = [count for count in counts if count is not None]
        told[name] = sum(known) if len(known) == len(counts) else None
    return told


def _each(
    document: ReportDocument, row_of: Callable[[KpiRow], KpiRow], chart_of: Callable[[Chart], Chart]
) -> ReportDocument:
    rows = {code: row_of(row) for code, row in _rows(document).items()}
    sections = []
    for section in document.sections:
        charts = [
            on_time_chart(rows, each.columns) if each.code == ON_TIME else chart_of(each)
            for each in section.charts
        ]
        sections.append(
            replace(section, rows=tuple(rows[row.code] for row in section.rows), charts=tuple(charts))
        )
    return replace(document, sections=tuple(sections))


def _beside(part: ChartRow, beside: Sequence[Chart | None]) -> ChartRow:
    figures = list(part.figures)
    for place, chart in enumerate(beside, start=1):
        if chart is not None and place < len(figures):
            # A bar that was left out of a chart was nought in all its columns.
            figures[place] = next(
                (each.figures[0] for each in chart.rows if each.label == part.label), Figure("0", "0")
            )
    return replace(part, figures=tuple(figures))


def _veiled(chart: Chart) -> Chart:
    rows = tuple(replace(part, figures=(HIDDEN, *part.figures[1:])) for part in chart.rows)
    return replace(
        chart,
        rows=rows,
        sentence="Deze aantallen staan er niet: met de kwartalen ernaast zeiden zij te veel.",
    )


def _count(figure: Figure) -> int | None:
    return None if figure.hidden or figure.value is None else int(figure.value)


def _rows(document: ReportDocument) -> dict[str, KpiRow]:
    return {row.code: row for section in document.sections for row in section.rows}


def _charts(document: ReportDocument) -> dict[str, Chart]:
    return {chart.code: chart for section in document.sections for chart in section.charts}
