"""After an erasure the very bytes of what was sealed are gone from the files of the database, and so is the key."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from sqlalchemy import LargeBinary, select

from schuldhulp import create_app
from schuldhulp.commands.backup_key_file import kept_keys
from schuldhulp.commands.backup_keys import Keys
from schuldhulp.every_table import metadata
from schuldhulp.extensions import db
from schuldhulp.retention import actions
from tests import databases
from tests.conftest import postgres_world
from tests.retention.test_erasing import erased, over
from tests.security.estate import furnish
from tests.world import World, config

WRITTEN_ANEW = (("VACUUM",), ("VACUUM (FULL, ANALYZE)", "VACUUM FULL pg_statistic"))
LONG = 32
"""Bytes: what is shorter could stand somewhere by chance."""


def sealed_of(world: World, dossier_id: UUID, person_id: UUID | None) -> list[bytes]:
    """The end of every sealed value and of the key of a dossier and its client: no two are alike."""
    found = set[bytes]()
    with world.open() as session:
        for table in metadata.sorted_tables:
            whose = (
                table.c.dossier_id == dossier_id if "dossier_id" in table.c
                else table.c.id == (person_id if table.name == "person" else dossier_id)
                if table.name in ("person", "dossier") else None
            )  # fmt: skip
            columns = [
                column for column in table.c
                if isinstance(column.type, LargeBinary) and column.name.endswith(("_sealed", "wrapped"))
            ]  # fmt: skip
            if whose is not None and columns:
                for row in session.execute(select(*columns).where(whose)):
                    found |= {bytes(value)[-LONG:] for value in row if value is not None}
    assert all(len(one) == LONG for one in found)
    return sorted(found)


def lying_in(files: list[Path], wanted: list[bytes]) -> int:
    """How many of these stand in the raw bytes of the files."""
    contents = [file.read_bytes() for file in files if file.is_file()]
    assert contents
    return sum(any(one in content for content in contents) for one in wanted)


def erase_and_look(world: World, files: Callable[[], list[Path]]) -> list[bytes]:
    """The sealed values of the dossier that was erased, each of which lay in the files before."""
    furnish(world)
    day = over(world)
    anna = world.people["anna"]
    assert anna.dossier_id is not None
    wanted = sealed_of(world, anna.dossier_id, anna.person_id)
    assert len(wanted) > 40 and lying_in(files(), wanted) == len(wanted)
    assert erased(world, day)["dossier_key"] == 1
    with world.open() as session:
        actions.checkpoint(session)
    return wanted


def test_the_files_of_sqlite_hold_no_byte_of_what_was_erased_and_the_next_copy_no_key(
    sqlite_world: World, tmp_path: Path
) -> None:
    file = Path(sqlite_world.url.removeprefix("sqlite:///"))

    def files() -> list[Path]:
        return [*file.parent.glob(file.name + "*")]

    assert lying_in(files(), erase_and_look(sqlite_world, files)) == 0
    kept = keys_in_a_copy(sqlite_world, tmp_path / "kopie")
    gone, stays = (str(sqlite_world.people[who].dossier_id) for who in ("anna", "berend"))
    assert {key[1] for key in kept.dossiers} >= {stays} and gone not in {key[1] for key in kept.dossiers}


def keys_in_a_copy(world: World, copy: Path) -> Keys:
    app = create_app(config(world.url, world.data))
    assert app.test_cli_runner().invoke(args=["backup", str(copy)]).exit_code == 0
    with app.app_context():
        db.engine.dispose()
        return kept_keys(copy.with_name("sleutels"))


class OfPostgres:
    """The files of one database of the server, and which table each belongs to."""

    def __init__(self, world: World) -> None:
        run = Path(os.environ[databases.RUN])
        self._name = world.url.split("@/")[1].split("?")[0]
        self._server = databases.start_postgres(run)
        oid = self.asked("SELECT oid FROM pg_database WHERE datname = current_database()")[0][0]
        self._folder = run / "postgres" / "base" / str(oid)

    def asked(self, *statements: str) -> list[tuple[object, ...]]:
        return self._server.execute(*statements, database=self._name)

    def files(self) -> list[Path]:
        """The files, with everything written out."""
        self.asked("CHECKPOINT")
        return [*self._folder.iterdir()]

    def tables_with(self, wanted: list[bytes]) -> Counter[str]:
        """In which tables how many of these lie."""
        named = {
            str(row[0]): str(row[1])
            for row in self.asked("SELECT pg_relation_filenode(oid), relname FROM pg_class")
        }
        found = {
            named.get(file.name.split(".")[0], file.name): lying_in([file], wanted) for file in self.files()
        }
        return +Counter(found)


def test_the_files_of_postgresql_hold_no_byte_of_what_was_erased_once_the_tables_are_written_anew(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A row that is gone stays in its page, and a sample of it in the statistics, until both are written anew; without
    its key it opens nowhere.
    """
    with postgres_world(tmp_path) as world:
        server = OfPostgres(world)
        server.asked("ANALYZE")
        wanted = erase_and_look(world, server.files)
        world.engine.dispose()
        left = [len(wanted), lying_in(server.files(), wanted)]
        for statements in WRITTEN_ANEW:
            server.asked(*statements)
            left.append(lying_in(server.files(), wanted))
        record_property(
            "figures", f"van {left[0]} waarden nog na wissen en na elk van {WRITTEN_ANEW}: {left[1:]}"
        )
        assert server.tables_with(wanted) == Counter(), left
