"""Every table of a dossier has its place when a client goes on under a name."""

from types import SimpleNamespace

import pytest

from schuldhulp import every_table
from schuldhulp.carrying.parts import BY_ROW, OF_ONE_PART, PART_LABELS, STAYS, Part, part_of_step, stays
from schuldhulp.dossier.steps import STEPS

OF_A_DOSSIER = {table.name for table in every_table.metadata.sorted_tables if "dossier_id" in table.c}


def test_each_table_of_a_dossier_stands_in_exactly_one_list() -> None:
    lists = (STAYS, frozenset(OF_ONE_PART), frozenset(BY_ROW))
    assert frozenset().union(*lists) == OF_A_DOSSIER
    assert sum(len(each) for each in lists) == len(OF_A_DOSSIER)


def test_each_part_has_words_and_each_step_a_part() -> None:
    assert set(PART_LABELS) == set(Part)
    assert {part_of_step(step.slug) for step in STEPS} == set(list(Part)[:6])
    assert part_of_step(None) is part_of_step("weg") is Part.SPENDING


def test_a_row_stays_when_its_part_is_chosen() -> None:
    wonen = SimpleNamespace(step="wonen")
    assert stays("step_answer", wonen, frozenset({Part.SPENDING}))
    assert not stays("step_answer", wonen, frozenset(Part) - {Part.SPENDING})
    assert stays("threat", wonen, frozenset()) and not stays("step_draft", wonen, frozenset())
    assert not stays("established", SimpleNamespace(subject="debt"), frozenset({Part.BUDGET}))
    with pytest.raises(KeyError):
        stays("a_new_table", wonen, frozenset(Part))
