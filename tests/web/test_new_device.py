"""A sign-in on a device that was not known stands on the first page of its owner, and in no mail."""

from datetime import timedelta

from sqlalchemy import func, select

from schuldhulp.accounts.tables import LoginSession
from schuldhulp.clearing.actions import clear_up
from schuldhulp.outbox.tables import OutboxMail
from tests.web_client import WebClient, form_of
from tests.world import PASSWORD, World

THERE = "Er is ook ergens anders ingelogd"


def come_in(world: World, browser: WebClient) -> None:
    browser.submit("/inloggen", {"email": "anna@client.example", "password": PASSWORD})


def test_a_new_device_is_told_elsewhere_once_and_a_known_one_never(sqlite_world: World) -> None:
    home = WebClient(sqlite_world, "anna")
    with sqlite_world.open() as session:
        mails = session.scalar(select(func.count()).select_from(OutboxMail))
    phone = WebClient(sqlite_world, None)
    phone.http.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) Safari/605"
    come_in(sqlite_world, phone)
    assert THERE not in phone.get("/mijn").text
    told = home.get("/mijn")
    assert THERE in told.text and "Safari op iPhone" in told.text
    home.post("/mijn/apparaat", {**form_of(told, "/mijn/apparaat"), "was": "ik"})
    assert THERE not in home.get("/mijn").text
    phone.post("/uitloggen", form_of(phone.get("/mijn"), "/uitloggen"))
    come_in(sqlite_world, phone)
    assert THERE not in home.get("/mijn").text
    with sqlite_world.open() as session:
        assert session.scalar(select(func.count()).select_from(OutboxMail)) == mails


def test_who_was_not_me_is_out_at_once(sqlite_world: World) -> None:
    home, stranger = WebClient(sqlite_world, "anna"), WebClient(sqlite_world, None)
    come_in(sqlite_world, stranger)
    stranger.get("/mijn")
    fields = form_of(home.get("/mijn"), "/mijn/apparaat")
    assert home.post("/mijn/apparaat", {**fields, "was": "niet"}).location.startswith("/account/manieren?")
    assert "/inloggen" in stranger.get("/mijn", status=303).location
    assert THERE not in home.get("/mijn").text


def test_leaving_quickly_takes_the_mark_out_of_the_browser(sqlite_world: World) -> None:
    phone = WebClient(sqlite_world, None)
    come_in(sqlite_world, phone)
    assert phone.http.get_cookie("__Host-apparaat") is not None
    phone.post("/snel-weg", {})
    assert phone.http.get_cookie("__Host-apparaat") is None


def test_it_is_kept_until_it_was_read(sqlite_world: World) -> None:
    phone = WebClient(sqlite_world, None)
    come_in(sqlite_world, phone)
    def told_after(days: int) -> int:
        with sqlite_world.open() as session:
            clear_up(session, sqlite_world.now + timedelta(days=days))
            return session.scalar(select(func.count()).where(LoginSession.tell.is_(True))) or 0

    assert [told_after(days) for days in (5, 29, 31)] == [1, 1, 0]
