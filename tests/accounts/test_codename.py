"""Beginning without a name: what is kept, what is not, coming back, and that nobody learns who exists."""

import hashlib
import io
import re
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from schuldhulp import every_table
from schuldhulp.accounts.codename.queries import KIND
from schuldhulp.accounts.codename.words import word_list
from schuldhulp.accounts.tables import Credential, LoginSession, Person, RateLimit
from schuldhulp.base import Base
from schuldhulp.calendar import start_of_day
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Event, Participation
from schuldhulp.messages.actions import send_message
from schuldhulp.outbox.tables import OutboxMail
from tests.accounts.nameless import TOWN, Nameless, begin_nameless, right_answers, shown_on
from tests.web_client import WebClient, form_of
from tests.world import World

ADDRESS, AGENT = "203.0.113.77", "Mozilla/5.0 (X11; Linux) Firefox/151 K-agent"
SIGN_IN = "/inloggen/zonder-naam"


@pytest.fixture
def nameless(sqlite_world: World) -> Nameless:
    """Somebody who began without a name, from an address and with a browser that may be kept nowhere."""
    browser = WebClient(sqlite_world, None)
    browser.http.environ_base.update({"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT})
    return begin_nameless(sqlite_world, browser)


def dossier_of(world: World, handle: str) -> tuple[Person, Dossier]:
    with world.open() as session:
        person = session.scalars(select(Person).where(Person.handle == handle)).one()
        part = session.scalars(select(Participation).where(Participation.person_id == person.id)).one()
        return person, session.get_one(Dossier, (part.municipality_id, part.dossier_id))


def every_value(world: World) -> list[tuple[str, str, Any]]:
    with world.open() as session:
        return [
            (table.name, name, value)
            for table in every_table.metadata.sorted_tables
            for row in session.execute(select(table)).mappings()
            for name, value in row.items()
            if value is not None
        ]


def test_nothing_of_the_person_is_kept(sqlite_world: World, nameless: Nameless) -> None:
    nameless.browser.submit("/mijn/berichten", {"body": "Ik durf de post niet open te doen."})
    person, dossier = dossier_of(sqlite_world, nameless.handle)
    filled = {c.name for c in Person.__table__.columns if getattr(person, c.name) not in (None, False)}
    assert filled == {"id", "handle", "created_at", "version"}
    assert person.id.version == dossier.id.version == 4
    day = start_of_day(sqlite_world.now)
    assert day != sqlite_world.now
    assert person.created_at == dossier.registered_at == day
    assert not dossier.mail_allowed and dossier.contact_sealed is dossier.postcode_sealed is None
    with sqlite_world.open() as session:
        (kept,) = session.scalars(select(Credential).where(Credential.person_id == person.id))
        (start,) = session.scalars(
            select(Event).where(Event.dossier_id == dossier.id, Event.kind == "CodenameStarted")
        )
        (part,) = session.scalars(select(Participation).where(Participation.person_id == person.id))
        assert kept.created_at == start.at == part.started_at == day
        assert kept.id.version == start.id.version == part.id.version == 4
        labels = set(session.scalars(select(LoginSession.label).where(LoginSession.person_id == person.id)))
        assert labels == {"Een apparaat"}
        assert kept.kind == KIND and re.fullmatch(
            r"[0-9a-f]{32} \$argon2id\$v=19\$m=65536,t=3,p=1\$\S+", kept.secret_hash
        )
    for table, column, value in every_value(sqlite_world):
        text = str(value)
        assert ADDRESS not in text and "K-agent" not in text and "Firefox" not in text, (table, column)
        assert not (table not in ("access_entry",) and " ".join(nameless.words) in text), (table, column)


def test_no_column_for_a_codename_could_hold_an_address_or_a_browser() -> None:
    suspicious = re.compile(r"(^|_)(ip|agent|browser|origin|address|remote)(_|$)")
    found = {
        f"{table.name}.{column.name}"
        for table in every_table.metadata.sorted_tables
        for column in table.columns
        if suspicious.search(column.name)
    }
    # Who of staff opened a dossier, and the address in the identity block, which a codename never has.
    assert found == {"access_entry.origin", "identity.address_sealed"}
    assert {mapper.class_.__name__ for mapper in Base.registry.mappers} >= {"Person", "LoginSession"}


def test_no_mail_goes_ever_and_no_clock_of_the_law_runs(sqlite_world: World, nameless: Nameless) -> None:
    person, dossier = dossier_of(sqlite_world, nameless.handle)
    home = nameless.browser.get("/mijn").text
    assert "U bent begonnen, zonder naam." in home
    assert "U heeft zich gemeld" not in home and "Wie u helpt, hoort u" not in home, (
        "nobody was told of anything"
    )
    assert 'href="/mijn/verder-met-naam"' in nameless.browser.get("/mijn/samen").text
    nameless.browser.submit("/mijn/berichten", {"body": "Ik weet niet waar ik moet beginnen."})
    staff = WebClient(sqlite_world, "noor")
    there = f"/dossiers/{dossier.kenmerk}"
    with sqlite_world.open() as session:
        from_staff = sqlite_world.people["noor"]
        sqlite_world.kenmerken["nameless"] = dossier.kenmerk
        view = sqlite_world.dossier(session, "nameless", "noor")
        send_message(session, from_staff, sqlite_world.now, view, "Fijn dat u schrijft. Begin waar u wilt.")
        mails = session.scalars(select(OutboxMail).where(OutboxMail.person_id == person.id))
        assert list(mails) == []
    assert view.first_talk_due is None and view.called == f"Zonder naam {nameless.handle}"
    case = staff.get(there).text
    assert "Beste Zonder naam" not in staff.get(f"{there}/berichten").text
    assert "Deze cliënt is zonder naam" in case and nameless.handle in case and "Past online" not in case
    assert "Fijn dat u schrijft" in nameless.browser.get("/mijn/berichten").text
    for page in ("identiteit", "besluit", "brieven/nieuw"):
        assert "naam nodig" in staff.get(f"{there}/{page}", status=409).text
    assert "uw naam nodig" in nameless.browser.get("/mijn/brieven/nieuw", status=409).text
    for page in ("naam", "e-mail", "wachtwoord"):
        nameless.browser.get(f"/account/{page}", status=404)
    for page in (
        "/mijn",
        "/mijn/werkboek",
        "/mijn/budget",
        "/mijn/schulden",
        "/mijn/papieren",
        "/account",
        "/mijn/tijdlijn",
    ):
        nameless.browser.get(page)


def test_the_words_bring_back_in_any_case_and_with_anything_between(
    sqlite_world: World, nameless: Nameless
) -> None:
    for codename, codewords in (
        (nameless.handle.lower().replace("-", ""), " ".join(nameless.words)),
        (nameless.handle, "-".join(nameless.words).upper()),
        (f" {nameless.handle} ", ", ".join(nameless.words).title() + "\n"),
    ):
        browser = WebClient(sqlite_world, None)
        back = browser.submit(SIGN_IN, {"codename": codename, "codewords": codewords})
        assert back.location == "/mijn"
        assert nameless.handle in browser.get("/mijn").text


def test_a_typing_error_is_not_forgiven_here(sqlite_world: World, nameless: Nameless) -> None:
    almost = [*nameless.words[:5], nameless.words[5] + "s"]
    WebClient(sqlite_world, None).submit(
        SIGN_IN, {"codename": nameless.handle, "codewords": " ".join(almost)}, status=422
    )
    turned = " ".join(reversed(nameless.words))
    WebClient(sqlite_world, None).submit(
        SIGN_IN, {"codename": nameless.handle, "codewords": turned}, status=422
    )


def _masked(answer: Any, handle: str) -> str:
    text = re.sub(r'(name="(?:csrf_token|token)" value=")[^"]*|nonce="[^"]*"', r"\1", answer.text)
    return text.replace(handle, "X")


def test_an_unknown_codename_gets_the_very_same_answer(sqlite_world: World, nameless: Nameless) -> None:
    wrong = " ".join(word_list()[:6])
    answers = [
        WebClient(sqlite_world, None).submit(SIGN_IN, {"codename": handle, "codewords": wrong}, status=422)
        for handle in (nameless.handle, "ZZZ-999", "geen-naam")
    ]
    known, unknown, odd = (
        _masked(answer, handle)
        for answer, handle in zip(answers, (nameless.handle, "ZZZ-999", "geen-naam"), strict=True)
    )
    assert known == unknown == odd and "horen niet bij elkaar" in known
    headers = [
        {k: v for k, v in a.headers if k not in ("Set-Cookie", "Content-Length", "Content-Security-Policy")}
        for a in answers
    ]
    assert headers[0] == headers[1] == headers[2]


def test_five_tries_and_no_more_and_the_window_tells_no_address(
    sqlite_world: World, nameless: Nameless
) -> None:
    wrong = {"codename": nameless.handle, "codewords": " ".join(word_list()[:6])}
    browser = WebClient(sqlite_world, None)
    for _ in range(5):
        browser.submit(SIGN_IN, wrong, status=422)
    refused = browser.submit(SIGN_IN, {**wrong, "codewords": " ".join(nameless.words)}, status=429)
    assert int(refused.headers["Retry-After"]) > 0
    with sqlite_world.open() as session:
        keys = set(session.scalars(select(RateLimit.key)))
        for subject in (nameless.handle, f"{nameless.handle}\x00127.0.0.1"):
            for name in ("sign-in-account", "sign-in-anywhere"):
                assert hashlib.sha256(f"{name}\x00{subject}".encode()).digest() not in keys


def test_a_codename_is_confirmed_before_it_is_anything(sqlite_world: World) -> None:
    browser = WebClient(sqlite_world, None)
    shown = browser.post(f"{TOWN}/woorden", form_of(browser.get(TOWN), f"{TOWN}/woorden"), status=200)
    handle, words = shown_on(shown)
    check = browser.post(f"{TOWN}/controle", form_of(shown, f"{TOWN}/controle"), status=200)
    assert not any(word in check.text.split("<main")[1].split("</main>")[0].split() for word in words)
    fields = form_of(check, f"{TOWN}/controle")
    wrong = browser.post(
        f"{TOWN}/controle", {**fields, "codeword_one": "aan", "codeword_two": "aan"}, status=422
    )
    assert "ander woord" in wrong.text
    with sqlite_world.open() as session:
        assert session.scalar(select(Person.id).where(Person.handle == handle)) is None
    again = browser.post(f"{TOWN}/woorden", form_of(check, f"{TOWN}/woorden"), status=200)
    assert shown_on(again) == (handle, words)
    right = right_answers(check, words)
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False
    for _ in range(2):  # pressed twice: one account, and both come in
        arrived = browser.post(f"{TOWN}/controle", {**fields, **right})
        assert arrived.location.endswith("/mijn?melding=begonnen")
        browser.get("/mijn")
    with sqlite_world.open() as session:
        assert len(list(session.scalars(select(Person.id).where(Person.handle == handle)))) == 1
    forged = {**fields, **right, "codename_ticket": fields["codename_ticket"][:-8] + "AAAAAAA="}
    assert "woorden-verlopen" in browser.post(f"{TOWN}/controle", forged).location
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = True


def test_a_shown_codename_goes_stale_and_the_card_says_nothing_of_why(sqlite_world: World) -> None:
    browser = WebClient(sqlite_world, None)
    shown = browser.post(f"{TOWN}/woorden", form_of(browser.get(TOWN), f"{TOWN}/woorden"), status=200)
    fields = form_of(shown, f"{TOWN}/kaart")
    card = browser.post(f"{TOWN}/kaart", fields, status=200)
    assert card.mimetype == "application/pdf" and card.data.startswith(b"%PDF")
    assert "kaart.pdf" in card.headers["Content-Disposition"] and card.headers["Cache-Control"] == "no-store"
    assert "no-store" in shown.headers["Cache-Control"]
    with pypdfium2.PdfDocument(io.BytesIO(card.data)) as document:
        text = " ".join(document[0].get_textpage().get_text_range().split())
    handle, words = shown_on(shown)
    assert all(word in text for word in words) and handle in text
    rest = re.sub("|".join((*words, handle, r"\d\.")), "", text)
    assert not re.search(r"schuld|geld|gemeente|voorbeeldstad|hulp|http", rest, re.I), rest
    sqlite_world.now = sqlite_world.now.replace(hour=(sqlite_world.now.hour + 3) % 24)
    assert "woorden-verlopen" in browser.post(f"{TOWN}/controle", fields).location


def test_who_has_no_codename_yet_waits_as_long(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        assert keyring(session).pepper() is None
    wrong = {"codename": "ZZZ-999", "codewords": " ".join(word_list()[:6])}
    assert "horen niet bij elkaar" in WebClient(sqlite_world, None).submit(SIGN_IN, wrong, status=422).text
