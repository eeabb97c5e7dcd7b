"""What the headers do in a real browser: a page apart from every other site, and no script but the one released."""

import re

from playwright.sync_api import Route, expect

from tests.browsers import Visits, serving
from tests.world import World


def test_a_script_that_was_changed_does_not_run_and_a_page_stands_apart(
    sqlite_world: World, visit: Visits
) -> None:
    def tampered(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + "\ndocument.title = 'overgenomen';")

    with serving(sqlite_world.app) as site:
        page = visit()
        page.goto(f"{site}/inloggen")
        expect(page.locator("html")).to_have_class("js")
        assert page.evaluate("crossOriginIsolated") is True
        page = visit()
        page.route(re.compile(r"/static/js/"), tampered)
        page.goto(f"{site}/inloggen")
        page.wait_for_load_state()
        expect(page.locator("html")).to_have_class("no-js")
        assert "overgenomen" not in page.title()
    refused = [line for line in visit.complaints if "integrity" in line]
    assert len(refused) == len(visit.complaints) >= 1
    visit.complaints.clear()
