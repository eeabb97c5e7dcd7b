"""A message with a sign of a crisis, from the client's screen to the counsellor's; and a reply read along with."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select

from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.hints.tables import MessagePart, RejectedHint
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from tests.browser.test_money import site
from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, PHONE, Visits, width_of
from tests.inbox.desks import assign
from tests.world import World

__all__ = ["site"]
Judge = Callable[[Page], list[str]]
CRISIS = "Ik wil niet meer leven. Ik heb morgen ook nog een brief van de bank."
SAID = (
    "Ik schaam me voor al die brieven. Ik wil er dit weekend mee beginnen. Wat is een dwangbevel eigenlijk?"
)
PRESSING = "Beste Anna, u moet vrijdag alle brieven openen. Uw crediteur wacht. Heeft u ze nog?"


@pytest.fixture
def welcomed(sqlite_world: World) -> World:
    """Anna, welcomed and with Noor as her counsellor."""
    assign(sqlite_world, "anna")
    sqlite_world.welcome("anna")
    return sqlite_world


def count(world: World, table: type, *conditions: object) -> int:
    with world.open() as session:
        return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0  # type: ignore[arg-type]


def shot(page: Page, name: str) -> None:
    if os.environ.get("SHOTS"):
        page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}.png", full_page=True)


def test_a_sign_of_a_crisis_waits_for_a_person(
    welcomed: World, site: str, visit: Visits, violations: Judge
) -> None:
    anna = signed_in(welcomed, visit, site, "anna")
    anna.goto(f"{site}/mijn/berichten")
    anna.get_by_label("Uw bericht").fill(CRISIS)
    anna.get_by_role("button", name="Verstuur").click()
    anna.wait_for_url("**melding=verstuurd**")
    screen = anna.locator("#nieuwste").inner_text()
    assert "0800-0113" in screen and "112" in screen and "Veilig Thuis" not in screen
    assert width_of(anna) <= 360 and violations(anna) == []
    shot(anna, "client-360")
    anna.goto(f"{site}/mijn/berichten")
    assert "0800-0113" not in anna.locator("#nieuwste").inner_text()

    tess = signed_in(welcomed, visit, site, "tess", DESK)
    tess.goto(f"{site}/inbox")
    assert "Lees dit eerst" in tess.locator("main").inner_text()
    shot(tess, "inbox-1366")

    address = f"{site}/dossiers/{welcomed.kenmerken['anna']}/berichten"
    noor = signed_in(welcomed, visit, site, "noor", DESK)
    noor.goto(address)
    told = noor.locator("main").inner_text()
    assert "Niet meer willen leven, misschien" in told and "Door:" in told
    kinds = noor.locator("button[name=invoegen]").evaluate_all("all => all.map(one => one.value)")
    assert kinds and all(kind.startswith("crisis") for kind in kinds)
    shot(noor, "crisis-1366")
    noor.get_by_label("Uw antwoord").fill("Beste Anna, ik lees u.")
    noor.get_by_role("button", name="Verstuur", exact=True).click()
    noor.wait_for_load_state()
    assert "Lees dat eerst" in noor.locator("#fouten").inner_text()
    assert count(welcomed, Message, Message.author == "counsellor") == 1
    noor.get_by_role("button", name="Ik las het: geen noodsituatie").click()
    noor.wait_for_url("**melding=gelezen**")
    kinds = noor.locator("button[name=invoegen]").evaluate_all("all => all.map(one => one.value)")
    assert not any(kind.startswith("crisis") for kind in kinds)
    assert count(welcomed, CrisisSignal, CrisisSignal.found_crisis.is_(False)) == 1
    assert count(welcomed, OutboxMail, OutboxMail.template.like("%crisis%")) == 0
    tess.goto(f"{site}/inbox")
    assert "Lees dit eerst" not in tess.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_a_reply_is_read_along_with(
    welcomed: World, site: str, visit: Visits, violations: Judge, script: bool
) -> None:
    with welcomed.open() as session:
        anna, dossier = welcomed.people["anna"], welcomed.dossier(session, "anna")
        send_message(session, anna, welcomed.now, dossier, SAID)
    address = f"{site}/dossiers/{welcomed.kenmerken['anna']}/berichten"
    size = DESK if script else PHONE
    page = signed_in(welcomed, visit, site, "noor", size, **({} if script else {"script": False}))
    page.goto(address)
    page.get_by_label("Uw antwoord").fill(PRESSING)
    if script:
        page.locator("[data-review] .review__list").first.wait_for()
    else:
        page.get_by_role("button", name="Controleer").click()
        page.wait_for_load_state()
    seen = page.locator("[data-review]").inner_text()
    assert "u moet vrijdag alle brieven openen" in seen and "schuldeiser" in seen
    assert "1 gesloten vraag" in seen and page.get_by_label("Uw antwoord").input_value() == PRESSING
    assert count(welcomed, Message, Message.author == "counsellor") == 1
    if not script:
        assert width_of(page) <= 360
        shot(page, "coach-360")
        return
    shot(page, "coach-1366")
    page.locator("details.notes summary").click()
    assert "Gevoel, misschien" in page.locator("details.notes").inner_text()
    assert violations(page) == []
    shot(page, "notes-1366")
    page.locator("fieldset", has_text="dwangbevel").get_by_label("Later").check()
    page.get_by_role("button", name="Bewaar mijn keuze").click()
    page.wait_for_url("**melding=gemarkeerd**")
    assert (
        "Wat is een dwangbevel eigenlijk?"
        in page.locator("section", has_text="Wat nog terugkomt").inner_text()
    )
    page.locator("details.notes summary").click()
    shot(page, "marked-1366")
    page.get_by_role("button", name="Gevoel bij").click()
    page.wait_for_load_state()
    page.locator("details.notes summary").click()
    assert "Gevoel, misschien" not in page.locator("details.notes").inner_text()
    assert count(welcomed, RejectedHint) == 1
    page.get_by_role("checkbox", name="Wat is een dwangbevel").check()
    page.get_by_label("Uw antwoord").fill("Beste Anna, een dwangbevel is een brief van de overheid.")
    page.get_by_role("button", name="Verstuur", exact=True).click()
    page.wait_for_url("**melding=verstuurd**")
    assert count(welcomed, MessagePart, MessagePart.done_at.is_not(None)) == 1
    assert "Wat nog terugkomt" not in page.locator("main").inner_text()
