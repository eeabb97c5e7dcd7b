"""The pages of acts on a case, as a counsellor walks them: what was typed stays, what was done shows."""

import re
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
from sqlalchemy import func, select

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.contacts.tables import Appointment, Contact
from schuldhulp.dossier.tables import Dossier, Identity, Threat
from schuldhulp.workbook.tables import Homework
from tests.schuldregeling.test_actions import owes
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


def count(world: World, table: type) -> int:
    with world.open() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_case_c_begins_at_the_desk(client_as: ClientAs) -> None:
    noor = client_as("noor")
    told = {
        "called": "Meneer Terhorst", "legal_name": "Jan Terhorst", "source": "balie", "clock_started_on": "20-11-2026",
        "question_for_help": "Ik snap die brieven niet. Laat maar.", "urgent": ["bankbeslag"],
        "urgent_on": "20-11-2026", "contact": "via dochter Mirjam", "post_home": "ja", "mine": "y",
    }  # fmt: skip
    answer = noor.submit("/dossiers/nieuw", told)
    case = answer.location.split("?")[0]
    page = noor.get(answer.location)
    assert "Meneer Terhorst" in page.text and "zonder internet" in page.text
    assert "bankbeslag" in page.text.lower()
    with noor.world.open() as session:
        row = session.scalars(select(Dossier).where(Dossier.kenmerk == case.split("/")[-1])).one()
        assert (row.source, row.phase, row.offline) == ("balie", "gewone_route", True)
    # The first visit at home, a step on paper, a threat that ends, a service: all in the same dossier.
    noor.submit(f"{case}/afspraak", {"day": "23-11-2026", "at": "10.00", "channel": "huisbezoek", "place": "thuis",
                                     "purpose": "eerste_gesprek", "agreed": "y"})  # fmt: skip
    agenda = noor.get("/afspraken").text
    assert "maandag 23 november 2026" in agenda and "10.00 uur" in agenda
    noor.submit(f"{case}/huiswerk", {"step": "wonen", "due_on": "27-11-2026", "note": "Samen met uw dochter"})
    noor.submit(f"{case}/huiswerk/wonen/andere-manier", {"way": "papier"})
    assert "nemen wij over" in noor.get(case).text
    noor.submit(f"{case}/diensten", {"service": "budgetbeheer", "what": "start", "on": "20-11-2026"})
    assert "Budgetbeheer" in noor.get(case).text
    noor.submit(f"{case}/online-verder", {"email": "terhorst@client.example"})
    assert noor.get(f"{case}/bereiken").text.count("Nodig uit om online") == 0


def test_a_desk_form_that_cannot_be_read_keeps_what_was_typed(client_as: ClientAs) -> None:
    noor = client_as("noor")
    page = noor.submit("/dossiers/nieuw", {"called": "K-typed", "clock_started_on": "32-13-2026"}, status=422)
    assert "K-typed" in page.text and "32-13-2026" in page.text
    assert count(noor.world, Dossier) == 3


def test_the_first_talk_and_what_follows(client_as: ClientAs) -> None:
    noor = client_as("noor")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    told = {
        "held_on": "20-11-2026",
        "channel": "telefoon",
        "question_for_help": "De huur",
        "wants_to_continue": "ja",
    }
    page = noor.submit(f"{case}/gesprek", told | {"held_on": "12-10-2026"}, status=422)
    assert "voor de dag van de melding" in page.text
    noor.submit(f"{case}/gesprek", told)
    assert "Naar besluit en plan" in noor.get(f"{case}/fase").text
    noor.submit(f"{case}/fase", {"target": "besluit_en_plan"})
    refused = noor.submit(f"{case}/fase", {"target": "stabilisatie"}, status=422)
    assert "Stel eerst" in refused.text or "identiteit" in refused.text.lower()
    noor.submit(f"{case}/identiteit", {"legal_name": "Anna de Wit", "bsn": "123456782", "seen_on": "20-11-2026",
                                       "seen_how": "balie"})  # fmt: skip
    noor.submit(f"{case}/hersteltermijn", {"until_on": "19-11-2026", "reason": "Loonstrook"}, status=422)
    noor.submit(f"{case}/hersteltermijn", {"until_on": "04-12-2026", "reason": "Loonstrook van oktober"})
    assert "staat stil tot en met vrijdag 4 december" in noor.get(case).text
    assert "Loonstrook van oktober" in noor.get(f"{case}/hersteltermijn").text
    noor.submit(f"{case}/besluit", {"kind": "plan_van_aanpak", "decided_on": "20-11-2026", "elsewhere": "y"})
    noor.submit(f"{case}/fase", {"target": "stabilisatie"})
    assert "Stabilisatie" in noor.get(case).text
    refused = noor.submit(f"{case}/afsluiten", {"reason": "no_contact"}, status=422)
    assert "besluit tot beëindiging" in refused.text


