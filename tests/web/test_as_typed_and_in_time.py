"""What the standard asks of a password field, a password as it was typed, and how long a session lives at most."""

import re
from collections.abc import Callable
from datetime import timedelta

from schuldhulp.accounts.passwords import password_fits
from schuldhulp.accounts.queries import password_hash_of
from schuldhulp.web.sessions import COOKIE
from tests.architecture.sources import ROOT
from tests.web_client import WebClient, form_of
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
PASSWORD_FIELD = re.compile(r'<input[^>]*name="(?:current_|new_)?password"[^>]*>')


def test_a_password_field_hides_what_is_typed_and_lets_a_manager_and_pasting_in(client_as: ClientAs) -> None:
    nobody, noor = client_as(None), client_as("noor")
    pages = [
        nobody.get("/inloggen"),
        nobody.get("/g/voorbeeldstad/aanmelden"),
        noor.get("/account/wachtwoord"),
    ]
    fields = [field for page in pages for field in PASSWORD_FIELD.findall(page.text)]
    assert len(fields) == 4
    for field in fields:
        assert 'type="password"' in field and re.search(r'autocomplete="(current|new)-password"', field), (
            field
        )
    scripts = list((ROOT / "schuldhulp" / "static" / "js").rglob("*.js"))
    assert scripts and not [
        s.name for s in scripts if re.search(r"['\"]paste['\"]|onpaste", s.read_text("utf-8"))
    ]


def test_a_password_counts_exactly_as_it_was_typed_and_the_old_one_is_asked(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor, new = client_as("noor"), "  Zeven Kromme eenden lopen NAAR huis  "
    asked = {"current_password": "dit is het niet", "new_password": new}
    noor.submit("/account/wachtwoord", asked, status=422)
    noor.submit("/account/wachtwoord", asked | {"current_password": PASSWORD})
    with sqlite_world.open() as session:
        stored = password_hash_of(session, sqlite_world.people["noor"].person_id)
    fits = [password_fits(stored, typed) for typed in (new, new.strip(), new.lower(), new[:-1], PASSWORD)]
    assert fits == [True, False, False, False, False]


def test_a_session_ends_after_half_an_hour_of_silence_and_after_twelve_hours_however_busy(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assert COOKIE.startswith("__Host-")
    silent, busy = client_as("anna"), client_as("berend")
    began = sqlite_world.now
    sqlite_world.now = began + timedelta(minutes=31)
    silent.get("/mijn", status=303)
    busy = client_as("berend")
    began = sqlite_world.now
    while sqlite_world.now < began + timedelta(hours=11, minutes=40):
        page = busy.get("/account")
        sqlite_world.now += timedelta(minutes=25)
    busy.post("/sessie/verlengen", form_of(page, "/sessie/verlengen"), status=200)
    sqlite_world.now = began + timedelta(hours=12, minutes=1)
    busy.get("/account", status=303)


def test_a_method_that_no_page_has_is_refused(client_as: ClientAs) -> None:
    nobody = client_as(None)
    for path in ("/", "/inloggen", "/static/css/base.css"):
        assert nobody.http.open(path, method="TRACE", base_url="https://localhost").status_code == 405, path
