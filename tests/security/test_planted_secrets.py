"""What people typed is in no file in any form: database, its log, uploads, mail, and copies."""

import base64
import gzip
import io
import os
import random
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from schuldhulp import create_app
from schuldhulp.extensions import db
from schuldhulp.messages.actions import send_message
from tests import databases
from tests.conftest import postgres_world
from tests.security.estate import furnish
from tests.world import World, config

KNOWN = ("K-anna", "K-berend", "K-chris")


def forms_of(secret: str) -> Iterator[bytes]:
    """A secret as it could lie in a file: three encodings, base64 at each of three places, hexadecimal."""
    plain = secret.encode()
    yield from (plain, secret.encode("utf-16-le"), secret.encode("utf-16-be"), plain.hex().encode())
    for shift in range(3):
        # What stands before and behind it in the same stream changes the first and the last letters.
        yield base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]


def contents(data: bytes) -> Iterator[bytes]:
    """The bytes themselves, and what is packed in them."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name)


def found_in(places: list[Path], secrets: list[str]) -> list[str]:
    """Each secret that lies open somewhere, with the file."""
    files = [
        file
        for place in places
        for file in ([place] if place.is_file() else place.rglob("*"))
        if file.is_file()
    ]
    assert files
    wanted: dict[bytes, list[tuple[str, bytes]]] = {}  # by how they begin: many secrets begin alike
    for secret in secrets:
        for form in forms_of(secret):
            wanted.setdefault(form[:4], []).append((secret, form))
    return [
        f"{secret} in {file.name}"
        for file in files
        for piece in contents(file.read_bytes())
        for start, forms in wanted.items()
        if start in piece
        for secret, form in forms
        if form in piece
    ]


def test_the_scan_finds_each_form_of_a_secret(tmp_path: Path) -> None:
    secret, number = "Mevrouw Van der Geheim 041", 0
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", f"voor {secret} na")
    lying = [
        secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be"), secret.encode().hex().encode(),
        gzip.compress(secret.encode()), packed.getvalue(),
        *(base64.b64encode(b"xyz"[:shift] + secret.encode() + b"qq") for shift in range(3)),
    ]  # fmt: skip
    for number, data in enumerate(lying):
        file = tmp_path / f"{number}.bin"
        file.write_bytes(data)
        assert found_in([file], [secret]) == [f"{secret} in {number}.bin"], number
    assert number == 8


def plant(world: World, count: int) -> list[str]:
    """Type words that stand nowhere else, as messages of two clients."""
    dice = random.Random(11)
    secrets = [f"Zin {dice.getrandbits(96):024x} einde" for _ in range(count)]
    with world.open() as session:
        for number, secret in enumerate(secrets):
            who = ("anna", "chris")[number % 2]
            dossier = world.dossier(session, who)
            send_message(session, world.people[who], world.now + timedelta(seconds=number), dossier, secret)
    return secrets


def scan(world: World, folder: Path, count: int) -> int:
    secrets = [*plant(world, count), *KNOWN]
    app = create_app(config(world.url, world.data))
    copy = folder / "kopie"
    assert app.test_cli_runner().invoke(args=["backup", str(copy)]).exit_code == 0
    file = Path(world.url.removeprefix("sqlite:///"))
    beside = [place for place in file.parent.glob(file.name + "*") if place.is_file()]
    assert found_in([*beside, world.data, copy, folder / "sleutels"], secrets) == []
    with app.app_context():
        db.engine.dispose()
    return len(secrets)


def test_nothing_that_was_typed_lies_open(sqlite_world: World, tmp_path: Path) -> None:
    furnish(sqlite_world)
    assert scan(sqlite_world, tmp_path, 40) == 43


def scan_postgres(folder: Path, count: int) -> int:
    """Plant, let the server write everything out, and search the files of the database and the log of its writes."""
    with postgres_world(folder) as world:
        furnish(world)
        secrets = plant(world, count)
        run, name = Path(os.environ[databases.RUN]), world.url.split("@/")[1].split("?")[0]
        server = databases.start_postgres(run)
        marker = f"open {random.Random(7).getrandbits(96):024x} einde"
        rows = server.execute(
            f"COMMENT ON SCHEMA public IS '{marker}'", "CHECKPOINT",
            "SELECT oid FROM pg_database WHERE datname = current_database()", database=name,
        )  # fmt: skip
        home = run / "postgres"
        places = [home / "base" / str(rows[0][0]), home / "pg_wal"]
        assert found_in(places, [marker]) != [], "what lies open in the database is found in its files"
        assert found_in([*places, world.data], secrets) == []
    return len(secrets)


def test_nothing_that_was_typed_lies_open_in_the_files_of_postgresql(tmp_path: Path) -> None:
    assert scan_postgres(tmp_path, 20) == 20


@pytest.mark.nightly
def test_of_a_thousand_secrets_none_lies_open_in_the_files_of_postgresql(tmp_path: Path) -> None:
    assert scan_postgres(tmp_path, 1000) == 1000


@pytest.mark.nightly
def test_of_a_thousand_secrets_none_lies_open(sqlite_world: World, tmp_path: Path) -> None:
    furnish(sqlite_world)
    assert scan(sqlite_world, tmp_path, 1000) == 1003
