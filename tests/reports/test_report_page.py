"""The report on paper: every figure of the document, for many dossiers, few and none, as a tagged PDF."""

from html import unescape
from pathlib import Path

import page
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schuldhulp.pdf import render_pdf
from schuldhulp.reports.composing import Edition, compose
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.document import ReportDocument
from schuldhulp.reports.periods import parse_period
from tests.reports.histories import many

TEMPLATES = Path(__file__).parents[2] / "templates"
COMMENT = "Regel een.\nRegel <twee> & drie"


def report(count: int, code: str) -> ReportDocument:
    histories = many(count) if count else []
    return compose(histories, parse_period(code), ReportSettings(), Edition("Voorbeeldstad", comment=COMMENT))


def written(document: ReportDocument, set_on: str | None = None) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    sender = {
        "name": "Gemeente Voorbeeldstad", "colour": "#125d63", "contact": ["Stadhuisplein 1"],
        "logo": "", "logo_words": "",
    }  # fmt: skip
    letter = {"title": f"Rapportage schuldhulp {document.period_label}", "sender": sender}
    return environment.get_template("pdf/rapport.html").render(
        report=document, document=letter, set_on=set_on
    )


@pytest.mark.parametrize("code", ["2026-k3", "2026"])
@pytest.mark.parametrize("count", [0, 14, 900])
def test_every_figure_of_the_document_stands_on_paper(count, code):
    document = report(count, code)
    text = unescape(written(document))
    for section in document.sections:
        for row in section.rows:
            for words in (
                row.name,
                row.definition,
                row.result.text,
                row.n.text,
                row.spread,
                row.previous.text,
            ):
                assert words in text
        for chart in section.charts:
            assert all(part.label in text and part.figures[0].text in text for part in chart.rows)
    assert COMMENT in text
    assert all(sentence in text for sentence in document.not_in_report)


def test_a_draft_says_so_and_a_set_report_says_when():
    document = report(14, "2026-k3")
    assert "Concept, nog niet vastgesteld" in written(document)
    assert "Vastgesteld op 12 oktober 2026, versie 1" in written(document, "12 oktober 2026")


def test_the_pdf_is_tagged():
    made = render_pdf(written(report(120, "2026-k3")), title="Rapportage schuldhulp", cache=None)
    assert page.validate_pdf_bytes(made, profile="ua1").is_compliant
