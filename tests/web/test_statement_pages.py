"""The pages of a bank statement: choosing, what goes wrong, every part, and the act; for the client and beside them."""

import io
import os
import re
from dataclasses import replace
from unittest import mock

from flask import request

from schuldhulp.budget.actions import change_post
from schuldhulp.budget.afschriften.reading import MAX_BYTES
from schuldhulp.budget.queries import month_of, posts_of
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.money import Period
from schuldhulp.web.statements import pages
from tests.budget.herkenning.households import LAST, line, mother
from tests.statements.files import as_ing
from tests.web_client import WebClient, form_of

HERE = "/mijn/afschrift"


def read(client: WebClient, *files: tuple[bytes, str], at: str = HERE, status: int = 303):
    fields = form_of(client.get(at), at)
    fields["files"] = [(io.BytesIO(data), name) for data, name in files]
    return client.post(at, fields, status=status, content_type="multipart/form-data")


def confirm(client: WebClient, address: str, **typed: str) -> str:
    return client.submit(address, typed).location


def key_of(page: str, name: str) -> str:
    found = re.search(
        rf'id="regel-(p\d+)">\s*<div class="seen__head"><h2 class="seen__name">{re.escape(name)}', page
    )
    assert found, name
    return found[1]


def test_the_page_says_what_happens_and_nothing_is_read_without_a_file(client_as) -> None:
    anna = client_as("anna")
    page = anna.get(HERE).text
    for words in ("Wij lezen het hier.", "Het bestand bewaren wij niet.", "24 uur klaar", "CAMT.053"):
        assert words in page
    assert "Kies eerst het bestand van uw bank." in read(anna, status=422).text


def test_a_file_that_is_refused_is_named_and_says_why_and_stops_the_others(client_as, sqlite_world) -> None:
    anna = client_as("anna")
    page = read(anna, (as_ing(mother()), "goed.csv"), (b"%PDF-1.7", "afschrift.pdf"), status=422).text
    assert "afschrift.pdf: In een pdf, foto of Excel-bestand" in page
    assert "Er staat nog een afschrift klaar" not in page
    assert "Kies hoogstens 5 bestanden" in read(anna, *[(b"x", "x.csv")] * 6, status=422).text
    half = as_ing(mother())[:-40]
    assert "is niet heel. Er is niets van overgenomen" in read(anna, (half, "half.csv"), status=422).text


def test_a_client_reads_confirms_changes_and_takes_over(client_as, sqlite_world) -> None:
    anna = client_as("anna")
    there = read(anna, (as_ing(mother()), "ing.csv")).location
    assert there == f"{HERE}/inkomen"
    page = anna.get(there).text
    assert "Elke maand rond de 20e, van Belastingdienst." in page
    assert "Bankafschrift · 1 van 5" in page
    there = confirm(anna, there)
    assert there == f"{HERE}/vaste-lasten"
    rent = key_of(anna.get(there).text, "Huur (Woningstichting De Linde)")
    netflix = key_of(anna.get(there).text, "Abonnementen en contributies (Netflix International)")
    faulty = anna.submit(there, {f"cents_{rent}": "veel"}, status=422).text
    assert "Schrijf het bedrag in cijfers" in faulty and 'value="veel"' in faulty
    there = confirm(anna, there, **{f"cents_{rent}": "700", f"skip_{netflix}": "y"})
    assert there == f"{HERE}/huishouden"
    there = confirm(anna, confirm(anna, there))
    assert there == f"{HERE}/opzijleggen"
    there = confirm(anna, there, cents_excess="385", cents_inventory="45")
    assert there == f"{HERE}/controleren"
    page = anna.get(there).text
    assert "Zet dit in mijn budget" in page and "weggelaten" in page
    done = confirm(anna, there)
    assert done == "/mijn/budget?melding=afschrift"
    page = anna.get(done).text
    assert "Het bestand is weggegooid." in page and "Dit bedrag komt uit uw bankafschrift." in page
    actor = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        lines = {line.told.name: line.told for line in posts_of(session, actor, actor.dossier_id)}
    assert lines["Huur (Woningstichting De Linde)"].cents == 700_00
    assert (lines["Eigen risico zorg"].cents, lines["Eigen risico zorg"].period) == (385_00, Period.YEAR)
    assert "Abonnementen en contributies (Netflix International)" not in lines
    assert "Eerder gelezen (1)" in anna.get(HERE).text
    assert anna.get(f"{HERE}/controleren", status=303).location == f"{HERE}?melding=afschrift-verlopen"


