"""Signing in at a service in a real browser: the way there and back, without script too, and every page clean."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from schuldhulp.openid.kinds import Kind
from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, PHONE, Visits, serving, width_of
from tests.openid.service import Service, configured
from tests.openid.test_clients import HIGH
from tests.world import World

DOOR = "/g/voorbeeldstad/inloggen"


@pytest.fixture
def site(sqlite_world: World, service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    sqlite_world.now = datetime.now(UTC)
    configured(sqlite_world, service, Kind.DIGID, levels=(HIGH,))
    configured(sqlite_world, service)
    with serving(sqlite_world.app) as address:
        here = address.replace("127.0.0.1", "localhost")
        settings = replace(sqlite_world.app.config["SETTINGS"], base_url=here)
        monkeypatch.setitem(sqlite_world.app.config, "SETTINGS", settings)
        yield here


def at_the_service(page: Page, service: Service, subject: str) -> None:
    """Whatever the page in between is pressed or not: the browser stands at the service, and signs in there."""
    page.wait_for_url(f"{service.issuer}/**")
    page.locator('input[name="sub"]').first.fill(subject)
    page.locator('button[type="submit"]').first.click()


def clean(page: Page, violations: Callable[[Page], list[str]]) -> None:
    assert violations(page) == []
    assert width_of(page) <= (page.viewport_size or {"width": 0})["width"]


def test_a_newcomer_comes_back_from_digid_on_a_phone(
    visit: Visits, site: str, service: Service, violations: Callable[[Page], list[str]]
) -> None:
    service.knows("s-nieuw", acr=HIGH)
    page = visit(PHONE)
    page.goto(f"{site}/inloggen")
    page.get_by_role("link", name="Log in via de gemeente").click()
    clean(page, violations)
    page.get_by_role("link", name="Voorbeeldstad").click()
    clean(page, violations)
    page.get_by_role("button", name="Inloggen met DigiD").click()
    at_the_service(page, service, "s-nieuw")
    page.wait_for_url(f"{site}{DOOR}/digid/nieuw")
    clean(page, violations)
    page.get_by_role("link", name="Aanmelden", exact=True).click()
    page.wait_for_url("**/aanmelden?via=digid")
    assert page.locator('input[type="password"]').count() == 0


def test_a_counsellor_links_without_script_and_an_administrator_reads_the_pages(
    sqlite_world: World, visit: Visits, site: str, service: Service, violations: Callable[[Page], list[str]]
) -> None:
    service.knows("s-noor", amr=["mfa"])
    page = signed_in(sqlite_world, visit, site, "noor", DESK, script=False)
    page.goto(f"{site}/account/inlogdiensten")
    page.get_by_role("button", name="Koppelen").click()
    at_the_service(page, service, "s-noor")
    page.wait_for_url(f"{site}/account/inlogdiensten?melding=gekoppeld")
    own = signed_in(sqlite_world, visit, site, "noor", PHONE)
    own.goto(f"{site}/account/inlogdiensten")
    clean(own, violations)
    ada = signed_in(sqlite_world, visit, site, "ada", PHONE)
    for path in ("/beheer/inlogdiensten", "/beheer/inlogdiensten/medewerkers", "/beheer/inlogdiensten/digid"):
        ada.goto(site + path)
        clean(ada, violations)
