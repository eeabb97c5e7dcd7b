"""The client's werkboek by its pages: fill in, stop half-way, go on elsewhere, later, stuck, and two versions."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select, update

from schuldhulp.dossier.actions import ThreatTold
from schuldhulp.dossier.events import OnlineAnswered
from schuldhulp.dossier.records.plan import Goal
from schuldhulp.dossier.tables import Dossier, Event, Threat
from schuldhulp.messages.actions import mark_read, send_message
from schuldhulp.messages.rows import announce_change
from schuldhulp.unit_of_work import act
from schuldhulp.workbook import actions, queries
from schuldhulp.workbook.tables import Homework, HouseholdMember, StepAnswer, StepDraft
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
DOEL = "/mijn/werkboek/doel"


def state_of(world: World, step: str) -> str | None:
    with world.open() as session:
        return session.scalar(select(StepAnswer.state).where(StepAnswer.step == step))


def kenmerk(world: World, who: str = "anna") -> str:
    return f"/dossiers/{world.kenmerken[who]}"


def test_a_step_is_saved_and_says_what_it_gave(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    answer = anna.submit(DOEL, {"goal": "Rust in huis", "do": "save"})
    assert answer.location == f"{DOEL}/klaar"
    after = anna.get(answer.location).text
    assert "“Rust in huis”" in after and after.count('class="door ') == 3
    assert state_of(sqlite_world, "doel") == "done"
    assert 'value="Rust in huis"' in anna.get(DOEL).text or "Rust in huis</textarea>" in anna.get(DOEL).text


def test_an_answer_that_cannot_be_read_stays_and_stopping_never_fails(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna, path = client_as("anna"), "/mijn/werkboek/bezit"
    page = anna.submit(path, {"savings_cents": "veel geld", "do": "save"}, status=422)
    assert "veel geld" in page.text and "in cijfers" in page.text
    assert anna.submit(path, {"savings_cents": "veel geld", "do": "stop"}).location == "/mijn?melding=bewaard"
    assert state_of(sqlite_world, "bezit") is None
    assert "veel geld" in client_as("anna").get(path).text


def test_a_draft_goes_on_elsewhere_at_the_same_field(client_as: ClientAs, sqlite_world: World) -> None:
    phone, path = client_as("anna"), "/mijn/werkboek/vroeger-en-nu"
    fields = form_of(phone.get(path), path)
    typed = {"how_it_came": "K-anna werd ziek", "earlier_help": "nee"}
    phone.post(f"{path}/concept", {**fields, **typed}, status=204)
    phone.post(f"{path}/concept", {**fields, **typed, "what_worked": "Een lijst"}, status=204)
    elsewhere = client_as("anna").get(path).text
    assert "K-anna werd ziek" in elsewhere and "Verder bij: Wat werkte toen goed voor u?" in elsewhere
    with sqlite_world.open() as session:
        assert session.scalars(select(Event).where(Event.kind == "StepAnswered")).all() == []
        assert b"ziek" not in session.scalars(select(StepDraft)).one().typed_sealed
    noor = client_as("noor").get(f"{kenmerk(sqlite_world)}/werkboek/vroeger-en-nu").text
    assert "K-anna werd ziek" not in noor, "a draft is one's own"
    assert "begonnen" in client_as("anna").get("/mijn/werkboek").text


def test_later_and_het_lukt_niet(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    assert anna.submit(DOEL, {"do": "later"}).location == "/mijn/werkboek?melding=later"
    assert state_of(sqlite_world, "doel") == "later"
    stuck = anna.submit(DOEL, {"goal": "Half", "do": "stuck"}).location
    assert stuck == f"{DOEL}/lukt-niet"
    anna.submit(stuck, {"do": "stuck"})
    assert state_of(sqlite_world, "doel") == "stuck"
    home = anna.get("/mijn").text
    assert "U zei dat het niet lukt" in home or "leest" in home or "antwoordt uiterlijk" in home
    assert "Half" in anna.get(DOEL).text


def test_what_was_left_for_later_or_stuck_goes_on_without_a_conflict(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    for do, there in (("later", "Half"), ("stuck", "Iets meer")):
        anna.submit(DOEL, {"goal": there, "do": do})
        if do == "stuck":
            anna.submit(f"{DOEL}/lukt-niet", {})
        page = anna.get(DOEL)
        assert there in page.text
        done = anna.post(DOEL, {**form_of(page, DOEL), "goal": f"{there} af", "do": "save"})
        assert done.location == f"{DOEL}/klaar"
    assert state_of(sqlite_world, "doel") == "done"


def test_a_draft_that_comes_in_after_its_form_is_old(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    fields = {**form_of(anna.get(DOEL), DOEL), "goal": "Rust"}
    anna.post(DOEL, {**fields, "do": "save"})
    anna.post(f"{DOEL}/concept", fields, status=409)
    with sqlite_world.open() as session:
        assert session.scalars(select(StepDraft)).all() == []
    assert anna.submit(DOEL, {"goal": "Rust en ruimte", "do": "save"}).location == f"{DOEL}/klaar"


def test_two_places_of_ones_own_are_not_called_somebody_else(client_as: ClientAs) -> None:
    phone, laptop = client_as("anna"), client_as("anna")
    fields = form_of(phone.get(DOEL), DOEL)
    laptop.submit(DOEL, {"goal": "Van de laptop", "do": "save"})
    page = phone.post(DOEL, {**fields, "goal": "Van de telefoon", "do": "save"}, status=409).text
    assert "Houd wat er al stond" in page and "Van de laptop" in page and "de cliënt" not in page


def test_two_versions_and_the_losers_text_survives(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    fields = form_of(anna.get(DOEL), DOEL)
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna", "noor")
        actions.answer_step(
            session, sqlite_world.people["noor"], sqlite_world.now, dossier, "doel", Goal(goal="Van Noor")
        )
    page = anna.post(
        DOEL, {**fields, "goal": "Van mij", "matters_because": "Kinderen", "do": "save"}, status=409
    )
    assert "Van Noor" in page.text and "Van mij" in page.text and "Wat u invulde, blijft bewaard" in page.text
    assert "Van mij" in anna.get(DOEL).text, "after a reload too"
    choice = {
        **form_of(page, DOEL),
        "goal--keuze": "samen",
        "goal--samen": "Van ons",
        "matters_because--keuze": "mijn",
    }
    assert anna.post(DOEL, {**choice, "do": "save"}).location == f"{DOEL}/klaar"
    with sqlite_world.open() as session:
        stored = queries.read_stored(session, dossier.municipality_id, dossier.id)["doel"].record
        assert stored == Goal(goal="Van ons", matters_because="Kinderen")
        assert session.scalars(select(StepDraft)).all() == []


def test_people_at_home_are_added_changed_removed_and_put_back(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna, path = client_as("anna"), "/mijn/werkboek/thuis"
    empty = anna.get(path).text
    assert "Woont u alleen? Ga dan verder." in empty and "Kies wat u heeft" not in empty
    anna.submit(
        f"{path}/nieuw", {"kind": "child", "name": "K-kind", "age": "7", "days_a_week": "3", "do": "save"}
    )
    page = anna.get(path)
    assert "K-kind" in page.text and "ongeveer 7 jaar" in page.text
    with sqlite_world.open() as session:
        row_id = session.scalars(select(HouseholdMember)).one().id
    wrong = anna.submit(f"{path}/{row_id}", {"days_a_week": "9"}, status=422)
    assert 'value="9"' in wrong.text
    anna.submit(f"{path}/{row_id}", {"days_a_week": "7"})
    gone = anna.submit(path, {}, action=f"{path}/{row_id}/weghalen").location
    page = anna.get(gone)
    assert "K-kind" not in page.text and "Ongedaan maken" in page.text
    anna.post(f"{path}/{row_id}/terugzetten", form_of(page, f"{path}/{row_id}/terugzetten"))
    assert "7 dagen per week" in anna.get(path).text
    client_as("berend").post(f"{path}/{row_id}/weghalen", form_of(anna.get(path), path), status=400)
    client_as("berend").get(f"{path}/{row_id}", status=404)


def test_at_a_threat_there_is_one_step_of_three_questions(client_as: ClientAs, sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        threat = ThreatTold(kind="ontruiming", threatens_on=date(2026, 11, 26))
        sqlite_world.add_client(session, "dora", "voorbeeldstad", (threat,))
    dora = client_as("dora")
    home = dora.get("/mijn").text
    assert "Drie vragen eerst" in home and "Ontruiming van de woning, donderdag 26 november" in home
    assert "010\xa0000\xa000\xa000" in home and "Of kies zelf" not in home and "Mijn lijst" not in home
    book = dora.get("/mijn/werkboek").text
    assert "/mijn/werkboek/dreigt-er-iets" in book and "/mijn/werkboek/doel" not in book
    assert "Waar u al aan begon" not in book
    dora.submit("/mijn/werkboek/wonen", {"paid_this_month": "nee", "do": "stop"})
    book = dora.get("/mijn/werkboek").text
    assert 'href="/mijn/werkboek/wonen"' in book.split("Waar u al aan begon")[1], (
        "what was kept is found again"
    )
    path = "/mijn/werkboek/dreigt-er-iets"
    step = dora.get(path).text
    assert 'name="eviction"' not in step and "prompt" not in step
    done = dora.submit(
        path, {"threat_on": "26-11-2026", "food": "ja", "reach_now": "010", "do": "save"}
    ).location
    after = dora.get(done).text
    assert re.search(r"De gemeente antwoordt uiterlijk .*\d uur", after) and 'class="door ' not in after
    assert "Uw antwoorden zijn binnen." in after and "Naar mijn omgeving" in after
    book = dora.get("/mijn/werkboek").text
    assert "gaan open als wij uw melding hebben bekeken" in book and "Naar mijn omgeving" in book
    assert "Wij spreken u uiterlijk woensdag 25 november" in dora.get("/mijn").text
    dora.submit("/mijn/stoppen", {})
    home = dora.get("/mijn").text
    assert "Wij weten dat u wilt stoppen." in home and 'href="/mijn/stoppen"' in home
    dora.submit("/mijn/stoppen", {}, action="/mijn/stoppen/toch-verder")
    assert "u wilt stoppen" not in dora.get("/mijn").text


def test_a_day_that_was_told_is_not_asked_again(client_as: ClientAs, sqlite_world: World) -> None:
    path = "/mijn/werkboek/dreigt-er-iets"
    told = {
        "eviction": "ja",
        "eviction_on": "26-11-2026",
        "supply": "geen",
        "insurance_ends": "nee",
        "urgent": "geen",
    }
    anna = client_as("anna")
    anna.submit(path, {**told, "food--open": "later", "do": "save"})
    page = anna.get(path)
    assert 'value="26-11-2026"' in page.text and 'name="eviction"' not in page.text
    done = anna.submit(path, {"food": "ja", "do": "save"}).location
    after = anna.get(done).text
    assert "voedselbank" not in anna.get("/mijn").text
    anna.submit(path, {"food": "nee", "threat_on": "27-11-2026", "do": "save"})
    assert "U kunt vragen om noodhulp of een voorschot." in anna.get("/mijn").text
    with sqlite_world.open() as session:
        kept = dict(session.execute(select(Threat.kind, Threat.threatens_on)).all())
    assert kept == {"ontruiming": date(2026, 11, 26), "geen_geld_voor_eten": None}, (
        "food has no day of a letter"
    )
    assert "nog één vraag open" in after and "Hoe kunnen wij u vandaag of morgen bereiken?" in after


def test_staff_fill_in_beside_the_client_and_the_event_says_so(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor, base = client_as("noor"), f"{kenmerk(sqlite_world)}/werkboek"
    assert "U vult in naast de cliënt" in noor.get(base).text
    assert noor.submit(f"{base}/doel", {"goal": "Rust", "do": "save"}).location == f"{base}/doel/klaar"
    noor.get(f"{base}/doel/klaar")
    with sqlite_world.open() as session:
        event = session.scalars(select(Event).where(Event.kind == "StepAnswered")).one()
        assert (event.role, event.acting_for) == ("counsellor", "client")
        assert session.scalars(select(StepAnswer)).one().answered_by_role == "client"
        assert sqlite_world.dossier(session).waiting_for == "aanmelding"
    client_as("chris").get(f"{base}/doel", status=404)
    client_as("noor_l").get(f"{base}/doel", status=404)


def test_homework_stands_on_top_and_takes_more_time_in_one_press(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world = sqlite_world
    with world.open() as session:
        dossier = world.dossier(session)
        row = Homework(
            municipality_id=dossier.municipality_id, dossier_id=dossier.id, step="post-ordenen", assigned_at=world.now,
            due_on=date(2026, 11, 24), assigned_by=world.people["noor"].membership_id, note_sealed=None,
        )  # fmt: skip
        session.add(row)
        session.commit()
        row_id = row.id
    anna = client_as("anna")
    home = anna.get("/mijn")
    assert "Gevraagd: " in home.text and "dinsdag 24 november" in home.text
    path = f"/mijn/huiswerk/{row_id}/meer-tijd"
    fields = form_of(home, path)
    assert anna.post(path, fields).location == anna.post(path, fields).location == "/mijn?melding=meer-tijd"
    with world.open() as session:
        assert session.scalars(select(Homework.due_on)).one() == date(2026, 11, 29)


def test_a_closed_dossier_is_to_read(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    anna.submit(DOEL, {"goal": "Rust in huis", "do": "save"})
    fields = form_of(anna.get(DOEL), DOEL)
    with sqlite_world.open() as session:
        session.execute(update(Dossier).values(closed_at=sqlite_world.now, phase="afgesloten"))
        session.commit()
    home = anna.get("/mijn").text
    assert "Uw dossier is afgesloten" in home and "Rust in huis" in home and "Een kleine stap" not in home
    page = anna.get(DOEL).text
    assert "Rust in huis" in page and "Opslaan en verder" not in page
    assert "Anders" in anna.post(DOEL, {**fields, "goal": "Anders", "do": "save"}, status=409).text
    assert state_of(sqlite_world, "doel") == "done"
    assert "U kiest zelf waar u begint" not in anna.get("/mijn/werkboek").text
    assert "Schrijf op wat u wilt weten" not in anna.get("/mijn/berichten").text
    anna.get("/mijn/papieren")


def test_who_stopped_finds_the_way_back_on_the_first_page(client_as: ClientAs) -> None:
    anna = client_as("anna")
    anna.submit("/mijn/stoppen", {})
    home = anna.get("/mijn").text
    assert "De hulp is gestopt" in home and 'href="/mijn/stoppen"' in home and "Weer verder" in home
    anna.submit("/mijn/stoppen", {}, action="/mijn/stoppen/toch-verder")
    assert "De hulp is gestopt" not in anna.get("/mijn").text


def test_an_automatic_message_is_not_said_to_be_of_the_counsellor(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world, anna = sqlite_world, client_as("anna")
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        with act(session, world.people["noor"], world.now) as doing:
            doing.record(OnlineAnswered(fits=True), dossier.id)
            announce_change(doing, dossier.id, "Uw afspraak is morgen.")
    home = anna.get("/mijn").text
    assert "Er is een nieuw bericht voor u." in home and "schreef u" not in home


def test_whose_turn_stands_on_top(client_as: ClientAs, sqlite_world: World) -> None:
    world, anna = sqlite_world, client_as("anna")
    assert "De gemeente antwoordt uiterlijk" in anna.get("/mijn").text
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        with act(session, world.people["noor"], world.now) as doing:
            doing.record(OnlineAnswered(fits=True), dossier.id)
        send_message(session, world.people["noor"], world.now, dossier, "Dag Anna")
    home = anna.get("/mijn").text
    assert "U bent aan zet" in home and "Bericht lezen" in home and "schreef u vandaag" in home
    with world.open() as session:
        mark_read(session, world.people["anna"], world.now, world.dossier(session))
    assert "U bent aan zet: Wat speelt er?" in anna.get("/mijn").text
    anna.submit("/mijn/werkboek/doel", {"goal": "Rust", "do": "save"})
    assert "Uw stap is binnen" in anna.get("/mijn").text
    world.now += timedelta(days=9)
    late = client_as("anna").get("/mijn").text
    assert "U wacht op antwoord van de gemeente" in late and "Bel 010\xa0000\xa000\xa000" in late
