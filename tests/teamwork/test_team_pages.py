"""The team lead's pages: divide in a few clicks, look before dividing many, and be away."""

import re

from sqlalchemy import select

from schuldhulp.crypto import keyring
from schuldhulp.dossier.actions import ThreatTold
from schuldhulp.dossier.tables import Dossier
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.tables import Absence, Membership, Team
from tests.web_client import WebClient, form_of
from tests.world import World


def whose(world: World) -> dict[str, str | None]:
    people = {actor.membership_id: name for name, actor in world.people.items() if actor.membership_id}
    with world.open() as session:
        rows = session.scalars(select(Dossier)).all()
    kenmerken = {kenmerk: client for client, kenmerk in world.kenmerken.items()}
    return {kenmerken[row.kenmerk]: people.get(row.counsellor_id) for row in rows}


def test_a_page_is_divided_as_suggested_in_one_click(sqlite_world: World) -> None:
    tess = WebClient(sqlite_world, "tess")
    page = tess.get("/team")
    assert "het minst van allen" in page.text and "K-chris" not in page.text
    tess.submit("/team", {"alles": "1"})
    found = whose(sqlite_world)
    assert {found["anna"], found["berend"]} == {"bas", "noor"}, "both had nothing: one each"
    assert found["chris"] is None
    assert "Alles is verdeeld." in tess.get("/team").text


def test_one_dossier_goes_to_whom_the_lead_chooses(sqlite_world: World) -> None:
    tess = WebClient(sqlite_world, "tess")
    anna = sqlite_world.people["anna"].dossier_id
    tess.submit("/team", {f"aan-{anna}": str(sqlite_world.people["noor"].membership_id), "alleen": str(anna)})
    assert whose(sqlite_world) == {"anna": "noor", "berend": None, "chris": None}
    fields = form_of(tess.get("/team"), "/team")
    fields |= {
        f"aan-{anna}": str(sqlite_world.people["bas"].membership_id),
        f"nu-{anna}": "",
        "alleen": str(anna),
    }
    stale = tess.post("/team", fields, status=409)
    assert "Iemand anders heeft dit net verdeeld" in stale.text
    assert whose(sqlite_world)["anna"] == "noor"


