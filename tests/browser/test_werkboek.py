"""The werkboek in a real browser: few presses, on two devices, with and without script."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from schuldhulp.web.guard import COOKIE
from tests.browsers import DESK, PHONE, Visits, serving
from tests.documents.test_checking import picture
from tests.world import PASSWORD, World

Judge = Callable[[Page], list[str]]


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


def signed_in(
    world: World, visit: Visits, site: str, who: str, size: dict[str, int] = PHONE, **options: Any
) -> Page:
    """A page of somebody who is signed in already."""
    token = world.session_for(who, datetime.now(UTC))
    page = visit(size, **options)
    page.context.add_cookies(
        [
            {
                "name": COOKIE,
                "value": token,
                "domain": "localhost",
                "path": "/",
                "secure": True,
                "httpOnly": True,
            }
        ]
    )
    return page


class Presses:
    """Counts presses on a page."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def __call__(self, name: str, role: Any = "link") -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.count += 1


def test_coming_back_and_knowing_what_to_do_takes_three_presses(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    page = visit()
    page.goto(f"{site}/mijn")  # the link in the notice: press one
    page.get_by_label("E-mailadres").fill("anna@client.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    press = Presses(page)
    press.count = 1
    press("Inloggen", "button")
    assert page.locator(".turn__title").inner_text()
    assert press.count <= 3 and violations(page) == []


def test_a_step_goes_on_at_the_same_field_on_another_device_within_four_presses(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    phone = signed_in(sqlite_world, visit, site, "anna")
    phone.goto(f"{site}/mijn")
    press = Presses(phone)
    press("Werkboek")
    press("Vroeger en nu")
    phone.get_by_label("Wat is er gebeurd?", exact=True).fill("Minder werk, en toen ziek.")
    phone.get_by_text("Ja, afgerond").click()
    with phone.expect_response(lambda answer: answer.url.endswith("/concept")):
        phone.get_by_label("Wat werkte toen goed voor u?", exact=True).fill("Een lijst op de koelkast")
    phone.get_by_text("Bewaard om").wait_for()
    phone.context.close()
    visit.contexts.remove(phone.context)

    library = signed_in(sqlite_world, visit, site, "anna", DESK)
    library.goto(f"{site}/mijn/werkboek")
    again = Presses(library)
    again("Vroeger en nu")
    assert library.evaluate("document.activeElement.name") == "what_worked"
    assert (
        library.get_by_label("Wat is er gebeurd?", exact=True).input_value() == "Minder werk, en toen ziek."
    )
    assert press.count + again.count <= 4 and violations(library) == []


def test_a_paper_takes_four_presses_and_works_without_script(
    sqlite_world: World, site: str, visit: Visits, tmp_path: Path
) -> None:
    photo = tmp_path / "brief.jpg"
    photo.write_bytes(picture("JPEG"))
    page = signed_in(sqlite_world, visit, site, "anna", script=False)
    page.goto(f"{site}/mijn")
    press = Presses(page)
    press("Papieren")
    press("Afgeven", "button")
    page.get_by_label("Foto’s of bestanden").set_input_files(photo)  # choosing the file: one press
    press.count += 1
    press("Geef af", "button")
    assert page.get_by_text("Dit papier is binnen.").is_visible()
    assert press.count <= 4
