"""Every indicator is defined once, computed, and explained on the page as it is in the report."""

from pathlib import Path

from schuldhulp.reports.definitions import DEFINITIONS, ReportSettings
from schuldhulp.reports.explained import definitions_page, not_in_report, title_of
from schuldhulp.reports.figures import CALCULATIONS, SNAPSHOTS

PAGE = Path(__file__).parents[2] / "docs" / "rapportage.md"


def test_the_page_is_the_one_that_the_definitions_make():
    again = 'docs/architecture.md, "Adding something", says how the page is written anew'
    assert PAGE.read_text(encoding="utf-8") == definitions_page(), again


def test_every_definition_is_computed_and_nothing_else():
    codes = [definition.code for definition in DEFINITIONS]
    assert sorted(codes) == sorted(CALCULATIONS)
    assert len(set(codes)) == len(codes)
    assert set(codes) >= SNAPSHOTS | set(ReportSettings().targets)


def test_a_municipality_reads_its_own_terms():
    own = ReportSettings(first_talk_days=21, decision_days=42, minimum_cell=10)
    texts = [title_of(each, own) + each.explained(own) for each in DEFINITIONS]
    assert any("binnen 21 dagen" in text for text in texts)
    assert not any("28 dagen" in text or "56 dagen" in text or "{" in text for text in texts)
    assert any("1 tot en met 9" in sentence for sentence in not_in_report(own))


def test_the_words_are_calm():
    page = definitions_page()
    assert not any(word in page.lower() for word in ("!", "helaas", "u moet", "slecht", "probleemgeval"))
