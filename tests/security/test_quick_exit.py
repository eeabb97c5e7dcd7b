""" "Snel weg" without script on every page that somebody at home may have open: theirs, public ones, faults and all."""

import re

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound, RequestEntityTooLarge

from schuldhulp.accounts.limits import TooManyTries
from schuldhulp.refusals import Refused
from schuldhulp.web.guard import COOKIE
from tests.security.estate import furnish, rows_by_kind
from tests.security.test_access_matrix import addresses, rules_of
from tests.web_client import WebClient
from tests.world import World

WHO = {"somebody at the door": None, "a client": "anna", "a supporter": "sara_anna"}
AT_HOME = ("public", "client", "supporter", "account")
GONE = "/even-iets-anders"
LINK = re.compile(r'<a class="quick-exit__button" href="/snel-weg"')
FORM = re.compile(r'<form class="quick-exit" action="/snel-weg" method="post".*?<button[^>]*>Snel weg', re.S)


def has_exit(page: str) -> bool:
    """A link, or a form with its button: neither needs script."""
    return bool(LINK.search(page) or FORM.search(page))


def test_every_page_of_every_route_has_it(sqlite_world: World) -> None:
    furnish(sqlite_world)
    rows, seen, without = rows_by_kind(sqlite_world, "anna"), dict.fromkeys(WHO, 0), []
    for who, person in WHO.items():
        browser = WebClient(sqlite_world, person)
        for rule in rules_of(sqlite_world):
            if rule.endpoint.split(".")[0] not in AT_HOME or "GET" not in (rule.methods or ()):
                continue
            address = next(addresses(sqlite_world, rule, "anna", rows))
            if address in (GONE, "/snel-weg"):
                continue
            with browser._clock():
                answer = browser.http.get(address, base_url="http://localhost")
            if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303, 308):
                continue
            seen[who] += 1
            if not has_exit(answer.text):
                without.append(f"{who}: {address} ({answer.status_code})")
    assert without == [], f"{len(without)} of {sum(seen.values())} pages"
    assert all(count > 20 for count in seen.values()), seen


@pytest.mark.parametrize("person", ["anna", None])
def test_so_does_every_fault_and_the_way_out_works_without_a_database(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, person: str | None
) -> None:
    browser, page = WebClient(sqlite_world, person), "/mijn/budget" if person else "/hulp-nu"
    faults = {
        400: BadRequest(), 404: NotFound(), 405: MethodNotAllowed(), 409: Refused(), 413: RequestEntityTooLarge(),
        429: TooManyTries(60), 500: ZeroDivisionError(),
        503: OperationalError("select", {}, Exception("away")),
    }  # fmt: skip
    endpoint = "client.budget" if person else "public.help_now"
    for code, fault in faults.items():

        def fail(*_: object, fault: Exception = fault, **__: object) -> None:
            raise fault

        with monkeypatch.context() as patched, browser._clock():
            fail.guard_rule = sqlite_world.app.view_functions[endpoint].guard_rule  # type: ignore[attr-defined]
            patched.setitem(sqlite_world.app.view_functions, endpoint, fail)
            answer = browser.http.get(page, base_url="http://localhost")
        assert answer.status_code == code and has_exit(answer.text), f"{code}: {answer.status_code}"
    with monkeypatch.context() as patched, browser._clock():
        patched.setattr("schuldhulp.web.guard.entering._read_session", gone)
        patched.setattr("schuldhulp.web.public.leaving.end_present_session", gone)
        for method in ("GET", "POST"):
            left = browser.http.open("/snel-weg", method=method, base_url="http://localhost")
            assert (left.status_code, left.location) == (303, GONE), left.text[:300]
            assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
            assert f"{COOKIE}=;" in "".join(left.headers.getlist("Set-Cookie"))


def gone() -> None:
    raise OperationalError("select", {}, Exception("away"))
