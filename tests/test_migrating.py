"""A database that is in use is migrated: its rows stay, and what pointed at something still does."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.orm import Session

from bench.worlds import course_of
from schuldhulp.crypto import attach_keyring
from schuldhulp.database import make_engine
from schuldhulp.demo.loading import Wanted, load
from schuldhulp.demo.story import Story
from schuldhulp.migrating import alembic_config, downgrade, upgrade
from schuldhulp.tenancy import EVERYWHERE, look_in
from tests.databases import look_everywhere
from tests.inbox.desks import assign
from tests.world import FRIDAY, MASTER, World


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
    found = {
        name: [column["name"] for column in columns]
        for (_, name), columns in sa.inspect(engine).get_multi_columns().items()
        if name != "alembic_version"
    }
    engine.dispose()
    return found


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


MANY, WHOLE = 10_000, 10
"""Dossiers, and one in how many is whole; the others keep their course. Whole they are 2.5 million rows, and what a
step does to a table shows as well over half a million."""


def _fill(url: str) -> None:
    """Dossiers of five municipalities, with rows in every table that the demo knows."""
    engine = look_everywhere(make_engine(url))
    with Session(engine, expire_on_commit=False) as session:
        attach_keyring(session, MASTER)
        look_in(session, EVERYWHERE)
        load(
            session,
            Wanted(municipalities=5, dossiers=MANY, seed=14, now=FRIDAY),
            "opens nothing",
            edit=_edited,
        )
    engine.dispose()


def _edited(story: Story) -> Story:
    return story if story.number % WHOLE == 0 else course_of(story)


def _digests(url: str, columns: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    """By table how many rows there are and a sum over all of them, in these columns, whatever their order.

    Two of them compare within this process only: on SQLite it is Python that hashes what the file holds.
    """
    engine = look_everywhere(make_engine(url))
    with engine.connect() as connection:
        said = _said_by_postgres if engine.dialect.name == "postgresql" else _said_by_sqlite
        found = {name: said(connection, name, wanted) for name, wanted in columns.items()}
    engine.dispose()
    return found


def _said_by_postgres(connection: Connection, name: str, columns: list[str]) -> tuple[int, int]:
    row = f"row({', '.join(columns)})::text"
    asked = f"SELECT count(*), coalesce(sum(hashtextextended({row}, 0)), 0) FROM {name}"
    count, total = connection.exec_driver_sql(asked).one()
    return count, int(total)


def _said_by_sqlite(connection: Connection, name: str, columns: list[str]) -> tuple[int, int]:
    count = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
    rows = connection.connection.cursor().execute(f"SELECT {', '.join(columns)} FROM {name}")
    return count, sum(map(hash, rows))


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
    database_url: str, record_property: Callable[[str, object], None]
) -> None:
    """From the newest version each step down and up again, and down to the next: no row and no value goes that both
    versions know, and at the end everything that the first version knew is there.
    """
    loading = _seconds(lambda: _fill(database_url))
    steps, slowest, began = _revisions(database_url), (0.0, ""), time.monotonic()
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
        "figures",
        f"{len(steps)} versies, {rows} rijen, geladen in {loading:.0f} s, elke stap omlaag, omhoog en omlaag in "
        f"{time.monotonic() - began - whole:.0f} s, traagste {slowest[1]} {slowest[0]:.1f} s, "
        f"alles omhoog in {whole:.1f} s",
    )
