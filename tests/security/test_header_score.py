"""The headers of every kind of answer score 155 (a page) or 150 (another file), and a fault in them costs points.

The access matrix judges the headers of every answer it gets, for every role; here stand those it does not meet.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import Headers

from schuldhulp.accounts.limits import TooManyTries
from schuldhulp.web.headers import FILE_POLICY, FIXED
from tests.security import header_score
from tests.security.canaries import fetch, pages_of
from tests.security.header_score import faults_of, points_of
from tests.web_client import WebClient
from tests.world import World

SCRIPT = ('<script type="module" src="/static/js/a.js" integrity="sha384-x">',)
COOKIE = "__Host-sessie=x; Secure; HttpOnly; Path=/; SameSite=Lax"
WORSE = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline'", "X-Content-Type-Options": "",
    "X-Frame-Options": "ALLOWALL", "Referrer-Policy": "unsafe-url", "Cross-Origin-Opener-Policy": "unsafe-none",
    "Cross-Origin-Embedder-Policy": "same-origin", "Cross-Origin-Resource-Policy": "cross-origin",
    "Strict-Transport-Security": "max-age=abc", "Access-Control-Allow-Origin": "*",
    "Set-Cookie": "sessie=x; Path=/",
}  # fmt: skip


def score(headers: dict[str, str], scripts: tuple[str, ...] = SCRIPT) -> int:
    return 100 + sum(points_of(tuple(Headers(headers)), scripts).values())


def test_ours_score_155_and_160_with_a_cookie() -> None:
    assert score(FIXED) == 155
    assert score(FIXED | {"Set-Cookie": COOKIE}) == 160
    assert score(FIXED, ()) == 150


def test_a_file_that_was_handed_in_is_shut_off_further_than_a_page() -> None:
    assert (
        FILE_POLICY
        == "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    assert score(FIXED | {"Content-Security-Policy": FILE_POLICY}, ()) == 150


@pytest.mark.parametrize("name", WORSE)
def test_each_header_that_is_worse_costs_points(name: str) -> None:
    assert score(FIXED | {name: WORSE[name]}) <= 150


def test_a_script_without_its_hash_or_from_elsewhere_costs_points() -> None:
    assert score(FIXED, (*SCRIPT, '<script src="/static/js/b.js">')) == 150
    assert score(FIXED, (*SCRIPT, '<script src="//elders.example/b.js" integrity="sha384-x">')) == 100
    assert score(FIXED, ("<script>",)) == 100


def _raise(fault: Exception) -> Callable[..., Any]:
    def view(**_values: object) -> str:
        raise fault

    return view


def test_pages_of_refusals_and_faults_score_as_high(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """400, 404, 405, 413, 429, 500 and 503, each as a page."""
    app, anna = sqlite_world.app, WebClient(sqlite_world, "anna")
    lost = OperationalError("", {}, Exception("weg"))
    made: list[tuple[int, Exception]] = [(429, TooManyTries(60)), (500, KeyError("x")), (503, lost)]
    for code in (400, 403, 404, 405, 413, 500, 503):
        try:
            abort(code)
        except Exception as fault:
            made.append((code, fault))
    for code, fault in made:
        breaks = _raise(fault)
        breaks.guard_rule = app.view_functions["client.home"].guard_rule  # type: ignore[attr-defined]
        monkeypatch.setitem(app.view_functions, "client.home", breaks)
        answer = fetch(anna, "/mijn")
        assert answer.status_code == code and answer.mimetype == "text/html"
        assert faults_of(answer) == [], code
    with anna._clock():
        answer = anna.http.delete("/mijn", base_url="http://localhost")
    assert answer.status_code == 405 and faults_of(answer) == []


def test_what_is_not_a_page_scores_150(sqlite_world: World) -> None:
    nobody = WebClient(sqlite_world, None)
    for path in (
        "/static/js/verder.js", "/static/css/base.css", "/static/bestaat-niet.css", "/gezond", "/klaar", "/robots.txt",
        "/.well-known/security.txt", "/thema/voorbeeldstad.css", "/codewoorden.txt",
    ):  # fmt: skip
        with fetch(nobody, path) as answer:
            assert faults_of(answer) == [], path


def test_every_page_of_nobody_scores_155(sqlite_world: World) -> None:
    nobody, judged = WebClient(sqlite_world, None), 0
    for page in pages_of(sqlite_world, "nobody"):
        answer = fetch(nobody, page[0])
        assert faults_of(answer) == [], page[0]
        judged += answer.mimetype == "text/html"
    assert judged > 15


def test_a_page_has_a_script_and_so_is_held_to_155(sqlite_world: World) -> None:
    answer = fetch(WebClient(sqlite_world, "noor"), "/inbox")
    assert len(header_score.SCRIPT.findall(answer.text)) == 1 and header_score.PAGE == 155
