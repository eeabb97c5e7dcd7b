"""The migrations end in exactly the tables that the models describe, and go all the way down again."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect

from schuldhulp import every_table
from schuldhulp.database import make_engine
from schuldhulp.migrating import downgrade


def differences(url: str, metadata: MetaData) -> list[object]:
    """What a new migration would hold to turn the database at `url` into the tables of `metadata`."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


def test_the_migrations_end_in_the_models(database_url: str) -> None:
    assert differences(database_url, every_table.metadata) == []


def test_a_table_and_a_column_without_a_migration_are_found(database_url: str) -> None:
    planted = MetaData(naming_convention=every_table.metadata.naming_convention)
    for table in every_table.metadata.tables.values():
        table.to_metadata(planted)
    first = next(iter(planted.tables.values()))
    first.append_column(sa.Column("planted", sa.Text))
    sa.Table("planted_table", planted, sa.Column("id", sa.Integer, primary_key=True))
    found = repr(differences(database_url, planted))
    assert "planted_table" in found
    assert "'add_column'" in found


def test_the_migrations_go_down_to_nothing(database_url: str) -> None:
    downgrade(database_url, "base")
    engine = make_engine(database_url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()
