"""`flask db`: the version the tables have, and the next migration."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from schuldhulp import create_app, migrating, revisions
from schuldhulp.extensions import db
from tests.world import config


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Flask:
    """The application over tables of the newest version."""
    return create_app(config(database_url, tmp_path))


def run(app: Flask, *words: str) -> Result:
    """Give one `db` command."""
    result = app.test_cli_runner().invoke(args=["db", *words])
    with app.app_context():
        db.engine.dispose()
    return result


def test_a_version_back_and_up_again(app: Flask) -> None:
    newest = revisions.newest()
    before = f"{int(newest) - 1:04}"
    assert run(app, "current").output == f"{newest}, nodig is {newest}\n"
    assert run(app, "downgrade").exit_code == 0
    assert run(app, "current").output == f"{before}, nodig is {newest}\n"
    assert app.test_client().get("/klaar").status_code == 503
    assert run(app, "upgrade").exit_code == 0
    assert run(app, "current").output == f"{newest}, nodig is {newest}\n"


def test_a_version_that_is_none_is_one_line(app: Flask) -> None:
    refused = run(app, "upgrade", "9999")
    assert refused.exit_code == 2
    assert "9999" in refused.stderr and refused.stderr.count("\n") == 1


def test_the_next_migration_is_numbered_and_holds_what_the_database_lacks(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "migrations"
    shutil.copytree(revisions.MIGRATIONS, here)
    monkeypatch.setattr(migrating, "MIGRATIONS", here)
    with app.app_context():
        with db.engine.connect().execution_options(schuldhulp_write=True) as connection:
            connection.execute(text("ALTER TABLE proposal_line DROP COLUMN answered_cents"))
            connection.commit()
        db.engine.dispose()
    assert run(app, "revision", "het bedrag").exit_code == 0
    newest = revisions.newest()
    [written] = here.glob(f"versions/{int(newest) + 1:04}_*.py")
    [added] = re.findall(r"add_column\((.*)\)", written.read_text(encoding="utf-8"))
    assert "answered_cents" in added
    [below] = re.findall(
        r"^down_revision = ['\"](.*)['\"]$", written.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert below == newest
