"""The pages without script: a visitor in a queue and a talk, a counsellor at the desk, a team lead with the week."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from schuldhulp.accounts.limits import CHAT_PER_ORIGIN
from schuldhulp.chat_hour.desk import actions as desk
from schuldhulp.chat_hour.queries import hash_of
from schuldhulp.chat_hour.tables import Chat, ChatHour, ChatLine, ChatRoster
from schuldhulp.web.chat_ticket import COOKIE
from tests.chat_hour.test_talk import FRIDAY, open_hour
from tests.web_client import WebClient, form_of
from tests.world import World

HERE, TALK, STOP, TEXT = (f"/g/voorbeeldstad/chat{end}" for end in ("", "/gesprek", "/stoppen", "/tekst"))
DESK = "/chatspreekuur"


@pytest.fixture
def world(sqlite_world: World) -> World:
    open_hour(sqlite_world)
    return sqlite_world


def visitor(world: World, name: str = "") -> WebClient:
    """Somebody who joined the queue."""
    browser = WebClient(world, None)
    assert browser.submit(HERE, {"nickname": name}).location.endswith(TALK)
    return browser


def talk_of(world: World, browser: WebClient) -> str:
    """The counsellor's address of the talk of a visitor."""
    cookie = browser.http.get_cookie(COOKIE, domain="localhost")
    assert cookie is not None
    with world.open() as session:
        found = session.scalars(
            select(Chat).where(Chat.token_hash == hash_of(cookie.value.split(".")[1]))
        ).one()
    return f"{DESK}/{found.id}"


def test_in_three_presses_in_the_queue_and_nobody_is_known(world: World) -> None:
    front = WebClient(world, None).get("/g/voorbeeldstad")
    assert f'href="{HERE}"' in front.text and "Nu open." in front.text
    browser = visitor(world, "Merel <b>")
    page = browser.get(TALK)
    assert "U bent de eerste in de rij" in page.text and "Snel weg" in page.text
    with world.open() as session:
        row = session.scalars(select(Chat)).one()
        assert row.nickname_sealed is not None and b"Merel" not in row.nickname_sealed
    noor = WebClient(world, "noor")
    assert "Merel &lt;b&gt;" in noor.get(DESK).text
    assert "Merel" not in WebClient(world, "noor_l").get(DESK).text


def test_a_talk_without_script_keeps_what_is_typed_and_ends_in_nothing(world: World) -> None:
    browser, noor = visitor(world, "Merel"), WebClient(world, "noor")
    there = talk_of(world, browser)
    browser.submit(TALK, {"words": "Ik kan de huur <i>niet</i> betalen"})
    assert noor.submit(DESK, {}, action=f"{there}/neem").location.endswith(there)
    seen = noor.get(there)
    assert "huur &lt;i&gt;niet&lt;/i&gt; betalen" in seen.text
    noor.submit(there, {"words": "Fijn dat u het vertelt"})
    half = browser.submit(TALK, {"words": "Nog niet af", "actie": "kijk"}, status=200)
    assert "Fijn dat u het vertelt" in half.text and "Nog niet af</textarea>" in half.text
    assert "U praat met Noor" in half.text
    text = browser.get(TEXT)
    assert "Noor: Fijn dat u het vertelt" in text.text and "attachment" in text.headers["Content-Disposition"]
    asked = browser.get(STOP)
    assert "Gebruikt iemand anders dit apparaat ook?" in asked.text
    gone = browser.submit(STOP, {})
    assert f"{COOKIE}=;" in gone.headers["Set-Cookie"]
    assert "Het gesprek is gewist" in browser.get(gone.location).text
    browser.get(TEXT, status=404)
    late = noor.post(there, {**form_of(seen, there), "words": "Bent u er nog?"}, status=422)
    assert "Bent u er nog?" in late.text and "is al weg" in late.text
    with world.open() as session:
        assert session.scalars(select(ChatLine)).first() is None
        assert session.scalars(select(Chat)).first() is None


def test_staff_end_it_and_the_last_words_come_back(world: World) -> None:
    browser, noor = visitor(world), WebClient(world, "noor")
    there = talk_of(world, browser)
    noor.submit(DESK, {}, action=f"{there}/neem")
    open_page = browser.get(TALK)
    assert noor.submit(there, {}, action=f"{there}/einde").location.endswith("melding=chat-klaar")
    assert "Dit gesprek is er niet meer" in noor.get(there, status=404).text
    answer = browser.post(TALK, {**form_of(open_page, TALK), "words": "Wacht even"}, status=409)
    assert "Wacht even" in answer.text and "Dit is niet verstuurd" in answer.text
    assert "Bewaar of wis het gesprek" in browser.get(TALK).text
    world.now += timedelta(minutes=15)
    assert browser.get(TALK, status=303).location.endswith("melding=chat-weg")


def test_words_of_danger_bring_the_numbers_and_stand_first(world: World) -> None:
    browser = visitor(world)
    browser.submit(TALK, {"words": "Ik wil niet meer leven."})
    page = browser.get(TALK).text
    assert 'href="tel:113"' in page.split("Kan het niet wachten?")[0]
    assert "misschien gevaar" in WebClient(world, "noor").get(DESK).text
    calm = visitor(world)
    page = calm.get(TALK).text
    assert 'href="tel:113"' not in page.split("Kan het niet wachten?")[0]
    assert 'href="tel:112"' in page and "0800-2000" in page


