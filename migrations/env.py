"""Alembic's environment: one connection, batch mode, our metadata."""

from alembic import context

from schuldhulp import every_table
from schuldhulp.base import UtcDateTime
from schuldhulp.database import make_engine

url = context.config.attributes["url"]


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column types as the plain ones, so that a migration imports nothing of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


engine = make_engine(url).execution_options(schuldhulp_write=True)
with engine.connect() as connection:
    if engine.dialect.name == "sqlite":
        # A changed table is made anew and the old one dropped, with rows of others pointing at it. Inside a transaction
        # the pragma does nothing, and every statement that SQLAlchemy sends begins one: so past SQLAlchemy.
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    if engine.dialect.name == "postgresql":
        # A migration changes the rows of every municipality; row-level security holds for the owner of the tables too.
        connection.exec_driver_sql("SELECT set_config('app.everywhere', 'on', false)")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=every_table.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
        if engine.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"rows point at nothing after the migrations: {broken[:5]}")
engine.dispose()
