"""Papers in a real browser: by the camera of a phone without script, in order, sorted in folders; staff look."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page

from tests.browser.test_statements import looked_at
from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, Visits, serving, width_of
from tests.documents.test_checking import hostile_pdf
from tests.world import World

Judge = Callable[[Page], list[str]]


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


def photo(*, soft: bool = False) -> dict[str, object]:
    page = Image.new("RGB", (1700, 2400), (238, 236, 230))
    pen = ImageDraw.Draw(page)
    for row in range(40):
        pen.text((120, 100 + row * 54), "Geachte heer of mevrouw, de huur wordt per 1 juli 2026 anders. " * 2,
                 fill=(20, 20, 30), font_size=30)  # fmt: skip
    page = page.filter(ImageFilter.GaussianBlur(9)) if soft else page
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return {"name": "wazig.jpg" if soft else "huur.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def judging(violations: Judge) -> Callable[[Page, str], None]:
    """Look at a page: as wide as the screen and no wider, clean for axe, and a picture where asked."""

    def judged(page: Page, name: str) -> None:
        assert width_of(page) <= (page.viewport_size or {"width": 0})["width"] and violations(page) == []
        looked_at(page, name)

    return judged


def handed_in_by_phone(page: Page, site: str) -> str:
    """Two photos to one paper, in order, turned, sorted, as one PDF; then a bag. Gives the paper's address."""
    page.context.set_default_timeout(60_000)  # each photo is drawn again in a process of its own
    page.goto(f"{site}/mijn/papieren")
    page.get_by_text("Een ander papier").click()
    page.get_by_label("Welk papier?").select_option("rent")
    page.get_by_role("button", name="Op de lijst").click()
    page.set_input_files("#files", [photo(), photo(soft=True)])
    page.get_by_role("button", name="Geef af").click()
    assert page.get_by_text("De foto is wat wazig.").count() == 1
    assert page.locator(".paper__files li").all_inner_texts()[0].startswith("huur.jpg")
    page.get_by_role("button", name="Naar achteren").click()
    assert page.locator(".paper__files li").all_inner_texts()[0].startswith("wazig.jpg")
    page.get_by_role("button", name="Draaien").first.click()
    page.locator("summary", has_text="Sorteren").click()
    page.get_by_label("Van wie komt het?").fill("Woonstad")
    page.get_by_label("Hoe dringend?").select_option("now")
    page.get_by_role("button", name="Bewaren").last.click()
    with page.expect_download() as whole:
        page.get_by_role("link", name="Alles als één PDF").click()
    assert whole.value.suggested_filename == "papier.pdf"
    paper = page.url.split("?")[0]
    page.goto(f"{site}/mijn/papieren/tas")
    hostile = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": hostile_pdf()}
    page.set_input_files("#files", [photo(), hostile])
    page.get_by_role("button", name="Alles afgeven").click()
    folders = page.locator("main").inner_text()
    assert "1 · Eerst openen" in folders and "Woonstad" in folders
    return paper


def opened_from_the_disk(page: Page, site: str, folder: Path) -> None:
    """What came in from a hostile PDF, fetched back and opened in the browser: no script runs, nothing is fetched."""
    page.goto(f"{site}/mijn/papieren/mappen")
    page.get_by_role("link", name="brief.pdf").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="brief.pdf").click()
    fetched.value.save_as(folder / "papier.pdf")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(f"file://{folder}/papier.pdf")
    page.wait_for_load_state("load")
    assert [
        url for url in asked if not url.startswith(("file:", "chrome-extension:", "data:", "chrome:"))
    ] == []


def test_papers_by_phone_without_script_and_staff_who_look(
    sqlite_world: World, site: str, visit: Visits, violations: Judge, tmp_path: Path
) -> None:
    judged = judging(violations)
    paper = handed_in_by_phone(signed_in(sqlite_world, visit, site, "anna", script=False), site)
    seeing = signed_in(sqlite_world, visit, site, "anna")
    staff = signed_in(sqlite_world, visit, site, "noor", DESK)
    base = f"{site}/dossiers/{sqlite_world.kenmerken['anna']}/papieren"
    staff.goto(paper.replace(f"{site}/mijn/papieren", base))
    staff.get_by_label("Ik heb er een vraag over").check()
    staff.get_by_role("button", name="Vastleggen").click()
    assert staff.get_by_text("Schrijf erbij wat u vraagt.").count() >= 1
    judged(staff, "papier-oordeel-1366")
    staff.get_by_label("Vraag of reden").fill("Is er ook een tweede bladzijde?")
    staff.get_by_role("button", name="Vastleggen").click()
    judged(staff, "papier-staf-1366")
    for where, name in (("", "lijst"), ("/tas", "tas"), ("/mappen", "mappen")):
        seeing.goto(f"{site}/mijn/papieren{where}")
        judged(seeing, f"papieren-{name}-360")
        staff.goto(base + where)
        judged(staff, f"papieren-{name}-1366")
    seeing.goto(paper)
    assert seeing.get_by_text("Is er ook een tweede bladzijde?").count() == 1
    judged(seeing, "papier-360")
    for part in seeing.locator("summary").all():
        part.click()
    judged(seeing, "papier-open-360")
    opened_from_the_disk(signed_in(sqlite_world, visit, site, "anna"), site, tmp_path)
