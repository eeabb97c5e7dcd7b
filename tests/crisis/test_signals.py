"""A sign of a crisis in the database: raised with a message, stopping replies, looked at; what else stops a reply."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
import time_machine
from sqlalchemy import select

from schuldhulp.crisis.actions import end_crisis, look_at_signals
from schuldhulp.crisis.queries import open_signals
from schuldhulp.crisis.rows import CrisisNotRead
from schuldhulp.crisis.signs import Sign
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.actions import Registration, register
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.steps import STEP
from schuldhulp.dossier.tables import Event
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.rows import NotSendable
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotYours
from schuldhulp.workbook.actions import answer_step
from tests.inbox.desks import assign
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


def send(world: World, who: str, words: str, whose: str = "anna") -> None:
    with world.open() as session:
        dossier = world.dossier(session, whose, who)
        session.close()
        send_message(session, world.people[who], world.now, dossier, words)


def unread(world: World) -> bool:
    with world.open() as session:
        return bool(session.scalar(select(InboxRow.crisis_unseen).where(InboxRow.crisis_unseen)))


def test_a_sign_stops_replies_until_somebody_looked_and_says_nothing_elsewhere(world: World) -> None:
    assign(world, "anna")
    send(world, "anna", "Mijn man slaat me. Ik wil dit niet meer.")
    assert unread(world)
    with pytest.raises(CrisisNotRead):
        send(world, "noor", "Beste Anna, dank u wel.")
    noor = world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        (signal,) = open_signals(session, noor, dossier.id)
        assert signal.kind == "violence" and "slaat me" in " ".join(signal.signs[0].words)
        event = session.scalars(select(Event).where(Event.kind == "CrisisSignalled")).one()
        assert set(event.envelope) == {"signal_id"}
        assert b"slaat" not in session.scalars(select(CrisisSignal.signs_sealed)).one()
        assert not [mail for mail in session.scalars(select(OutboxMail)) if "crisis" in mail.template]
        session.close()
        stranger = world.dossier(session, "chris", "noor_l")
        session.close()
        with pytest.raises(NotYours):
            look_at_signals(
                session, world.people["noor_l"], world.now, stranger, (signal.id,), found_crisis=False
            )
        look_at_signals(session, noor, world.now, dossier, (signal.id,), found_crisis=True)
    assert not unread(world)
    send(world, "noor", "Beste Anna, ik bel u.")
    with world.open() as session:
        assert len(open_signals(session, noor, dossier.id)) == 1
        session.close()
        end_crisis(session, noor, world.now, dossier)
        assert open_signals(session, noor, dossier.id) == ()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Beste Berend, dank u wel.", "Berend"),
        ("Beste [[naam]], dank u wel.", "naam"),
        ("Uw nummer is KBCD-2345.", "KBCD-2345"),
    ],
)
def test_a_reply_with_somebody_elses_name_or_an_open_place_stays(world: World, words: str, why: str) -> None:
    assign(world, "anna")
    with pytest.raises(NotSendable, match=why):
        send(world, "noor", words)
    send(world, "noor", "Beste Anna, Zwolle is ver.")
    send(world, "anna", "Beste Berend, dit is aan u.")


def test_a_threat_of_money_raises_no_alarm_and_is_offered_to_report(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    sqlite_world.welcome("anna")
    anna = client_as("anna")
    answer = anna.submit("/mijn/berichten", {"body": "De deurwaarder gaat dinsdag onze woning ontruimen."})
    page = anna.get(answer.location.split("#")[0]).text
    assert "Meld wat er dreigt" in page and "Nu iemand spreken" not in page and not unread(sqlite_world)
    address = f"/dossiers/{sqlite_world.kenmerken['anna']}"
    seen = client_as("noor").get(f"{address}/berichten").text
    assert f"soort={ThreatKind.ONTRUIMING}" in seen and "woning ontruimen" in seen
    form = client_as("noor").get(f"{address}/dreiging?soort={ThreatKind.ONTRUIMING}").text
    assert (
        f'value="{ThreatKind.ONTRUIMING}" selected' in form
        or f'selected value="{ThreatKind.ONTRUIMING}"' in form
    )


def test_help_stands_at_the_top_of_every_page_of_a_client(client_as: ClientAs, sqlite_world: World) -> None:
    anna, seen = client_as("anna"), 0
    for rule in sqlite_world.app.url_map.iter_rules():
        if rule.endpoint.startswith("client.") and "GET" in (rule.methods or ()) and not rule.arguments:
            with time_machine.travel(sqlite_world.now, tick=False):
                page = anna.http.get(rule.rule, base_url="http://localhost")
            if page.status_code == 200 and page.mimetype == "text/html":
                header = page.text.split("</header>")[0]
                assert (
                    'href="/mijn/hulp-nu">Ik heb nu hulp nodig' in header
                    or rule.endpoint == "client.help_now"
                )
                seen += 1
    assert seen >= 10


def test_a_sign_in_a_step_or_at_registration_is_raised_like_one_in_a_message(world: World) -> None:
    anna, what = world.people["anna"], "wat-speelt-er"
    told = replace(
        STEP[what].record(), **{_story(STEP[what].record): "Ik zie het niet meer zitten en wil dood."}
    )
    with world.open() as session:
        dossier = world.dossier(session)
        answer_step(session, anna, world.now, dossier, what, told)
        answer_step(session, anna, world.now, dossier, what, told)  # the same words raise no second one
        (signal,) = open_signals(session, anna, dossier.id)
        assert (signal.place, signal.message_id, signal.kind) == (what, None, "suicidality")
        session.close()
        beside = replace(world.people["noor"], acting_for="client")
        answer_step(session, beside, world.now, world.dossier(session, "berend", "noor"), what, told)
        assert open_signals(session, world.people["noor"], world.dossier(session, "berend", "noor").id) == ()
        session.close()
        place = world.municipality(session)
        session.close()
        new = register(
            session, world.now, place,
            Registration(called="Dora", email="dora@example.org", question_for_help="Mijn vriend slaat me elke week."),
            "x",
        )  # fmt: skip
        (at_once,) = open_signals(session, world.people["noor"], new.dossier_id)
        assert (at_once.place, at_once.kind) == ("aanmelding", "violence")
    assert unread(world)


def _story(record: type) -> str:
    return next(field.name for field in fields(record) if "str" in str(field.type))


@pytest.mark.parametrize(
    ("words", "threat"),
    [
        ("Er ligt beslag op mijn loon.", ThreatKind.LOONBESLAG),
        ("Ze hebben loonbeslag gelegd.", ThreatKind.LOONBESLAG),
        ("De deurwaarder legt beslag op mijn rekening.", ThreatKind.BANKBESLAG),
        ("De deurwaarder legt beslag op mijn inboedel.", ThreatKind.BOEDELVERKOOP),
        ("De deurwaarder legt beslag.", None),
    ],
)
def test_an_attachment_is_offered_as_what_it_is_on_and_asked_after_when_that_is_not_said(
    words: str, threat: ThreatKind | None
) -> None:
    sign = Sign("seizure", words, ())
    assert (sign.threat, sign.names_a_threat) == (threat, True)
