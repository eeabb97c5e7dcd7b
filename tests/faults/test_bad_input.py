"""Odd and wrong input over HTTP: a clear Dutch sentence, the typed text stays, nothing is half saved."""

import re
import unicodedata
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.web.fields import MAX_TEXT
from tests.faults.ledger import messages_of
from tests.web_client import WebClient, form_of
from tests.world import World

MESSAGES, REGISTER = "/mijn/berichten", "/g/voorbeeldstad/aanmelden"
Client = Callable[[str | None], WebClient]
SCRIPTS = [
    "😔👩‍👧‍👦 1️⃣",
    "لا أستطيع الدفع", "我付不起房租", "ክፍያ ኣይከኣልኩን", "Żółć Ðþß ñ", "e\u0301\u0301 a\u0308",
    "<script>x</script> {{ 7*7 }} %s",
    "regel een\n\nregel twee\n\tingesprongen",
]  # fmt: skip
FILLED = {
    "postcode": "1012", "called": "Mevrouw Żółć 😀", "email": "nieuw@client.example", "has_read": "y",
    "password": "Drie-losse-woorden-77", "question_for_help": "Ik kom er niet uit",
}  # fmt: skip


def rows(world: World) -> list[int]:
    """How many rows there are of everything that a post could leave behind."""
    with world.open() as session:
        tables = (Person, Dossier, Event, Message, OutboxMail)
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def shown(page: TestResponse, path: str, name: str) -> str:
    """What stands in a field of a page, as its form would send it."""
    return str(form_of(page, path)[name]).replace("\r\n", "\n")


@pytest.mark.parametrize("words", SCRIPTS)
def test_a_message_in_any_script_arrives_as_it_was_typed(
    words: str, client_as: Client, sqlite_world: World
) -> None:
    anna = client_as("anna")
    anna.submit(MESSAGES, {"body": words})
    (found,) = messages_of(sqlite_world)
    assert found.split() == unicodedata.normalize("NFC", words).split()
    page = unescape(anna.get(MESSAGES).text)
    assert "<script>x</script>" not in anna.get(MESSAGES).text
    assert found.split("\n")[0] in page


@pytest.mark.parametrize(
    ("wrong", "kept", "status"),
    [
        ({"body": "é" * 10_000}, True, 422),
        ({"body": ""}, True, 422),
        ({"body": " \n\x00\t "}, False, 422),
        ({"body": "Mijn tekst", "token": "verouderd"}, True, 422),
        ({"body": "Mijn tekst", "token": ""}, True, 422),
        ({"body": "Mijn tekst\n\nen meer", "csrf_token": "van gisteren"}, True, 400),
        ({"body": "Mijn tekst", "csrf_token": ""}, True, 400),
    ],
)
def test_a_message_that_cannot_be_taken_stays_on_the_page(
    wrong: dict[str, str], kept: bool, status: int, client_as: Client, sqlite_world: World
) -> None:
    anna, before = client_as("anna"), rows(sqlite_world)
    page = anna.submit(MESSAGES, wrong, status=status)
    assert rows(sqlite_world) == before
    assert not re.search(r"Traceback|Invalid|Field|token is", page.text)
    if kept:
        assert shown(page, MESSAGES, "body") == wrong["body"]


def test_a_nul_is_left_out_and_the_rest_is_kept(client_as: Client, sqlite_world: World) -> None:
    client_as("anna").submit(MESSAGES, {"body": "voor\x00na\x07 \ud7ff"})
    assert list(messages_of(sqlite_world)) == ["voorna \ud7ff"]


def test_the_longest_message_is_taken_whole(client_as: Client, sqlite_world: World) -> None:
    client_as("anna").submit(MESSAGES, {"body": "é" * MAX_TEXT})
    assert list(messages_of(sqlite_world)) == ["é" * MAX_TEXT]


def test_a_message_without_its_field_is_asked_for_again(client_as: Client, sqlite_world: World) -> None:
    anna, before = client_as("anna"), rows(sqlite_world)
    fields = form_of(anna.get(MESSAGES), MESSAGES)
    del fields["body"]
    assert "Er staat nog niets in uw bericht." in anna.post(MESSAGES, fields, status=422).text
    assert rows(sqlite_world) == before


def test_a_registration_with_any_name_is_taken_once(client_as: Client, sqlite_world: World) -> None:
    visitor, before = client_as(None), rows(sqlite_world)
    fields = {**form_of(visitor.get(REGISTER), REGISTER), **FILLED}
    twin = client_as(None)
    twin.http._cookies = dict(
        visitor.http._cookies
    )  # the second press of one button leaves before the first answer
    assert visitor.post(REGISTER, fields).location == twin.post(REGISTER, fields).location
    after = rows(sqlite_world)
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)
    with sqlite_world.open() as session:
        names = [keyring(session).open(row, "called_sealed") for row in session.scalars(select(Dossier))]
        assert names.count(FILLED["called"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"called": ""},
        {"called": "N" * 10_000},
        {"email": "geen adres"},
        {"email": "a" * 10_000 + "@client.example"},
        {"password": "kort"},
        {"password": "p" * 10_000},
        {"postcode": "waar?"},
        {"phone": "bel \x00maar"},
        {"has_read": ""},
        {"question_for_help": "😔" * 10_000},
        {"eviction": "ja", "eviction_on": "31-02-2026"},
        {"eviction": "ja", "eviction_on": "ooit"},
        {"eviction": "misschien-wel"},
        {"token": "verouderd"},
    ],
)
def test_a_registration_that_cannot_be_taken_loses_no_word(
    wrong: dict[str, str], client_as: Client, sqlite_world: World
) -> None:
    visitor, before = client_as(None), rows(sqlite_world)
    page = visitor.submit(REGISTER, {**FILLED, **wrong}, status=422)
    assert rows(sqlite_world) == before
    sent = {**FILLED, **wrong}
    for name in ("called", "email", "question_for_help", "postcode"):
        assert shown(page, REGISTER, name) == sent[name], name
    assert sent["password"] not in page.text.replace("pppp", "")
    assert not re.search(r"Traceback|Not a valid|This field|Invalid", page.text)


@pytest.mark.parametrize("csrf", ["", "van gisteren"])
def test_a_registration_from_an_old_page_shows_what_was_typed(
    csrf: str, client_as: Client, sqlite_world: World
) -> None:
    visitor, before = client_as(None), rows(sqlite_world)
    page = visitor.submit(REGISTER, {**FILLED, "csrf_token": csrf}, status=400)
    assert rows(sqlite_world) == before
    assert shown(page, REGISTER, "question_for_help") == FILLED["question_for_help"]
    assert FILLED["password"] not in page.text
