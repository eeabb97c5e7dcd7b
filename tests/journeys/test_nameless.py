"""Without a name at night, known in the morning, a sister looks along, it ends, who looked, and everything along."""

import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from schuldhulp.accounts.codename.words import word_list
from schuldhulp.accounts.tables import Person
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.takeout.package import DATA, READ
from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, Visits, serving, width_of
from tests.world import World

Judge = Callable[[Page], list[str]]
ORDER = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
SECRET = "zacht water en een stoel"
SISTERS = "mijn zusje heet Saar"
EMAIL, HER_EMAIL = "bos@client.example", "saar@supporter.example"
GOAL = "Weer rustig slapen"
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


def test_from_the_night_without_a_name_to_everything_in_a_bag(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    look = Walk(violations)
    handle, words = _begins_without_script(site, visit, look)
    page = _comes_back_with_the_words(site, visit, look, handle, words)
    _is_answered_as_a_handle(sqlite_world, site, visit, look, handle)
    _goes_on_under_a_name(page, look)
    known = _is_known_now(site, visit, look, handle, words)
    link, code = _asks_her_sister(known, site, look)
    sister = _accepts_without_script(visit, look, link, code)
    _says_yes_after_a_second_look(known, site, look)
    _looks_along(sister, site, look)
    _ends_it(known, sister, site, look)
    _reads_who_looked(known, site, look)
    _takes_everything_along_without_script(site, visit, look, Path(sqlite_world.data))


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
    page.locator("main textarea").first.fill(GOAL)
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
    page.get_by_label("Wat is uw e-mailadres?").fill(EMAIL)
    page.get_by_label("Kies een wachtwoord").fill(SECRET)
    page.get_by_role("button", name="Ga verder met mijn naam").click()
    assert "hoort niet bij Voorbeeldstad" in page.inner_text("main")
    page.get_by_label("Wat is uw postcode?").fill("1000 AA")
    page.get_by_label("Kies een wachtwoord").fill(SECRET)
    page.get_by_role("button", name="Ga verder met mijn naam").click()
    page.wait_for_url("**/mijn/aangemeld**")
    look(page, "verder-met-naam-klaar-360")


def _is_known_now(site: str, visit: Visits, look: Walk, handle: str, words: list[str]) -> Page:
    page = visit()
    page.goto(f"{site}/inloggen/zonder-naam")
    page.get_by_label("Uw codenaam").fill(handle)
    page.get_by_label("Uw zes woorden").fill(" ".join(words))
    page.get_by_role("button", name="Inloggen", exact=True).click()
    assert "horen niet bij elkaar" in page.inner_text("main")
    page.goto(f"{site}/inloggen")
    page.get_by_label("Uw e-mailadres").fill(EMAIL)
    page.get_by_label("Uw wachtwoord").fill(SECRET)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/mijn")
    assert "Dag Mevrouw Bos" in page.inner_text("main")
    page.goto(f"{site}/mijn/berichten")
    assert WROTE not in page.content()
    page.goto(f"{site}/mijn/werkboek/doel")
    assert GOAL in page.content()
    page.goto(f"{site}/account")
    look(page, "account-360")
    return page


def _asks_her_sister(page: Page, site: str, look: Walk) -> tuple[str, str]:
    """Two parts and no more; gives the link and the code that is said aloud."""
    page.goto(f"{site}/mijn/meekijken")
    page.get_by_role("link", name="Vraag iemand").first.click()
    page.get_by_label("Wie vraagt u?").fill("mijn zus")
    page.get_by_text("Mijn plan").first.click()
    page.get_by_text("Stappen: plan").first.click()
    look(page, "nacht-vragen-360")
    page.get_by_role("button", name="Kijk het na").click()
    page.get_by_role("button", name="Maak de uitnodiging").click()
    look(page, "nacht-link-360")
    return page.locator("a[href*='/meekijken/voorbeeldstad/']").inner_text(), page.locator(
        ".code"
    ).inner_text()


def _accepts_without_script(visit: Visits, look: Walk, link: str, code: str) -> Page:
    page = visit(script=False)
    page.goto(link)
    page.get_by_label("De code van zes cijfers").fill(code)
    page.get_by_label("Hoe heet u?").fill("Saar")
    page.get_by_label("Uw e-mailadres").fill(HER_EMAIL)
    page.get_by_label("Kies een wachtwoord").fill(SISTERS)
    page.get_by_role("button", name="Ja, ik kijk mee").click()
    look(page, "nacht-wachten-360", judge=False)
    return page


def _says_yes_after_a_second_look(page: Page, site: str, look: Walk) -> None:
    page.goto(f"{site}/mijn/meekijken")
    assert "Saar" in page.inner_text("main")
    page.get_by_role("link", name="Kijk en kies").first.click()
    page.get_by_role("button", name="Ja, dit is wie ik bedoel").click()
    look(page, "nacht-kijkt-mee-360")


def _looks_along(page: Page, site: str, look: Walk) -> None:
    """What was chosen opens, what was not is not there."""
    page.goto(f"{site}/kies")
    page.get_by_role("button", name="Supporter").click()
    told = page.inner_text("main")
    assert "U kijkt mee met" in told and "Mevrouw Bos" in told
    look(page, "nacht-steun-360", judge=False)
    page.get_by_role("link", name="Stappen").first.click()
    page.get_by_role("link", name=re.compile("doel", re.I)).first.click()
    assert GOAL in page.inner_text("main") and page.get_by_role("button", name="Opslaan").count() == 0
    look(page, "nacht-steun-doel-360", judge=False)
    for closed in ("/steun/werkboek/wonen", "/steun/budget", "/steun/schulden", "/mijn", "/mijn/berichten"):
        answer = page.goto(site + closed)
        assert answer is not None and answer.status == 404, closed


def _ends_it(page: Page, sister: Page, site: str, look: Walk) -> None:
    page.goto(f"{site}/mijn/meekijken")
    page.get_by_role("button", name="Stop nu met Saar").click()
    assert "Gestopt." in page.inner_text("main")
    look(page, "nacht-gestopt-360")
    sister.goto(f"{site}/steun")
    assert sister.url.endswith("/kies") and "Mevrouw Bos" not in sister.inner_text("body")


def _reads_who_looked(page: Page, site: str, look: Walk) -> None:
    """The sister and the counsellor, what they opened, and a question for each."""
    page.goto(f"{site}/mijn/inzage")
    told = " ".join(page.inner_text("main").split())
    assert "Saar" in told and "supporter" in told and "een stap uit uw werkboek" in told
    assert "schuldhulpverlener" in told and "het overzicht van uw dossier" in told
    look(page, "nacht-wie-keek-360")


def _takes_everything_along_without_script(site: str, visit: Visits, look: Walk, folder: Path) -> None:
    """One file: to read, for a computer, who looked, and sums that fit."""
    page = visit(script=False)
    page.goto(f"{site}/inloggen")
    page.get_by_label("Uw e-mailadres").fill(EMAIL)
    page.get_by_label("Uw wachtwoord").fill(SECRET)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.goto(f"{site}/mijn/meenemen")
    look(page, "nacht-meenemen-360", judge=False)
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name="Haal alles op").click()
    kept = folder / "meegenomen.zip"
    download.value.save_as(kept)
    with zipfile.ZipFile(kept) as package:
        assert package.testzip() is None
        parts = {name: package.read(name) for name in package.namelist()}
    sums = [line.split("  ", 1) for line in parts.pop("controle.sha256").decode().splitlines()]
    assert {name: hashlib.sha256(parts[name]).hexdigest() for _, name in sums} == {n: s for s, n in sums}
    assert {name for _, name in sums} == set(parts)
    for name in (READ, DATA):
        told = parts[name].decode()
        assert GOAL in told and "Mevrouw Bos" in told and WROTE not in told, name
    assert "een stap uit uw werkboek" in parts[READ].decode() and "supporter" in parts[READ].decode()
