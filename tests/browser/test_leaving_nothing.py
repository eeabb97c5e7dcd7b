"""After "Snel weg" and after signing out nothing of a client is left in the browser: not behind the back button, not in
its storage, and in no file of its profile. With script and without.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from schuldhulp.messages.actions import send_message
from schuldhulp.web.guard import COOKIE
from tests.browser.test_statements import site
from tests.browsers import FLAGS, PHONE, chromium_path
from tests.security.test_planted_secrets import found_in
from tests.world import World

__all__ = ["site"]
WORDS = "Kanarie in het bericht van Anna 5e9c"
TYPED = "Kanarie in een half bericht 71d0"
STEP_TYPED = "Kanarie in een half antwoord 8ab3"
PAGES = ("/mijn", "/mijn/berichten", "/mijn/werkboek", "/mijn/berichten")


def went_back(page: Page, times: int) -> list[str]:
    """What stands on the pages that the back button leads to."""
    shown = []
    for _ in range(times):
        page.go_back()
        page.wait_for_load_state()
        shown.append(page.content())
    return shown


@pytest.mark.parametrize(
    "way",
    ["snel weg zonder script", "uitloggen", pytest.param("snel weg", marks=pytest.mark.nightly)],
)
def test_nothing_is_left_in_the_browser(
    sqlite_world: World, site: str, chromium: Browser, tmp_path: Path, way: str
) -> None:
    world = sqlite_world
    with world.open() as session:
        send_message(session, world.people["anna"], world.now, world.dossier(session), WORDS)
    token, profile = world.session_for("anna", datetime.now(UTC)), tmp_path / "profiel"
    context = chromium.browser_type.launch_persistent_context(
        profile, executable_path=chromium_path(), args=FLAGS, viewport=PHONE,
        java_script_enabled=way != "snel weg zonder script",
    )  # fmt: skip
    try:
        context.add_cookies(
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
        page = context.new_page()
        for address in PAGES:
            page.goto(site + address)
        assert WORDS in page.content()
        page.goto(f"{site}/mijn/werkboek/bereiken")
        page.locator("[name=called]").fill(STEP_TYPED)
        page.goto(f"{site}/mijn/berichten")
        page.get_by_label("Uw bericht").fill(TYPED)
        if way == "uitloggen":
            page.locator("form[action='/uitloggen'] button").first.dispatch_event("click")
            page.wait_for_url(lambda address: "/mijn/" not in address)
        else:
            page.locator(".quick-exit__button").first.click()
            page.wait_for_url("**/even-iets-anders")
        page.wait_for_load_state()
        assert not [text for text in went_back(page, 2) if WORDS in text or "K-anna" in text]
        page.goto(f"{site}/mijn/berichten")
        assert "/inloggen" in page.url and WORDS not in page.content(), (
            "the session is over on the server too"
        )
        assert not [one for one in context.cookies() if one.get("name") == COOKIE]
        if way != "snel weg zonder script":
            assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    finally:
        context.close()
    assert found_in([profile], [WORDS, TYPED, STEP_TYPED, token]) == []
