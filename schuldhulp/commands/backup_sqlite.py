"""A copy of a database in a file, and back."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.orm import Session

from schuldhulp.commands.answers import BadInput, moment
from schuldhulp.commands.backup_copy import open_copy, whole_or_nothing
from schuldhulp.commands.backup_entrances import say_shut, shut_entrances
from schuldhulp.commands.backup_key_file import key_fits
from schuldhulp.commands.backup_keys import Keys, keys_in, put_keys_back
from schuldhulp.database import make_engine


def sqlite_faults(file: Path) -> str:
    """What is wrong with a database file, or '' when it is whole and ours."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if answer != "ok":
                return f"beschadigd: {answer.splitlines()[0]}"
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                return "onvolledig: een rij wijst naar een rij die er niet is"
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return "geen database van dit programma"
    return ""


def _has_tables(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def copy_sqlite(source: Path, plain: Path) -> Keys:
    """A whole copy without the keys of dossiers, and those keys."""
    if not source.exists():
        raise BadInput(f"er is nog geen database ({source})")
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=15000")
        connection.execute("VACUUM INTO ?", (str(plain),))
    plain.chmod(0o600)
    fault = sqlite_faults(plain)
    if fault:
        raise BadInput(f"de kopie is {fault}")
    engine = make_engine(f"sqlite:///{plain}")
    with Session(engine) as session:
        keys = keys_in(session)
    engine.dispose()
    with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=delete")
        connection.execute("DELETE FROM dossier_key")
        connection.execute("VACUUM")
    return keys


def restore_sqlite(source: Path, target: Path, keys: Keys) -> int:
    """Put a copy where no database stands yet; how many of its dossiers have no key any more. Raises BadInput."""
    if _has_tables(target):
        raise BadInput(f"er staat al een database ({target}); er is niets veranderd")
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_or_nothing(target) as partial:
        open_copy(partial, source)
        fault = sqlite_faults(partial)
        if fault:
            raise BadInput(f"{source} is {fault}")
        without = put_keys_back(f"sqlite:///{partial}", keys)
        say_shut(shut_entrances(f"sqlite:///{partial}", moment()))
        if not key_fits(f"sqlite:///{partial}"):
            raise BadInput("MASTER_KEY past niet bij deze backup; er is niets teruggezet")
        for end in ("-wal", "-shm"):
            target.with_name(target.name + end).unlink(missing_ok=True)
    return without
