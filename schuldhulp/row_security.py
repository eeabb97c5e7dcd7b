"""Row-level security in a migration: `protect("table", …)` for each new table of a municipality, in one line.

On PostgreSQL a row is there only for a transaction that looks in its municipality (schuldhulp/tenancy.py). The guard is
forced, so it also holds for the owner of the tables. What is written here is part of migrations that have run: to
change a policy, write a new migration with its own words.
"""

from collections.abc import Iterable

from alembic import op

# `current_setting` is read once a statement; a setting that was never made is NULL, and then no row is there.
_HERE = "municipality_id = NULLIF(current_setting('app.municipality', true), '')::uuid"
SCHEDULER = "schuldhulp_planner"
APP = "schuldhulp_app"
ONCE_WRITTEN = ("access_entry", "event")


def rights(table: str) -> str:
    """What the application may do with a table: history is added to, the mark of the version is read."""
    if table == "alembic_version":
        return "SELECT"
    if table == "event":  # emptied when a client leaves it behind, and changed in no other way (a trigger looks)
        return "SELECT, INSERT, UPDATE (kind, envelope, detail_sealed, person_id, acting_for)"
    return "SELECT, INSERT" if table in ONCE_WRITTEN else "SELECT, INSERT, UPDATE, DELETE"


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def protect(*tables: str) -> None:
    """Let a transaction see and write only the rows of its own municipality, in tables that have `municipality_id`."""
    if not _on_postgresql():
        return
    for table in tables:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY municipality ON {table} USING ({_HERE})")
        op.execute(f"CREATE POLICY owner ON {table} USING ((SELECT owner_looks_everywhere()))")
        grant(table)


def let_scheduler_look(*tables: str) -> None:
    """Let the scheduler see and write the rows of every municipality in these tables; in no other."""
    if _on_postgresql():
        for table in tables:
            op.execute(f"CREATE POLICY scheduler ON {table} USING ((SELECT scheduler_looks_everywhere()))")


def grant(*tables: str) -> None:
    """Let the roles of the application, where there are any, read and write these tables."""
    for table in tables:
        for role in (APP, SCHEDULER):
            op.execute(
                f"DO $$ BEGIN IF to_regrole('{role}') IS NOT NULL THEN"
                f" GRANT {rights(table)} ON {table} TO {role}; END IF; END $$"
            )


def unprotect(tables: Iterable[str], policies: Iterable[str] = ("municipality", "owner")) -> None:
    """Take the guard away again; a table that is dropped needs no such line."""
    if not _on_postgresql():
        return
    for table in tables:
        for policy in policies:
            op.execute(f"DROP POLICY {policy} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
