"""Somebody looks along with a client: asked, accepted with link and code, looked at twice, helping, ended at once."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.dossier.tables import Event, Participation
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.supporters.parts import MOST_TRIES, Part
from tests.security.estate import stand_beside
from tests.web_client import WebClient, form_of
from tests.world import World

ASKED = {"called": "mijn zus", "parts": ["plan", "berichten", "stappen-uitgaven"], "helps": ["stappen-uitgaven"],
         "until_on": "10-12-2026"}  # fmt: skip
NEW = {"name": "Yara", "email": "yara@supporter.example", "password": "Een-eigen-wachtwoord"}


def ask(client: WebClient) -> tuple[str, str]:
    """Go through the pages of asking; gives the address in the link and the code."""
    look = client.submit("/mijn/meekijken/vragen", {**ASKED, "do": "kijk"}, status=200)
    assert "Kijk het nog eens na" in look.text and "zien en helpen invullen" in look.text
    sent = client.post("/mijn/meekijken/vragen", {**form_of(look, "/mijn/meekijken/vragen"), "do": "vraag"})
    shown = client.get(sent.location).text
    link = re.search(r"http://localhost(/meekijken/voorbeeldstad/[\w-]+)", shown)
    code = re.search(r"<strong>(\d{3} \d{3})</strong>", shown)
    assert link and code
    return link[1], code[1]


def accepted(world: World, client: WebClient) -> WebClient:
    """Ask, and accept as somebody new; gives their browser."""
    link, code = ask(client)
    newcomer = WebClient(world, None)
    answer = newcomer.submit(link, {**NEW, "code": code})
    assert answer.location.startswith("/kies")
    return newcomer


def yes(client: WebClient) -> None:
    """The client's second look."""
    page = client.get("/mijn/meekijken").text
    look = re.search(r"/mijn/meekijken/uitnodiging/[0-9a-f-]+", page)
    assert look
    client.submit(look[0], {}, action=f"{look[0]}/ja")


def take_up(newcomer: WebClient) -> None:
    """Choose the role that was given just now."""
    page = newcomer.get("/kies")
    role = re.search(r'value="(participation:[0-9a-f-]+)"', page.text)
    assert role
    fields = form_of(page, "/kies")
    assert newcomer.post("/kies", {**fields, "rol": role[1]}).location == "/steun"


def test_a_supporter_helps_and_is_ended_at_once(sqlite_world: World) -> None:
    anna = WebClient(sqlite_world, "anna")
    yara = accepted(sqlite_world, anna)
    yara.get("/steun", status=303)  # nothing opens before the second look
    yes(anna)
    take_up(yara)
    home = yara.get("/steun").text
    assert "U kijkt mee met" in home and "/steun/budget" not in home
    yara.get("/steun/budget", status=404)
    yara.get("/steun/werkboek/loon", status=404)
    yara.get("/steun/werkboek/lonen-en-uitkeringen", status=404)
    yara.submit("/steun/werkboek/vervoer", {"do": "save"}, status=303)
    told = anna.get("/mijn/tijdlijn").text
    assert "Yara" in told and "samen met de cliënt" in told
    looked = anna.get("/mijn/inzage").text
    assert "Yara" in looked and "supporter" in looked and "een stap uit uw werkboek" in looked
    end = re.search(r"/mijn/meekijken/[0-9a-f-]+/stoppen", anna.get("/mijn/meekijken").text)
    assert end
    anna.submit("/mijn/meekijken", {}, action=end[0])
    yara.get("/steun", status=303)
    assert "geen enkel dossier" in yara.get("/kies").text
    with sqlite_world.open() as session:
        kinds = list(
            session.scalars(select(Event.kind).where(Event.kind.like("Support%")).order_by(Event.seq))
        )
    assert kinds == ["SupportInvited", "SupportAccepted", "SupportConfirmed", "SupportEnded"]


