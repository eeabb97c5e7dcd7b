"""The pages about somebody's own data: what the client asks, what the administrator answers, holds and writes down."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
from sqlalchemy import select

from schuldhulp.access import POLICY, Actor, Role
from schuldhulp.breaches.tables import Breach
from schuldhulp.dossier.restriction import NOTICE, STILL_DONE, is_left_alone, may_still
from schuldhulp.dossier.tables import Dossier
from schuldhulp.jobs.keeping import keep_terms
from schuldhulp.messages.actions import send_message
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.rights.tables import RightsRequest
from tests.world import World

LEFT_ALONE = "De cliënt vroeg om even niets met de gegevens te doen, en dat is toegezegd."


def rows(world: World, table):
    with world.open() as session:
        return session.scalars(select(table)).all()


def test_a_client_asks_and_reads_the_answer_on_one_page(client_as, sqlite_world):
    anna, ada = client_as("anna"), client_as("ada")
    assert "Wie keek in uw dossier" in anna.get("/mijn/rechten").text
    wrong = anna.submit("/mijn/rechten/bezwaar", {"words": " "}, status=422)
    assert "Schrijf in een paar woorden wat u vraagt." in wrong.text
    anna.submit("/mijn/rechten/bezwaar", {"words": "Belt u mij niet meer K-anna"})
    assert "uiterlijk maandag 21 december 2026" in anna.get("/mijn/rechten").text
    anna.get("/mijn/rechten/iets-anders", status=404)
    (row,) = rows(sqlite_world, RightsRequest)
    assert "K-anna" not in ada.get("/beheer/verzoeken").text
    page = f"/beheer/verzoeken/{row.id}"
    assert "Belt u mij niet meer K-anna" in ada.get(page).text
    ada.submit(f"{page}/meer-tijd", {"words": "Wij zoeken het uit."})
    assert "22 februari 2027" in anna.get("/mijn/rechten").text
    ada.submit(page, {"outcome": "granted", "words": "Wij bellen u niet meer."})
    assert "Wij bellen u niet meer." in anna.get("/mijn/rechten").text
    client_as("ada_l").get(page, status=404)


def test_a_dossier_that_is_left_alone_is_not_worked_with_until_the_client_or_the_law_says_so(
    client_as, sqlite_world
):
    anna, ada, noor = client_as("anna"), client_as("ada"), client_as("noor")
    case = f"/dossiers/{sqlite_world.kenmerken['anna']}"
    anna.submit("/mijn/rechten/beperken", {"words": "Wacht tot duidelijk is of het klopt"})
    (row,) = rows(sqlite_world, RightsRequest)
    page = f"/beheer/verzoeken/{row.id}"
    assert "Even niets doen: wat dat betekent" in ada.get(page).text
    ada.get(f"{page}/opheffen", status=404)
    ada.submit(page, {"outcome": "granted", "words": "Dat doen wij."})
    assert "Wij laten dit dossier met rust" in noor.get(case).text
    card = f"{case}/huiswerk"
    given = {"step": "wonen", "due_on": "27-11-2026"}
    assert LEFT_ALONE in noor.submit(card, given, status=422).text
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna", "noor")
        session.close()
        send_message(session, sqlite_world.people["noor"], sqlite_world.now, dossier, "Wij lazen uw vraag.")
    anna.submit("/mijn/berichten", {"body": "Dank u"})
    assert "Wij laten uw gegevens met rust" in anna.get("/mijn/rechten").text
    assert "Weer met de gegevens werken" in ada.get(page).text
    ada.submit(f"{page}/opheffen", {"words": " "}, status=422)
    ada.submit(f"{page}/opheffen", {"words": "Het is nagekeken"})
    assert "al gezegd wanneer" in ada.submit(f"{page}/opheffen", {"words": "Nog eens"}, status=422).text
    assert "Vanaf vrijdag 27 november" in anna.get("/mijn/rechten").text.replace("\n", " ")
    assert "Het is nagekeken" in anna.get("/mijn/tijdlijn").text
    assert LEFT_ALONE in noor.submit(card, given, status=422).text, "it is said a week before"
    anna.submit("/mijn/rechten", {}, action="/mijn/rechten/weer-verder")
    assert "met rust" not in noor.get(case).text
    noor.submit(card, given)


def test_what_staff_may_still_do_is_named_with_its_ground():
    assert set(STILL_DONE) <= set(POLICY) and all(STILL_DONE.values())
    staff = Actor(person_id=None, role=Role.COUNSELLOR)
    writes = {
        "debt:assess",
        "budget:change",
        "decision:record",
        "phase:change",
        "proposal:change",
        "fact:establish",
    }
    assert not any(may_still(staff, permission) for permission in writes)
    assert may_still(replace(staff, acting_for="client"), "budget:change")
    assert all(
        may_still(Actor(person_id=None, role=role), "budget:change") for role in (Role.CLIENT, Role.SUPPORTER)
    )
    day = date(2026, 11, 20)
    assert is_left_alone(day, None, day) and is_left_alone(day, day + NOTICE, day + timedelta(days=6))
    assert not is_left_alone(day, day + NOTICE, day + NOTICE) and not is_left_alone(None, None, day)


def test_erasing_says_what_goes_at_once_and_what_stays_and_why(client_as, sqlite_world):
    assert "Alles kan weg." in client_as("anna").get("/mijn/rechten/wissen").text
    with sqlite_world.open() as session:
        session.scalars(select(Dossier)).first().first_talk_on = sqlite_world.now.date()
        session.commit()
    text = client_as("anna").get("/mijn/rechten/wissen").text
    assert "Archiefwet" in text and "Alles kan weg." not in text


def test_the_list_of_what_may_go_is_approved_or_held_and_then_erased(client_as, sqlite_world):
    world, years = sqlite_world, timedelta(days=366)
    with world.open() as session:
        for row in session.scalars(
            select(Dossier).where(Dossier.municipality_id == world.municipalities["voorbeeldstad"])
        ):
            row.closed_at, row.closing_reason = world.now - 2 * years, "withdrawn"
        session.commit()
    places = list(world.municipalities.values())
    assert keep_terms(world.open, places, lambda: world.now, lambda: False)["retention_proposed"] == 2
    tess, ada = client_as("tess"), client_as("ada")
    for who in (tess, ada):
        page = who.get("/beheer/wissen").text
        assert world.kenmerken["anna"] in page and "K-anna" not in page
    client_as("noor").get("/beheer/wissen", status=404)
    cases = {row.kenmerk: row for row in rows(world, RetentionCase)}
    stays, goes = cases[world.kenmerken["berend"]], cases[world.kenmerken["anna"]]
    there = f"/beheer/wissen/{stays.id}/bewaren"
    tess.submit(there, {"why": "", "until": "1-1-2028"}, status=422)
    tess.submit(there, {"why": "Er loopt een klacht", "until": "1-1-2028"})
    assert "Er loopt een klacht" in ada.get("/beheer/wissen").text
    assert "Kies eerst" in tess.submit("/beheer/wissen", {}, status=422).text
    tess.submit("/beheer/wissen", {"dossier": str(goes.id)})
    assert "Uw dossier wordt gewist" in client_as("anna").get("/mijn/rechten").text
    later = world.now + timedelta(days=32)
    assert keep_terms(world.open, places, lambda: later, lambda: False)["retention_erased"] == 1
    page = ada.get("/beheer/wissen").text
    assert "Gewist" in page and world.kenmerken["anna"] not in page


def test_terms_are_chosen_by_the_administrator_and_stand_in_the_statement(client_as):
    ada = client_as("ada")
    ada.submit("/beheer/bewaartermijnen", {"geholpen": "0"}, status=422)
    ada.submit("/beheer/bewaartermijnen", {"geholpen": "84"})
    assert "7 jaar" in client_as(None).get("/g/voorbeeldstad/privacyverklaring").text
    assert "7 jaar" not in client_as(None).get("/g/lindewaard/privacyverklaring").text


def test_a_datalek_is_written_down_judged_and_closed(client_as, sqlite_world):
    ada, world = client_as("ada"), sqlite_world
    known = {"what": "Een laptop is gestolen", "discovered_on": "19-11-2026", "discovered_clock": "9.00"}
    ada.submit("/beheer/datalekken", {**known, "discovered_clock": "kwart"}, status=422)
    ada.submit("/beheer/datalekken", {**known, "data_kinds": "naam", "people_count": "12"})
    (row,) = rows(world, Breach)
    assert b"laptop" not in row.what_sealed
    page = f"/beheer/datalekken/{row.id}"
    assert "nog 40 uur" in ada.get(page).text
    assert "[Wat er gebeurde, en wanneer]" in ada.get(page).text
    decided = {
        "risk": "risico",
        "to_authority": "yes",
        "authority_why": "Namen",
        "to_people": "no",
        "people_why": "Versleuteld",
    }
    ada.submit(page, {**decided, "klaar": "ja"}, status=422)
    ada.submit(page, {**decided, "authority_told_on": "20-11-2026", "klaar": "ja"})
    assert rows(world, Breach)[0].closed_at is not None
    assert (
        "is besloten" in ada.get("/beheer/datalekken").text
        or "afgesloten" in ada.get("/beheer/datalekken").text
    )
    world.now += timedelta(days=3)
    ada = client_as("ada")
    ada.submit("/beheer/datalekken", {**known, "what": "Een brief"})
    assert "72 uur voorbij" in ada.get("/beheer/privacy").text
    client_as("ada_l").get(page, status=404)


def test_the_documents_name_every_activity_and_are_tagged_papers(client_as):
    ada = client_as("ada")
    for name, words in (
        ("verwerkingen", "Logboek van inzage"),
        ("dpia", "Risico"),
        ("privacyverklaring", "Wat u kunt vragen"),
    ):
        assert words in ada.get(f"/beheer/privacy/{name}").text
        paper = ada.get(f"/beheer/privacy/{name}.pdf")
        with pikepdf.open(io.BytesIO(paper.data)) as pdf:
            assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "nl"
    ada.get("/beheer/privacy/anders", status=404)