def test_threats_stand_behind_one_click_with_the_legal_day(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        told = (ThreatTold(kind="ontruiming", threatens_on=None),)
        sqlite_world.add_client(session, "dirk", "voorbeeldstad", told)
    page = WebClient(sqlite_world, "tess").get("/team?toon=dreiging")
    assert "Dirk K-dirk" in page.text and "K-anna" not in page.text
    assert "(wettelijk)" in page.text and "wo 25 nov" in page.text


def test_what_stands_in_no_queue_is_shown_and_put_with_a_team(sqlite_world: World) -> None:
    place = sqlite_world.municipalities["voorbeeldstad"]
    with sqlite_world.open() as session:
        session.add(Team(municipality_id=place, name="Team Zuid"))
        session.commit()
        sqlite_world.add_client(
            session, "dirk", "voorbeeldstad"
        )  # two teams and no default: the rule names none
    dirk = sqlite_world.people["dirk"].dossier_id
    tess = WebClient(sqlite_world, "tess")
    alone = tess.get("/team?toon=zonder-team").text
    assert "Dirk K-dirk" in alone and "K-anna" not in alone and "zonder team" in alone
    with sqlite_world.open() as session:
        south = session.scalars(select(Team).where(Team.name == "Team Zuid")).one().id
    tess.submit("/team", {f"team-{dirk}": str(south), "naar-team": str(dirk)})
    with sqlite_world.open() as session:
        row = session.scalars(select(InboxRow).where(InboxRow.dossier_id == dirk)).one()
        assert row.team_id == south == session.get_one(Dossier, (place, dirk)).team_id
    assert "Zonder team" not in tess.get("/team").text
    ada = WebClient(sqlite_world, "ada")
    refused = ada.submit("/beheer/verdeling", {"default_team": ""}, status=422)
    assert "Daar gaat heen wat nergens anders bij hoort" in refused.text


def test_all_of_a_colleague_is_proposed_looked_at_and_confirmed(sqlite_world: World) -> None:
    tess = WebClient(sqlite_world, "tess")
    tess.submit("/team", {"alles": "1"})
    bas = f"/team/collega/{sqlite_world.people['bas'].membership_id}"
    proposal = tess.submit(bas, {"actie": "bekijk"}, status=200)
    assert "Noor krijgt er 1." in proposal.text
    tess.post(bas, form_of(proposal, bas) | {"actie": "bevestig"})
    assert whose(sqlite_world) == {"anna": "noor", "berend": "noor", "chris": None}
    noor = f"/team/collega/{sqlite_world.people['noor'].membership_id}"
    nothing = tess.submit(noor, {"actie": "bekijk", "which": "gekozen"}, status=422)
    assert "nog geen dossier gekozen" in nothing.text
    queue = tess.submit(noor, {"actie": "bekijk", "to": "wachtrij"}, status=200)
    tess.post(noor, form_of(queue, noor) | {"actie": "bevestig"})
    assert set(whose(sqlite_world).values()) == {None}


def test_a_counsellor_goes_away_after_seeing_the_promises(sqlite_world: World) -> None:
    berend, bas = sqlite_world.people["berend"].dossier_id, sqlite_world.people["bas"].membership_id
    to_noor = {f"aan-{berend}": str(sqlite_world.people["noor"].membership_id), "alleen": str(berend)}
    WebClient(sqlite_world, "tess").submit("/team", to_noor)
    noor = WebClient(sqlite_world, "noor")
    days = {"first_day": "23-11-2026", "last_day": "27-11-2026"}
    days["stand_in"] = str(bas)
    own = {**days, "stand_in": str(sqlite_world.people["noor"].membership_id), "actie": "bekijk"}
    lead = WebClient(sqlite_world, "tess").submit("/afwezig", {**own, "whose": own["stand_in"]}, status=422)
    assert "Deze collega kan in deze dagen niet vervangen." in lead.text
    seen = noor.submit("/afwezig", {**days, "actie": "bekijk"}, status=200)
    assert "Berend K-berend" in seen.text and "K-anna" not in seen.text
    noor.post("/afwezig", form_of(seen, "/afwezig") | {"actie": "bevestig"})
    with sqlite_world.open() as session:
        row = session.scalars(select(Absence)).one()
    page = noor.get("/afwezig")
    assert re.search(r"23-11-2026.*27-11-2026", page.text, re.S)
    noor.submit("/afwezig", {}, action=f"/afwezig/{row.id}/weg")
    with sqlite_world.open() as session:
        assert session.scalars(select(Absence)).all() == []


def test_who_works_in_two_roles_stands_twice_with_the_role(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        ring = keyring(session)
        noor, tess = (
            session.scalars(
                select(Membership).where(Membership.id == sqlite_world.people[who].membership_id)
            ).one()
            for who in ("noor", "tess")
        )
        name = ring.open(noor, "name_sealed")
        ring.seal(tess, "name_sealed", name)
        session.commit()
    page = WebClient(sqlite_world, "tess").get("/afwezig").text
    assert f">{name}, schuldhulpverlener<" in page and f">{name}, teamleider<" in page
    assert f">{name}<" not in page.split("<select", 1)[1]


def test_the_team_page_is_the_leads(sqlite_world: World) -> None:
    colleague = f"/team/collega/{sqlite_world.people['noor'].membership_id}"
    for who in ("noor", "gert", "ada", "petra", "anna"):
        for path in ("/team", colleague):
            WebClient(sqlite_world, who).get(path, status=404)
    WebClient(sqlite_world, "tess_l").get(colleague, status=404)
