"""Setting up for real, as the guide tells it: from an empty database to a counsellor with a dossier."""

import json
import re
from pathlib import Path

from sqlalchemy import select

from schuldhulp.accounts.queries import find_person
from schuldhulp.accounts.second_factor import totp
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.outbox.tables import OutboxMail
from tests.web_client import WebClient, form_of
from tests.world import PASSWORD, World

GUIDE = Path(__file__).parents[1] / "docs" / "beheer" / "installeren.md"


def invited(world: World, email: str) -> str:
    """The path of the link in the last invitation to an address."""
    with world.open() as session:
        person = find_person(session, email)
        assert person is not None
        query = select(OutboxMail).where(OutboxMail.person_id == person.id, OutboxMail.template == "invite")
        mail = session.scalars(query).one()
        return "/uitnodiging/" + json.loads(keyring(session).open(mail, "params_sealed") or "{}")["token"]


def comes_in(world: World, email: str, link: str) -> WebClient:
    """Choose a password by the link, which then works no more, sign in and set the second step up."""
    browser = WebClient(world, None)
    browser.submit(link, {"new_password": PASSWORD, "repeat_password": PASSWORD})
    browser.submit("/inloggen", {"email": email, "password": PASSWORD})
    set_up = browser.submit("/inloggen/tweede-stap", {}).location
    shown = re.search(r'class="seed">([A-Z2-7 ]+)<', browser.get(set_up).text)
    assert shown
    code = totp.code_at(shown[1].replace(" ", ""), totp.step_of(world.now))
    assert browser.submit(set_up, {"code": code}, status=200).text.count("<li><code>") == 8
    return browser


def test_from_an_empty_database_to_a_counsellor_with_a_dossier(sqlite_url: str, tmp_path: Path) -> None:
    world = World(sqlite_url, tmp_path)
    made = world.app.test_cli_runner().invoke(args=["beheerder", "rik@platform.example", "--naam", "Rik"])
    link = re.search(r"http://localhost(/uitnodiging/\S+)", made.stdout)
    assert link

    short = WebClient(world, None).submit(link[1], {"new_password": "kort"}, status=422).text
    assert "10 tekens of meer" in short and "staat er nog" not in short, "a password is not put back"
    rik = comes_in(world, "rik@platform.example", link[1])
    rik.submit("/beheer/gemeenten/nieuw", {
        "name": "Waterland", "slug": "waterland", "areas": "1440-1449\n1451",
        "admin_name": "Ilse", "admin_email": "ilse@waterland.example",
    })  # fmt: skip
    assert "Waterland" in rik.get("/beheer").text
    with world.open() as session:
        place = session.scalars(select(Municipality)).one()
    part = f"/beheer/gemeenten/{place.id}/meedoen"
    refused = rik.submit("/beheer", {}, action=part, status=409)
    assert "nog geen teamleider en schuldhulpverlener" in refused.text

    ilse = comes_in(world, "ilse@waterland.example", invited(world, "ilse@waterland.example"))
    start = ilse.get("/beheer").text
    assert "een teamleider" in start and "doet nog niet mee" in start and "1 medewerker:" in start
    for name, role in (("tom", "team_lead"), ("sara", "counsellor")):
        address = f"{name}@waterland.example"
        ilse.submit("/beheer/medewerkers/nieuw", {"name": name.capitalize(), "email": address, "role": role})
    tom = comes_in(world, "tom@waterland.example", invited(world, "tom@waterland.example"))
    sara = comes_in(world, "sara@waterland.example", invited(world, "sara@waterland.example"))

    resident = WebClient(world, None)
    assert "/andere-hulp" in resident.get("/g/waterland/aanmelden", status=303).location
    rik.submit("/beheer", {}, action=part)
    assert "doet nog niet mee" not in ilse.get("/beheer").text
    resident.submit("/g/waterland/aanmelden", {
        "postcode": "1441 AB", "called": "Dieuwke", "email": "dieuwke@thuis.example", "password": PASSWORD,
        "has_read": "y",
    })  # fmt: skip
    page = tom.get("/team")
    assert "Dieuwke" in page.text and "1441" in page.text
    tom.post("/team", form_of(page, "/team") | {"alles": "1"})
    assert "Dieuwke" in sara.get("/inbox").text
    with world.open() as session:
        kenmerk = session.scalars(select(Dossier.kenmerk)).one()
    for administrator in (rik, ilse):
        administrator.get(f"/dossiers/{kenmerk}", status=404)
    for command in ("keten", "configuratie"):
        assert world.app.test_cli_runner().invoke(args=[command]).exit_code == 0
    world.close()


def test_the_guide_names_commands_that_exist(sqlite_world: World) -> None:
    named = set(re.findall(r"flask --app wsgi (\w+)", GUIDE.read_text(encoding="utf-8")))
    assert named and named <= set(sqlite_world.app.cli.list_commands(None))  # type: ignore[arg-type]
