"""Attacks on the door: what signing in tells and where it leads, what mails link to, what is kept and logged."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.accounts import passwords
from schuldhulp.accounts.forgotten.actions import mail_links
from schuldhulp.outbox.composing import Sender, compose
from schuldhulp.outbox.queries import params_of
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.web.guard import safe_next
from tests.security.canaries import fetch, pages_of
from tests.security.estate import furnish
from tests.web_client import WebClient, form_of
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
REGISTER = "/g/voorbeeldstad/aanmelden"
TOLD = {
    "postcode": "1012", "called": "Mevrouw Bos", "password": PASSWORD, "has_read": "y", "question_for_help": "Hulp",
}  # fmt: skip
ELSEWHERE = [
    "https://elders.example/", "//elders.example", "///elders.example", "/\\elders.example", "\\\\elders.example",
    "http:/elders.example", "https:elders.example", "/\t/elders.example", "/\n/elders.example", "\t//elders.example",
    " //elders.example", "/\x00/elders.example", "javascript:alert(1)", "data:text/html,x", "elders.example",
    "/%5celders.example/..//elders.example\\", "http://localhost@elders.example", "//localhost:80@elders.example",
]  # fmt: skip


class Hashes:
    """How often a password was hashed or compared, with which parameters and against what."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[tuple[str, str]] = []
        real = passwords._HASHER

        def verify(stored: str, password: str) -> bool:
            self.done.append(("verify", stored.rsplit("$", 2)[0]))
            return bool(real.verify(stored, password))

        def hash_it(password: str) -> str:
            self.done.append(("hash", ""))
            return str(real.hash(password))

        counted = type("Counted", (), {"verify": staticmethod(verify), "hash": staticmethod(hash_it)})
        monkeypatch.setattr(passwords, "_HASHER", counted)

    def take(self) -> list[tuple[str, str]]:
        done, self.done = self.done, []
        return done


def masked(page: str) -> list[str]:
    return [
        line for line in page.splitlines() if not any(w in line for w in ("csrf_token", 'name="token"', "@"))
    ]


