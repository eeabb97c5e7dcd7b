"""Who may import whom: the contracts of setup.cfg hold, and each fails on a planted fault."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, plant

# The smallest tree in which all contracts are kept.
SOUND = {
    "schuldhulp/__init__.py": "",
    "schuldhulp/extensions.py": "import flask_sqlalchemy\n",
    "schuldhulp/money.py": "",
    "schuldhulp/access.py": "from schuldhulp import money\n",
    "schuldhulp/access_log/__init__.py": "",
    "schuldhulp/base.py": "import sqlalchemy\n",
    "schuldhulp/crypto/__init__.py": "from schuldhulp.crypto import keys\n",
    "schuldhulp/crypto/keys.py": "import sqlalchemy\n",
    "schuldhulp/database.py": "import psycopg\n",
    "schuldhulp/every_table.py": "from schuldhulp.dossier import tables\n",
    "schuldhulp/migrating.py": "import alembic\n",
    "schuldhulp/revisions.py": "import sqlalchemy\n",
    "schuldhulp/row_security.py": "import alembic\n",
    "schuldhulp/tenancy.py": "import sqlalchemy\n",
    "schuldhulp/unit_of_work.py": "from schuldhulp import base\n",
    "schuldhulp/budget/__init__.py": "",
    "schuldhulp/budget/posten.py": "from schuldhulp import money\n",
    "schuldhulp/dossier/__init__.py": "",
    "schuldhulp/dossier/steps.py": "",
    "schuldhulp/dossier/visibility.py": "import sqlalchemy\n",
    "schuldhulp/dossier/tables.py": "import sqlalchemy\nfrom schuldhulp import base\n",
    "schuldhulp/dossier/queries.py": "import sqlalchemy\nfrom schuldhulp.dossier import tables\n",
    "schuldhulp/dossier/actions.py": "from schuldhulp.dossier import queries\n",
    "schuldhulp/messages/__init__.py": "",
    "schuldhulp/messages/actions.py": "",
    "schuldhulp/messages/rows.py": "import sqlalchemy\n",
    "schuldhulp/web/__init__.py": "import flask\nfrom schuldhulp import extensions\n",
    "schuldhulp/web/steps/__init__.py": "import flask\n",
    "schuldhulp/web/account/__init__.py": "",
    "schuldhulp/web/budget/__init__.py": "import flask\n",
    "schuldhulp/web/guard/__init__.py": "",
    "schuldhulp/web/client/__init__.py": "from schuldhulp.web import steps\nimport wtforms\n",
    "schuldhulp/web/counsellor/__init__.py": "from schuldhulp.dossier import actions\n",
}

STEPS, POSTEN = "schuldhulp/dossier/steps.py", "schuldhulp/budget/posten.py"
PLANTED = [
    ("Arrows point down only", "schuldhulp/money.py", "from schuldhulp import access\n"),
    ("Arrows point down only", "schuldhulp/access.py", "from schuldhulp import web\n"),
    (
        "Audiences never import",
        "schuldhulp/web/client/__init__.py",
        "from schuldhulp.web import counsellor\n",
    ),
    ("Audiences never import", "schuldhulp/web/account/__init__.py", "from schuldhulp.web import client\n"),
    ("Audiences never import", "schuldhulp/web/budget/__init__.py", "from schuldhulp.web import client\n"),
    ("Audiences never import", "schuldhulp/web/guard/__init__.py", "from schuldhulp.web import counsellor\n"),
    ("Tables know no rules", "schuldhulp/dossier/tables.py", "from schuldhulp.dossier import queries\n"),
    ("Queries do not act", "schuldhulp/dossier/queries.py", "from schuldhulp.messages import actions\n"),
    (
        "Actions do not call each",
        "schuldhulp/dossier/actions.py",
        "from schuldhulp.messages import actions\n",
    ),
    ("Actions do not call each", "schuldhulp/messages/rows.py", "from schuldhulp.dossier import actions\n"),
    ("Flask stays in the web", "schuldhulp/dossier/actions.py", "from flask import g\n"),
    ("Flask stays in the web", POSTEN, "import wtforms\n"),
    ("Only state knows the database", POSTEN, "from sqlalchemy import select\n"),
    ("Only state knows the database", STEPS, "from schuldhulp.dossier.tables import base\n"),
    (
        "Only web, jobs and cli touch",
        "schuldhulp/dossier/queries.py",
        "from schuldhulp.extensions import db\n",
    ),
    ("Budget, scripts and dossier", POSTEN, "from schuldhulp.dossier import steps\n"),
]


def broken_contracts(root: Path) -> list[str]:
    """The names of the contracts that the tree breaks, as import-linter prints them."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--config", "setup.cfg", "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    broken = re.findall(r"^(.+?) BROKEN", done.stdout, re.MULTILINE)
    assert done.returncode == (1 if broken else 0), done.stdout + done.stderr
    return broken


def tree(root: Path, changes: dict[str, str]) -> Path:
    """The sound tree with some files changed, under the contracts of this repository."""
    shutil.copy(ROOT / "setup.cfg", root)
    return plant(root, SOUND | changes)


def test_the_contracts_hold() -> None:
    assert broken_contracts(ROOT) == []


def test_a_sound_tree_keeps_every_contract(tmp_path: Path) -> None:
    assert broken_contracts(tree(tmp_path, {})) == []


@pytest.mark.parametrize(("contract", "file", "fault"), PLANTED)
def test_a_planted_import_breaks_its_contract(contract: str, file: str, fault: str, tmp_path: Path) -> None:
    broken = broken_contracts(tree(tmp_path, {file: SOUND[file] + fault}))
    assert any(name.startswith(contract) for name in broken), broken
