"""The chat hour: a visitor on a phone without script and a counsellor with it, from the queue to nothing left."""

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import select

from schuldhulp.chat_hour.tables import Chat, ChatCount, ChatLine
from schuldhulp.every_table import metadata
from tests.browsers import DESK, width_of
from tests.chat_hour.test_talk import open_hour
from tests.journeys.walking import PATIENCE, Hands, Journey

Judge = Callable[[Page], list[str]]
Look = Callable[[Hands, str], None]
WROTE, ANSWERED, NAME = "Ik durf de post niet open te maken", "Goed dat u het zegt", "Merelnaam"


def test_from_the_queue_to_nothing_left(journey: Journey, violations: Judge) -> None:
    def look(who: Hands, name: str) -> None:
        assert width_of(who.page) <= (who.page.viewport_size or {"width": 0})["width"], name
        if who is not merel:  # axe needs script
            assert violations(who.page) == [], name
        if folder := os.environ.get("PICTURES"):
            who.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    open_hour(journey.world, at_desk=())
    merel = journey.somebody(script=False)
    noor = journey.signed_in("noor@staf.example", DESK)
    noor.link("Vandaag heeft u chatspreekuur").button("Ik ben er")
    _joins_the_queue(merel, look)
    _is_taken(noor, look)
    _they_talk(merel, noor, look)
    _stops(merel, noor, look)
    _nothing_is_left(journey)


def _joins_the_queue(merel: Hands, look: Look) -> None:
    merel.start("/g/voorbeeldstad").link("Chat met iemand")
    look(merel, "chat-open-360")
    merel.page.get_by_label("Hoe mogen wij u noemen?").fill(NAME)
    merel.button("Begin het gesprek")
    assert merel.presses <= 3 and "U bent de eerste in de rij" in merel.read()
    look(merel, "chat-rij-360")
    merel.page.get_by_label("Schrijf hier").fill(WROTE)
    merel.button("Verstuur")


def _is_taken(noor: Hands, look: Look) -> None:
    expect(noor.page.get_by_text(NAME)).to_be_visible(timeout=PATIENCE)
    look(noor, "chat-balie-1366")
    noor.button("Neem aan")
    expect(noor.page.get_by_text(WROTE)).to_be_visible()
    noor.page.get_by_label("Uw antwoord").fill(ANSWERED)
    noor.page.get_by_role("button", name="Verstuur").click()
    expect(noor.page.locator(".entry", has_text=ANSWERED)).to_be_visible(timeout=PATIENCE)
    expect(noor.page.get_by_label("Uw antwoord")).to_have_value("", timeout=PATIENCE)


def _they_talk(merel: Hands, noor: Hands, look: Look) -> None:
    box = merel.page.get_by_label("Schrijf hier")
    box.fill("Ik ben nog aan het")
    merel.button("Kijk of er antwoord is")
    assert ANSWERED in merel.read() and "U praat met Noor" in merel.read()
    assert box.input_value() == "Ik ben nog aan het"
    look(merel, "chat-gesprek-360")
    box.fill("Dank u wel")
    merel.button("Verstuur")
    expect(noor.page.get_by_text("Dank u wel")).to_be_visible(timeout=PATIENCE)
    look(noor, "chat-gesprek-1366")


def _stops(merel: Hands, noor: Hands, look: Look) -> None:
    merel.link("Stop het gesprek")
    look(merel, "chat-stoppen-360")
    merel.button("Stop en wis alles")
    assert "Het gesprek is gewist" in merel.read()
    look(merel, "chat-klaar-360")
    expect(noor.page.get_by_role("heading", name="Dit gesprek is er niet meer")).to_be_visible(
        timeout=PATIENCE
    )
    assert NAME not in noor.page.content()
    merel.go("/g/voorbeeldstad/chat")
    assert WROTE not in merel.page.content() and NAME not in merel.page.content()


def _nothing_is_left(journey: Journey) -> None:
    with journey.world.open() as session:
        assert session.scalars(select(Chat)).first() is None
        assert session.scalars(select(ChatLine)).first() is None
        assert session.scalars(select(ChatCount)).one().taken
        kept = "".join(
            repr(row) for table in metadata.sorted_tables for row in session.execute(select(table))
        )
    assert not any(words in kept for words in (WROTE, ANSWERED, NAME))
