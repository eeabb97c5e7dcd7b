"""A dump of a PostgreSQL database by its own tools, and back."""

import os
import shutil
import subprocess  # nosec B404
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from schuldhulp.commands.answers import BadInput, moment, owner_only
from schuldhulp.commands.backup_copy import forget, open_copy
from schuldhulp.commands.backup_entrances import say_shut, shut_entrances
from schuldhulp.commands.backup_key_file import key_fits
from schuldhulp.commands.backup_keys import Keys, keys_in, put_keys_back
from schuldhulp.database import make_engine
from schuldhulp.tenancy import EVERYWHERE, look_in


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BadInput(f"voor PostgreSQL is {name} nodig; installeer het pakket postgresql-client")
    return found


def _run(words: list[str], url: URL) -> None:
    # Row-level security holds for the owner of the tables too, unless they say that they look everywhere.
    environ = dict(os.environ) | {"PGOPTIONS": "-c app.everywhere=on"}
    if url.password:
        environ["PGPASSWORD"] = str(url.password)
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)  # nosec B603
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["zonder uitleg gestopt"]
        raise BadInput(f"{Path(words[0]).name}: {lines[-1]}")


def _plain_url(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def copy_postgres(url: URL, plain: Path) -> Keys:
    """A whole dump without the keys of dossiers, and those keys. Raises BadInput."""
    engine = make_engine(url.render_as_string(hide_password=False))
    try:
        with Session(engine) as session:
            look_in(session, EVERYWHERE)
            owner_only(session)  # the dump of another role is whole to look at, and empty
        plain.touch(0o600)
        _run([_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security",
              "--exclude-table-data=dossier_key", f"--file={plain}", f"--dbname={_plain_url(url)}"], url)  # fmt: skip
        with Session(engine) as session:
            look_in(session, EVERYWHERE)
            # After the dump: a dossier without a key would be lost, a key without one is not.
            return keys_in(session)
    finally:
        engine.dispose()


def restore_postgres(source: Path, url: URL, keys: Keys) -> int:
    """Put a dump in an empty database; how many of its dossiers have no key any more. Raises BadInput."""
    tool, here = _tool("pg_restore"), url.render_as_string(hide_password=False)
    engine = make_engine(here)
    try:
        if inspect(engine).get_table_names():
            raise BadInput("in deze database staan al tabellen; er is niets veranderd")
    finally:
        engine.dispose()
    plain = source.with_name(source.name + ".open")
    try:
        open_copy(plain, source)
        _run([tool, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
              f"--dbname={_plain_url(url)}", str(plain)], url)  # fmt: skip
    finally:
        forget(plain)
    without = put_keys_back(here, keys)
    say_shut(shut_entrances(here, moment()))
    if not key_fits(here):
        raise BadInput(
            "teruggezet, maar MASTER_KEY past niet bij deze backup; zet de sleutel die erbij hoort"
        )
    return without
