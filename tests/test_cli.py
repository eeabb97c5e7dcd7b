"""The commands: what they print, what they leave behind, and one clear line when something is not right."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select, text

from schuldhulp import create_app
from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.tables import Person, SingleUseToken
from schuldhulp.budget.norm_files import FOLDER
from schuldhulp.claims.actions import note_mark
from schuldhulp.claims.marks import Mark
from schuldhulp.claims.queries import last_marks
from schuldhulp.clearing.actions import clear_up
from schuldhulp.crypto import keyring
from schuldhulp.dossier.chain.rows import chain_hash
from schuldhulp.dossier.tables import Event, EventHead
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.tables import Message
from schuldhulp.migrating import upgrade
from schuldhulp.norms.actions import publish_set
from schuldhulp.scripts_mi.loader import CATALOGUE
from tests.databases import let_rewrite
from tests.world import World, config


def run(world: World, *words: str, given: str | None = None) -> Result:
    return world.app.test_cli_runner().invoke(args=list(words), input=given)


def reckon(world: World, kind: str, given: object) -> dict[str, object]:
    done = run(world, "reken", kind, given=json.dumps(given))
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {"uitkomst", "regels", "waarschuwingen"}
    for line in found["regels"]:
        assert set(line) == {"naam", "bedrag", "uitleg", "bron", "geldig_vanaf"}
    return dict(found["uitkomst"])


@pytest.mark.parametrize(
    ("kind", "given", "outcome"),
    [
        ("maand", {"bedrag": "1440.17", "per": "4weken"}, {"per_maand": "1560.18"}),
        ("termijn", {"soort": "bedreigend", "start": "2026-11-20"}, {"uiterlijk": "2026-11-25"}),
        ("termijn", {"soort": "beschikking", "start": "2026-11-20", "weken": 6}, {"uiterlijk": "2027-01-04"}),
        ("bedreiging", {"soort": "ontruiming"}, {"bedreigend": True}),
        ("bedreiging", {"soort": "bankbeslag"}, {"bedreigend": False}),
        ("bsn", {"waarde": "111222333"}, {"geldig": True, "waarde": "111222333"}),
        ("bsn", {"waarde": "111222334"}, {"geldig": False, "waarde": None}),
        ("iban", {"waarde": "nl91 abna 0417 1643 00"}, {"geldig": True, "waarde": "NL91ABNA0417164300"}),
        ("postcode", {"waarde": "1234ab"}, {"geldig": True, "waarde": "1234 AB"}),
    ],
)
def test_one_calculation_goes_from_json_to_json(
    sqlite_world: World, kind: str, given: dict[str, object], outcome: dict[str, object]
) -> None:
    assert reckon(sqlite_world, kind, given) == outcome


@pytest.mark.parametrize(
    "words",
    [
        ("reken", "toverij"),
        ("reken", "maand"),
        ("reken", "maand", "--uitgavenn"),
        ("reken",),
        ("beheerder", "geen adres"),
        ("backup", "/bestaat/niet/kopie"),
        ("restore", "/bestaat/niet"),
    ],
)
def test_bad_input_gives_two_and_one_line(sqlite_world: World, words: tuple[str, ...]) -> None:
    done = run(sqlite_world, *words, given='{"bedrag": "veel", "per": "maand"}')
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_the_chain_command_names_the_first_bad_row(world: World) -> None:
    assert run(world, "keten").exit_code == 0
    with world.open() as session:
        send_message(session, world.people["anna"], world.now, world.dossier(session, "anna"), "Een vraag")
        let_rewrite(session.connection(), "event")
        session.execute(text("UPDATE event SET role='system' WHERE seq=2"))
        session.commit()
    broken = run(world, "keten")
    assert broken.exit_code == 1
    assert re.search(r"(voorbeeldstad), gebeurtenissen: rij 2 ", broken.stderr)


def test_the_chain_command_misses_what_was_cut_off_or_changed_inside(world: World) -> None:
    with world.open() as session:
        send_message(session, world.people["chris"], world.now, world.dossier(session, "chris"), "Een vraag")
        let_rewrite(session.connection(), "event")
        session.execute(
            text("UPDATE event SET detail_sealed = NULL, detail_digest = :d WHERE kind = 'MessageSent'"),
            {"d": b"0"},
        )
        session.commit()
    assert "verzegeld deel" in run(world, "keten").stderr
    with world.open() as session:
        session.execute(text("DELETE FROM event WHERE kind = 'MessageSent'"))
        session.commit()
    assert "ontbreekt aan het einde" in run(world, "keten").stderr


def test_an_anchor_goes_by_mail_and_to_a_second_place_and_the_chains_are_held_against_it_from_there(
    sqlite_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, second, mails = sqlite_world, f"map:{tmp_path / 'elders'}", tmp_path / "post"
    mails.mkdir()
    settings = world.app.config["SETTINGS"]
    monkeypatch.setitem(world.app.config, "SETTINGS", replace(settings, mail_url=f"map:{mails}"))
    assert run(world, "keten", "anker").exit_code == 2, "somewhere it must go"
    made = run(world, "keten", "anker", "--mail", "fg@elders.example", "--kopie", second)
    assert made.exit_code == 0 and made.stdout.count("ketens") == 2, made.stderr
    (mail,) = mails.glob("*.eml")
    assert "fg@elders.example" in mail.read_text() and "@client.example" not in mail.read_text()
    for place in (second, str(mails), str(mail)):
        held = run(world, "keten", "--anker", place)
        assert held.exit_code == 0 and "1 anker nagekeken" in held.stdout, held.stderr
    computed_anew(world)
    assert run(world, "keten").exit_code == 0, "by itself the chain holds"
    assert run(world, "keten", "anker", "--kopie", second).exit_code == 0, "the newest anchor holds too"
    for place in (second, str(mails), str(mail)):
        broken = run(world, "keten", "--anker", place)
        assert broken.exit_code == 1 and "is anders dan in het anker" in broken.stderr
    (tmp_path / "leeg").mkdir()
    for place in (str(tmp_path / "leeg"), str(tmp_path / "weg.json"), "ftp://daar", "s3://"):
        assert run(world, "keten", "--anker", place).exit_code == 2
    monkeypatch.setitem(world.app.config, "SETTINGS", replace(settings, mail_url="smtp://127.0.0.1:9"))
    refused = run(world, "keten", "anker", "--mail", "fg@elders.example")
    assert refused.exit_code == 1 and "ging niet weg" in refused.stderr


def computed_anew(world: World) -> None:
    """Change a row of the history and compute every link after it again, as somebody with the whole database could."""
    with world.open() as session:
        for head in session.scalars(select(EventHead)).all():
            let_rewrite(session.connection(), "event")
            before = bytes(32)
            for row in session.scalars(
                select(Event).where(Event.municipality_id == head.municipality_id).order_by(Event.seq)
            ):
                row.role = "system"
                before = row.hash = chain_hash(before, row)
            head.hash = before
        session.commit()


def test_a_copy_comes_back_whole_and_only_in_an_empty_place(sqlite_world: World, tmp_path: Path) -> None:
    world, copy = sqlite_world, tmp_path / "kopie"
    with world.open() as session:
        send_message(
            session, world.people["anna"], world.now, world.dossier(session, "anna"), "Blijft dit staan?"
        )
    assert run(world, "backup", str(copy)).exit_code == 0
    assert run(world, "backup", str(copy)).exit_code == 2, "an earlier copy is never written over"
    assert run(world, "restore", str(copy)).exit_code == 2, "a database that is in use is never written over"

    other = create_app(config(f"sqlite:///{tmp_path / 'nieuw' / 'data.sqlite'}", tmp_path / "nieuw"))
    done = other.test_cli_runner().invoke(args=["restore", str(copy)])
    assert done.exit_code == 0, done.stderr
    back = World(f"sqlite:///{tmp_path / 'nieuw' / 'data.sqlite'}", tmp_path / "nieuw", world.built)
    with back.open() as session:
        row = session.scalars(select(Message)).one()
        assert keyring(session).open(row, "body_sealed") == "Blijft dit staan?"
    back.close()

    spoilt = tmp_path / "kapot"
    spoilt.write_bytes(copy.read_bytes()[:60_000])
    empty = create_app(config(f"sqlite:///{tmp_path / 'leeg' / 'data.sqlite'}", tmp_path / "leeg"))
    assert empty.test_cli_runner().invoke(args=["restore", str(spoilt)]).exit_code == 2
    assert not (tmp_path / "leeg" / "data.sqlite").exists()


def test_a_copy_and_a_drill_are_written_down_and_what_is_too_old_is_said(
    world: World, tmp_path: Path
) -> None:
    def said() -> list[tuple[str, str, str]]:
        return re.findall(
            r"(.{7}) (laatste kopie|terugzetten geoefend): (.*)", run(world, "configuratie").stdout
        )

    def marks() -> dict[Mark, datetime]:
        with world.open() as session:
            return last_marks(session)

    begun = datetime.now(UTC)
    assert said() == [
        ("let op ", "laatste kopie", "nog nooit, gewenst is elke 2 dagen"),
        ("let op ", "terugzetten geoefend", "nog nooit, gewenst is elke 400 dagen"),
    ]
    assert run(world, "backup", str(tmp_path / "nergens" / "kopie")).exit_code == 2
    assert marks() == {}, "what did not happen is not written down"
    with world.open() as session:
        note_mark(session, begun - timedelta(days=401), Mark.COPY)
        note_mark(session, begun - timedelta(days=401), Mark.DRILL)
    if world.url.startswith("sqlite"):
        assert run(world, "backup", str(tmp_path / "kopie")).exit_code == 0
        assert begun <= marks()[Mark.COPY] <= datetime.now(UTC)
        assert [mark for mark, *_ in said()] == ["goed   ", "let op "]
    assert run(world, "oefening", "--op", "2999-01-01").exit_code == 2
    assert run(world, "oefening", "--op", "2026-02-03").stdout == "Geoefend op 03-02-2026.\n"
    assert marks()[Mark.DRILL] == datetime(2026, 2, 3, 12, tzinfo=UTC)
    assert run(world, "oefening").exit_code == 0 and marks()[Mark.DRILL] >= begun
    with world.open() as session:
        clear_up(session, begun + timedelta(days=300))
    assert set(marks()) == set(Mark), "cleared up is what is old, not what is last"


def test_the_first_administrator_gets_keys_and_a_link(sqlite_url: str, tmp_path: Path) -> None:
    world = World(sqlite_url, tmp_path)
    done = run(world, "beheerder", "Eerste@Beheer.example")
    assert done.exit_code == 0, done.stderr
    token = re.search(r"/([A-Za-z0-9_-]{43})$", done.stdout, re.M)
    assert token
    with world.open() as session:
        person = session.scalars(select(Person)).one()
        assert person.platform_admin
        assert keyring(session).open(person, "email_sealed") == "eerste@beheer.example"
        link = session.get(SingleUseToken, token_hash(token[1]))
        assert link is not None and (link.person_id, link.purpose) == (person.id, "invite")
        assert link.expires_at > world.now.replace(year=2025)
    assert run(world, "beheerder", "eerste@beheer.example").exit_code == 0
    with world.open() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
    found = run(world, "configuratie")
    assert found.exit_code == 0 and "fout" not in found.stdout
    world.close()


def test_configuration_names_what_is_wrong(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'leeg.sqlite'}"
    app = create_app(config(url, tmp_path, BASE_URL="http://geldhulp.example", MAIL_URL="smtp:mis"))
    found = app.test_cli_runner().invoke(args=["configuratie"])
    assert found.exit_code == 1
    for words in ("zonder https", "MAIL_URL", "nog geen tabellen"):
        assert words in found.stdout
    upgrade(url)
    assert "nog geen sleutels" in app.test_cli_runner().invoke(args=["configuratie"]).stdout


def test_what_was_published_counts_when_it_is_asked_for(sqlite_world: World) -> None:
    """Without the option the answer is the same everywhere; with it, it is that of this installation."""
    asked = json.dumps({
        "datum": "2027-01-15", "leefsituatie": "alleenstaand", "belastbaar_jaarinkomen": "20000", "adres": "geen"
    })  # fmt: skip
    year = ("bijstand", "beslagvrije_voet", "toeslagen")
    with sqlite_world.open() as session:
        for name in year:
            newest = sorted((FOLDER / name).glob("*.toml"))[-1].read_text(encoding="utf-8")
            text = newest.replace("geldig_tot = 2026-12-31", "geldig_tot = 2027-12-31")
            text = re.sub(r"geldig_van = \S+", "geldig_van = 2027-01-01", text)
            publish_set(session, sqlite_world.people["petra"], sqlite_world.now, name, text)
    plain = run(sqlite_world, "reken", "beslagvrije-voet", given=asked)
    assert plain.exit_code == 2 and "geen normen voor deze datum: 2027-01-15" in plain.stderr
    there = run(sqlite_world, "reken", "beslagvrije-voet", "--uitgaven", given=asked)
    assert there.exit_code == 0, there.stderr
    assert json.loads(there.stdout)["uitkomst"] == {"beslagvrije_voet": "963.20"}


def test_scripts_are_counted_by_going_through_them(sqlite_world: World) -> None:
    counted = json.loads(run(sqlite_world, "scripts", "tel").stdout)
    assert counted["scripts"] >= 30
    assert sum(counted["per_proces"].values()) == counted["scripts"]
    assert sum(counted["per_thema"].values()) == counted["thema_x_situatie"]
    assert counted["kernvarianten"] == counted["kernvarianten_bedacht"] >= 300
    linted = run(sqlite_world, "scripts", "lint")
    assert (linted.exit_code, linted.stdout.endswith("nagekeken: in orde\n")) == (0, True), linted.stdout


def test_each_fault_in_the_texts_is_named_with_file_line_and_reason(
    sqlite_world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "teksten"
    shutil.copytree(CATALOGUE, folder)

    def change(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def linted() -> Result:
        return run(sqlite_world, "scripts", "lint", "--map", str(folder))

    change("contact.yaml", "Welkom. Ik ben", "U moet bellen. Ik ben")
    found = linted()
    assert (found.exit_code, found.stderr) == (1, "schuldhulp: 1 fout in de teksten\n")
    assert re.fullmatch(r"contact\.yaml:\d+: dwingend: ‘u moet’\n", found.stdout)
    change("traject.yaml", "version: 1", "version: een")
    assert len(linted().stdout.splitlines()) == 2
    for words in (("lint", "--map", "/er/is/niets"), ("lint", "--hard"), ("schrijf",)):
        assert run(sqlite_world, "scripts", *words).exit_code == 2


def test_a_calculation_needs_no_installation() -> None:
    """Somebody who checks us has the source and nothing else: no settings, no secrets, no database."""
    flask = Path(sys.executable).with_name("flask")
    bare = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [flask, "--app", "wsgi", "reken", "maand"], input='{"bedrag": "1440.17", "per": "4weken"}', text=True,
        capture_output=True, env=bare, cwd=Path(__file__).parents[1], check=False,
    )  # fmt: skip
    assert (done.returncode, json.loads(done.stdout)["uitkomst"]) == (0, {"per_maand": "1560.18"})
    refused = subprocess.run(
        [flask, "--app", "wsgi", "configuratie"], text=True, capture_output=True, env=bare,
        cwd=Path(__file__).parents[1], check=False,
    )  # fmt: skip
    assert refused.returncode == 2 and "is missing" in refused.stderr


def test_the_command_for_the_database_is_there_beside_ours(sqlite_world: World) -> None:
    assert run(sqlite_world, "db", "current").exit_code == 0