def test_the_bsn_is_masked_and_showing_it_is_logged(client_as: ClientAs) -> None:
    noor = client_as("noor")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    wrong = noor.submit(f"{case}/identiteit", {"legal_name": "K-naam", "bsn": "123456789"}, status=422)
    assert "K-naam" in wrong.text and "geldig burgerservicenummer" in wrong.text
    noor.submit(f"{case}/identiteit", {"legal_name": "K-naam", "bsn": "123456782"})
    page = noor.get(f"{case}/identiteit")
    assert "123456782" not in page.text and "••••••782" in page.text
    shown = noor.submit(f"{case}/identiteit", {}, action=f"{case}/identiteit/bsn", status=200)
    assert "1234 56 782" in shown.text
    with noor.world.open() as session:
        parts = [e.part for e in session.scalars(select(AccessEntry).order_by(AccessEntry.seq))]
    assert parts[-1] == "bsn" and parts.count("identiteit") >= 3


def test_two_counsellors_at_one_block_keep_both_texts(client_as: ClientAs) -> None:
    noor, bas = client_as("noor"), client_as("bas")
    place = f"/dossiers/{noor.world.kenmerken['anna']}/identiteit"
    before = noor.get(place)
    bas.submit(place, {"legal_name": "Naam van Bas", "address": "Dorpsstraat 1"})
    from_noor = {"legal_name": "Naam van Noor"}
    clash = noor.post(place, {**form_of(before, place), **from_noor}, status=409)
    assert "Naam van Bas" in clash.text and "Naam van Noor" in clash.text
    chosen = {**form_of(clash, place), "legal_name--keuze": "mijn", "address--keuze": "ander"}
    noor.post(place, chosen)
    page = noor.get(place).text
    assert "Naam van Noor" in page and "Dorpsstraat 1" in page
    assert count(noor.world, Identity) == 1


def test_a_contact_in_four_answers_shows_to_the_client(client_as: ClientAs) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    noor.submit(
        f"{case}/contact", {"channel": "telefoon", "summary": "Huur besproken K-contact", "minutes": "12"}
    )
    assert "K-contact" in anna.get("/mijn/tijdlijn").text
    page = noor.submit(
        f"{case}/contact", {"channel": "telefoon", "summary": "x", "at": "kwart over"}, status=422
    )
    assert "kwart over" in page.text and count(noor.world, Contact) == 1


def test_the_client_answers_an_appointment(client_as: ClientAs) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    noor.submit(
        f"{case}/afspraak", {"day": "26-11-2026", "at": "14.30", "channel": "telefoon", "purpose": "plan"}
    )
    with noor.world.open() as session:
        made = session.scalars(select(Appointment)).one().id
    noor.submit(f"{case}/contact", {"channel": "telefoon", "summary": "Gebeld over de afspraak"})
    assert "14.30 uur" in anna.get("/mijn/afspraken").text and "/mijn/afspraken" in anna.get("/mijn").text
    anna.submit(f"/mijn/afspraken/{made}", {"answer": "in_writing", "words": "Bellen lukt niet K-liever"})
    assert "liever schriftelijk" in noor.get(f"{case}/afspraak").text
    assert "over de afspraak is binnen" in anna.get("/mijn").text
    assert "K-liever" in noor.get(case).text
    noor.world.now += timedelta(days=7)
    noor = client_as("noor")
    noor.submit(f"{case}/afspraak/{made}", {"result": "missed", "words": "Past een nieuw moment?"})
    assert "Ging niet door" in noor.get(f"{case}/afspraak").text


