"""Hostile text in every text field: on no page a browser reads markup in it, no PDF fetches or carries a thing for it,
no spreadsheet reads a formula in it, and nothing breaks."""

import csv
import io
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from sqlalchemy import select

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.dossier.tables import Event
from schuldhulp.municipalities.tables import Municipality, SettingChange
from tests.security.canaries import Typed, fetch, pages_of, shows, type_everywhere
from tests.security.estate import furnish
from tests.web_client import WebClient
from tests.world import World

SECRET = "zeer-geheim-op-de-schijf"
PEOPLE = {
    "client": "anna", "counsellor": "noor", "team_lead": "tess", "report_reader": "gert",
    "municipality_admin": "ada", "platform_admin": "petra", "nobody": None,
}  # fmt: skip


class Trap:
    """A file on the disk and a port that counts who comes, both named in the hostile text."""

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="k")
        os.write(handle, SECRET.encode())
        os.close(handle)
        self.file, self.calls = Path(name), 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                return
            self.calls += 1
            visitor.close()

    @property
    def words(self) -> tuple[str, str]:
        """The hostile text, and a shorter one for short fields."""
        there = f"http://127.0.0.1:{self.port}"
        whole = f'=1"><img src={there}/x onerror=a()><link rel=attachment href=file://{self.file}><a href={there}>'
        return whole, f'"><img src={there}>'

    def close(self) -> None:
        self._listener.close()
        self.file.unlink()


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    socket.create_connection(("127.0.0.1", made.port)).close()
    while not made.calls:
        pass
    made.calls = 0
    yield made
    made.close()


def assert_pdf_is_closed(page: str, data: bytes) -> str:
    """Nothing was put in from outside, and no link leads out. Gives its text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not list(pdf.attachments), page
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                assert SECRET.encode() not in item.read_bytes(), page
            if isinstance(item, pikepdf.Dictionary):
                assert "/URI" not in item and item.get("/S") not in ("/JavaScript", "/Launch"), page
    document = pypdfium2.PdfDocument(data)
    return "".join(sheet.get_textpage().get_text_bounded() for sheet in document)


@pytest.mark.parametrize(
    ("roles", "readers", "fields", "pages", "pdfs"),
    [
        (("client",), ("client", "counsellor"), 60, 25, 6),
        pytest.param(
            ("counsellor",), ("client", "counsellor", "team_lead"), 60, 25, 6, marks=pytest.mark.nightly
        ),  # largely the same forms as the client's
        (("nobody", "report_reader", "municipality_admin", "platform_admin"), tuple(PEOPLE), 8, 5, 1),
    ],
    ids=["client", "counsellor", "others"],
)  # fmt: skip
def test_text_stays_text(
    sqlite_world: World, trap: Trap, roles: tuple[str, ...], readers: tuple[str, ...], fields: int, pages: int,
    pdfs: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    world, typed = sqlite_world, Typed()
    furnish(world)
    world.app.config["WTF_CSRF_ENABLED"] = False
    for role in roles:
        type_everywhere(world, role, PEOPLE[role], trap.words, typed)
    shown, printed = set[str](), set[str]()
    for role in readers:
        client = WebClient(world, PEOPLE[role])
        for page in [address for addresses in pages_of(world, role) for address in addresses[:1]]:
            answer = fetch(client, page)
            assert answer.status_code < 500, page
            if answer.mimetype == "application/pdf":
                if str(trap.port) in assert_pdf_is_closed(page, answer.data).replace("\r\n", "").replace(
                    "\n", ""
                ):
                    printed.add(page)
            elif answer.mimetype == "text/html":
                assert not shows(answer.text, trap.words), page
                if f"img src=http://127.0.0.1:{trap.port}" in answer.text:
                    shown.add(page)
    told = f"{len(typed.taken)} of {len(typed.seen)} fields, {len(shown)} pages, {len(printed)} PDFs"
    assert typed.broken == []
    assert len(typed.taken) >= fields and len(shown) >= pages and len(printed) >= pdfs, told
    assert trap.calls == 0
    out = capfd.readouterr()
    assert f"127.0.0.1:{trap.port}" not in out.out + out.err + caplog.text, (
        "what was typed is in the log of the program"
    )
    assert written_in_a_history(world, f"127.0.0.1:{trap.port}") == []


def written_in_a_history(world: World, words: str) -> list[str]:
    """The rows of both histories, and of what settings were changed, in which words stand as they were typed."""
    with world.open() as session:
        return [
            f"{table.__tablename__}: {row}"
            for table in (Event, AccessEntry, SettingChange)
            for row in session.execute(select(*table.__table__.columns))
            if words in str(row)
        ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_of_the_report_is_a_formula(sqlite_world: World, start: str) -> None:
    with sqlite_world.open() as session:
        session.get_one(
            Municipality, sqlite_world.municipalities["voorbeeldstad"]
        ).name = f'{start}cmd|"calc"!A1;"x'
        session.commit()
    answer = WebClient(sqlite_world, "gert").get("/rapportage/2026-k3.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) > 20 and len({len(row) for row in rows}) == 1
    assert any("calc" in cell for row in rows for cell in row)
    assert [
        cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))
    ] == []
