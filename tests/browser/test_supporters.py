"""A client asks her sister to look along, reads what she opened and ends it; the sister helps with a step."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_statements import looked_at, site
from tests.browser.test_werkboek import Presses, signed_in
from tests.browsers import DESK, Visits, width_of
from tests.world import World

Judge = Callable[[Page], list[str]]
__all__ = ["site"]


def asked(page: Page, site: str, violations: Judge) -> tuple[str, str]:
    """Ask, from the front page; gives the link and the code."""
    press = Presses(page)
    page.goto(f"{site}/mijn")
    press("Wie mag meekijken")
    assert violations(page) == [] and width_of(page) <= 360
    looked_at(page, "meekijken-leeg-360")
    press("Vraag iemand")
    page.get_by_label("Wie vraagt u?").fill("mijn zus")
    page.get_by_text("Stappen: uitgaven: Uw huur").click()
    page.get_by_role("group", name="helpen met invullen").get_by_text("Stappen: uitgaven").click()
    assert violations(page) == [] and width_of(page) <= 360
    looked_at(page, "vragen-360")
    press("Kijk het na", "button")
    looked_at(page, "nakijken-360")
    assert violations(page) == []
    press("Maak de uitnodiging", "button")
    assert violations(page) == [] and width_of(page) <= 360
    looked_at(page, "link-en-code-360")
    link = page.locator("a[href*='/meekijken/voorbeeldstad/']").inner_text()
    return link, page.locator(".code").inner_text()


def helped(yara: Page, site: str, violations: Judge) -> None:
    """Take up the role, help with a step, and write to the group."""
    yara.goto(f"{site}/kies")
    yara.get_by_role("button", name="Supporter").click()
    expect(yara.get_by_role("heading", level=1)).to_contain_text("U kijkt mee met")
    assert violations(yara) == []
    looked_at(yara, "steun-1366")
    helps = Presses(yara)
    helps("Stappen")
    assert violations(yara) == []
    looked_at(yara, "steun-stappen-1366")
    helps("Vervoer")
    assert "samen met" in yara.inner_text("main") and violations(yara) == []
    helps("Opslaan en verder", "button")
    looked_at(yara, "steun-bewaard-1366")
    helps("Berichten")
    yara.get_by_label("Uw bericht").fill("Ik kijk met je mee.")
    helps("Verstuur", "button")
    assert "Ik kijk met je mee." in yara.inner_text("main") and violations(yara) == []
    looked_at(yara, "steun-berichten-1366")


def test_a_sister_looks_along_and_it_ends(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    anna = signed_in(sqlite_world, visit, site, "anna")
    link, code = asked(anna, site, violations)
    yara = visit(DESK)
    yara.goto(link)
    assert violations(yara) == []
    looked_at(yara, "aannemen-1366")
    for label, text in {
        "De code van zes cijfers": code, "Hoe heet u?": "Yara", "Uw e-mailadres": "yara@supporter.example",
        "Kies een wachtwoord": "Een-eigen-wachtwoord",
    }.items():  # fmt: skip
        yara.get_by_label(label).fill(text)
    Presses(yara)("Ja, ik kijk mee", "button")
    looked_at(yara, "wachten-1366")
    anna.goto(f"{site}/mijn")
    press = Presses(anna)
    press("Kijk en kies")
    press("Kijk en kies")
    looked_at(anna, "tweede-blik-360")
    assert violations(anna) == [] and width_of(anna) <= 360
    press("Ja, dit is wie ik bedoel", "button")
    looked_at(anna, "meekijken-360")
    assert violations(anna) == [] and width_of(anna) <= 360

    helped(yara, site, violations)
    anna.goto(f"{site}/mijn/inzage")
    assert "Yara" in anna.inner_text("main")
    looked_at(anna, "inzage-360")
    anna.goto(f"{site}/mijn/berichten")
    assert "Bericht van de groep" in anna.inner_text("main") and violations(anna) == []
    looked_at(anna, "berichten-360")
    anna.goto(f"{site}/mijn/meekijken")
    press("Stop nu met Yara", "button")
    assert "Gestopt." in anna.inner_text("main")
    yara.goto(f"{site}/steun/berichten")
    assert "Ik kijk met je mee." not in yara.inner_text("body") and yara.url.endswith("/kies")


def test_leaving_is_third_on_the_keyboard_and_nothing_comes_back(
    sqlite_world: World, site: str, visit: Visits
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna", DESK)
    for address in ("/mijn", "/mijn/berichten", "/mijn/meekijken", "/mijn/werkboek/wonen"):
        page.goto(site + address)
        names = []
        for _ in range(3):
            page.keyboard.press("Tab")
            names.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert "Snel weg" in names, f"{address}: {names}"
    page.goto(f"{site}/mijn/berichten")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/even-iets-anders")
    page.go_back()
    page.wait_for_load_state()
    assert "Dag " not in page.inner_text("body") and "Berichten" not in page.title()