def test_link_or_code_alone_open_nothing_and_nothing_tells_what_exists(sqlite_world: World) -> None:
    link, code = ask(WebClient(sqlite_world, "anna"))
    with sqlite_world.open() as session:
        mails = len(session.scalars(select(OutboxMail.id)).all())
    stranger = WebClient(sqlite_world, None)
    wrong = "000000" if code != "000 000" else "111111"
    answers = {
        re.sub(r'(name="(csrf_token|token)"[^>]*value=")[^"]*|BCDF-GHJK-LMNP|' + link[-14:], "", page)
        for page in (
            stranger.submit(link, {**NEW, "code": wrong}, status=422).text,
            stranger.submit(
                "/meekijken/voorbeeldstad/BCDF-GHJK-LMNP", {**NEW, "code": wrong}, status=422
            ).text,
        )
    }
    assert len(answers) == 1
    for _ in range(MOST_TRIES - 1):
        stranger.submit(link, {**NEW, "code": wrong}, status=422)
    stranger.submit(link, {**NEW, "code": code}, status=422)  # five wrong codes end it
    with sqlite_world.open() as session:
        assert len(session.scalars(select(OutboxMail.id)).all()) == mails
        assert session.scalars(select(Participation).where(Participation.role == "supporter")).all() == []


def test_a_link_works_once_and_not_after_a_week(sqlite_world: World) -> None:
    anna = WebClient(sqlite_world, "anna")
    link, code = ask(anna)
    sqlite_world.now += timedelta(days=8)
    late = WebClient(sqlite_world, None)
    late.submit(link, {**NEW, "code": code}, status=422)
    sqlite_world.now -= timedelta(days=8)
    late.submit(link, {**NEW, "code": code})
    WebClient(sqlite_world, None).submit(
        link, {**NEW, "email": "b@supporter.example", "code": code}, status=422
    )


def test_an_own_link_is_given_on(sqlite_world: World) -> None:
    anna = WebClient(sqlite_world, "anna")
    link, code = ask(anna)
    assert "uw eigen dossier" in anna.submit(link, {"code": code}, status=422).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"parts": []}, "Kies ten minste één onderdeel."), ({"parts": ["plan"]}, "Helpen kan alleen bij"),
        ({"until_on": "10-12-2028"}, "binnen negentig dagen"), ({"until_on": "1-1-2026"}, "is al geweest"),
        ({"called": " "}, "Schrijf op wie u wilt vragen."),
    ],
)  # fmt: skip
def test_an_offer_that_cannot_be_is_told(sqlite_world: World, wrong: dict[str, object], said: str) -> None:
    anna = WebClient(sqlite_world, "anna")
    page = anna.submit("/mijn/meekijken/vragen", {**ASKED, **wrong, "do": "vraag"}, status=422)
    assert said in page.text and ("mijn zus" in page.text or "called" in wrong)


def test_narrowing_and_the_last_day_count_at_the_next_request(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        row = stand_beside(
            session, sqlite_world, "anna", "yara", frozenset({Part.PLAN, Part.BUDGET, Part.DEBTS})
        )
    anna, yara = WebClient(sqlite_world, "anna"), WebClient(sqlite_world, "yara")
    yara.get("/steun/budget")
    anna.submit(f"/mijn/meekijken/{row}", {"parts": ["plan", "schulden"]})
    yara.get("/steun/budget", status=404)
    yara.get("/steun/schulden")
    assert "Iemand mag minder zien" in anna.get("/mijn/meekijken").text
    anna.submit(f"/mijn/meekijken/{row}", {"until_on": "21-11-2026"})
    sqlite_world.now += timedelta(days=2)
    later = WebClient(sqlite_world, "anna")  # the old sessions ran out
    assert "Er kijkt nu niemand mee" in later.get("/mijn/meekijken").text


def test_a_supporter_can_leave(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        stand_beside(session, sqlite_world, "anna", "yara", frozenset({Part.PLAN}))
    yara = WebClient(sqlite_world, "yara")
    yara.submit("/steun", {}, action="/steun/stoppen")
    yara.get("/steun", status=303)
    assert "Zelf gestopt met meekijken" in WebClient(sqlite_world, "anna").get("/mijn/meekijken").text


def test_one_person_can_stand_beside_several(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        stand_beside(session, sqlite_world, "anna", "yara", frozenset({Part.PLAN}))
        stand_beside(
            session, sqlite_world, "berend", "yara", frozenset({Part.BUDGET}), until=date(2026, 12, 1)
        )
    chooser = WebClient(sqlite_world, "yara").get("/kies").text
    assert chooser.count('value="participation:') == 2
