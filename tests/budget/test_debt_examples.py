"""The published and recomputed values of the debt calculators and the allowances, each with its citation."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from schuldhulp.reken.soorten import calculate

FOLDER = Path(__file__).parent / "examples"
FILES = ("aanbod", "kosten", "toeslagen")


def cases() -> list[Any]:
    found = []
    for name in FILES:
        for number, case in enumerate(tomllib.loads((FOLDER / f"{name}.toml").read_text())["geval"]):
            found.append(pytest.param(case, id=f"{name}-{number}-{case['soort']}"))
    return found


@pytest.mark.parametrize("case", cases())
def test_the_cited_value_comes_out(case: dict[str, Any]) -> None:
    assert case["bron"]
    expected = {name: None if value == "geen" else value for name, value in case["uit"].items()}
    found = calculate(case["soort"], case["in"])
    assert {name: found.uitkomst[name] for name in expected} == expected
    assert found.regels
    assert all(line.bron for line in found.regels)


def test_the_table_of_the_zorgtoeslag_is_whole() -> None:
    table = [
        case
        for case in tomllib.loads((FOLDER / "toeslagen.toml").read_text())["geval"]
        if "tabel" in case["bron"]
    ]
    assert len(table) == 24
