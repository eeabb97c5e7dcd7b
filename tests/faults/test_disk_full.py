"""The disk is full while people post, hand in and print: a Dutch page that loses nothing, and nothing half anywhere.

The short form gives the web processes a limit of no bytes a file; the nightly one has real disks of some megabytes.
"""

import contextlib
import errno
import io
import os
import random
import re
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from schuldhulp.documents.tables import PaperFile
from schuldhulp.serve import IN_MEMORY
from schuldhulp.storage.room import is_no_room
from tests.documents.test_checking import picture
from tests.faults.server import Answer, WebServers, visitor_as, web_servers
from tests.faults.test_killed import OwnPostgres, durable_world, own_postgres
from tests.faults.test_unavailable import loses_nothing
from tests.test_backup import program, run
from tests.web_client import form_in
from tests.world import World, make_world

__all__ = ["durable_world", "own_postgres"]
PAPERS = "/mijn/papieren"
BOUNDARY = "----grens"
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser mounts a small disk")


def no_file_may_grow(servers: WebServers) -> None:
    """From now on every write of the web processes to a file fails, as on a full disk."""
    for pid in servers.pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def files_grow_again(servers: WebServers) -> None:
    for pid in servers.pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def multipart(fields: dict[str, str], files: dict[str, bytes]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def large_photo() -> bytes:
    """A photo of noise, that nothing makes smaller."""
    out, size = io.BytesIO(), (1500, 1200)
    noise = random.Random(9).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, noise).save(out, "JPEG", quality=98)
    return out.getvalue()


class AtThePapers:
    """Anna with one paper on her list, and a photo of it."""

    def __init__(self, world: World, port: int) -> None:
        self.world, self.anna = world, visitor_as(world, "anna", port)
        listing = form_in(self.anna.ask("GET", PAPERS).text, PAPERS, PAPERS) | {"kind": "rent"}
        self.paper = self.anna.ask("POST", PAPERS, listing).headers["Location"].partition("?")[0]

    def hand_in(self, *contents: bytes) -> Answer:
        page = self.anna.ask("GET", self.paper)
        fields = (
            form_in(page.text, self.paper, f"{self.paper}/bestand") if page.status == 200 else self.fields
        )
        self.fields = fields
        files = {f"huur-{number}.jpg": content for number, content in enumerate(contents)}
        return self.anna.send(
            "POST",
            f"{self.paper}/bestand",
            multipart(fields, files),
            f"multipart/form-data; boundary={BOUNDARY}",
        )

    def kept(self) -> tuple[int, int, int]:
        """Rows of files, files in the store, and whatever lies half-written there."""
        with self.world.open() as session:
            rows = session.scalar(select(func.count()).select_from(PaperFile)) or 0
        store = self.world.store
        return rows, len(list(store.objects())), len(list(store.root.glob(".*.*")))


def refused_calmly(answer: Answer) -> None:
    assert answer.status == 503, answer.text[:300]
    assert "Content-Security-Policy" in answer.headers
    assert not re.search(r"Traceback|Errno|No space|disk", answer.text)


def fills_up(world: World, fill: Callable[[WebServers], None], free: Callable[[WebServers], None]) -> None:
    """What was typed stays and is taken once there is room; files come in whole or not at all, and so do letters."""
    with web_servers(world) as servers:
        port = servers.ports[0]
        at = AtThePapers(world, port)
        assert at.hand_in(picture("JPEG")).status == 303
        before = at.kept()
        assert before == (1, 1, 0)
        fill(servers)
        small, large = picture("JPEG"), large_photo()
        assert len(large) > IN_MEMORY, "a body that the server puts on the disk itself"
        for content in (small, large):
            refused_calmly(at.hand_in(content))
        assert at.kept() == before
        printed = at.anna.ask("GET", "/mijn/werkboek/doel.pdf")
        assert printed.status in (200, 503)
        free(servers)
        loses_nothing(world, port, lambda: fill(servers), lambda: free(servers))
        assert at.hand_in(small, large).status == 303
        assert at.kept() == (3, 3, 0)


def test_on_a_full_disk_nothing_typed_is_lost_and_nothing_is_half(sqlite_world: World) -> None:
    fills_up(sqlite_world, no_file_may_grow, files_grow_again)


# What the server says when its disk is full, and what its tables then refuse.
FULL = """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"""
EACH = """DO $$ DECLARE one text; BEGIN FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
  EXECUTE format(%L, one); END LOOP; END $$"""


