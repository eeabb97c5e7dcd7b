"""Every worked example gives exactly what it should."""

import pytest

from schuldhulp.reken.examples import all_examples, try_example
from schuldhulp.reken.soorten import calculate


@pytest.mark.parametrize("example", all_examples(), ids=lambda each: f"{each.kind} {each.name}")
def test_a_worked_example_gives_what_it_should(example):
    tried = try_example(example)
    assert tried.why == ""
    assert tried.outcome == example.expected
    assert example.source
    assert all(
        line.bron for line in calculate(example.kind, dict(example.given)).regels if line.naam != "Afronding"
    )


def test_the_eight_published_maxima_are_among_them():
    published = [each for each in all_examples() if each.kind == "beslagvrije-voet" and each.published]
    assert len(published) == 8


def test_the_published_table_of_the_zorgtoeslag_is_whole():
    assert len([each for each in all_examples() if "tabel" in each.source]) == 24
