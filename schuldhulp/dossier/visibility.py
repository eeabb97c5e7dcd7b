"""Which dossiers exist for an actor: the one condition every query on dossiers and their rows starts from."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Executable,
    Row,
    Select,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    select,
)
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.dossier.tables import Dossier, Participation

_DOSSIER, _PARTICIPATION = Dossier.__table__.c, Participation.__table__.c
ASKED = {
    name: bindparam(name, type_=Uuid())
    for name in ("municipality_id", "dossier_id", "asker_id", "own_dossier_id")
}
_TAKING_PART = (Role.CLIENT, Role.PARTNER, Role.SUPPORTER)


@lru_cache(maxsize=1024)  # a page asks it in every query, and a condition is never changed
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Give the condition on Dossier for this actor. What it leaves out is not there (404).

    Client, partner and supporter: the dossiers they take part in now. Counsellor, team lead and the system: all
    dossiers of their municipality. Everybody else, the platform administrator and the report reader among them: none.
    """
    if actor.municipality_id is None:
        return false()
    person_id, own = actor.person_id, actor.dossier_id
    if actor.role in _TAKING_PART and person_id is None:
        return false()
    return _visible(actor.role, Dossier, Participation, actor.municipality_id, person_id, own)


def _visible(
    role: Role, dossier: Any, participation: Any, municipality_id: Any, person_id: Any, own_dossier_id: Any
) -> ColumnElement[bool]:
    """The condition with values or with parameters in their place, over the mapped classes or their columns."""
    not_deleted = dossier.deleted_at.is_(None)
    if role in _TAKING_PART:
        takes_part = exists().where(
            participation.municipality_id == dossier.municipality_id,
            participation.dossier_id == dossier.id,
            participation.person_id == person_id,
            participation.role == role.value,
            participation.ended_at.is_(None),
        )
        here = dossier.municipality_id == municipality_id
        return and_(not_deleted, dossier.id == own_dossier_id, here, takes_part)
    if role in (Role.COUNSELLOR, Role.TEAM_LEAD, Role.SYSTEM):
        return and_(not_deleted, dossier.municipality_id == municipality_id)
    return false()


@cache
def visible_as(role: Role) -> ColumnElement[bool]:
    """As `visible_to`, for any actor of a role, over the columns of the table: for statements that are built once.

    Such a statement is run with `asked_by(actor, dossier_id)`.
    """
    asked = ASKED["municipality_id"], ASKED["asker_id"], ASKED["own_dossier_id"]
    return _visible(role, _DOSSIER, _PARTICIPATION, *asked)


def rows_of(table: Any, actor: Actor, dossier_id: UUID) -> Select[Any]:
    """Select the rows of a table that belong to one dossier; none when the dossier is not there for this actor."""
    return _visible_rows(table, actor).where(table.dossier_id == dossier_id)


@lru_cache(maxsize=1024)
def _visible_rows(table: Any, actor: Actor) -> Select[Any]:
    of_dossier = and_(Dossier.municipality_id == table.municipality_id, Dossier.id == table.dossier_id)
    query = select(table).join(Dossier, of_dossier)
    return query.where(visible_to(actor), table.municipality_id == actor.municipality_id)


def columns_of(role: Role, table: Any, *names: str) -> Select[Any]:
    """As `rows_of`, but columns instead of entities, and for any actor of a role: to be built once and kept.

    Without names every column but the keys that the asker gives. Reading columns costs a third of reading entities.
    Run it with `read_rows` and `asked_by(actor, dossier_id)`.
    """
    source = table.__table__
    keys = ("municipality_id", "dossier_id")
    names = names or tuple(column.name for column in source.columns if column.name not in keys)
    of_dossier = and_(
        _DOSSIER.municipality_id == source.c.municipality_id, _DOSSIER.id == source.c.dossier_id
    )
    return (
        select(*(source.c[name] for name in names))
        .join_from(source, Dossier.__table__, of_dossier)
        .where(visible_as(role), source.c.municipality_id == ASKED["municipality_id"])
        .where(source.c.dossier_id == ASKED["dossier_id"])
    )


def asked_by(actor: Actor, dossier_id: UUID | None = None, **more: Any) -> dict[str, Any]:
    """The parameters of a statement over `visible_as`: who asks, and about which dossier."""
    return {
        "municipality_id": actor.municipality_id, "asker_id": actor.person_id, "own_dossier_id": actor.dossier_id,
        "dossier_id": dossier_id, **more,
    }  # fmt: skip


def read_rows(session: Session, query: Executable, asked: dict[str, Any]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read columns. What an act has added or changed is written first, as it is before entities are read."""
    if session.autoflush:
        session.flush()
    return session.connection().execute(query, asked).all()  # there are no entities to make: past the ORM


def read_raw(session: Session, query: Executable, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Read columns as the driver gives them: to see whether they are what they were, and else for `with_types`."""
    if session.autoflush:
        session.flush()
    result = session.connection().execute(query, asked)
    rows = result.cursor.fetchall() if result.cursor is not None else ()
    result.close()
    return list(rows)


def with_types(session: Session, query: Select[Any], raw: list[tuple[Any, ...]]) -> list[Any]:
    """The rows that `read_raw` gave for a statement, as `read_rows` would have given them."""
    if not raw:
        return []
    row, converted = _shape(query, session.get_bind().dialect)
    return [
        row._make(convert(v) if convert else v for convert, v in zip(converted, each, strict=True))
        for each in raw
    ]


@lru_cache(maxsize=256)
def _shape(query: Select[Any], dialect: Dialect) -> tuple[Any, list[Callable[[Any], Any] | None]]:
    """The names of a statement's columns, and what makes values of what the driver gives."""
    columns = list(query.selected_columns)
    types = [column.type.dialect_impl(dialect) for column in columns]
    row = namedtuple("row", [str(column.key) for column in columns])  # type: ignore[misc]
    return row, [kind.result_processor(dialect, None) for kind in types]
