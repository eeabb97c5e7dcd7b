import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.document import month_chart
from schuldhulp.charts import TEXT, WIDTH, Part, month_bar
from schuldhulp.money import format_euro
from tests.budget.cases import mother

SVG = "{http://www.w3.org/2000/svg}"
PHONE_WIDTH = 320
SMALLEST_LETTER = 12


@pytest.fixture(scope="module")
def macros():
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["euro"] = format_euro
    return environment.get_template("components/charts.html").module


def _bar(income, *out):
    parts = [Part(f"deel {place}", cents, "fixed") for place, cents in enumerate(out)]
    return month_bar([Part("Inkomen", income, "income")], parts, title="t", rest_labels=("Over", "Tekort"))


def test_the_month_of_the_mother_says_the_same_in_picture_sentence_and_table():
    chart = month_chart(make_budget(*mother()))

    assert dict(chart.table) == {
        "Inkomen": 2_956_10,
        "Vaste lasten": 1_579_50,
        "Opzijleggen": 167_08,
        "Huishouden": 665_00,
        "Beslag en terugbetalen": 465_83,
        "Blijft over": 78_69,
    }
    assert "Er blijft €\xa078,69 over." in chart.description
    assert [item.amount for item in chart.legend][-1] == "€\xa078,69"


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), max_size=6))
def test_both_bars_are_equally_long_and_pieces_join(income, out):
    chart = _bar(income, *out)

    for row in chart.rows:
        edges = [0.0]
        for box in row.boxes:
            assert box.x == pytest.approx(edges[-1], abs=0.011)
            assert box.width >= 0
            edges.append(box.x + box.width)
        if income or any(out):
            assert edges[-1] == pytest.approx(WIDTH, abs=0.011)


def test_a_shortage_fills_the_upper_bar():
    chart = _bar(100, 150)

    assert [box.part.label for box in chart.rows[0].boxes] == ["Inkomen", "Tekort"]
    assert chart.rows[0].boxes[1].width == pytest.approx(WIDTH / 3, abs=0.01)
    assert dict(chart.table)["Tekort"] == 50


def test_letters_stay_readable_on_a_phone_and_a_long_label_leaves_the_bar():
    assert TEXT * PHONE_WIDTH / WIDTH >= SMALLEST_LETTER
    narrow = _bar(100_00, 95_00, 5_00)
    assert [bool(box.inside) for box in narrow.rows[1].boxes] == [True, False]
    assert {item.text for item in narrow.legend} >= {"deel 0", "deel 1"}


def _check(svg, title):
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == title
    assert root.find(f"{SVG}desc").text
    assert " style=" not in svg
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert set(root.get("aria-labelledby").split()) <= set(ids)
    assert len(ids) == len(set(ids))
    assert {float(node.get("font-size")) for node in root.iter(f"{SVG}text")} == {TEXT}
    for node in root.iter(f"{SVG}rect"):
        assert float(node.get("width")) >= 0
    return root


def test_the_month_bar_is_a_named_picture_that_does_not_rest_on_colour(macros):
    chart = month_chart(make_budget(*mother()))
    root = _check(str(macros.month_bar(chart)), chart.title)

    fills = {node.get("fill") for node in root.iter(f"{SVG}rect")}
    assert {"url(#maand-lines)", "url(#maand-dots)"} <= fills
    text = " ".join(node.text for node in root.iter(f"{SVG}text"))
    table = str(macros.month_table(chart))
    for label, cents in chart.table:
        assert label in text
        assert format_euro(cents) in text
        assert f"{format_euro(cents)}</td>" in table
