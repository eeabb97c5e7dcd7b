"""Which version the tables have, and which one this program needs; asked without loading Alembic."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def newest() -> str:
    """The version this program needs: the highest number in the names of the migrations."""
    return max(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def version_of(connection: Connection) -> str | None:
    """The version the tables have; None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
