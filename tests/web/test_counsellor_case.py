"""The case page: whose turn, what is new since the last visit, the timeline, steps to look at."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from schuldhulp.calendar import local_date
from schuldhulp.contacts.actions import Talk, hold_first_talk
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.events import CardChanged, StepAnswered
from schuldhulp.dossier.rows import add_threat
from schuldhulp.dossier.tables import Event
from schuldhulp.messages.actions import correct_message, send_message
from schuldhulp.replies.actions import answer_online
from schuldhulp.teamwork.actions import add_absence
from schuldhulp.unit_of_work import act
from schuldhulp.workbook.tables import StepAnswer
from tests.inbox.desks import assign
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


def say(world: World, who: str, body: str) -> None:
    with world.open() as session:
        send_message(session, world.people[who], world.now, world.dossier(session, "anna", who), body)


def finish_step(world: World, step: str) -> None:
    """Anna finishes a step, as the werkboek keeps it."""
    with world.open() as session:
        anna, dossier = world.people["anna"], world.dossier(session, "anna")
        with act(session, anna, world.now) as doing:
            doing.dossier(dossier.id, "step:answer")
            doing.new_row(StepAnswer, dossier.id, step=step, state="done", record_version=1, questions_open=0,
                          answered_by_role="client", begun_at=world.now, saved_at=world.now, done_at=world.now,
                          version=1)  # fmt: skip
            for done in (False, True):
                doing.record(StepAnswered(step=step, done=done, questions_open=0, fields_filled=2,
                             reply_due_at=world.now + timedelta(days=2), steps_talk=1, steps_decision=1,
                             steps_arrangement=1), dossier.id)  # fmt: skip


def test_what_is_new_is_what_others_did_since_the_visit_before(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    path = f"/dossiers/{sqlite_world.kenmerken['anna']}"
    say(sqlite_world, "anna", "Dit is oud nieuws")
    noor = client_as("noor")
    assert "Nieuw sinds" not in noor.get(path).text
    sqlite_world.now += timedelta(hours=20)
    say(sqlite_world, "noor", "Mijn eigen antwoord")
    say(sqlite_world, "anna", "Dit is nieuw")
    fresh = client_as("noor").get(path).text.split("Nieuw sinds uw laatste bezoek")[1].split("</section>")[0]
    assert "Dit is nieuw" in fresh and "oud nieuws" not in fresh and "Mijn eigen antwoord" not in fresh
    sqlite_world.now += timedelta(minutes=10)
    assert "Dit is nieuw" in client_as("noor").get(path).text.split("Nieuw sinds")[1].split("</section>")[0]
    sqlite_world.now += timedelta(hours=2)
    assert "is er niets veranderd." in client_as("noor").get(path).text


def test_the_inbox_marks_what_was_not_seen_yet(client_as: ClientAs, sqlite_world: World) -> None:
    assign(sqlite_world, "anna")
    say(sqlite_world, "anna", "Hallo")
    noor = client_as("noor")
    assert 'class="unread-dot"' in noor.get("/inbox").text
    noor.get(f"/dossiers/{sqlite_world.kenmerken['anna']}")
    assert 'class="unread-dot"' not in noor.get("/inbox").text


def test_the_case_says_whose_turn_with_threat_terms_and_safety_note(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    with sqlite_world.open() as session:
        noor, dossier = sqlite_world.people["noor"], sqlite_world.dossier(session, "anna", "noor")
        with act(session, noor, sqlite_world.now) as doing:
            row = doing.dossier(dossier.id, "safety_note:change")
            doing.keyring.seal(row, "safety_note_sealed", "Hond in huis, bel eerst aan")
            add_threat(doing, row, dossier.municipality, kind="ontruiming", threatens_on=date(2026, 12, 3))
            doing.record(CardChanged(part="safety_note"), dossier.id)
    page = client_as("noor").get(f"/dossiers/{sqlite_world.kenmerken['anna']}").text
    assert "U bent aan zet" in page and "Past online bij" in page
    assert "Hond in huis" in page and "Ontruiming do 3 dec" in page
    assert "uiterlijk woensdag 25 november (wettelijk)" in page
    assert "Noor is aan zet" in client_as("bas").get(f"/dossiers/{sqlite_world.kenmerken['anna']}").text
    case, today = f"/dossiers/{sqlite_world.kenmerken['anna']}", local_date(sqlite_world.now)
    bas = sqlite_world.people["bas"].membership_id
    assert noor.membership_id and bas
    with sqlite_world.open() as session:
        add_absence(session, noor, sqlite_world.now, noor.membership_id, today, today, bas)
    assert "U bent aan zet, u vervangt Noor" in client_as("bas").get(case).text
    assert "Bas is aan zet, voor Noor" in client_as("tess").get(case).text
    own = client_as("anna").get("/mijn/tijdlijn").text
    assert "Hond" not in own and "Notitie over veiligheid" not in own
    assert "Gemeld: ontruiming van de woning, donderdag 3 december" in own


def test_finished_steps_are_marked_as_seen_by_one_button(client_as: ClientAs, sqlite_world: World) -> None:
    assign(sqlite_world, "anna")
    say(sqlite_world, "noor", "Welkom")
    for step in ("wonen", "thuis"):
        finish_step(sqlite_world, step)
    noor = client_as("noor")
    path = f"/dossiers/{sqlite_world.kenmerken['anna']}"
    assert "Ik heb deze 2 stappen gezien" in noor.get(path).text
    noor.submit(path, {"stap": ["thuis", "wonen"]}, action=f"{path}/stappen/gezien")
    with sqlite_world.open() as session:
        kinds = list(session.scalars(select(Event.kind).where(Event.kind == "StepReviewed")))
        seen = list(session.scalars(select(StepAnswer.reviewed_at)))
    assert len(kinds) == 2 and all(seen)
    assert "klaar om te bekijken" not in noor.get(path).text
    with sqlite_world.open() as session:
        assert sqlite_world.dossier(session, "anna").waiting_on == "client"


def test_client_and_staff_read_the_same_timeline_with_every_channel(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    say(sqlite_world, "anna", "Eerste tekst")
    with sqlite_world.open() as session:
        anna, dossier = sqlite_world.people["anna"], sqlite_world.dossier(session, "anna")
        message = send_message(session, anna, sqlite_world.now, dossier, "Verkeerd woord")
        correct_message(session, anna, sqlite_world.now, dossier, message, "Goed woord")
    finish_step(sqlite_world, "wonen")
    own = client_as("anna").get("/mijn/tijdlijn").text
    staff = client_as("noor").get(f"/dossiers/{sqlite_world.kenmerken['anna']}").text
    for said in (
        "Eerste tekst",
        "Goed woord",
        "Verkeerd woord",
        "Stap ‘Wonen’ klaar.",
        "Aangemeld bij de gemeente.",
    ):
        assert said in own and said in staff, said
    assert own.count("‘Wonen’") == 1, "working at a step and finishing it is told once"
    only = client_as("anna").get("/mijn/tijdlijn?soort=stappen").text
    assert "‘Wonen’" in only and "Eerste tekst" not in only
    assert local_date(sqlite_world.now).isoformat() == "2026-11-20" and "vrijdag 20 november 2026" in own


def test_a_long_timeline_is_paged_both_ways(client_as: ClientAs, sqlite_world: World) -> None:
    for number in range(45):
        say(sqlite_world, "anna", f"bericht nummer {number:02}")
    anna = client_as("anna")
    seen, path = [], "/mijn/tijdlijn"
    for _ in range(3):
        page = anna.get(path).text
        seen += [part[:2] for part in page.split("bericht nummer ")[1:]]
        if 'rel="next"' not in page:
            break
        path = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert seen == [f"{n:02}" for n in range(44, -1, -1)]
    back = page.split('rel="prev"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "bericht nummer 24" in anna.get(back).text and "bericht nummer 04" not in anna.get(back).text


def test_after_the_first_talk_nobody_is_asked_whether_online_fits_or_to_plan_it(
    client_as: ClientAs, sqlite_world: World
) -> None:
    path, noor = f"/dossiers/{sqlite_world.kenmerken['anna']}", client_as("noor")
    assert "Past online bij" in noor.get(path).text
    with sqlite_world.open() as session:
        dossier, staff = sqlite_world.dossier(session, "anna", "noor"), sqlite_world.people["noor"]
        talk = Talk(held_on=local_date(sqlite_world.now), channel=Channel.PHONE, who="cliënt",
                    question_for_help="Rust", wants_to_continue=True)  # fmt: skip
        hold_first_talk(session, staff, sqlite_world.now, dossier, talk)
    assert not any("ast online" in noor.get(path + part).text for part in ("", "/berichten", "/fase"))
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna", "noor")
        answer_online(session, staff, sqlite_world.now, dossier, False, "Wij gaan verder met gesprekken.")
        assert sqlite_world.dossier(session, "anna", "noor").waiting_for != "eerste_gesprek"
