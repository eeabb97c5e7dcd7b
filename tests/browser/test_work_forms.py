"""A client does a work form on a phone without script and shares it; the counsellor reads it and asks for another."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from schuldhulp.messages.actions import send_message
from tests.browser.test_werkboek import Presses, signed_in
from tests.browsers import DESK, Visits, serving, width_of
from tests.world import World

Judge = Callable[[Page], list[str]]
FORM = "Mijn eerste stap"


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    sqlite_world.welcome()
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna", "noor")
        send_message(
            session, sqlite_world.people["noor"], sqlite_world.now, dossier, "Dag Anna, fijn dat u er bent."
        )
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


def looked_at(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for pictures: PICTURES=<folder>."""
    assert width_of(page) <= (page.viewport_size or {"width": 0})["width"], name
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_form_is_done_on_a_phone_shared_read_and_another_asked_for(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    _does_it_without_script(sqlite_world, site, visit)
    _reads_it_and_asks_for_another(sqlite_world, site, visit, violations)
    _sees_what_was_asked(sqlite_world, site, visit, violations)


def _does_it_without_script(world: World, site: str, visit: Visits) -> None:
    page = signed_in(world, visit, site, "anna", script=False)
    page.goto(f"{site}/mijn/werkvormen")
    looked_at(page, "werkvormen-360")
    press = Presses(page)
    page.get_by_role("link", name=FORM).first.click()
    looked_at(page, "werkvorm-360")
    press("Bewaar en lees terug", "button")
    assert "Vul hier iets in" in page.inner_text("main")
    page.get_by_text("Eén brief openmaken").click()
    page.get_by_label("Als", exact=True).fill("de kinderen naar school zijn")
    page.get_by_label("dan", exact=True).fill("maak ik één brief open")
    page.get_by_role("radio", name="3", exact=True).check()
    press("Bewaar en lees terug", "button")
    told = page.inner_text("main")
    assert "Als de kinderen naar school zijn, dan maak ik één brief open." in told
    assert "Wat zou er een 4 van maken?" in told
    page.get_by_label("Wat zou er een 4 van maken?").fill("Als mijn zus erbij zit.")
    press("Bewaar mijn gedachte", "button")
    looked_at(page, "bladzijde-360")
    page.get_by_role("button", name="Deel met").click()
    assert "Niet meer delen" in page.inner_text("main")
    page.goto(f"{site}/mijn/notitieboek")
    looked_at(page, "notitieboek-360")
    press("Hoe ging het?")
    looked_at(page, "plan-360")


def _reads_it_and_asks_for_another(world: World, site: str, visit: Visits, violations: Judge) -> None:
    page = signed_in(world, visit, site, "noor", DESK)
    press, base = Presses(page), f"{site}/dossiers/{world.kenmerken['anna']}"
    page.goto(base)
    assert violations(page) == []
    looked_at(page, "dossier-1366")
    page.locator("#dossier").get_by_role("link", name=FORM).click()
    assert "Als mijn zus erbij zit." in page.inner_text("main")
    assert violations(page) == []
    looked_at(page, "gedeeld-1366")
    press("Vraag of reactie hierop")
    page.get_by_label("Wat wilt u vragen of zeggen?").fill("Wat zou uw zus dan doen?")
    press("Versturen", "button")
    page.goto(f"{base}/werkvormen?thema=start")
    assert violations(page) == []
    looked_at(page, "werkvormen-1366")
    press("Hoe belangrijk is dit voor mij?")
    page.get_by_label("Uw eigen woorden erbij").fill("Neem er rustig de tijd voor.")
    assert violations(page) == []
    looked_at(page, "klaarzetten-1366")
    press("Zet klaar", "button")


def _sees_what_was_asked(world: World, site: str, visit: Visits, violations: Judge) -> None:
    page = signed_in(world, visit, site, "anna")
    page.goto(f"{site}/mijn/berichten")
    assert "Wat zou uw zus dan doen?" in page.inner_text("main")
    assert violations(page) == []
    looked_at(page, "berichten-360")
    page.goto(f"{site}/mijn")
    assert "Neem er rustig de tijd voor." in page.inner_text("main")
    assert violations(page) == []
    looked_at(page, "mijn-360")
    for address in ("/mijn/werkvormen", "/mijn/werkvormen/start/liniaal-belang", "/mijn/notitieboek"):
        page.goto(site + address)
        assert violations(page) == []
    page.goto(f"{site}/mijn/werkvormen/budget/mijn-maand-in-een-blik")
    assert violations(page) == []
    looked_at(page, "bedragen-360")
    page.get_by_label("Wat, regel 1").first.fill("Loon")
    page.get_by_text("Bewaard om").wait_for()
    page.reload()
    assert page.get_by_label("Wat, regel 1").first.input_value() == "Loon"