def test_an_unknown_address_costs_and_says_the_same_as_a_known_one(
    client_as: ClientAs, sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes, pages = Hashes(monkeypatch), []
    for address in ("anna@client.example", "niemand@client.example"):
        nobody = client_as(None)
        given = {"email": address, "password": "dit is het niet"}
        answer = nobody.submit("/inloggen", given, status=422)
        pages.append((masked(answer.text), sorted(k for k, _ in answer.headers), hashes.take()))
    assert pages[0] == pages[1]
    assert (
        pages[0][2] == [("verify", "$argon2id$v=19$m=65536,t=3,p=1")] * 2
    )  # also for who claims the address


def test_asking_a_new_password_tells_nothing(client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes, answers = Hashes(monkeypatch), []
    for address in ("anna@client.example", "niemand@client.example"):
        answer = client_as(None).submit("/wachtwoord-vergeten", {"email": address})
        answers.append((answer.location, sorted(k for k, _ in answer.headers), hashes.take()))
    assert answers[0] == answers[1] and answers[0][2] == []


def test_registering_costs_one_hash_for_a_new_and_for_a_taken_address(
    client_as: ClientAs, sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes, answers = Hashes(monkeypatch), []
    for address in ("anna@client.example", "nieuw@client.example"):
        answer = client_as(None).submit(REGISTER, {**TOLD, "email": address})
        answers.append(
            (answer.location, sorted(k for k, _ in answer.headers), [kind for kind, _ in hashes.take()])
        )
    assert answers[0] == answers[1]
    assert answers[0][2] == ["hash"]


def test_a_phone_number_that_is_far_too_long_is_refused_with_a_sentence(client_as: ClientAs) -> None:
    page = client_as(None).submit(REGISTER, {**TOLD, "phone": "0" * 60}, status=422)
    assert "0" * 60 in page.text and "Mevrouw Bos" in page.text


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_elsewhere_is_gone_on_to(client_as: ClientAs, sqlite_world: World, target: str) -> None:
    assert safe_next(target) is None
    for way in ("/inloggen", "/kies"):
        browser = client_as(None if way == "/inloggen" else "noor")
        fields = form_of(browser.get(way), way)
        given = {**fields, "email": "noor@staf.example", "password": PASSWORD, "verder": target}
        if way == "/kies":
            from_chooser = browser.get(way).text.split('name="rol" value="')[1].split('"')[0]
            given["rol"] = from_chooser
        answer = browser.post(way, given)
        if way == "/inloggen":
            code = sqlite_world.code(sqlite_world.people["noor"].person_id)
            answer = browser.submit("/inloggen/code", {"code": code, "verder": target})
        assert answer.location == "/inbox"


def test_mails_link_to_the_address_of_the_settings_whatever_host_is_asked(
    client_as: ClientAs, sqlite_world: World
) -> None:
    evil = {"Host": "elders.example", "X-Forwarded-Host": "elders.example", "X-Forwarded-Proto": "https"}
    nobody = client_as(None)
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False  # this browser's cookies are of another host
    fields = form_of(nobody.get("/wachtwoord-vergeten"), "/wachtwoord-vergeten")
    answer = nobody.post("/wachtwoord-vergeten", {**fields, "email": "noor@staf.example"}, headers=evil)
    assert answer.location == "/wachtwoord-vergeten?melding=reset-verstuurd"
    sender = Sender(mail_from="van@geldhulp.example", base_url="https://geldhulp.example")
    with sqlite_world.open() as session:
        mail_links(session, sqlite_world.now)
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "reset_password")).one()
        text = compose(
            sender, mail.template, "noor@staf.example", mail.id, sqlite_world.now, params_of(session, mail)
        ).as_string()
    assert "https://geldhulp.example/wachtwoord/" in text and "elders.example" not in text
    with nobody._clock():
        page = nobody.http.get("/g/voorbeeldstad", base_url="http://localhost", headers=evil)
    assert "elders.example" not in page.text and "elders.example" not in str(page.headers)


@pytest.mark.parametrize(
    ("role", "who"),
    [("client", "anna"), ("counsellor", "noor"), ("report_reader", "gert"), ("municipality_admin", "ada")],
)
def test_no_browser_keeps_a_page_of_who_is_signed_in(sqlite_world: World, role: str, who: str) -> None:
    furnish(sqlite_world)
    client, looked = WebClient(sqlite_world, who), 0
    pages = [a[0] for a in pages_of(sqlite_world, role) if not a[0].endswith(".pdf")]
    for page in [*pages, "/", "/inloggen", "/g/voorbeeldstad", "/bestaat-niet", "/mijn/berichten/concept"]:
        answer = fetch(client, page)
        assert answer.headers["Cache-Control"] == "no-store", page
        looked += answer.status_code == 200
        if answer.status_code == 200 and answer.mimetype == "text/html" and page in pages:
            assert 'action="/uitloggen"' in answer.text, page  # the way out is on every page of one's own
    assert looked > 5


def test_a_hit_of_the_search_that_is_shown_is_in_the_access_log_and_nothing_else_is_shown(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world, noor = sqlite_world, client_as("noor")

    def logged() -> list[tuple[str, str]]:
        names = {a.dossier_id: who for who, a in world.people.items() if a.dossier_id}
        with world.open() as session:
            rows = session.scalars(select(AccessEntry).order_by(AccessEntry.municipality_id, AccessEntry.seq))
            return [(names[row.dossier_id], f"{row.act} {row.part}") for row in rows]

    page = form_of(noor.get("/zoeken"), "/zoeken")
    for nothing in ("", "Chris", "K-chris", world.kenmerken["chris"], "%", "_", "*", "K-bestaatniet"):
        found = noor.post("/zoeken", {**page, "zoek": nothing}, status=200).text
        assert "/dossiers/" not in found and "K-anna" not in found and "K-berend" not in found, nothing
    assert logged() == []
    assert noor.post("/zoeken", {**page, "zoek": "Anna"}).location == f"/dossiers/{world.kenmerken['anna']}"
    assert logged() == [("anna", "found zoeken")], "being found tells that somebody is here"
    with world.open() as session:
        world.add_client(session, "annabel", "voorbeeldstad")
    found = noor.post("/zoeken", {**page, "zoek": "anna"}, status=200).text
    shown = {who for who, number in world.kenmerken.items() if number in found}
    assert shown == {"anna", "annabel"}
    assert sorted(logged()[1:]) == [("anna", "found zoeken"), ("annabel", "found zoeken")]
