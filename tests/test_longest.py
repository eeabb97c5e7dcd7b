"""A run begins with its longest files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.longest import LONGEST, longest_first

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Named:
    nodeid: str


def test_every_file_that_is_named_exists_and_is_named_once() -> None:
    assert [file for file in LONGEST if not (ROOT / file).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_the_longest_come_first_and_the_others_keep_their_order() -> None:
    items: list[Any] = [
        Named("tests/web/test_b.py::test_2"),
        Named("tests/web/test_a.py::test_1"),
        Named(f"{LONGEST[1]}::test_late"),
        Named(f"{LONGEST[1]}::test_early"),
        Named(f"{LONGEST[0]}::test_first[anna]"),
    ]
    longest_first(items)
    assert [item.nodeid for item in items] == [
        f"{LONGEST[0]}::test_first[anna]",
        f"{LONGEST[1]}::test_late",
        f"{LONGEST[1]}::test_early",
        "tests/web/test_b.py::test_2",
        "tests/web/test_a.py::test_1",
    ]
