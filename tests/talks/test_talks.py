"""A report of a talk by both: each their own part and name, versions kept, nothing of the other's changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from schuldhulp.contacts.actions import log_contact
from schuldhulp.contacts.tables import Contact
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.clocks import Channel
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.refusals import NotYours
from schuldhulp.talks.actions import NothingWritten, WrittenMeanwhile, write_part
from schuldhulp.talks.queries import find_talk, talks_of
from schuldhulp.talks.tables import TalkPart
from tests.web_client import WebClient
from tests.world import World


def called(world: World, who: str = "anna") -> None:
    """Noor notes a call."""
    with world.open() as session:
        there = world.dossier(session, who, "noor")
        log_contact(
            session, world.people["noor"], world.now, there, channel=Channel.PHONE, held_at=world.now,
            summary="Over de huur gesproken",
        )  # fmt: skip


def test_each_writes_an_own_part_and_what_it_said_before_stays(world: World) -> None:
    anna, noor, bas = (world.people[who] for who in ("anna", "noor", "bas"))
    called(world)
    with world.open() as session:
        mine, ours = world.dossier(session), world.dossier(session, "anna", "noor")
        (talk,) = talks_of(session, anna, mine)
        assert ([v.words for v in talk.staff], talk.client, talk.by_both) == (
            ["Over de huur gesproken"],
            (),
            False,
        )
        turn = select(InboxRow.waiting_on, InboxRow.reply_due_at).where(InboxRow.dossier_id == mine.id)
        before = session.execute(turn).one()
        session.close()
        write_part(session, anna, world.now, mine, talk.id, "Ik was blij K-eigen", 0)
        write_part(
            session, anna, world.now + timedelta(hours=1), mine, talk.id, "Ik was opgelucht K-eigen", 1
        )
        write_part(session, bas, world.now, ours, talk.id, "Ook over het gas", 1)
        with pytest.raises(WrittenMeanwhile):
            write_part(session, noor, world.now, ours, talk.id, "Van eerder", 1)
        with pytest.raises(NothingWritten):
            write_part(session, anna, world.now, mine, talk.id, "  ", 2)
        found = find_talk(session, noor, ours, talk.id)
        assert [(v.name, v.words) for v in found.client] == [
            ("Anna K-anna", "Ik was blij K-eigen"), ("Anna K-anna", "Ik was opgelucht K-eigen"),
        ]  # fmt: skip
        assert [(v.name, v.number) for v in found.staff] == [("Noor", 1), ("Bas", 2)]
        assert found.by_both
        assert session.execute(turn).one() == before
        assert all(b"K-eigen" not in kept for kept in session.scalars(select(TalkPart.words_sealed)))
        other = world.dossier(session, "berend")
        with pytest.raises(NotYours):
            write_part(session, world.people["berend"], world.now, other, talk.id, "Van een ander", 0)


def test_a_sign_of_a_crisis_in_the_clients_part_is_raised(world: World) -> None:
    called(world)
    with world.open() as session:
        mine = world.dossier(session)
        (talk,) = talks_of(session, world.people["anna"], mine)
        session.close()
        write_part(
            session, world.people["anna"], world.now, mine, talk.id, "Ik wil dit niet meer. Ik wil dood.", 0
        )
        assert session.scalars(select(CrisisSignal.place)).all() == ["verslag"]


def test_both_find_the_report_and_read_each_other(sqlite_world: World, client_as: type[WebClient]) -> None:
    world = sqlite_world
    world.welcome()
    called(world)
    anna, noor = client_as("anna"), client_as("noor")
    with world.open() as session:
        talk = session.scalars(select(Contact.id)).one()
    base = f"/dossiers/{world.kenmerken['anna']}"
    assert f"/mijn/gesprekken/{talk}" in anna.get("/mijn/gesprekken").text
    page = anna.submit(f"/mijn/gesprekken/{talk}", {"words": " "}, status=422)
    assert "Er staat nog niets in uw deel van het verslag." in page.text
    anna.submit(f"/mijn/gesprekken/{talk}", {"words": "De huur gaat voor."})
    assert "samen geschreven" in noor.get(f"{base}/gesprekken").text
    read = noor.get(f"{base}/gesprekken/{talk}").text
    assert "De huur gaat voor." in read
    assert "Anna K-anna, cliënt" in read
    noor.submit(f"{base}/gesprekken/{talk}", {"words": "Over de huur en het gas gesproken"})
    read = anna.get(f"/mijn/gesprekken/{talk}").text
    assert "Over de huur en het gas gesproken" in read
    assert "Eerdere versies" in read
    assert "het verslag van een gesprek is aangevuld." in anna.get("/mijn/berichten").text
    anna.get(f"/mijn/gesprekken/{world.people['anna'].dossier_id}", status=404)
