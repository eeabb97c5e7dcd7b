"""A database that is in use is migrated: its rows stay, and what pointed at something still does."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData

from schuldhulp import create_app
from schuldhulp.database import make_engine
from schuldhulp.extensions import db
from schuldhulp.migrating import alembic_config, downgrade, upgrade
from tests.databases import look_everywhere
from tests.inbox.desks import assign
from tests.world import World, config


def _rows(url: str, columns: dict[str, list[str]] | None = None) -> dict[str, list[Any]]:
    """Every row of every table, in `columns` where they are given; and whether all references lead somewhere."""
    engine: Engine = look_everywhere(make_engine(url))
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        rows = {
            table.name: sorted(
                repr(tuple(row))
                for row in connection.execute(
                    sa.select(*(table.c[name] for name in (columns or {}).get(table.name, table.c.keys())))
                )
            )
            for table in found.sorted_tables
            if table.name != "alembic_version" and (columns is None or table.name in columns)
        }
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
    engine.dispose()
    return rows


def _columns(url: str) -> dict[str, list[str]]:
    engine = make_engine(url)
    found = MetaData()
    found.reflect(engine)
    engine.dispose()
    return {table.name: table.c.keys() for table in found.sorted_tables if table.name != "alembic_version"}


def test_rows_survive_the_way_down_and_up(world: World) -> None:
    for who in ("anna", "berend"):
        assign(world, who)
    world.welcome("anna")
    world.engine.dispose()
    downgrade(world.url, "0001")
    then = _columns(world.url)
    before = _rows(world.url)
    upgrade(world.url)
    after = _rows(world.url, then)
    assert sum(len(rows) for rows in before.values()) > 50 and before["dossier"] and before["message"]
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


MANY = 10_000
"""Dossiers. Loading them and going every step three times takes a quarter of an hour or more on each database."""


def _digests(url: str, columns: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    """By table how many rows there are and a sum over all of them, in these columns, whatever their order."""
    engine, found = look_everywhere(make_engine(url)), dict[str, tuple[int, int]]()
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        for name, wanted in columns.items():
            rows = connection.execution_options(yield_per=2000).execute(
                sa.select(*(tables.tables[name].c[column] for column in wanted))
            )
            count = total = 0
            for row in rows:
                count += 1
                total += int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=8).digest())
            found[name] = count, total % 2**64
    engine.dispose()
    return found


def _in_both(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    """The columns that two versions of the database share."""
    return {
        name: kept
        for name, columns in one.items()
        if name in other and (kept := [column for column in columns if column in other[name]])
    }


def _revisions(url: str) -> list[str]:
    """Every revision, the first one first."""
    script = ScriptDirectory.from_config(alembic_config(url))
    return [found.revision for found in reversed(list(script.walk_revisions()))]


def _seconds(step: Callable[[], None]) -> float:
    began = time.monotonic()
    step()
    return time.monotonic() - began


@pytest.mark.nightly
def test_every_step_goes_down_and_up_over_ten_thousand_dossiers(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """From the newest version each step down and up again, and down to the next: no row and no value goes that both
    versions know, and at the end everything that the first version knew is there.
    """
    app = create_app(config(database_url, tmp_path, DEMO=1))
    loaded = app.test_cli_runner().invoke(args=["demo", "--dossiers", str(MANY), "--gemeenten", "5"])
    assert loaded.exit_code == 0, loaded.stderr
    with app.app_context():
        db.engine.dispose()
    steps, slowest = _revisions(database_url), (0.0, "")
    for below, above in zip(reversed(steps[:-1]), reversed(steps), strict=False):
        here = _columns(database_url)
        went = _seconds(lambda below=below: downgrade(database_url, below))  # type: ignore[misc]
        shared = _in_both(here, _columns(database_url))
        without = _digests(database_url, shared)
        came = _seconds(lambda above=above: upgrade(database_url, above))  # type: ignore[misc]
        assert _columns(database_url) == here, above
        assert _digests(database_url, shared) == without, above
        downgrade(database_url, below)
        slowest = max(slowest, (went, f"{above} down"), (came, f"{above} up"))
    first = _columns(database_url)
    then = _digests(database_url, first)
    whole = _seconds(lambda: upgrade(database_url))
    assert _digests(database_url, first) == then and then["dossier"][0] == MANY
    rows = sum(count for count, _ in then.values())
    record_property(
        "figures", f"{len(steps)} versions, {rows} rows, slowest {slowest}, all up in {whole:.1f} s"
    )
