"""What lies under a key of a municipality: the keys of dossiers, and values in sealed columns."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Table, func, select
from sqlalchemy.orm import Session

from schuldhulp.dossier.tables import DossierKey
from schuldhulp.every_table import metadata

# Every column of a municipality that may hold something sealed.
SEALED = tuple(
    (table, column.name)
    for table in metadata.sorted_tables
    if {"municipality_id", "id"} <= set(table.columns.keys())
    for column in table.columns
    if column.name.endswith("_sealed") and isinstance(column.type, LargeBinary)
)


def under(table: Table, column: str, municipality_id: UUID, key: UUID) -> Any:
    """The id and the value of rows whose value names this key: its id stands in front of every sealed value."""
    stored = table.c[column]
    return select(table.c.id, stored).where(
        table.c.municipality_id == municipality_id, func.substr(stored, 2, 16) == key.bytes
    )


def left_under(session: Session, municipality_id: UUID, key: UUID) -> Iterator[tuple[str, int]]:
    """Where rows are under a key, and how many; nothing when it can go."""
    wrapped = select(func.count()).select_from(DossierKey).where(
        DossierKey.municipality_id == municipality_id, DossierKey.municipality_key_id == key
    )  # fmt: skip
    if count := session.scalar(wrapped):
        yield "dossier_key", count
    for table, column in SEALED:
        rows = under(table, column, municipality_id, key).subquery()
        if count := session.scalar(select(func.count()).select_from(rows)):
            yield f"{table.name}.{column}", count
