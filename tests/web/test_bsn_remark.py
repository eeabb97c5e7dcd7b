"""A number in a free text that looks like a BSN is remarked on, calmly and once; nothing is stopped."""

from collections.abc import Callable

from schuldhulp.web.fields import LOOKS_LIKE_BSN
from schuldhulp.web.remarks import AFTER_SAVING
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
TALK = "/mijn/berichten"
BSN = "111222333"


def test_after_saving_the_next_page_says_so_once(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    sent = anna.post(TALK, form_of(anna.get(TALK), TALK) | {"body": f"Mijn nummer is {BSN}."})
    assert BSN not in sent.headers.to_wsgi_list().__repr__()
    page = anna.get(TALK)
    assert AFTER_SAVING in page.text and f"Mijn nummer is {BSN}." in page.text
    assert AFTER_SAVING not in anna.get(TALK).text
    anna.post(TALK, form_of(anna.get(TALK), TALK) | {"body": "Mijn kenmerk is 111222334."})
    assert AFTER_SAVING not in anna.get(TALK).text


def test_whoever_answers_is_told_too(client_as: ClientAs, sqlite_world: World) -> None:
    sqlite_world.welcome()
    noor, there = client_as("noor"), f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten"
    noor.post(there, form_of(noor.get(there), there) | {"body": f"Uw nummer is {BSN}, klopt dat?"})
    assert AFTER_SAVING in noor.get("/inbox").text


def test_a_text_that_comes_back_has_it_beside_the_field(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    fields = form_of(anna.get(TALK), TALK) | {"body": f"{BSN} " + "x" * 4_000}
    page = anna.post(TALK, fields, status=422).text
    assert LOOKS_LIKE_BSN in page and 'id="body-opmerking"' in page
    assert 'body-opmerking"' in page.split("<textarea")[1].split(">")[0]
    assert AFTER_SAVING not in anna.get(TALK).text
