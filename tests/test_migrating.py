"""A database that is in use is migrated: its rows stay, and what pointed at something still does."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, MetaData

from schuldhulp.database import downgrade, make_engine, upgrade
from tests.databases import look_everywhere
from tests.inbox.desks import assign
from tests.world import World


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
