"""Two partners on a telephone, and their counsellor: calm, within the width, and nothing the checker minds."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.test_statements import looked_at, site
from tests.browser.test_werkboek import Presses, signed_in
from tests.browsers import DESK, PHONE, Visits, width_of
from tests.partners.two import fill, join, show
from tests.world import World

Judge = Callable[[Page], list[str]]
__all__ = ["site"]


def test_two_partners_choose_sign_and_stop_without_a_script(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    join(sqlite_world)
    for who in ("anna", "pim"):
        fill(sqlite_world, who)
        show(sqlite_world, who)
    noor = signed_in(sqlite_world, visit, site, "noor", DESK)
    noor.goto(f"{site}/dossiers/{sqlite_world.kenmerken['anna']}/huishouden")
    looked_at(noor, "huishouden-1366")
    found = [("huishouden", violations(noor))]
    anna = signed_in(sqlite_world, visit, site, "anna", PHONE)
    for path, name in (
        ("/mijn/samen", "samen-360"),
        ("/mijn/bereiken", "bereiken-360"),
        ("/mijn/samen/stoppen", "stoppen-360"),
    ):
        anna.goto(site + path)
        looked_at(anna, name)
        found.append((name, violations(anna)))
        assert width_of(anna) <= 360, name
    pim = signed_in(sqlite_world, visit, site, "pim", PHONE, script=False)
    pim.goto(f"{site}/mijn/samen")
    press = Presses(pim)
    press("Maak het plan", "button")
    press("Ik teken dit", "button")
    looked_at(pim, "getekend-360")
    assert "U: getekend op" in pim.inner_text("main")
    press("Stoppen met delen")
    press("Stop nu", "button")
    assert "U deelt nu niets" in pim.inner_text("main")
    looked_at(pim, "gestopt-360")
    assert [each for each in found if each[1]] == []