def test_the_second_time_it_says_so_and_offers_to_update_what_stands(client_as, sqlite_world) -> None:
    anna = client_as("anna")
    anna.submit("/mijn/budget/snel", {"rent": "650", "health_premium": "171,50"})
    there = read(anna, (as_ing(mother()), "ing.csv")).location
    page = anna.get(f"{HERE}/vaste-lasten").text
    assert "In het budget stond al: Huur, €\xa0650,00 per maand" in page
    assert "Bijwerken naar €\xa0684,50 per maand" in page and "Zo laten" in page
    assert "Staat al zo in uw budget." in page
    rent = key_of(page, "Huur (Woningstichting De Linde)")
    for slug in ("inkomen", "vaste-lasten", "huishouden", "schulden", "opzijleggen"):
        there = confirm(
            anna, f"{HERE}/{slug}", **({f"standing_{rent}": "leave"} if slug == "vaste-lasten" else {})
        )
    confirm(anna, there)
    actor = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        rents = [
            line.told.cents for line in posts_of(session, actor, actor.dossier_id) if line.told.code == "rent"
        ]
    assert rents == [650_00]
    page = anna.get(read(anna, (as_ing(mother()), "anders.txt")).location).text
    assert "Dit afschrift is op vrijdag 20 november 2026 al gelezen." in page


def test_throwing_away_leaves_nothing_and_what_waits_can_go_on(client_as) -> None:
    anna = client_as("anna")
    read(anna, (as_ing(mother()), "ing.csv"))
    confirm(anna, f"{HERE}/inkomen")
    page = anna.get(HERE).text
    assert "Er staat nog een afschrift klaar" in page and f'href="{HERE}/vaste-lasten"' in page
    assert anna.submit(HERE, {}, action=f"{HERE}/weggooien").location == "/mijn/budget?melding=afschrift-weg"
    assert "Er staat nog een afschrift klaar" not in anna.get(HERE).text
    anna.get(f"{HERE}/iets-anders", status=404)


def test_beside_the_client_it_is_the_counsellors_own_draft(client_as, sqlite_world) -> None:
    kenmerk = sqlite_world.kenmerken["anna"]
    at = f"/dossiers/{kenmerk}/afschrift"
    noor, anna = client_as("noor"), client_as("anna")
    there = read(noor, (as_ing(mother()), "ing.csv"), at=at).location
    assert "Er staat nog een afschrift klaar" not in anna.get(HERE).text
    while "/budget" not in there:
        there = confirm(noor, there)
    assert there == f"/dossiers/{kenmerk}/budget?melding=afschrift"
    with sqlite_world.open() as session:
        month = month_of(session, sqlite_world.people["noor"], sqlite_world.people["anna"].dossier_id)
        assert {(line.entered_by_role, line.source) for line in month.lines} == {
            ("counsellor", "bankafschrift")
        }
    assert "Bankafschrift van ING gelezen" in noor.get(f"/dossiers/{kenmerk}?alles=1").text


def test_a_payment_on_a_debt_can_be_changed_afterwards_though_no_step_offers_it(
    client_as, sqlite_world
) -> None:
    anna = client_as("anna")
    there = read(anna, (as_ing(mother()), "ing.csv")).location
    while "/budget" not in there:
        there = confirm(anna, there)
    actor = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        line = next(
            one for one in posts_of(session, actor, actor.dossier_id) if one.told.code == "debt_payments"
        )
    anna.submit(f"/mijn/werkboek/{line.step}/{line.id}", {"amount": "25"})
    with sqlite_world.open() as session:
        changed = next(one for one in posts_of(session, actor, actor.dossier_id) if one.id == line.id)
    assert (changed.told.code, changed.told.cents, changed.source) == ("debt_payments", 25_00, None)


