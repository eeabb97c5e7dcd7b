"""A proposal rests on figures that are kept with it, and each creditor gets a paper with its own line alone."""

import io
import zipfile
from collections.abc import Callable

from schuldhulp.calculations.queries import kept_of
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.schuldregeling.proposal import Scenario
from schuldhulp.schuldregeling.queries import proposals_of
from schuldhulp.schuldregeling.stored import ProposalView
from tests.journeys.walking import figures, paper
from tests.schuldregeling.test_actions import owes
from tests.web.test_calculation_pages import add_incomes, filled_in
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


def newest(world: World) -> ProposalView:
    with world.open() as session:
        return proposals_of(session, world.people["noor"], world.dossier(session, "anna", "noor").id)[0]


def test_the_calculation_of_today_fills_the_page_and_is_kept_with_the_proposal(
    sqlite_world: World, client_as: ClientAs
) -> None:
    owes(sqlite_world, 5_000_00, 3_000_00, 2_000_00)
    page = f"/dossiers/{sqlite_world.kenmerken['anna']}/voorstel"
    assert "is nog niet klaar" in client_as("noor").get(page).text
    _, noor, root = filled_in(client_as)
    noor.submit(f"{root}/berekening/gegevens", {"inkomen": "1.448,49"})
    shown = noor.get(page)
    words = shown.text.replace("\u00a0", " ")
    # 1.448,49 - 1.348,49 = 100,00 a month; eighteen months 1.800,00; preferent 30%, concurrent 15%.
    assert "nu berekend, nog niet bewaard" in words and 'value="1448,49"' in words
    for figure in ("1.800,00", "1.717,28", "30,00%", "15,00%"):
        assert figure in words, figure
    typed = form_of(shown, page)
    noor.post(page, {**typed, "kies": Scenario.MEDIATION.value})
    made = newest(sqlite_world)
    with sqlite_world.open() as session:
        (kept,) = kept_of(
            session, sqlite_world.people["noor"], sqlite_world.dossier(session, "anna", "noor").id
        )
    assert (
        made.capacity_stored and made.based_on == kept.id and made.source.endswith("bewaard met dit voorstel")
    )
    assert (
        "met een voorlopig vtlb" in made.source
    )  # goes to creditors with the paper: not the official calculator
    assert (made.income_cents, made.vtlb_cents, made.fund_cents) == (1_448_49, 1_348_49, 1_800_00)
    # What is found out later does not move what the proposal rests on.
    noor.submit(f"{root}/berekening/gegevens", {"inkomen": "1.500,00", "belastbaar_jaarinkomen": "30.000"})
    here = noor.get(f"{page}/{made.id}").text.replace("\u00a0", " ")
    assert "Waar dit voorstel op rust" in here and "€ 1.305,45" in here
    again = noor.get(page).text.replace("\u00a0", " ")
    assert "Ingevuld uit berekening 1" in again and "Vandaag komt er iets anders uit" in again
    noor.post(page, {**form_of(noor.get(page), page), "vtlb": "1.310,00", "kies": Scenario.MEDIATION.value})
    assert (newest(sqlite_world).based_on, newest(sqlite_world).capacity_stored) == (None, False)
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna", "noor").id
        assert len(kept_of(session, sqlite_world.people["noor"], dossier)) == 1, "typed amounts keep nothing"


def test_a_creditor_reads_its_own_line_and_nothing_of_another(
    sqlite_world: World, client_as: ClientAs
) -> None:
    owes(sqlite_world, 5_000_00, 3_000_00, 2_000_00)
    with sqlite_world.open() as session:
        town = session.get_one(Municipality, sqlite_world.municipalities["voorbeeldstad"])
        town.texts = {**town.texts, "address": "Stadsplein 1, 1234 AB Voorbeeldstad"}
        session.commit()
    add_incomes(client_as("anna"))
    noor = client_as("noor")
    root = f"/dossiers/{sqlite_world.kenmerken['anna']}/voorstel"
    typed = {"income": "1600", "vtlb": "1500", "protected": "1400", "source": "vtlb van maandag"}
    noor.post(root, {**form_of(noor.get(root), root), **typed, "kies": Scenario.MEDIATION.value})
    made = newest(sqlite_world)
    own = {
        "CZ": ("5.000,00", "15,00%", "750,00"), "KPN": ("3.000,00", "15,00%", "450,00"),
        "Belastingdienst": ("2.000,00", "30,00%", "600,00"),
    }  # fmt: skip
    for line in made.part:
        text, pages = paper(noor.get(f"{root}/{made.id}/schuldeiser/{line.id}.pdf").data)
        claim, share, offered = own[line.creditor]
        assert pages == 2 and figures(text) == {claim, offered} and share in text and "18 maanden" in text
        assert f"uw kenmerk {line.reference}" in text
        assert text.count("Stadsplein 1") == 2, "where the answer goes: on the letter and on the form"
        for other in set(own) - {line.creditor}:
            assert other not in text
        assert "10.000,00" not in text and "1.800,00" not in text
    noor.get(f"{root}/{made.id}/schuldeiser/{made.id}.pdf", status=404)
    answer = noor.get(f"{root}/{made.id}/papieren")
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert packed.namelist() == [
        "00-inhoud.txt", "01-voorstel.pdf", "02-schuldenoverzicht.pdf", "naar-schuldeisers/01-cz.pdf",
        "naar-schuldeisers/02-kpn.pdf", "naar-schuldeisers/03-belastingdienst.pdf",
    ]  # fmt: skip
    whole, _ = paper(packed.read("01-voorstel.pdf"))
    assert {"10.000,00", "1.800,00", "750,00", "450,00", "600,00"} <= figures(whole)
    assert {"10.000,00", "5.000,00"} <= figures(paper(packed.read("02-schuldenoverzicht.pdf"))[0])
    assert "voor CZ" in packed.read("00-inhoud.txt").decode("utf-8-sig")
    assert "no-store" in answer.headers["Cache-Control"]


def test_letters_wait_until_every_balance_is_confirmed(sqlite_world: World, client_as: ClientAs) -> None:
    owes(sqlite_world, 5_000_00, confirmed=False)
    noor = client_as("noor")
    root = f"/dossiers/{sqlite_world.kenmerken['anna']}/voorstel"
    typed = {"income": "1600", "vtlb": "1500", "protected": "1400", "source": "vtlb van maandag"}
    noor.post(root, {**form_of(noor.get(root), root), **typed, "kies": Scenario.MEDIATION.value})
    made = newest(sqlite_world)
    assert "als elk saldo bevestigd is" in noor.get(f"{root}/{made.id}").text
    noor.get(f"{root}/{made.id}/papieren", status=409)
    noor.get(f"{root}/{made.id}/schuldeiser/{made.part[0].id}.pdf", status=409)
