"""Whose rows a transaction sees: row-level security on PostgreSQL, told to the database when the transaction begins.

A session has a scope; each transaction of it begins by setting it, for that transaction only, so nothing stays behind
on a connection that is used again. Without a scope no row of any municipality is there. SQLite has no such guard and
ignores it; there `visible_to` stands alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction

_SET = (
    "SELECT set_config('app.municipality', %(municipality)s, true), set_config('app.person', %(person)s, true),"
    " set_config('app.everywhere', %(everywhere)s, true)"
)
# A cookie tells a session; whose it is and in which municipality, only the database says.
_SET_BY_LOGIN = (
    "SELECT set_config('app.person', person_id::text, true),"
    " set_config('app.municipality', coalesce(municipality_id::text, ''), true)"
    " FROM login_session WHERE token_hash = %(token_hash)s AND ended_at IS NULL"
)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is there for a transaction: the rows of one municipality, and a person's own hats anywhere.

    `everywhere` counts only for the owner of the tables, and for the scheduler where it must look across.
    `token_hash` stands for the person and municipality of a signed-in session.
    """

    municipality_id: UUID | None = None
    person_id: UUID | None = None
    token_hash: bytes | None = None
    everywhere: bool = False


NOWHERE = Scope()
EVERYWHERE = Scope(everywhere=True)


def scope_of(session: Session) -> Scope:
    """The scope of a session; nothing at all when nobody set one."""
    found: Scope = session.info.get("scope", NOWHERE)
    return found


def look_in(session: Session, scope: Scope) -> None:
    """Give a session its scope, for the transaction that is open and for those that follow."""
    before = scope_of(session)
    session.info["scope"] = scope
    if session.in_transaction() and scope != before:
        _tell(session.connection(), scope)


def is_in(session: Session, scope: Scope) -> None:
    """Note the scope that the transaction of a session found out by itself, for the transactions that follow."""
    session.info["scope"] = scope


@contextmanager
def within(session: Session, municipality_id: UUID | None) -> Iterator[None]:
    """Look in one municipality for a while, and then again where the session looked before."""
    before = scope_of(session)
    look_in(session, Scope(municipality_id=municipality_id, person_id=before.person_id))
    try:
        yield
    finally:
        look_in(session, before)


@contextmanager
def as_person(session: Session, person_id: UUID) -> Iterator[None]:
    """Look for a while at the hats of a person too, in whatever municipality: who they are is shown, the hat is not."""
    before = scope_of(session)
    look_in(session, replace(before, person_id=person_id))
    try:
        yield
    finally:
        look_in(session, before)


def begin_in(session: Session, municipality_id: UUID | None, **begin: Any) -> None:
    """Begin a transaction in one municipality; what the session reads afterwards it reads where it looked before.

    Without a municipality only what belongs to the person is there, or for the jobs what they may see everywhere.
    """
    before = scope_of(session)
    session.info["scope"] = replace(
        before,
        municipality_id=municipality_id,
        token_hash=None if municipality_id else before.token_hash,
        everywhere=before.everywhere and municipality_id is None,
    )
    try:
        session.connection(**begin)
    finally:
        session.info["scope"] = before


def _tell(connection: Connection, scope: Scope) -> None:
    if connection.dialect.name != "postgresql":
        return
    if scope.token_hash is not None:
        connection.exec_driver_sql(_SET_BY_LOGIN, {"token_hash": scope.token_hash})
        return
    told = {
        "municipality": str(scope.municipality_id or ""), "person": str(scope.person_id or ""),
        "everywhere": "on" if scope.everywhere else "",
    }  # fmt: skip
    connection.exec_driver_sql(_SET, told)


@event.listens_for(Session, "after_begin")
def _at_begin(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    scope = scope_of(session)
    if scope != NOWHERE:
        _tell(connection, scope)
