"""The municipal report as one frozen value, and its two written forms: CSV to hand out, JSON to keep."""

import csv
import io
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FORMAT_VERSION = 1
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class NotAReport(ValueError):
    """The text is not a kept report of a known format."""


@dataclass(frozen=True)
class Figure:
    """One printed figure: the text on paper and, if it may be known, the value as a decimal with a dot."""

    text: str
    value: str | None = None
    hidden: bool = False


@dataclass(frozen=True)
class KpiRow:
    """One indicator with everything that stands beside its result; `year_ago` is None in a year report."""

    code: str
    name: str
    definition: str
    unit: str
    target: Figure
    result: Figure
    spread: str
    n: Figure
    counted: str
    previous: Figure
    year_ago: Figure | None
    judgement: str


@dataclass(frozen=True)
class ChartRow:
    """One bar: its label, its figures by column (the first is drawn) and, where one is set, the target."""

    label: str
    figures: tuple[Figure, ...]
    target: str | None = None


@dataclass(frozen=True)
class Chart:
    """A bar chart and the table that says the same; `columns` are the headings of the figures."""

    code: str
    title: str
    sentence: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True)
class Section:
    """A part of the report."""

    title: str
    rows: tuple[KpiRow, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class ReportDocument:
    """A whole report. `set_on` is the day it was established; None makes it a draft."""

    municipality: str
    period_code: str
    period_label: str
    first: date
    last: date
    previous_label: str
    year_ago_label: str | None
    set_on: date | None
    version: int
    comment: str
    minimum_cell: int
    sections: tuple[Section, ...]
    not_in_report: tuple[str, ...]


CSV_HEADINGS = (
    "gemeente", "periode", "versie", "vastgesteld op", "onderdeel", "code", "naam", "verdeling", "eenheid",
    "streefwaarde", "uitkomst", "getoond als", "spreiding", "n", "vorige periode",
    "zelfde periode vorig jaar", "ten opzichte van de streefwaarde", "definitie",
)  # fmt: skip


def to_csv(document: ReportDocument) -> str:
    """The report as CSV: semicolons, decimal commas, CRLF, one line an indicator and one a category.

    A field that a spreadsheet would read as a formula gets an apostrophe in front.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEADINGS)
    head = [
        document.municipality, document.period_code, str(document.version),
        document.set_on.isoformat() if document.set_on else "concept",
    ]  # fmt: skip
    for section in document.sections:
        for row in section.rows:
            writer.writerow(_harmless([*head, section.title, *_kpi_fields(row)]))
        for chart in section.charts:
            for part in chart.rows if chart.unit != "procent" else ():
                writer.writerow(_harmless([*head, section.title, *_part_fields(chart, part)]))
    return target.getvalue()


def _kpi_fields(row: KpiRow) -> list[str]:
    year_ago = _number(row.year_ago) if row.year_ago else ""
    return [
        row.code, row.name, "", row.unit, _number(row.target), _number(row.result), row.result.text,
        row.spread, _number(row.n), _number(row.previous), year_ago, row.judgement, row.definition,
    ]  # fmt: skip


def _part_fields(chart: Chart, part: ChartRow) -> list[str]:
    numbers = [_number(figure) for figure in part.figures] + [""] * (3 - len(part.figures))
    return [
        chart.code, chart.title, part.label, chart.unit, "", numbers[0], part.figures[0].text, "", "",
        numbers[1], numbers[2], "", "",
    ]  # fmt: skip


def _number(figure: Figure) -> str:
    return "" if figure.value is None else figure.value.replace(".", ",")


def _harmless(fields: list[str]) -> list[str]:
    return ["'" + text if text.lstrip(" ").startswith(_FORMULA_STARTS) else text for text in fields]


def to_json(document: ReportDocument) -> str:
    """The report as JSON, in one fixed order of keys, to freeze it."""
    data = {"format": FORMAT_VERSION, **asdict(document)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=date.isoformat)


def from_json(text: str) -> ReportDocument:
    """The report that `to_json` wrote. Raises NotAReport for anything else."""
    try:
        data = json.loads(text)
        if data.pop("format") != FORMAT_VERSION:
            raise NotAReport("a report of an unknown format")
        set_on = data.pop("set_on")
        return ReportDocument(
            **{
                **data,
                "first": date.fromisoformat(data["first"]),
                "last": date.fromisoformat(data["last"]),
                "set_on": date.fromisoformat(set_on) if set_on else None,
                "sections": tuple(_section(section) for section in data["sections"]),
                "not_in_report": tuple(data["not_in_report"]),
            }
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as fault:
        raise NotAReport("not a kept report") from fault


def _section(data: dict[str, Any]) -> Section:
    return Section(
        data["title"],
        tuple(_kpi_row(row) for row in data["rows"]),
        tuple(_chart(chart) for chart in data["charts"]),
    )


def _kpi_row(data: dict[str, Any]) -> KpiRow:
    figures = {name: Figure(**data[name]) for name in ("target", "result", "n", "previous")}
    year_ago = Figure(**data["year_ago"]) if data["year_ago"] else None
    return KpiRow(**{**data, **figures, "year_ago": year_ago})


def _chart(data: dict[str, Any]) -> Chart:
    rows = tuple(
        ChartRow(row["label"], tuple(Figure(**figure) for figure in row["figures"]), row["target"])
        for row in data["rows"]
    )
    return Chart(**{**data, "columns": tuple(data["columns"]), "rows": rows})
