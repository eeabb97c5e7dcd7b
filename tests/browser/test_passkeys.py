"""Passkeys in a real browser with a device that plays one: add, come in, prove again, take away, and refusals."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from schuldhulp.accounts.second_factor.passkeys import site_of
from schuldhulp.accounts.second_factor.tables import Passkey
from schuldhulp.accounts.tables import LoginSession
from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, PHONE, Visits, serving, width_of
from tests.world import World

STEPS = "/account/tweede-stap"


@pytest.fixture
def site(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        here = address.replace("127.0.0.1", "localhost")
        settings = replace(sqlite_world.app.config["SETTINGS"], base_url=here)
        monkeypatch.setitem(sqlite_world.app.config, "SETTINGS", settings)
        yield here


def device(page: Page, *, verified: bool = True) -> tuple[Any, str]:
    """A device that makes and shows passkeys; not `verified`: it cannot tell who holds it."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verified, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp, made["authenticatorId"]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def add(page: Page, site: str, name: str) -> None:
    """Add a passkey under a name."""
    page.goto(f"{site}{STEPS}/passkey")
    page.get_by_label("Hoe heet deze passkey?").fill(name)
    press(page, "Maak de passkey")
    page.wait_for_url(f"{site}{STEPS}?melding=passkey-erbij")


def test_a_passkey_belongs_to_the_domain_of_the_settings() -> None:
    assert site_of("https://geldhulp.example/").domain == "geldhulp.example"
    assert site_of("http://127.0.0.1:8000").origin == "http://localhost:8000"


def test_a_counsellor_comes_in_with_a_passkey_alone_proves_again_and_takes_it_away(
    sqlite_world: World, visit: Visits, site: str, violations: Callable[[Page], list[str]]
) -> None:
    page = signed_in(sqlite_world, visit, site, "noor", DESK)
    device(page)
    add(page, site, "Mijn laptop")
    assert violations(page) == [] and "Mijn laptop" in page.inner_text("main")
    page.goto(f"{site}/snel-weg")
    page.goto(f"{site}/inloggen?verder=/zorglijst")
    assert violations(page) == []
    press(page, "Inloggen met een passkey")
    page.wait_for_url(f"{site}/zorglijst")

    with sqlite_world.open() as session:
        row = session.scalars(select(Passkey)).one()
        assert row.used_at is not None and b"Mijn laptop" not in (row.name_sealed or b"")
    page.goto(f"{site}/opnieuw-bevestigen?verder={STEPS}")
    assert violations(page) == []
    press(page, "Met een passkey")
    page.wait_for_url(f"{site}{STEPS}")
    press(page, "Haal weg")
    page.wait_for_url(f"{site}{STEPS}?melding=passkey-weg")
    with sqlite_world.open() as session:
        assert session.scalars(select(Passkey)).all() == []


def test_what_a_client_sees_on_a_phone_and_what_a_device_without_a_check_gets(
    sqlite_world: World, visit: Visits, site: str, violations: Callable[[Page], list[str]]
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna", PHONE)
    cdp, one = device(page)
    page.goto(f"{site}{STEPS}/passkey")
    assert violations(page) == [] and width_of(page) <= 360
    add(page, site, "Telefoon")
    assert width_of(page) <= 360
    page.goto(f"{site}/snel-weg")
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": one, "isUserVerified": False})
    page.goto(f"{site}/inloggen")
    press(page, "Inloggen met een passkey")
    expect(page.locator("[data-passkey-line]")).to_have_text(
        "Dat lukte niet. Probeer het nog eens, of kies een andere manier."
    )
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": one, "isUserVerified": True})
    with page.expect_request(f"{site}/inloggen/passkey") as sent:
        press(page, "Inloggen met een passkey")
    page.wait_for_url(f"{site}/mijn")
    with (
        sqlite_world.open() as session
    ):  # a browser without the mark of one that is known: it is told elsewhere
        newest = select(LoginSession).order_by(LoginSession.created_at.desc(), LoginSession.proven_at.desc())
        assert [row.tell for row in session.scalars(newest) if row.ended_at is None] == [True]
    assert any(c["name"] == "__Host-apparaat" for c in page.context.cookies(site))
    # The same answer a second time: its question is gone.
    stolen = sent.value.post_data
    page.context.clear_cookies(name="__Host-sessie")
    again = page.context.request.post(
        f"{site}/inloggen/passkey", data=stolen, max_redirects=0,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    assert again.status in (303, 400) and "/mijn" not in again.headers.get("location", "")


def test_without_script_there_is_the_password(sqlite_world: World, visit: Visits, site: str) -> None:
    page = visit(PHONE, script=False)
    page.goto(f"{site}/inloggen")
    assert not page.get_by_role("button", name="Inloggen met een passkey").is_visible()
    assert page.get_by_role("button", name="Inloggen", exact=True).is_visible()
