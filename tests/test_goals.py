"""The list of goals is whole, in order, and names tests that exist."""

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
COUNTS = {"S": 19, "E": 6, "A": 6, "R": 18, "P": 12, "W": 12}


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("veilig", ROOT / "tools" / "veilig.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["veilig"] = module
    spec.loader.exec_module(module)
    return module


veilig = loaded()


def names_in(file: Path) -> set[str]:
    """The tests of a file, also those of a class."""
    return {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}


def missing(tests: tuple[str, ...]) -> list[str]:
    """The tests that are named and not there."""
    gone = []
    for test in tests:
        path, _, name = test.partition("::")
        place = ROOT / path
        if place.is_dir() and not name:
            gone += [] if list(place.rglob("test_*.py")) else [test]
        elif not place.is_file() or (name and name not in names_in(place)):
            gone.append(test)
    return gone


def test_every_goal_is_there_once_in_order_and_names_tests_that_exist() -> None:
    names = [goal.name for goal in veilig.GOALS]
    assert len(names) == len(set(names))
    for letter, last in COUNTS.items():
        numbers = [int("".join(c for c in name[1:] if c.isdigit())) for name in names if name[0] == letter]
        assert numbers == sorted(numbers) and set(numbers) == set(range(1, last + 1)), letter
    assert [test for goal in veilig.GOALS for test in missing(goal.tests)] == []


def test_a_test_that_is_gone_is_found() -> None:
    assert missing(("tests/nowhere.py", "tests/test_goals.py::test_of_old", "tests/test_goals.py")) == [
        "tests/nowhere.py", "tests/test_goals.py::test_of_old",
    ]  # fmt: skip


def test_figures_are_told_for_each_database_and_a_failure_is_not_hidden() -> None:
    goal = veilig.Goal("X1", "iets", ("tests/a.py", "tests/b.py::test_one"))
    good = {
        "tests/a.py::test_x[sqlite]": True, "tests/a.py::test_x[postgresql]": False, "tests/b.py::test_one": True,
        "tests/b.py::test_one_more": False, "tests/ab.py::test_x": False,
    }  # fmt: skip
    assert veilig.figures(goal, good) == (False, "sqlite 1 van 1, postgresql 0 van 1, los 1 van 1")
    assert veilig.figures(veilig.Goal("X2", "iets"), good) == (True, "nog niet")
    assert veilig.figures(veilig.Goal("X3", "iets", ("tests/c.py",)), good) == (False, "niet gedraaid")


def test_the_table_has_a_line_for_each_goal_and_counts_what_does_not_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    goals = (
        veilig.Goal("S1", "iets langers", ("tests/a.py",)), veilig.Goal("R1", "kort", ("tests/b.py",)),
        veilig.Goal("R2", "later"),
    )  # fmt: skip
    good = {"tests/a.py::test_x": True, "tests/b.py::test_y[sqlite]": False}
    assert (
        veilig.table(goals, good, {"tests/b.py::test_y[sqlite]": "7 van 8", "tests/c.py::test_z": "9"}) == 1
    )
    assert capsys.readouterr().out.split("\n") == [
        "", "Toegang", "  S1    goed  iets langers  los 1 van 1",
        "", "Betrouwbaarheid", "  R1    FOUT  kort          sqlite 0 van 1",
        "              sqlite: 7 van 8", "  R2    -     later         nog niet",
        "", "",
    ]  # fmt: skip


def test_the_whole_table_is_printed_under_its_heads(capsys: pytest.CaptureFixture[str]) -> None:
    ran = {
        f"{test}::test_one[sqlite]" if "::" not in test else test: True
        for goal in veilig.GOALS
        for test in goal.tests
    }
    assert veilig.table(veilig.GOALS, ran, {}) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line in veilig.KINDS.values()] == list(veilig.KINDS.values())
    assert sum(line.startswith("  ") for line in told) == len(veilig.GOALS)


def test_goals_are_chosen_by_name_and_a_strange_name_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert veilig.chosen("") == veilig.GOALS
    assert [goal.name for goal in veilig.chosen("R15 S2")] == ["S2", "R15"]
    monkeypatch.setenv("GOALS", "S2 Z9")
    assert veilig.main() == 2
    assert capsys.readouterr().err == "Geen doel: Z9\n"


def test_what_a_test_measured_is_kept_with_whether_it_held() -> None:
    tally = veilig.Tally()
    for when in ("setup", "call"):
        tally.pytest_runtest_logreport(
            pytest.TestReport(
                "tests/a.py::test_x", ("tests/a.py", 1, "test_x"), {}, "passed", None, when,  # type: ignore[arg-type]
                user_properties=[("figures", "3 van 3"), ("other", "x")],
            )
        )  # fmt: skip
    assert tally.good == {"tests/a.py::test_x": True}
    assert tally.measured == {"tests/a.py::test_x": "3 van 3"}