def on_every_table(statement: str) -> str:
    return EACH.replace("%L", "'" + statement.replace("'", "''") + "'")


def test_postgres_without_room_gives_the_same_page(durable_world: World, own_postgres: OwnPostgres) -> None:
    server = own_postgres.server
    fill = "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON %I EXECUTE FUNCTION full_disk()"

    def gone() -> None:
        server.execute(FULL, on_every_table(fill), database="hulp")

    def back() -> None:
        server.execute("DROP FUNCTION full_disk CASCADE", database="hulp")

    with web_servers(durable_world) as servers:
        loses_nothing(durable_world, servers.ports[0], gone, back)
        assert '"code": "53100"' in servers.said and '"no_room"' in servers.said


@contextlib.contextmanager
def nothing_may_grow(to: int) -> Iterator[None]:
    """No file of this process grows past so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (to, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [40_000, 200_000])
def test_a_copy_that_does_not_fit_leaves_nothing_half_and_the_ones_before(
    room: int, sqlite_url: str, tmp_path: Path
) -> None:
    here, copies = program(sqlite_url, tmp_path / "hier"), tmp_path / "kopie"
    copies.mkdir()
    assert run(here, "backup", str(copies / "maandag")).exit_code == 0
    before = {file.name: file.read_bytes() for file in copies.rglob("*") if file.is_file()}
    with nothing_may_grow(room):
        done = run(here, "backup", str(copies / "dinsdag"))
    assert done.exit_code == 2 and "is er nog ruimte" in done.stderr, done.output
    assert len(done.stderr.splitlines()) == 1
    assert {file.name: file.read_bytes() for file in copies.rglob("*") if file.is_file()} == before
    place = tmp_path / "terug"
    there = program(f"sqlite:///{place / 'hulp.sqlite'}", place)
    with nothing_may_grow(room):
        done = run(there, "restore", str(copies / "maandag"))
    assert done.exit_code == 2 and "is er nog ruimte" in done.stderr, done.output
    assert not (place / "hulp.sqlite").exists()
    assert run(here, "backup", str(copies / "dinsdag")).exit_code == 0
    assert run(there, "restore", str(copies / "dinsdag")).exit_code == 0


def test_what_has_no_room_is_told_from_other_faults() -> None:
    inner = OSError(errno.ENOSPC, "x")
    outer = RuntimeError("y")
    outer.__context__ = inner
    assert is_no_room(inner) and is_no_room(outer)
    inner.__context__ = outer  # what was raised while another was handled may lead in a circle
    assert is_no_room(outer)
    assert not is_no_room(OSError(errno.EACCES, "z")) and not is_no_room(None)


@contextlib.contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """A disk of its own of so many megabytes at `place`; what fills it up, and what makes room again."""
    place.mkdir(parents=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=1777", "tmpfs", str(place)], check=True
    )
    filler = place / "vol"

    def fill() -> None:
        with filler.open("wb", buffering=0) as out, contextlib.suppress(OSError):
            for piece in (bytes(65536), bytes(512), b"0"):
                with contextlib.suppress(OSError):
                    while out.write(piece):
                        pass

    try:
        yield fill, lambda: filler.unlink(missing_ok=True)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.nightly
@ROOT_ONLY
def test_a_real_small_disk_that_fills_up(
    sqlite_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(sqlite_world.url.removeprefix("sqlite:///"))
    with small_disk(tmp_path / "schijf", 40) as (fill, free):
        place = tmp_path / "schijf" / "hulp.sqlite"
        place.write_bytes(file.read_bytes())
        monkeypatch.setenv("TMPDIR", str(tmp_path / "schijf"))
        world = World(f"sqlite:///{place}", tmp_path / "schijf" / "data", sqlite_world.built)
        try:
            fills_up(world, lambda _: fill(), lambda _: free())
        finally:
            world.close()


@pytest.mark.nightly
@ROOT_ONLY
def test_a_real_small_disk_under_postgres_that_fills_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "schijf", 160) as (fill, free):
        tmp_path.chmod(0o755)
        monkeypatch.setattr("tests.faults.test_killed.tempfile.tempdir", str(tmp_path / "schijf"))
        server = OwnPostgres()
        monkeypatch.undo()
        world = make_world(server.url, tmp_path / "data")
        try:
            with web_servers(world) as servers:
                loses_nothing(world, servers.ports[0], fill, free)
                assert "Traceback" not in servers.said
        finally:
            world.close()
            server.close()
