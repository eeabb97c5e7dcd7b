"""Budget and debts on a phone: few presses, readable pictures, nothing wider than the screen, clean for axe."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.queries import ideas_of, posts_of
from schuldhulp.budget.told import PostTold
from schuldhulp.debts.queries import debts_of
from tests.browser.test_werkboek import Presses, signed_in
from tests.browsers import Visits, serving, width_of
from tests.world import World

Judge = Callable[[Page], list[str]]


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


def type_in(press: Presses, field: str, text: str) -> None:
    """A press in a field, and typing."""
    press.page.locator(field).click()
    press.page.locator(field).fill(text)
    press.count += 1


def test_one_debt_from_a_letter_takes_six_presses(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna")
    page.goto(f"{site}/mijn/budget")
    press = Presses(page)
    press("Schulden")
    press("Eén schuld met een brief erbij")
    type_in(press, "#creditor", "Vattenfall")
    type_in(press, "#claimed", "1.140,-")
    press("Bewaren", "button")
    assert press.count <= 6
    assert "/mijn/schulden" in page.url and width_of(page) <= 360 and violations(page) == []
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        value = debts_of(session, anna, anna.dossier_id)
        assert (value.debts[0].name, value.total.cents) == ("Vattenfall", 1140_00)


def test_ten_rough_debts_take_twenty_five_taps(sqlite_world: World, site: str, visit: Visits) -> None:
    page = signed_in(sqlite_world, visit, site, "anna")
    page.goto(f"{site}/mijn/schulden")
    head = page.locator(".header").bounding_box()
    assert head is not None and head["height"] <= 64, "one row on a phone"
    press = Presses(page)
    press("Eerst grof: namen en ongeveer")
    for number in range(10):
        type_in(press, f"#lines-{number}-name", f"Winkel {number}")
        type_in(press, f"#lines-{number}-amount", f"{number + 1}00")
    out, help_now = page.get_by_role("button", name="Snel weg"), page.locator(".header__link")
    last = page.locator("#lines-9-amount").bounding_box()
    assert last is not None and last["y"] < 740, "scrolled down to the last line"
    for always in (out, help_now):
        box = always.bounding_box()
        assert box is not None and 0 <= box["y"] < 60, "in sight, wherever the page stands"
    press("Opslaan en verder", "button")
    assert press.count <= 25
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        value = debts_of(session, anna, anna.dossier_id)
        assert (value.count, value.total.cents, value.total.approximate) == (10, 5500_00, True)


def test_eight_amounts_take_twelve_presses(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna")
    page.goto(f"{site}/mijn/schulden")
    press = Presses(page)
    press("Budget")
    press("Begin met acht bedragen")
    for code in (
        "wage", "care_allowance", "rent_allowance", "rent", "energy", "health_premium", "telephone", "food",
    ):  # fmt: skip
        type_in(press, f"#{code}", "100")
    press("Bewaren", "button")
    assert press.count <= 12
    assert page.locator(".month__sentence").inner_text().startswith("U komt")
    assert width_of(page) <= 360 and violations(page) == []
    label = page.locator("svg .chart-text--amount").first.bounding_box()
    assert label is not None and label["height"] >= 14, "words in the picture are readable on a phone"
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        assert len(posts_of(session, anna, anna.dossier_id)) == 8


def test_an_own_idea_and_its_effect_take_five_presses(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    anna = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        lines = [
            (PostTold(code="wage", cents=1500_00), "lonen-en-uitkeringen"),
            (PostTold(code="telephone", cents=45_00), "telefoon-internet-abonnementen"),
        ]
        made = add_quick_posts(session, anna, sqlite_world.now, sqlite_world.dossier(session, "anna"), lines)
    page = signed_in(sqlite_world, visit, site, "anna")
    page.goto(f"{site}/mijn/budget")
    press = Presses(page)
    press("Reken mijn idee door", "button")
    page.locator("summary", has_text="Vaste lasten").click()
    press.count += 1
    type_in(press, f"#amount_{made[1].hex}", "12,50")
    press("Vergelijk", "button")
    assert "€ 1.487,50" in page.locator(".side-by-side__new").inner_text().replace("\u00a0", " ")
    assert width_of(page) <= 360 and violations(page) == []
    press("Bewaar dit idee", "button")
    assert press.count <= 5
    with sqlite_world.open() as session:
        assert len(ideas_of(session, anna, anna.dossier_id)) == 1
