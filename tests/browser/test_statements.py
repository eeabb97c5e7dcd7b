"""A bank statement in a real browser: a whole budget in few taps, without script, at 360 pixels, clean for axe."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from schuldhulp.budget.queries import month_of
from tests.browser.test_werkboek import Presses, signed_in
from tests.browsers import DESK, PHONE, Visits, serving, width_of
from tests.budget.herkenning.households import mother
from tests.statements.files import as_ing
from tests.world import World

Judge = Callable[[Page], list[str]]


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


def looked_at(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for pictures: PICTURES=<folder>."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_whole_budget_from_a_statement_takes_at_most_thirty_taps(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna")
    page.goto(f"{site}/mijn/budget")
    press = Presses(page)
    press("Lees een bankafschrift in")
    assert width_of(page) <= 360 and violations(page) == []
    looked_at(page, "kiezen-360")
    page.set_input_files("#files", {"name": "ing.csv", "mimeType": "text/csv", "buffer": as_ing(mother())})
    press.count += 2  # opening the list of files, and choosing one
    press("Lees het afschrift", "button")
    for slug in ("inkomen", "vaste-lasten", "huishouden", "schulden"):
        assert page.url.endswith(f"/mijn/afschrift/{slug}")
        assert width_of(page) <= 360 and violations(page) == []
        looked_at(page, f"{slug}-360")
        press("Klopt, verder", "button")
    for code, amount in (("inventory", "45"), ("excess", "385"), ("recreation", "20")):
        page.locator(f"#cents_{code}").click()
        page.locator(f"#cents_{code}").fill(amount)
        press.count += 1
    assert width_of(page) <= 360 and violations(page) == []
    looked_at(page, "opzijleggen-360")
    press("Klopt, verder", "button")
    assert page.url.endswith("/mijn/afschrift/controleren")
    assert width_of(page) <= 360 and violations(page) == []
    looked_at(page, "controleren-360")
    press("Zet dit in mijn budget", "button")
    assert "Het bestand is weggegooid." in page.inner_text("main, body")
    looked_at(page, "budget-360")
    assert press.count <= 30
    assert press.count == 13
    anna = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        month = month_of(session, anna, anna.dossier_id)
    assert len(month.lines) == 22
    assert month.budget.still_missing == "" and month.budget.income_cents == 2_956_10 - 205_83


def test_without_script_every_line_can_be_changed_left_out_and_looked_into(
    sqlite_world: World, site: str, visit: Visits
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna", script=False)
    page.goto(f"{site}/mijn/afschrift")
    page.set_input_files("#files", {"name": "ing.csv", "mimeType": "text/csv", "buffer": as_ing(mother())})
    page.get_by_role("button", name="Lees het afschrift").click()
    page.get_by_role("button", name="Klopt, verder").click()
    rent = page.locator(".seen", has_text="Huur (Woningstichting")
    rent.locator("summary", has_text="Bekijken of aanpassen").click()
    assert rent.locator(".behind__line").count() == 6
    rent.locator("input[name^=cents_]").fill("700,00")
    streaming = page.locator(".seen", has_text="Netflix")
    streaming.locator("summary", has_text="Bekijken of aanpassen").click()
    streaming.locator("label.chip", has_text="Weglaten").click()
    page.get_by_role("button", name="Klopt, verder").click()
    while "/budget" not in page.url:
        page.get_by_role("button", name=re.compile("verder|Zet dit in mijn budget", re.I)).first.click()
    anna = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        lines = {line.told.code: line.told.cents for line in month_of(session, anna, anna.dossier_id).lines}
    assert lines["rent"] == 700_00 and "subscriptions" not in lines


@pytest.mark.parametrize(("name", "size", "scheme"), [("desk", DESK, "light"), ("dark", PHONE, "dark")])
def test_beside_the_client_and_in_the_dark_it_reads_as_well(
    sqlite_world: World,
    site: str,
    visit: Visits,
    violations: Judge,
    name: str,
    size: dict[str, int],
    scheme: str,
) -> None:
    page = signed_in(sqlite_world, visit, site, "noor", size, scheme=scheme)
    page.goto(f"{site}/dossiers/{sqlite_world.kenmerken['anna']}/afschrift")
    looked_at(page, f"kiezen-{name}")
    assert violations(page) == []
    page.set_input_files("#files", {"name": "ing.csv", "mimeType": "text/csv", "buffer": as_ing(mother())})
    page.get_by_role("button", name="Lees het afschrift").click()
    while not page.url.endswith("/controleren"):
        assert violations(page) == [] and width_of(page) <= size["width"]
        looked_at(page, f"{page.url.rsplit('/', 1)[1]}-{name}")
        page.get_by_role("button", name="verder").click()
    looked_at(page, f"controleren-{name}")
    assert violations(page) == [] and width_of(page) <= size["width"]


def test_a_refused_file_keeps_the_page_calm(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    page = signed_in(sqlite_world, visit, site, "anna")
    page.goto(f"{site}/mijn/afschrift")
    page.set_input_files(
        "#files", {"name": "afschrift.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="Lees het afschrift").click()
    assert "afschrift.pdf: In een pdf, foto of Excel-bestand" in page.inner_text("#veld-files")
    assert width_of(page) <= 360 and violations(page) == []
    looked_at(page, "geweigerd-360")