def test_another_visitor_reads_nothing(world: World) -> None:
    browser, other = visitor(world), visitor(world)
    browser.submit(TALK, {"words": "K-alleen-van-mij"})
    assert "K-alleen-van-mij" not in other.get(TALK).text
    assert "K-alleen-van-mij" not in other.get(TEXT).text
    stranger = WebClient(world, None)
    stranger.get(TEXT, status=404)
    assert stranger.get(TALK, status=303).location.endswith("/chat")
    there = talk_of(world, browser)
    WebClient(world, "noor").submit(DESK, {}, action=f"{there}/neem")
    assert "K-alleen-van-mij" not in WebClient(world, "bas").get(there, status=404).text
    bas = WebClient(world, "bas")
    bas.post(there, {**form_of(bas.get(DESK), DESK), "words": "Hallo"}, status=404)


def test_leaving_quickly_erases(world: World) -> None:
    browser = visitor(world)
    browser.submit(TALK, {"words": "Iemand komt binnen"})
    gone = browser.get("/snel-weg", status=303)
    assert any(f"{COOKIE}=;" in kept for kept in gone.headers.getlist("Set-Cookie"))
    with world.open() as session:
        assert session.scalars(select(Chat)).first() is None


def test_closed_says_when_and_offers_to_write(world: World) -> None:
    world.now += timedelta(hours=10)
    page = WebClient(world, None).get(HERE)
    assert "Het spreekuur is nu dicht" in page.text and "vrijdag 27 november 16.00" in page.text
    assert 'href="/g/voorbeeldstad/zonder-naam"' in page.text and 'name="nickname"' not in page.text
    assert "Weer open: vrijdag 27 november 16.00 uur." in WebClient(world, None).get("/g/voorbeeldstad").text


def test_who_still_waits_at_the_end_keeps_the_words_and_may_ask_elsewhere(world: World) -> None:
    browser = visitor(world)
    page = browser.get(TALK)
    world.now = world.now.replace(hour=18, minute=50)
    with world.open() as session:
        session.execute(update(Chat).values(seen_at=world.now))
        session.commit()
    world.now += timedelta(minutes=10)
    answer = browser.post(TALK, {**form_of(page, TALK), "words": "Hoort u mij"}, status=409)
    assert "Het spreekuur is nu dicht" in answer.text and "Hoort u mij" in answer.text
    assert "Dit is niet verstuurd" in answer.text


def test_without_hours_it_is_offered_nowhere(sqlite_world: World) -> None:
    browser = WebClient(sqlite_world, None)
    assert HERE not in browser.get("/g/voorbeeldstad").text
    assert browser.get(HERE, status=303).location.endswith("/g/voorbeeldstad/vraag")


def test_nobody_at_the_desk_keeps_the_name_that_was_typed(world: World) -> None:
    browser = WebClient(world, None)
    fields = form_of(browser.get(HERE), HERE)
    noor = WebClient(world, "noor")
    noor.submit(DESK, {"actie": "dicht"})
    page = browser.post(HERE, {**fields, "nickname": "Merel"}, status=422)
    assert "Merel" in page.text and "Er is nu even niemand" in page.text
    noor.submit(DESK, {"actie": "open"})
    assert "Begin het gesprek" in browser.get(HERE).text


def test_from_one_place_no_more_than_a_few_begin(world: World) -> None:
    for _ in range(CHAT_PER_ORIGIN.tries):
        browser = visitor(world)
        browser.submit(STOP, {})
    refused = browser.submit(HERE, {"nickname": "Merel"}, status=422)
    assert "te vaak" in refused.text and 'value="Merel"' in refused.text


def test_who_is_signed_in_does_not_chat_here(world: World) -> None:
    page = WebClient(world, "anna").get(HERE)
    assert "U bent ingelogd" in page.text and 'name="nickname"' not in page.text


def test_a_team_lead_fills_the_week(world: World) -> None:
    tess = WebClient(world, "tess")
    page = tess.get("/team/chatspreekuur")
    assert 'value="16.00 - 20.00"' in page.text
    fields = form_of(page, "/team/chatspreekuur")
    short = tess.post(
        "/team/chatspreekuur", {**fields, "day_0": "19.00 - 19.45", "wie-0": fields["wie-4"]}, status=422
    )
    assert "ten minste een uur" in short.text and "19.00 - 19.45" in short.text
    tess.post("/team/chatspreekuur", {**fields, "day_0": "19.00 - 21.00", "wie-0": fields["wie-4"]})
    with world.open() as session:
        assert sorted(session.scalars(select(ChatHour.weekday))) == [0, FRIDAY]
        assert len(list(session.scalars(select(ChatRoster)))) == 4
    old = tess.post(
        "/team/chatspreekuur",
        {**fields, "token": "a" * 32, "day_1": "19.00 - 21.00", "wie-1": fields["wie-4"]},
        status=409,
    )
    assert "Dit staat er nu" in old.text and 'value="19.00 - 21.00"' in old.text


def test_who_is_on_the_roster_reads_it_in_the_inbox(world: World) -> None:
    assert (
        "Vandaag heeft u chatspreekuur, van 16.00 tot 20.00 uur"
        in WebClient(world, "noor").get("/inbox").text
    )
    assert "Vandaag heeft u chatspreekuur" not in WebClient(world, "tess").get("/inbox").text


def test_the_desk_is_open_only_while_its_page_is_heard_of(world: World) -> None:
    noor = WebClient(world, "noor")
    world.now += timedelta(minutes=2)
    noor.get(DESK)
    world.now += timedelta(minutes=2)
    assert "Begin het gesprek" in WebClient(world, None).get(HERE).text
    world.now += timedelta(minutes=2)
    assert "Er is nu even niemand" in WebClient(world, None).get(HERE).text
    assert "U bent niet aan de balie" in noor.get(DESK).text
    with world.open() as session:
        desk.open_desk(session, world.people["noor"], world.now)
    assert "Aan de balie: Noor" in WebClient(world, "bas").get(DESK).text
