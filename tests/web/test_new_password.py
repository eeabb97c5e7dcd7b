"""Every page where a password is chosen refuses one that others would try early, beside the field."""

import re

import pytest

from schuldhulp.accounts.guessable import KNOWN_WORD, MUCH_USED
from tests.accounts.nameless import begin_nameless
from tests.web.test_public_pages import make_link
from tests.web.test_public_registration import TOLD
from tests.web.test_supporters import NEW
from tests.world import PASSWORD

KNOWN_DETAILS = {"called": "Noor", "postcode": "1012 AB", "email": "noor.visser@post.example"}
PAGES = {
    "/g/voorbeeldstad/aanmelden": (TOLD, "password", "bosclient-2026"),
    "/meekijken/voorbeeldstad/onzin": ({**NEW, "code": "123 456"}, "password", "Yara-supporter-1"),
    "/wachtwoord/": ({}, "new_password", "Noor-staf-2026"),
    "/uitnodiging/": ({}, "new_password", "noor@staf.example"),
    "/account/wachtwoord": ({"current_password": PASSWORD}, "new_password", "Voorbeeldstad-1"),
    "/mijn/verder-met-naam/gegevens": (KNOWN_DETAILS, "password", "Noor-Visser-26"),
}


@pytest.mark.parametrize("path", PAGES)
def test_a_password_that_others_would_try_is_refused_where_it_is_typed(client_as, sqlite_world, path):
    told, field, own = PAGES[path]
    if path in ("/wachtwoord/", "/uitnodiging/"):
        path += make_link(sqlite_world, "noor", "reset" if path.startswith("/wachtwoord") else "invite")
    browser = client_as("noor") if path.startswith("/account") else client_as(None)
    if path.startswith("/mijn"):
        begin_nameless(sqlite_world, browser)
    for typed, sentence in (("Basketball", MUCH_USED), ("Voorbeeldstad1!", KNOWN_WORD), (own, KNOWN_WORD)):
        page = browser.submit(path, {**told, field: typed}, status=422)
        beside = page.text.split(f'id="{field}-fout"')[1].split("</p>")[0]
        assert sentence in beside and typed not in page.text
        control = re.search(rf'<input[^>]*id="{field}"[^>]*>', page.text)
        assert control and 'type="password"' in control[0]
