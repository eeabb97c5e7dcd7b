"""The composed report: what stands in it, what stays out, and its CSV and JSON."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schuldhulp.calendar import local_date
from schuldhulp.reports.composing import Edition, compose
from schuldhulp.reports.definitions import DEFINITIONS, ReportSettings
from schuldhulp.reports.document import (
    CSV_HEADINGS,
    Chart,
    ChartRow,
    Figure,
    NotAReport,
    ReportDocument,
    from_json,
    to_csv,
    to_json,
)
from schuldhulp.reports.periods import parse_period
from tests.reports.histories import many

SETTINGS = ReportSettings()
EDITION = Edition("Voorbeeldstad", date(2026, 10, 12), 1, "In juli was het loket twee weken dicht.")


@cache  # a frozen value that several tests read
def report(count: int = 900, code: str = "2026-k3", seed: int = 7, **edition) -> ReportDocument:
    return compose(histories(count, seed), parse_period(code), SETTINGS, replace(EDITION, **edition))


@cache
def histories(count: int, seed: int = 7):
    return many(count, seed)


def kpi(document: ReportDocument, code: str):
    return next(row for section in document.sections for row in section.rows if row.code == code)


def test_every_indicator_stands_in_the_report_with_its_definition():
    rows = [row for section in report().sections for row in section.rows]
    assert [row.code for row in rows] == [definition.code for definition in DEFINITIONS]
    assert all(row.definition and row.unit and row.result.text and row.n.text for row in rows)


def test_a_quarter_stands_beside_the_previous_one_and_the_same_a_year_ago():
    document = report()
    assert (document.previous_label, document.year_ago_label) == ("2e kwartaal 2026", "3e kwartaal 2025")
    row = kpi(document, "aanmeldingen")
    for figure, code in ((row.result, "2026-k3"), (row.previous, "2026-k2"), (row.year_ago, "2025-k3")):
        period = parse_period(code)
        assert int(figure.value) == sum(
            local_date(history.registered_at) in period for history in histories(900)
        )


def test_a_year_report_has_no_same_quarter():
    document = report(400, "2026")
    assert document.year_ago_label is None
    assert all(row.year_ago is None for section in document.sections for row in section.rows)


@pytest.mark.parametrize("count", [6, 14, 40, 120, 400])
@pytest.mark.parametrize("code", ["2026-k2", "2026"])
def test_no_small_number_of_people_is_printed(count, code):
    document = report(count, code)
    for section in document.sections:
        for row in section.rows:
            assert row.n.value is None or not 0 < int(row.n.value) < 5, row
            if row.unit == "procent" and row.result.value and row.n.value and row.code != "zelf-ingevuld":
                met = round(float(row.result.value) * int(row.n.value) / 100)
                assert not 0 < met < 5 and not 0 < int(row.n.value) - met < 5, row
        for chart in section.charts:
            for part in chart.rows if chart.unit == "aantal" else ():
                assert all(figure.value is None or not 0 < int(figure.value) < 5 for figure in part.figures)


def test_a_hidden_category_is_not_told_by_the_size_of_another_figure():
    hidden = {"online": 0, "uitval": 0}
    for seed in (0, 9, 17, 22, 25, 26):  # in each at least one of the two is hidden, in three of them both
        document = report(90, "2026-k2", seed)
        channels = next(
            chart for section in document.sections for chart in section.charts if chart.code == "kanalen"
        )
        online = next((part.figures[0] for part in channels.rows if part.label == "online"), None)
        if online and online.hidden:
            hidden["online"] += 1
            assert kpi(document, "buiten-openingstijd").n.hidden
        if kpi(document, "uitval").result.hidden:
            hidden["uitval"] += 1
            assert kpi(document, "afsluitfasen").n.hidden
    assert min(hidden.values()) >= 4


def test_the_judgement_is_neutral_and_follows_from_what_is_printed():
    words = {
        "",
        "streefwaarde gehaald",
        "onder de streefwaarde",
        "niet te zeggen bij dit aantal",
        "geen gevallen",
    }
    for count in (0, 10, 60, 900):
        document = report(count)
        assert {row.judgement for section in document.sections for row in section.rows} <= words
    for target, judgement in ((99, "onder de streefwaarde"), (90, "streefwaarde gehaald"), (None, "")):
        settings = ReportSettings(targets={"antwoord-op-tijd": target} if target else {})
        row = kpi(compose(histories(400), parse_period("2026-k3"), settings, EDITION), "antwoord-op-tijd")
        assert 90 < float(row.result.value) < 99
        assert row.judgement == judgement


def test_an_empty_municipality_gets_a_report_too():
    document = compose([], parse_period("2026-k3"), SETTINGS, Edition("Leegveld"))
    assert kpi(document, "aanmeldingen").result.text == "0"
    assert kpi(document, "wachttijd").result.text == "geen gevallen"
    assert document.set_on is None


def test_amounts_are_rounded_so_that_no_single_debt_is_printed():
    row = kpi(report(), "schuld")
    assert int(row.result.value) % 100 == 0
    assert row.result.text.startswith("€\u00a0") and "mediaan €" in row.spread


@pytest.mark.parametrize("code", ["2026-k3", "2026"])
@pytest.mark.parametrize("count", [0, 12, 400])
def test_a_frozen_report_comes_back_the_same(count, code):
    document = report(count, code)
    text = to_json(document)
    assert from_json(text) == document
    assert to_json(from_json(text)) == text
    assert json.loads(text)["format"] == 1


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format": 2}', '{"format": 1}', '{"format": 1, "set_on": 3}']
)
def test_anything_else_is_no_report(text):
    with pytest.raises(NotAReport):
        from_json(text)


def test_csv_has_semicolons_decimal_commas_and_no_formulas():
    document = report(municipality='=HYPERLINK("x")')
    text = to_csv(document)
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert tuple(rows[0]) == CSV_HEADINGS
    assert all(len(row) == len(CSV_HEADINGS) for row in rows)
    assert rows[1][0] == '\'=HYPERLINK("x")'
    assert not any(field[:1] in ("=", "+", "-", "@") for row in rows for field in row)
    waiting = next(row for row in rows if row[5] == "wachttijd")
    assert waiting[10] == kpi(document, "wachttijd").result.value.replace(".", ",")
    assert {row[7] for row in rows if row[5] == "kanalen"} >= {"", "online", "balie"}


def test_the_csv_shows_no_more_than_the_report():
    small = report(14)
    for row in csv.DictReader(io.StringIO(to_csv(small)), delimiter=";"):
        if row["n"]:
            assert int(row["n"]) == 0 or int(row["n"]) >= 5


@pytest.mark.parametrize("count", [0, 10, 60, 900])
def test_what_is_not_to_say_is_not_told_as_missed(count):
    document = report(count)
    chart = next(c for section in document.sections for c in section.charts if c.code == "op-tijd")
    codes = ("gesprek-op-tijd", "crisis-op-tijd", "besluit-op-tijd", "antwoord-op-tijd")
    judged = [kpi(document, code).judgement for code in codes]
    known = [said for said in judged if "streefwaarde" in said]
    if known:
        assert chart.sentence.startswith(
            f"Bij {judged.count('streefwaarde gehaald')} van de {len(known)} afspraken"
        )
    else:
        assert "niet te zeggen" in chart.sentence and "0 van" not in chart.sentence


def test_a_chart_of_which_nothing_may_be_shown_is_not_drawn():
    hidden, zero = Figure("<5", None, hidden=True), Figure("0", "0")
    templates = Environment(loader=FileSystemLoader("templates"), autoescape=True, undefined=StrictUndefined)
    draw = templates.get_template("components/report_bars.html").module.bars

    def drawn(*figures):
        rows = tuple(ChartRow(f"rij {n}", (figure,)) for n, figure in enumerate(figures))
        return str(draw(Chart("kanalen", "Kanalen", "Zo.", "aantal", ("Nu",), rows), "g", "#123456"))

    assert "<svg" not in drawn(hidden, hidden) and "te klein om te tonen" in drawn(hidden, hidden)
    assert "niets te tellen" in drawn(Figure("geen", None))
    assert "<svg" in drawn(hidden, zero)