def test_a_large_file_lies_nowhere_but_sealed(sqlite_world) -> None:
    with sqlite_world.app.test_request_context():
        stream = request._get_file_stream(MAX_BYTES, "text/csv", "groot.csv", MAX_BYTES)
    line = b"12-11-2026;NL91ABNA0417164300;huur K-anna;-650,00\n" * 20_000
    stream.write(line)
    stream.seek(0)
    on_disk = os.pread(stream._file.fileno(), len(line) + 1, 0)
    assert stream.read() == line and len(on_disk) == len(line) and b"K-anna" not in on_disk


def test_an_arrangement_that_stands_at_the_debts_is_not_told_twice(client_as, sqlite_world) -> None:
    anna, actor = client_as("anna"), sqlite_world.people["anna"]
    told = DebtTold(creditor="Telecom", collector="Incassobureau Van Dam", arrangement_cents=60_00)
    with sqlite_world.open() as session:
        add_debt(session, actor, sqlite_world.now, sqlite_world.dossier(session, "anna"), told)
    read(anna, (as_ing(mother()), "ing.csv"))
    page = anna.get(f"{HERE}/schulden").text
    assert "Bij uw schulden staat dit al (Telecom: €\xa060,00)." in page
    there = confirm(anna, f"{HERE}/schulden")
    while "/budget" not in there:
        there = confirm(anna, there)
    with sqlite_world.open() as session:
        month = month_of(session, actor, actor.dossier_id)
    assert [line.told.label for line in month.lines if line.told.code == "debt_payments"] == [
        "Gerechtsdeurwaarder Smit"
    ]


def test_a_line_changed_meanwhile_is_shown_again_and_nothing_is_lost(client_as, sqlite_world) -> None:
    anna, actor = client_as("anna"), sqlite_world.people["anna"]
    anna.submit("/mijn/budget/snel", {"rent": "650"})
    there = read(anna, (as_ing(mother()), "ing.csv")).location
    while not there.endswith("/controleren"):
        there = confirm(anna, there)
    fields = form_of(anna.get(there), there)
    with sqlite_world.open() as session:
        rent = posts_of(session, actor, actor.dossier_id)[0]
        session.close()
        told = replace(rent.told, cents=660_00)
        dossier = sqlite_world.dossier(session, "anna", "noor")
        change_post(
            session, sqlite_world.people["noor"], sqlite_world.now, dossier, rent.id, told, rent.version
        )
    with mock.patch.object(pages, "_open", stale(pages._open, rent)):
        page = anna.post(there, fields, status=422).text
    assert "Iemand anders veranderde intussen een regel" in page
    assert confirm(anna, there) == "/mijn/budget?melding=afschrift"
    with sqlite_world.open() as session:
        assert posts_of(session, actor, actor.dossier_id)[0].told.cents == 684_50


def stale(read_now, before):
    """What was read first is as it stood before somebody changed it; what is read again is as it stands."""
    read = iter([True])

    def opened(place):
        waits, month = read_now(place)
        if next(read, False):
            lines = tuple(before if line.id == before.id else line for line in month.lines)
            month = replace(month, lines=lines)
        return waits, month

    return opened


def test_a_statement_with_nothing_to_recognise_says_so(client_as) -> None:
    anna = client_as("anna")
    few = [line(LAST, -3_000, "M. de Vries"), line(LAST, 5_000, "J. de Boer")]
    there = confirm(anna, read(anna, (as_ing(few), "kort.csv")).location)
    page = anna.get(there).text
    assert "Wij herkenden op dit afschrift geen vaste bedragen." in page
    assert "Er is nog niets gekozen" in anna.submit(there, {}, status=422).text
