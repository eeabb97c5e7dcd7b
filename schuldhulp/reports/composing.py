"""From dossier histories to the report: each indicator measured, protected and put into words."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from schuldhulp.reports.definitions import (
    BY_CODE,
    DEFINITIONS,
    SPEED,
    Definition,
    ReportSettings,
    Unit,
)
from schuldhulp.reports.document import Chart, ChartRow, Figure, KpiRow, ReportDocument, Section
from schuldhulp.reports.explained import not_in_report, title_of
from schuldhulp.reports.figures import Histories
from schuldhulp.reports.measures import Count, Division, Ratio, Spread
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.protected import Protected, protected_measures

HIDDEN = Figure("niet getoond", hidden=True)
NONE = Figure("geen gevallen")
NO_TARGET = "geen"
_NBSP = "\u00a0"
_LEAST_FOR_DECILES = 20
_ON_TIME = ("gesprek-op-tijd", "crisis-op-tijd", "besluit-op-tijd", "antwoord-op-tijd")
_P10, _P90 = Fraction(1, 10), Fraction(9, 10)


@dataclass(frozen=True)
class Edition:
    """What an edition of a report carries besides its figures; `set_on` None makes it a draft."""

    municipality: str
    set_on: date | None = None
    version: int = 1
    comment: str = ""


def compose(
    histories: Histories, period: ReportPeriod, settings: ReportSettings, edition: Edition
) -> ReportDocument:
    """The report over a period. `histories` holds all dossiers of one municipality, of earlier periods
    too."""
    periods = [period, period.previous()]
    if period.quarter:
        periods.append(period.year_before())
    by_period = [protected_measures(BY_CODE, histories, each, settings) for each in periods]
    found = {code: tuple(measures[code] for measures in by_period) for code in BY_CODE}
    labels = tuple(each.short for each in periods)
    titles = dict.fromkeys(definition.section for definition in DEFINITIONS)
    rows = {d.code: _row(d, found[d.code], settings) for d in DEFINITIONS}
    sections = tuple(
        Section(
            title,
            tuple(rows[d.code] for d in DEFINITIONS if d.section == title),
            ((on_time_chart(rows, labels),) if title == SPEED else ())
            + tuple(
                _division_chart(d, found[d.code], labels, settings)
                for d in DEFINITIONS
                if d.section == title and isinstance(found[d.code][0].measure, Division)
            ),
        )
        for title in titles
    )
    return ReportDocument(
        municipality=edition.municipality, period_code=period.code, period_label=period.label,
        first=period.first, last=period.last, previous_label=labels[1],
        year_ago_label=labels[2] if period.quarter else None, set_on=edition.set_on, version=edition.version,
        comment=edition.comment, minimum_cell=settings.minimum_cell, sections=sections,
        not_in_report=not_in_report(settings),
    )  # fmt: skip


def _row(definition: Definition, found: tuple[Protected, ...], settings: ReportSettings) -> KpiRow:
    target = settings.targets.get(definition.code)
    return KpiRow(
        code=definition.code,
        name=title_of(definition, settings),
        definition=definition.explained(settings),
        unit=definition.unit,
        target=Figure(NO_TARGET) if target is None else Figure(f"{target}{_NBSP}%", str(target)),
        result=_result(definition, found[0]),
        spread=_spread(definition, found[0]),
        n=_n(found[0]),
        counted=definition.counted,
        previous=_result(definition, found[1]),
        year_ago=_result(definition, found[2]) if len(found) > 2 else None,
        judgement=_judgement(found[0], target),
    )


def _n(found: Protected) -> Figure:
    if found.total_hidden or found.n_hidden:
        return HIDDEN
    return Figure(_grouped(found.measure.n), str(found.measure.n))


def _result(definition: Definition, found: Protected) -> Figure:
    measure = found.measure
    if found.total_hidden:
        return HIDDEN
    if isinstance(measure, Count | Division):
        return Figure(_grouped(measure.n), str(measure.n))
    if measure.n == 0:
        return NONE
    if isinstance(measure, Spread):
        return _amount(definition.unit, measure.mean)
    if isinstance(measure, Ratio):
        return NONE if measure.value is None else _amount(definition.unit, measure.value)
    return _share(found)


def _share(found: Protected) -> Figure:
    bounds = found.bounds()
    if bounds is None:
        return HIDDEN
    low, high = bounds
    if found.low == found.high:
        return _amount(Unit.PERCENT, low)
    least, most = _whole(low, ROUND_FLOOR), _whole(high, ROUND_CEILING)
    if least <= 0:
        return Figure(f"ten hoogste {most}{_NBSP}%", hidden=True)
    if most >= 100:
        return Figure(f"ten minste {least}{_NBSP}%", hidden=True)
    return Figure(f"tussen {least} en {most}{_NBSP}%", hidden=True)


def _amount(unit: Unit, value: Fraction | None) -> Figure:
    if value is None:
        return NONE
    if unit is Unit.EURO:
        hundreds = _whole(value / 100, ROUND_HALF_UP) * 100
        return Figure(f"€{_NBSP}{_grouped(hundreds)}", str(hundreds))
    if unit is Unit.PERCENT:
        # Never rounded up to 100: a promise is kept in all cases or it is not.
        percent = Decimal(_whole(value * 10, ROUND_FLOOR if value > 99 else ROUND_HALF_UP)) / 10
        text = f"{percent}".removesuffix(".0")
        return Figure(f"{text.replace('.', ',')}{_NBSP}%", text)
    tenth = Decimal(_whole(value * 10, ROUND_HALF_UP)) / 10
    words = {Unit.DAYS: f"{_NBSP}dagen", Unit.HOURS: f"{_NBSP}uur", Unit.MINUTES: f"{_NBSP}minuten"}.get(
        unit, ""
    )
    return Figure(f"{tenth}".replace(".", ",") + words, str(tenth))


def _spread(definition: Definition, found: Protected) -> str:
    measure = found.measure
    if not isinstance(measure, Spread) or found.total_hidden or measure.n == 0:
        return ""
    words = f"mediaan {_amount(definition.unit, measure.median).text}"
    if measure.n < _LEAST_FOR_DECILES:
        return words
    low, high = (_amount(definition.unit, measure.quantile(part)).text for part in (_P10, _P90))
    return f"{words}; 10–90 %: {low} tot {high}"


def _judgement(found: Protected, target: int | None) -> str:
    """Where the result lies beside the target, told only from what is printed."""
    if target is None:
        return ""
    bounds = found.bounds()
    if bounds is None:
        none = not found.total_hidden and found.measure.n == 0
        return "geen gevallen" if none else "niet te zeggen bij dit aantal"
    if bounds[0] >= target:
        return "streefwaarde gehaald"
    return "onder de streefwaarde" if bounds[1] < target else "niet te zeggen bij dit aantal"


def _division_chart(
    definition: Definition, found: tuple[Protected, ...], labels: tuple[str, ...], settings: ReportSettings
) -> Chart:
    names = [label for label, _ in _parts(found[0])]
    figures = {name: tuple(_part(each, row) for each in found) for row, name in enumerate(names)}
    rows = tuple(
        ChartRow(str(name), cells)
        for name, cells in figures.items()
        if any(cell.hidden or cell.value not in ("0", None) for cell in cells)
    )
    return Chart(definition.code, title_of(definition, settings), _largest(rows), "aantal", labels, rows)


def _parts(found: Protected) -> tuple[tuple[str, int], ...]:
    assert isinstance(found.measure, Division)
    return found.measure.parts


def _part(found: Protected, row: int) -> Figure:
    if found.total_hidden or row in found.hidden_rows:
        return HIDDEN
    count = _parts(found)[row][1]
    return Figure(_grouped(count), str(count))


def _largest(rows: tuple[ChartRow, ...]) -> str:
    shown = [
        (int(row.figures[0].value), row.label) for row in rows if row.figures[0].value not in (None, "0")
    ]
    if not shown:
        return "Er zijn in deze periode geen aantallen die getoond kunnen worden."
    count, label = max(shown)
    return f"Het grootste getoonde aantal is {_grouped(count)}: {label}."


def on_time_chart(rows: dict[str, KpiRow], labels: tuple[str, ...]) -> Chart:
    chosen = [rows[code] for code in _ON_TIME]
    return Chart(
        "op-tijd",
        "Op tijd, naast de streefwaarde",
        _how_many_met(chosen),
        "procent",
        labels,
        tuple(
            ChartRow(
                row.name,
                (row.result, row.previous) + ((row.year_ago,) if row.year_ago else ()),
                row.target.value,
            )
            for row in chosen
        ),
    )


def _how_many_met(chosen: list[KpiRow]) -> str:
    """What is not shown is neither met nor missed."""
    known = [row for row in chosen if row.judgement in ("streefwaarde gehaald", "onder de streefwaarde")]
    if not known:
        return "Of de streefwaarden gehaald zijn, is in deze periode niet te zeggen."
    met = sum(row.judgement == "streefwaarde gehaald" for row in known)
    said = f"Bij {met} van de {len(known)} afspraken is de streefwaarde gehaald."
    unknown = len(chosen) - len(known)
    return f"{said} Bij {unknown} is het niet te zeggen." if unknown else said


def _whole(value: Fraction, rounding: str) -> int:
    return int(
        (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), rounding=rounding)
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
