"""The instruments of the browser tests themselves: each sees a planted fault."""

from collections.abc import Callable, Iterable
from typing import Any

from playwright.sync_api import Page

from tests.browsers import DESK, Visits, serving

GOOD = "<!doctype html><html lang=nl><title>Goed</title><body><main><h1>Goed</h1><p>Tekst</p></main></body></html>"
BAD = "<!doctype html><html><body><h1>Fout</h1><img src=x.png><input></body></html>"


def answering(html: str) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        policy = ("Content-Security-Policy", "default-src 'self'; script-src 'self'")
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), policy])
        return [html.encode()]

    return app


def test_axe_finds_nothing_on_a_good_page_and_planted_faults_on_a_bad_one(
    visit: Visits, violations: Callable[[Page], list[str]]
) -> None:
    with serving(answering(GOOD)) as good, serving(answering(BAD)) as bad:
        page = visit(DESK)
        page.goto(good)
        assert violations(page) == []
        page.goto(bad)
        found = {line.split(":")[0] for line in violations(page)}
    assert {"document-title", "html-has-lang", "image-alt", "label"} <= found


def test_a_page_that_breaks_the_policy_or_leaves_the_computer_is_noticed(visit: Visits) -> None:
    html = GOOD.replace("<p>", "<script>document.title = 'inline'</script><p>")
    with serving(answering(html)) as address:
        page = visit()
        page.goto(address)
        assert page.title() == "Goed"
    assert any("Content Security Policy" in line for line in visit.complaints)
    visit.complaints.clear()

    with serving(answering(GOOD.replace("<p>", '<a href="http://example.org/">weg</a><p>'))) as address:
        page = visit()
        page.goto(address)
        page.evaluate("new Promise(done => { const image = new Image(); image.onerror = done;"
                      " image.src = 'http://example.org/x.png'; })")  # fmt: skip
    assert any("Content Security Policy" in line for line in visit.complaints)
    visit.complaints.clear()


def test_without_script_and_at_the_sizes_that_were_asked_for(visit: Visits) -> None:
    with serving(answering(GOOD)) as address:
        phone, desk = visit(script=False), visit(DESK)
        phone.goto(address)
        desk.goto(address)
        assert phone.viewport_size == {"width": 360, "height": 740}
        assert desk.viewport_size == {"width": 1366, "height": 768}
