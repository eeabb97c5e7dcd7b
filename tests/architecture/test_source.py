"""The rules about the Python source hold, and each is seen to fail on a planted fault."""

import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import source_rules as rules
from tests.architecture.sources import ROOT, plant

Rule = Callable[[Path], list[str]]

PLANTED: list[tuple[Rule, dict[str, str], str]] = [
    (rules.long_modules, {"schuldhulp/a.py": "x = 1\n" * 401}, "schuldhulp/a.py: 401 lines"),
    (
        rules.long_functions,
        {"tests/test_a.py": "def long():\n" + "    x = 1\n" * 50},
        "tests/test_a.py:1 long: 51 lines",
    ),
    (
        rules.late_imports,
        {
            "schuldhulp/a.py": "def f():\n    import json\n",
            "schuldhulp/pdf.py": "def g():\n    import json\n",
        },
        "schuldhulp/a.py:2 import inside f",
    ),
    (
        rules.late_imports,
        {"schuldhulp/__init__.py": "def create_app():\n    import json\n\ndef other():\n    import json\n"},
        "schuldhulp/__init__.py:5 import inside other",
    ),
    (
        rules.clock_readers,
        {
            "schuldhulp/a.py": "import datetime as d\nd.datetime.now()\n",
            "schuldhulp/jobs.py": "datetime.now()\n",
        },
        "schuldhulp/a.py:2 reads d.datetime.now",
    ),
    (rules.clock_readers, {"schuldhulp/a.py": "date.today()\n"}, "schuldhulp/a.py:1 reads date.today"),
    (rules.clock_readers, {"schuldhulp/a.py": "read = time.time\n"}, "schuldhulp/a.py:1 reads time.time"),
    (
        rules.clock_readers,
        {"schuldhulp/a.py": "from datetime import datetime as dt\ndt.now()\n"},
        "schuldhulp/a.py:2 reads dt.now",
    ),
    (
        rules.clock_readers,
        {"schuldhulp/a.py": "from time import time\ntime()\n"},
        "schuldhulp/a.py:2 reads time",
    ),
    (
        rules.weasyprint_importers,
        {"schuldhulp/a.py": "from weasyprint.urls import x\n", "schuldhulp/pdf.py": "import weasyprint\n"},
        "schuldhulp/a.py:1 imports WeasyPrint",
    ),
    (rules.vague_names, {"schuldhulp/date_utils.py": ""}, "schuldhulp/date_utils.py"),
    (rules.vague_names, {"templates/common/x.html": ""}, "templates/common"),
    (
        rules.vague_names,
        {"schuldhulp/a.py": "class DebtManager: ...\n"},
        "schuldhulp/a.py:1 class DebtManager",
    ),
    (rules.floats, {"schuldhulp/budget/a.py": "x = float('1')\n"}, "schuldhulp/budget/a.py:1 float"),
    (rules.floats, {"schuldhulp/money.py": "x = 0.5\n"}, "schuldhulp/money.py:1 float"),
    (rules.floats, {"schuldhulp/dossier/a.py": "x = 0.5\n"}, "schuldhulp/dossier/a.py:1 float"),
    (
        rules.unnumbered_migrations,
        {"migrations/versions/3f2a_x.py": "revision = '0001'\ndown_revision = None\n"},
        "migrations/versions/3f2a_x.py: number 0001 expected",
    ),
    (
        rules.unnumbered_migrations,
        {
            "migrations/versions/0001_a.py": "revision = '0001'\ndown_revision = None\n",
            "migrations/versions/0002_b.py": "revision = '0002'\ndown_revision: str | None = None\n",
        },
        "migrations/versions/0002_b.py: revision 0002 after 0001 expected",
    ),
    (
        rules.actions_without_session,
        {"schuldhulp/debts/actions.py": "def add_debt(name): ...\n\ndef _row(name): ...\n"},
        "schuldhulp/debts/actions.py:1 add_debt takes no session first",
    ),
    (
        rules.actions_that_call_actions,
        {"schuldhulp/debts/actions.py": "def a(session): ...\n\ndef b(session):\n    a(session)\n"},
        "schuldhulp/debts/actions.py:4 calls the action a",
    ),
    (
        rules.actions_that_call_actions,
        {
            "schuldhulp/debts/actions.py": "from schuldhulp.messages.actions import send\n\n"
            "def b(session):\n    send(session)\n"
        },
        "schuldhulp/debts/actions.py:4 calls the action send",
    ),
    (
        rules.actions_that_call_actions,
        {
            "schuldhulp/debts/actions.py": "from schuldhulp.messages import actions as m\n\n"
            "def b(session):\n    m.send(session)\n"
        },
        "schuldhulp/debts/actions.py:4 calls the action m.send",
    ),
]


@pytest.mark.parametrize("rule", sorted({rule for rule, _, _ in PLANTED}, key=lambda rule: rule.__name__))
def test_the_rule_holds(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "files", "complaint"), PLANTED)
def test_the_rule_fails_on_a_planted_fault(
    rule: Rule, files: dict[str, str], complaint: str, tmp_path: Path
) -> None:
    assert rule(plant(tmp_path, files)) == [complaint]


def test_modules_that_grow_long_are_named() -> None:
    for line in rules.long_modules(ROOT, rules.LONG_MODULE):
        warnings.warn(f"Can this be split by meaning? {line}", stacklevel=1)


def loaded_by_the_package(root: Path) -> list[str]:
    """What importing `schuldhulp` loads besides itself: parts of it, or one of the frameworks."""
    script = (
        "import sys, schuldhulp\n"
        "heavy = ('schuldhulp.', 'flask', 'sqlalchemy', 'weasyprint')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(heavy)), sep='\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_the_package_itself_loads_nothing(tmp_path: Path) -> None:
    assert loaded_by_the_package(ROOT) == []
    planted = {"schuldhulp/__init__.py": "from schuldhulp import money\n", "schuldhulp/money.py": ""}
    assert loaded_by_the_package(plant(tmp_path, planted)) == ["schuldhulp.money"]
