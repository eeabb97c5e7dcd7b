"""docs/zaden.md: every row is there, and every test it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "zaden.md"
ROW = re.compile(r"^\| (A\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
TOTALS = re.compile(r"Nu: (\d+) ja, (\d+) deels, (\d+) nog niet\.")
STATES = ("ja", "deels: ", "nog niet: ")

ROWS = ROW.findall(PAGE.read_text(encoding="utf-8"))


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_row_is_there_once_and_in_order() -> None:
    assert [row[0] for row in ROWS] == [f"A{number:02}" for number in range(1, 130)]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_says_how_it_stands_and_names_tests_that_exist(row: tuple[str, ...]) -> None:
    _, _, _, state, proof = row
    named = TEST.findall(proof)
    assert state.startswith(STATES)
    assert bool(named) is not state.startswith("nog niet")
    assert [f"{path}::{name}" for path, name in named if name not in functions(path)] == []


def test_the_totals_are_those_of_the_rows() -> None:
    told = TOTALS.search(PAGE.read_text(encoding="utf-8"))
    assert told is not None
    counted = [sum(row[3].startswith(state) for row in ROWS) for state in STATES]
    assert [int(number) for number in told.groups()] == counted
