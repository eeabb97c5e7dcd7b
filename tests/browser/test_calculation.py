"""From too much that is taken to the letter for the bailiff, on a phone and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.posten import Withheld, Withholding
from schuldhulp.budget.told import PostTold
from schuldhulp.calculations import actions, queries
from schuldhulp.money import Period
from tests.browser.test_money import site
from tests.browser.test_werkboek import signed_in
from tests.browsers import Visits, width_of
from tests.world import World

__all__ = ["site"]
Judge = Callable[[Page], list[str]]


@pytest.fixture
def mother(sqlite_world: World) -> World:
    """A wage with an attachment of € 190 per 4 weeks, and what the counsellor filled in."""
    wage = PostTold(
        code="wage", cents=990_00, period=Period.FOUR_WEEKS, withheld=(Withheld(Withholding.BESLAG, 190_00),)
    )
    holiday = PostTold(code="holiday_pay", cents=1_150_00, period=Period.YEAR)
    lines = [(wage, "lonen-en-uitkeringen"), (holiday, "vakantiegeld-en-eenmalig")]
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna")
        add_quick_posts(session, sqlite_world.people["anna"], sqlite_world.now, dossier, lines)
        told = queries.StaffInput(
            version=0, answers={"leefsituatie": "alleenstaande_ouder", "belastbaar_jaarinkomen": 17_500_00}
        )
        seen = sqlite_world.dossier(session, "anna", "noor")
        actions.fill_in(session, sqlite_world.people["noor"], sqlite_world.now, seen, told)
    return sqlite_world


def test_from_the_month_to_the_figure_and_the_letter(
    mother: World, site: str, visit: Visits, violations: Judge
) -> None:
    page = signed_in(mother, visit, site, "anna")
    page.goto(f"{site}/mijn/budget")
    page.get_by_role("link", name="Bekijk de berekening").click()
    figure = page.locator("#cijfer-beslagvrije-voet")
    assert not figure.locator(".figure__lines").is_visible()
    figure.locator("summary").first.press("Enter")
    shown = figure.inner_text().replace("\u00a0", " ")
    assert "€ 1.305,45" in shown and "€ 68,71" in shown and "artikel 475dc" in shown
    assert width_of(page) <= 360 and violations(page) == []
    page.get_by_role("link", name="Schrijf de brief aan de deurwaarder").click()
    assert "soort=correctie-beslagvrije-voet" in page.url
    assert page.locator("[name=voet_eigen]").input_value() == "1305,45"
    assert width_of(page) <= 360 and violations(page) == []
