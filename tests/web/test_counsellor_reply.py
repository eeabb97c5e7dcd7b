"""Answering: conversation, scripts, draft, lock, send and next, online help, a question at a line."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import func, select

from schuldhulp.crypto import keyring
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.tables import Dossier, Event
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.queries import find_draft
from schuldhulp.messages.tables import Message, MessageDraft
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.replies.queries import catalogue
from schuldhulp.scripts_mi.choosing import replay
from schuldhulp.unit_of_work import act
from tests.inbox.desks import assign
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


@pytest.fixture
def address(sqlite_world: World) -> str:
    """Anna wrote, after being welcomed; Noor's page to answer her."""
    for who in ("anna", "berend"):
        assign(sqlite_world, who)
    sqlite_world.welcome("anna")
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        body = "Ik ben zo moe van al die brieven. Heeft het nog zin?"
        send_message(session, anna, sqlite_world.now, sqlite_world.dossier(session, "anna"), body)
    return f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten"


def rows(world: World, table: type, *conditions: object) -> list[object]:
    with world.open() as session:
        return list(session.scalars(select(table).where(*conditions)))  # type: ignore[arg-type]


def buttons(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="invoegen" value="')[1:]]


def test_scripts_that_fit_stand_beside_and_one_goes_in_by_a_button(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    noor = client_as("noor")
    page = noor.get(address).text
    assert "Heeft het nog zin?" in page and 2 <= len(buttons(page)) <= 3
    assert f'href="{address}" aria-current="page">Berichten' in page and "/budget" in page
    wanted = buttons(page)[0]
    answer = noor.submit(address, {"invoegen": wanted, "body": "Wat ik zelf al schreef."})
    page = noor.get(answer.location.split("#")[0]).text
    assert "Wat ik zelf al schreef." in page and "De tekst staat in uw bericht." in page
    with sqlite_world.open() as session:
        draft = find_draft(session, sqlite_world.people["noor"], sqlite_world.dossier(session, "anna").id)
    assert draft is not None and draft.origin is not None and draft.origin.script_id == wanted
    assert draft.body.startswith("Wat ik zelf al schreef.") and len(draft.body) > 60
    assert not rows(sqlite_world, Message, Message.author == "counsellor", Message.script_id.is_not(None))


def test_a_message_remembers_the_script_its_lines_and_the_share_of_own_words(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    noor = client_as("noor")
    offered = buttons(noor.get(address).text)
    for wanted in offered[:2]:
        noor.submit(address, {"invoegen": wanted})
    body = re.sub(r"\[\[.*?\]\]", "maandag", form_of(noor.get(address), address)["body"])
    noor.post(address + "/concept", {**form_of(noor.get(address), address), "body": body}, status=204)
    noor.submit(address, {"body": "Vier eigen woorden eerst. " + body, "doe": "verstuur"})
    (sent,) = rows(sqlite_world, Message, Message.script_id.is_not(None))
    scripts = catalogue().scripts
    known = {line.key for name in offered[:2] for slot in scripts[name].slots for line in slot.lines}
    assert sent.script_id == offered[1] and sent.script_version == scripts[offered[1]].version  # type: ignore[attr-defined]
    keys = sent.script_lines.split()  # type: ignore[attr-defined]
    assert len(keys) >= 4 and set(keys) <= known
    assert 0 < sent.own_percent < 40  # type: ignore[attr-defined]
    with sqlite_world.open() as session:
        record = keyring(session).open(sent, "explanation_sealed") or ""
    again = replay(record, catalogue())
    assert again.as_record() == record and offered[1] in [each.script_id for each in again.suggestions]
    fields = form_of(noor.get(address), address)
    noor.post(address, {**fields, "body": "Helemaal zelf geschreven.", "doe": "verstuur"})
    assert len(rows(sqlite_world, Message, Message.script_id.is_not(None))) == 1


def test_who_chose_je_is_offered_the_je_form(client_as: ClientAs, sqlite_world: World, address: str) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    before = noor.get(address).text
    answer = anna.submit("/mijn/berichten", {"met": "je"}, action="/mijn/aanspreken")
    assert "liever met ‘u’" in anna.get(answer.location.split("#")[0]).text
    after = noor.get(address).text
    assert "leest liever ‘je’" in after and "leest liever ‘je’" not in before
    assert buttons(before) == buttons(after)
    texts = re.findall(r'script__text"[^>]*>(.*?)</div>', after, re.DOTALL)
    assert texts and not any(
        re.search(r"\b[Uu]w?\b", re.sub(r"<[^>]+>|\[\[.*?\]\]", "", text)) for text in texts
    )


def test_an_open_place_is_never_sent_and_nothing_typed_is_lost(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    before = len(rows(sqlite_world, Message))
    page = client_as("noor").submit(
        address, {"body": "Ik bel u [[dag en tijd]].", "doe": "verstuur"}, status=422
    )
    assert "Vul nog in of haal weg" in page.text and "Ik bel u [[dag en tijd]]." in page.text
    assert len(rows(sqlite_world, Message)) == before


def test_send_and_next_goes_to_the_next_who_waits_and_then_says_nobody(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    noor = client_as("noor")
    first = noor.submit(address, {"body": "Dag Anna, dank u.", "doe": "volgende"})
    assert f"/dossiers/{sqlite_world.kenmerken['berend']}/berichten?melding=volgende" in first.location
    assert "het volgende dossier" in noor.get(first.location).text
    last = noor.submit(first.location.split("?")[0] + "?past=ja", {"body": "Dag Berend.", "doe": "volgende"})
    assert last.location.endswith("/inbox?melding=niemand-wacht")
    mails = [m.template for m in rows(sqlite_world, OutboxMail)]  # type: ignore[attr-defined]
    assert mails.count("new_message") == 3


def test_a_draft_is_kept_for_each_person_and_tells_the_colleague(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    noor, bas = client_as("noor"), client_as("bas")
    noor.submit(address, {"body": "Half een zin", "doe": "bewaar"})
    fields = form_of(noor.get(address), address)
    noor.post(address + "/concept", {**fields, "body": "Half een zin meer"}, status=204)
    assert "Half een zin meer" in client_as("noor").get(address).text
    seen = bas.get(address).text
    assert "Noor is ook bezig" in seen and "Half een zin" not in seen
    assert len(rows(sqlite_world, MessageDraft)) == 1
    noor.post(address, {**fields, "body": "Een hele zin.", "doe": "verstuur"})
    noor.post(address + "/concept", {**fields, "body": "Half een zin meer"}, status=204)
    assert rows(sqlite_world, MessageDraft) == [], "a draft that comes in after its message was sent is old"


def test_a_yes_starts_online_and_a_no_takes_the_ordinary_route_with_the_clock(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor = client_as("noor")
    for who, online, phase in (("anna", "ja", "online_gestart"), ("berend", "nee", "gewone_route")):
        path = f"/dossiers/{sqlite_world.kenmerken[who]}/berichten"
        page = noor.get(f"{path}?past={online}").text
        if online == "nee":
            assert (
                "vrijdag 18 december" in page
                and "010 000 00 00" in page
                and "[[adres van het loket]]" in page
            )
        noor.submit(f"{path}?past={online}", {"body": f"Antwoord {who}", "doe": "verstuur"})
        with sqlite_world.open() as session:
            row = session.scalars(select(Dossier).where(Dossier.kenmerk == sqlite_world.kenmerken[who])).one()
            assert (row.phase, row.past_online, row.version) == (phase, online, 2)
            assert row.first_talk_due is not None
            kinds = list(
                session.scalars(select(Event.kind).where(Event.dossier_id == row.id).order_by(Event.seq))
            )
        assert kinds[-3:] == ["OnlineAnswered", "PhaseChanged", "MessageSent"]
        with sqlite_world.open() as session:
            turn = "client" if online == "ja" else "us"  # after a no the talk is ours to plan
            assert sqlite_world.dossier(session, who).waiting_on == turn


def test_a_second_answer_about_online_help_is_refused_and_the_words_stay(
    client_as: ClientAs, sqlite_world: World
) -> None:
    path = f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten"
    noor, bas = client_as("noor"), client_as("bas")
    slow = noor.get(f"{path}?past=nee")
    bas.submit(f"{path}?past=ja", {"body": "Welkom", "doe": "verstuur"})
    page = noor.post(
        f"{path}?past=nee", {**form_of(slow, path), "body": "Toch niet", "doe": "verstuur"}, status=303
    )
    assert page.location.endswith("melding=verstuurd")
    assert len(rows(sqlite_world, Event, Event.kind == "OnlineAnswered")) == 1


def test_a_question_at_a_line_shows_the_thread_of_that_line(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        dossier = sqlite_world.dossier(session, "anna")
        with act(session, anna, sqlite_world.now) as doing:
            doing.dossier(dossier.id, "debt:change")
            row = doing.new_row(
                Debt, dossier.id, entered_by_role="client", entered_at=sqlite_world.now, claimed_cents=9900
            )
            doing.keyring.seal(row, "creditor_sealed", "Energie Oost")
        debt: UUID = row.id
    noor = client_as("noor")
    path = f"{address}?over=schuld&id={debt}"
    assert "Vraag over Energie Oost" in noor.get(path).text
    noor.submit(path, {"body": "Klopt dit bedrag?", "doe": "verstuur"})
    page = noor.get(path).text
    assert "Eerder over Energie Oost" in page and page.count("Klopt dit bedrag?") == 2
    (sent,) = rows(sqlite_world, Message, Message.about == "debt")
    assert sent.about_id == debt  # type: ignore[attr-defined]
    noor.get(f"/dossiers/{sqlite_world.kenmerken['berend']}/berichten?over=schuld&id={debt}", status=404)


def test_the_same_form_twice_sends_once(client_as: ClientAs, sqlite_world: World, address: str) -> None:
    noor = client_as("noor")
    fields = {**form_of(noor.get(address), address), "body": "Eén keer", "doe": "verstuur"}
    places = {noor.post(address, fields).location for _ in range(3)}
    assert len(places) == 1
    with sqlite_world.open() as session:
        assert session.scalar(select(func.count()).select_from(Event).where(Event.kind == "MessageSent")) == 3


def test_a_sign_of_a_crisis_is_shown_and_only_a_person_takes_it_away(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        dossier = sqlite_world.dossier(session, "anna")
        send_message(session, anna, sqlite_world.now, dossier, "Ik wil niet meer leven")
    page = client_as("noor").get(address).text
    assert "Lees dit eerst" in page and buttons(page) == ["crisis.suicidaliteit"]
    assert "Ik wil niet meer leven" in page and "kan er geen antwoord weg" in page
    refused = client_as("noor").submit(
        address, {"body": "Beste Anna, dank u wel.", "doe": "verstuur"}, status=422
    )
    assert "Lees dat eerst" in refused.text and "Beste Anna, dank u wel." in refused.text
    noor = client_as("noor")
    noor.submit(address, {"gelezen": "geen"}, action=f"{address}/nood")
    looked = noor.get(address).text
    assert "Lees dit eerst" not in looked and "crisis.suicidaliteit" not in buttons(looked)
    noor.submit(address, {"body": "Beste Anna, dank u wel.", "doe": "verstuur"})


def test_a_dossier_that_closed_meanwhile_refuses_and_keeps_the_words(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    noor = client_as("noor")
    fields = form_of(noor.get(address), address)
    with sqlite_world.open() as session:
        row = session.scalars(select(Dossier).where(Dossier.kenmerk == sqlite_world.kenmerken["anna"])).one()
        row.closed_at = sqlite_world.now
        session.commit()
    page = noor.post(address, {**fields, "body": "Nog één woord", "doe": "verstuur"}, status=422).text
    assert "Open het eerst weer" in page and "Nog één woord" in page


def test_every_text_is_found_by_theme_and_words_and_put_into_what_was_typed(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    noor, more = client_as("noor"), address.replace("/berichten", "/teksten")
    answer = noor.submit(address, {"body": "Dit schreef ik al.", "doe": "meer"})
    assert answer.location.endswith(more)
    page = noor.get(more).text
    assert len(re.findall(r"<article", page)) == 16 and "Hier staan de eerste 16" in page
    found = noor.submit(more, {"thema": "post", "situatie": "stilte"}, status=200).text
    assert re.findall(r'<h2 id="gevonden">(.*?)</h2>', found) == ["1 tekst"]
    assert re.findall(r'name="invoegen" value="(.*?)"', found) == ["post.stilte"]
    assert "Hierbij is geen tekst gevonden" in noor.submit(more, {"woorden": "giraffe"}, status=200).text
    by_word = noor.submit(more, {"woorden": "envelop"}, status=200).text
    assert 'value="post.' in by_word
    done = noor.submit(more, {"thema": "post", "situatie": "stilte", "invoegen": "post.stilte"})
    assert done.location.split("?")[0] == address
    with sqlite_world.open() as session:
        draft = find_draft(session, sqlite_world.people["noor"], sqlite_world.dossier(session, "anna").id)
    assert draft is not None and draft.body.startswith("Dit schreef ik al.\n\n")
    assert draft.origin is not None and draft.origin.script_id == "post.stilte"


def test_a_text_that_a_gate_stops_is_not_to_be_found(
    client_as: ClientAs, sqlite_world: World, address: str
) -> None:
    with sqlite_world.open() as session:
        anna = sqlite_world.people["anna"]
        words = "Ik wil niet meer leven."
        send_message(session, anna, sqlite_world.now, sqlite_world.dossier(session, "anna"), words)
    more = address.replace("/berichten", "/teksten")
    page = client_as("noor").get(more).text
    assert "iemand in nood" in page and "post.stilte" not in page and 'value="crisis.' in page
