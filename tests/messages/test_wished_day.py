"""A client says by when they would like an answer: seen by staff as a wish, beside the promise and never instead."""

from datetime import date, timedelta

from sqlalchemy import select

from schuldhulp.dossier.tables import Event
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.tables import Message
from tests.web_client import WebClient
from tests.world import World

SOON, LATER = date(2026, 11, 27), date(2026, 12, 3)


def test_a_wish_stands_beside_the_promise_until_there_is_an_answer(world: World) -> None:
    world.welcome()
    with world.open() as session:
        dossier = world.dossier(session)
        row = select(InboxRow.wished_on, InboxRow.reply_due_at, InboxRow.sort_key, InboxRow.waiting_on)
        row = row.where(InboxRow.dossier_id == dossier.id)

        def say(who: str, words: str, wish: date | None, hours: int) -> tuple[object, ...]:
            there = world.dossier(session, "anna", who)
            send_message(
                session, world.people[who], world.now + timedelta(hours=hours), there, words, wished_on=wish
            )
            found = tuple(session.execute(row).one())
            session.close()
            return found

        plain = say("anna", "Een vraag", None, 1)
        assert plain[0] is None
        assert say("anna", "Ik hoor het graag op tijd", LATER, 2) == (LATER, *plain[1:])
        assert say("anna", "Liever eerder", SOON, 3) == (SOON, *plain[1:])
        assert say("anna", "En nog iets", LATER, 4) == (SOON, *plain[1:])
        wish, promise, _, waiting_on = say("noor", "Hier is het antwoord", SOON, 5)
        assert (wish, promise, waiting_on) == (None, None, "client")
        kept = session.scalars(select(Message.wished_on).order_by(Message.sent_at, Message.id)).all()
        assert kept[-5:] == [None, LATER, SOON, LATER, None]
        told = session.scalars(select(Event.envelope).where(Event.kind == "MessageSent")).all()
        assert "2026-11-27" in {each.get("wished_on") for each in told}


def test_staff_read_the_wish_in_the_inbox_and_at_the_message(
    sqlite_world: World, client_as: type[WebClient]
) -> None:
    world = sqlite_world
    world.welcome()
    anna, noor = client_as("anna"), client_as("noor")
    page = anna.submit("/mijn/berichten", {"body": "Mag ik dit weten?", "wished_on": "1-1-2020"}, status=422)
    assert "Deze dag is al geweest." in page.text
    assert "Mag ik dit weten?" in page.text
    anna.submit("/mijn/berichten", {"body": "Mag ik dit weten?", "wished_on": "3-12-2026"})
    assert "U hoort het graag vóór donderdag 3 december 2026." in anna.get("/mijn/berichten").text
    assert "hoort het graag vóór do 3 dec" in noor.get("/inbox?toon=alles").text
    answering = noor.get(f"/dossiers/{world.kenmerken['anna']}/berichten").text
    assert "Hoort het graag vóór donderdag 3 december 2026." in answering
    assert "Antwoord beloofd voor" in answering
