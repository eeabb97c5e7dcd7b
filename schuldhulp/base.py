"""The declarative base, key mixins and column types that every table shares."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

import uuid6
from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """Make a key for a new row: a UUIDv7, so that rows of one time lie together."""
    return UUID(int=uuid6.uuid7().int)


def new_unlinkable_id() -> UUID:
    """Make a key that tells nothing of its moment, for accounts without a name."""
    return uuid4()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC; refuses a naive datetime."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Mapped classes: columns, keys and constraints; no rules."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        UUID: Uuid(),
        datetime: UtcDateTime(),
        str: String(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


# Checked at commit, so that an act may add rows in any order: there are no relationships to sort them by.
_AT_COMMIT: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"}


def references(target: str) -> ForeignKey:
    """Point at a row of a shared table, or at the municipality."""
    return ForeignKey(target, **_AT_COMMIT)


def same_municipality(column: str, table: str) -> ForeignKeyConstraint:
    """Point `column` at a row of `table` in the same municipality; the database refuses any other."""
    return ForeignKeyConstraint(
        ["municipality_id", column], [f"{table}.municipality_id", f"{table}.id"], **_AT_COMMIT
    )


class Shared:
    """A row that belongs to no municipality. ARCHITECTURE names the few that may."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class Tenant:
    """A row of one municipality: its key begins with the municipality."""

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class DossierPart(Tenant):
    """A row of one dossier. Further constraints go in `__further_args__`."""

    __further_args__: ClassVar[tuple[Any, ...]] = ()

    dossier_id: Mapped[UUID] = mapped_column()

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            same_municipality("dossier_id", "dossier"),
            Index(None, "municipality_id", "dossier_id"),
            *cls.__further_args__,
        )


class Versioned:
    """A row that two people may edit at once; actions compare and raise the number."""

    version: Mapped[int] = mapped_column(default=1)
