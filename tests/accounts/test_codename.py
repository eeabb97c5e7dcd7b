"""Beginning without a name: what is kept, what is not, coming back, and that nobody learns who exists."""

from tests.accounts.nameless import begin_nameless
from tests.web_client import WebClient


def test_smoke(sqlite_world):
    me = begin_nameless(sqlite_world)
    page = me.browser.get("/mijn")
    assert "Dag" in page.text
    other = WebClient(sqlite_world, None)
    page = other.get("/inloggen/zonder-naam")
    answer = other.submit(
        "/inloggen/zonder-naam", {"codename": me.handle.lower(), "codewords": "-".join(me.words).upper()}
    )
    assert answer.location == "/mijn"
    other.get("/mijn")