def test_a_threat_is_reported_taken_on_and_resolved(client_as: ClientAs) -> None:
    noor = client_as("noor")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    noor.submit(
        f"{case}/dreiging", {"kind": "ontruiming", "threatens_on": "26-11-2026", "note": "brief deurwaarder"}
    )
    page = noor.get(f"{case}/dreiging").text
    assert "25 november 2026" in page and "Opgepakt" in page
    with noor.world.open() as session:
        threat = session.scalars(select(Threat)).one().id
    asked = noor.submit(f"{case}/dreiging", {"kind": "gas", "threatens_on": "3-5-2019"}, status=422)
    assert "Er staat vrijdag 3 mei 2019." in asked.text and 'value="3-5-2019"' in asked.text
    noor.post(f"{case}/dreiging", form_of(asked, f"{case}/dreiging"))
    noor.submit(f"{case}/dreiging", {"kind": "water", "threatens_on": "13-11-2026"})
    assert count(noor.world, Threat) == 3
    noor.submit(f"{case}/dreiging/{threat}/afgerond", {"how": "Uitstel tot februari"})
    assert "Uitstel tot februari" in noor.get(f"{case}/dreiging").text
    assert "Afgerond: ontruiming van de woning." in client_as("anna").get("/mijn/tijdlijn").text


def test_what_is_established_is_read_and_disputed(client_as: ClientAs) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    noor.submit(f"{case}/vastgesteld", {"about": "vrij", "author": "staff", "value": "Twee kinderen in huis",
                                        "source": "BRP", "on": "20-11-2026"})  # fmt: skip
    assert all(
        'href="/mijn/vastgesteld"' in anna.get(page).text for page in ("/mijn/budget", "/mijn/schulden")
    )
    listed = anna.get("/mijn/vastgesteld").text
    assert "Twee kinderen in huis" in listed
    place = listed.split('href="/mijn/vastgesteld/')[1].split('"')[0]
    anna.submit(f"/mijn/vastgesteld/{place}", {"why": "Drie dagen per week K-klopt"})
    assert "K-klopt" in noor.get(f"{case}/vastgesteld").text


def test_only_staff_read_the_safety_note(client_as: ClientAs) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    noor.submit(f"{case}/veiligheid", {"note": "Partner leest mee K-veilig"})
    assert "K-veilig" in noor.get(case).text
    for place in ("/mijn", "/mijn/tijdlijn", "/mijn/afspraken", "/mijn/vastgesteld"):
        assert "K-veilig" not in anna.get(place).text


def test_paper_for_a_talk_and_for_a_step(client_as: ClientAs) -> None:
    noor, anna = client_as("noor"), client_as("anna")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    noor.submit(f"{case}/dreiging", {"kind": "gas"})
    for number in range(3):
        noor.submit(
            f"{case}/contact",
            {"channel": "telefoon", "summary": f"{number} " + "Gebeld over de brieven. " * 8},
        )
        noor.submit(f"{case}/dreiging", {"kind": ("bankbeslag", "loonbeslag", "gijzeling")[number]})
    owes(noor.world, 1_000_00, 2_000_00, 3_000_00, confirmed=False)
    owes(noor.world, 1_000_01, 2_000_01, 3_000_01, confirmed=False)
    summary = pypdfium2.PdfDocument(noor.get(f"{case}/samenvatting.pdf").data)
    assert len(summary) == 1
    for answer in (
        noor.get(f"{case}/samenvatting.pdf"),
        noor.get(f"{case}/werkboek/wonen.pdf?leeg=1&groot=1"),
        anna.get("/mijn/werkboek/wonen.pdf"),
    ):
        assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")
    assert count(noor.world, Homework) == 0


def test_the_phase_page_leads_to_an_answer_about_online_that_has_begun(client_as: ClientAs) -> None:
    noor = client_as("noor")
    case = f"/dossiers/{noor.world.kenmerken['anna']}"
    page = noor.get(f"{case}/fase").text
    leads = re.findall(rf'href="({case}/berichten\?[^"]*)"', page)
    assert len(leads) == 2
    for lead in leads:
        assert form_of(noor.get(lead), lead)["body"].strip()
