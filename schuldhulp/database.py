"""How we speak to SQLite and PostgreSQL: per-connection settings, write transactions."""

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg.errors import _WaitTimeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

WRITE = {"schuldhulp_write": True}
PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 2,
    "secure_delete": 1,
}


class Waits(NamedTuple):
    """How long one waits: for a lock in milliseconds, and for a server that says nothing at all in seconds."""

    lock: int
    answer: float


WEB_WAITS, JOBS_WAIT = Waits(2500, 20), Waits(15000, 600)  # a person gets an answer within three seconds
_SIGN_OF_LIFE = 1.5  # seconds, of a connection that lay in the pool


class _Bounded(psycopg.Connection[Any]):
    """A connection that waits no longer than `patience` seconds for a word of the server.

    A server that is stopped or out of reach without closing its sockets would otherwise hold its caller for ever: no
    setting of the server helps then, and the system sees a line that is whole.
    """

    patience: float = JOBS_WAIT.answer

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server. Raises OperationalError after `patience`, and the connection is closed then."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except _WaitTimeout:
            if timeout is None:
                self.pgconn.finish()
            raise


def engine_options(url: str, waits: Waits = JOBS_WAIT) -> dict[str, Any]:
    """How an engine connects: on PostgreSQL it gives up in time, and a connection that died is replaced."""
    if not url.startswith("postgresql"):
        return {}
    return {
        "pool_timeout": 2,
        "connect_args": {"connect_timeout": 2, "options": f"-c lock_timeout={waits.lock}"},
    }


def prepare_engine(engine: Engine, waits: Waits = JOBS_WAIT) -> Engine:
    """Give every connection of `engine` our settings, and make marked transactions begin as writers.

    On SQLite a transaction marked with WRITE begins IMMEDIATE, so that it waits for its turn instead of failing
    when it first writes; a read transaction is never upgraded.
    """
    if engine.dialect.name == "sqlite":
        if engine.url.database and engine.url.database != ":memory:":
            _StandingFile(Path(engine.url.database)).watch(engine)
        event.listen(engine, "connect", partial(_set_pragmas, {**PRAGMAS, "busy_timeout": waits.lock}))
        event.listen(engine, "begin", _begin_sqlite)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "do_connect", partial(_connect_bounded, waits.answer))
        event.listen(engine, "checkout", partial(_alive, engine))
    return engine


def _connect_bounded(patience: float, _dialect: Any, _record: Any, args: Any, params: Any) -> _Bounded:
    made = _Bounded.connect(*args, **params)
    made.patience = patience
    return made


def _alive(engine: Engine, connection: Any, _record: Any, _proxy: Any) -> None:
    """A connection that lay in the pool answers at once, or is replaced by a new one."""
    patience, connection.patience = connection.patience, _SIGN_OF_LIFE
    try:
        engine.dialect.do_ping(connection)
    except psycopg.Error as error:
        raise DisconnectionError("the server does not answer") from error
    finally:
        connection.patience = patience


def make_engine(url: str) -> Engine:
    """Open an engine of our own, for jobs, tests and tools outside the web."""
    return prepare_engine(create_engine(url, **engine_options(url)))


class _StandingFile:
    """The database file under its name. Who holds it open goes on writing when it is taken away or another is put in
    its place, and all of that would be lost; so each use looks whether the file still stands there, and a file that
    was there once is never made anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._was_there = False

    def watch(self, engine: Engine) -> None:
        """Look before every connection, and at every use of one."""
        event.listen(engine, "do_connect", self._before_connecting)
        event.listen(engine, "connect", self._connected)
        event.listen(engine, "checkout", self._still_there)

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _before_connecting(self, _dialect: Any, _record: Any, _args: Any, _params: Any) -> None:
        if self._was_there and self._now() is None:
            raise sqlite3.OperationalError("the database file is gone")

    def _connected(self, _connection: Any, record: Any) -> None:
        record.info["file"] = self._now()
        self._was_there = True

    def _still_there(self, _connection: Any, record: Any, _proxy: Any) -> None:
        if self._now() != record.info["file"]:
            raise DisconnectionError("the database file is gone or another")


def _set_pragmas(pragmas: dict[str, str | int], dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")
    for name, value in pragmas.items():
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise RuntimeError(f"SQLite refuses {name}={value}: it answers {found}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("schuldhulp_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
