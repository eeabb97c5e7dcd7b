"""Somebody begins without a name at night on a phone, writes, comes back with the words, and goes on under a name."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from schuldhulp.accounts.codename.words import word_list
from schuldhulp.accounts.tables import Person
from schuldhulp.dossier.tables import Dossier, Participation
from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, Visits, serving, width_of
from tests.world import World

Judge = Callable[[Page], list[str]]
ORDER = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
WROTE = "Ik durf de brieven niet meer open te maken."


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


class Walk:
    """Looks at each page on the way: no wider than the screen, nothing for axe to say, a picture where asked for."""

    def __init__(self, violations: Judge) -> None:
        self.violations = violations

    def __call__(self, page: Page, name: str, *, judge: bool = True) -> None:
        assert width_of(page) <= (page.viewport_size or {"width": 0})["width"], name
        if judge:
            assert self.violations(page) == [], name
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_without_a_name_at_night_and_known_in_the_morning(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    look = Walk(violations)
    handle, words = _begins_without_script(site, visit, look)
    page = _comes_back_with_the_words(site, visit, look, handle, words)
    _is_answered_as_a_handle(sqlite_world, site, visit, look, handle)
    _goes_on_under_a_name(page, look)
    _is_known_now(sqlite_world, site, visit, look, handle, words)


def _begins_without_script(site: str, visit: Visits, look: Walk) -> tuple[str, list[str]]:
    page = visit(script=False)
    page.goto(f"{site}/g/voorbeeldstad")
    page.get_by_role("link", name=re.compile("Begin zonder naam")).click()
    look(page, "codenaam-begin-360", judge=False)
    page.get_by_role("button", name="Maak mijn zes woorden").click()
    look(page, "codenaam-woorden-360", judge=False)
    handle = page.locator(".code-card__handle strong").inner_text()
    words = page.locator(".code-card__words li").all_inner_texts()
    assert len(words) == 6 and set(words) <= set(word_list())
    page.get_by_role("button", name="Ik heb ze opgeschreven").click()
    look(page, "codenaam-controle-360", judge=False)
    for label in page.locator("label", has_text="Wat is uw").all():
        nth = ORDER.index(re.findall(r"uw (\w+) woord", label.inner_text())[0])
        page.get_by_label(label.inner_text().strip()).fill(words[nth].upper())
    page.get_by_role("button", name="Begin", exact=True).click()
    assert "Niemand weet wie u bent" in page.inner_text("main")
    look(page, "codenaam-thuis-360", judge=False)
    page.goto(f"{site}/mijn/werkboek/doel")
    page.locator("main textarea").first.fill("Weer rustig slapen")
    page.locator("main form button[type=submit]").first.click()
    page.goto(f"{site}/mijn/berichten")
    page.get_by_label("Uw bericht").fill(WROTE)
    page.get_by_role("button", name="Verstuur").click()
    assert WROTE in page.inner_text("main")
    page.get_by_role("button", name="Uitloggen").click()
    return handle, words


def _comes_back_with_the_words(site: str, visit: Visits, look: Walk, handle: str, words: list[str]) -> Page:
    page = visit()
    page.goto(f"{site}/inloggen")
    page.get_by_role("link", name="Log in met uw zes woorden").click()
    page.get_by_label("Uw codenaam").fill(handle.lower())
    wrong = next(w for w in (f"{words[2]}q", f"q{words[2]}") if w not in word_list())
    page.get_by_label("Uw zes woorden").fill(" ".join([*words[:2], wrong, *words[3:]]))
    page.get_by_label("Uw codenaam").focus()
    page.get_by_role("button", name=words[2], exact=True).click()
    assert wrong not in page.get_by_label("Uw zes woorden").input_value()
    look(page, "codenaam-inloggen-360")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/mijn")
    assert handle in page.inner_text("main")
    look(page, "codenaam-terug-360")
    return page


def _is_answered_as_a_handle(world: World, site: str, visit: Visits, look: Walk, handle: str) -> None:
    with world.open() as session:
        person_id = session.scalars(select(Person.id).where(Person.handle == handle)).one()
        part = session.scalars(select(Participation).where(Participation.person_id == person_id)).one()
        kenmerk = session.get_one(Dossier, (part.municipality_id, part.dossier_id)).kenmerk
    staff = signed_in(world, visit, site, "noor", size=DESK)
    staff.goto(f"{site}/dossiers/{kenmerk}")
    told = staff.inner_text("main")
    assert f"Zonder naam {handle}" in told and "Deze cliënt is zonder naam" in told
    look(staff, "codenaam-dossier-1366")


def _goes_on_under_a_name(page: Page, look: Walk) -> None:
    page.get_by_role("link", name="Verdergaan met uw naam").click()
    look(page, "verder-met-naam-360")
    page.get_by_label("Berichten en afspraken").uncheck()
    page.get_by_role("button", name="Verder", exact=True).click()
    told = page.inner_text("main")
    assert "Dit wordt gewist: berichten en afspraken" in told and "Dit gaat mee:" in told
    look(page, "verder-met-naam-gegevens-360")
    page.get_by_label("Hoe mogen wij u noemen?").fill("Mevrouw Bos")
    page.get_by_label("Wat is uw postcode?").fill("9999")
    page.get_by_label("Wat is uw e-mailadres?").fill("bos@client.example")
    page.get_by_label("Kies een wachtwoord").fill("zacht water en een stoel")
    page.get_by_role("button", name="Ga verder met mijn naam").click()
    assert "hoort niet bij Voorbeeldstad" in page.inner_text("main")
    page.get_by_label("Wat is uw postcode?").fill("1000 AA")
    page.get_by_label("Kies een wachtwoord").fill("zacht water en een stoel")
    page.get_by_role("button", name="Ga verder met mijn naam").click()
    page.wait_for_url("**/mijn/aangemeld**")
    look(page, "verder-met-naam-klaar-360")


def _is_known_now(world: World, site: str, visit: Visits, look: Walk, handle: str, words: list[str]) -> None:
    page = visit()
    page.goto(f"{site}/inloggen/zonder-naam")
    page.get_by_label("Uw codenaam").fill(handle)
    page.get_by_label("Uw zes woorden").fill(" ".join(words))
    page.get_by_role("button", name="Inloggen", exact=True).click()
    assert "horen niet bij elkaar" in page.inner_text("main")
    page.goto(f"{site}/inloggen")
    page.get_by_label("Uw e-mailadres").fill("bos@client.example")
    page.get_by_label("Uw wachtwoord").fill("zacht water en een stoel")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/mijn")
    assert "Dag Mevrouw Bos" in page.inner_text("main")
    page.goto(f"{site}/mijn/berichten")
    assert WROTE not in page.content()
    page.goto(f"{site}/mijn/werkboek/doel")
    assert "Weer rustig slapen" in page.content()
    page.goto(f"{site}/account")
    look(page, "account-360")
