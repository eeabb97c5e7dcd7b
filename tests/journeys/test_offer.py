"""From confirmed debts to letters in one download, by the counsellor in a browser; both cases of practice, exactly."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from schuldhulp.debts import actions as debts
from schuldhulp.debts.told import DebtTold
from schuldhulp.money import parse_euro
from tests.browsers import DESK, PHONE
from tests.budget import walks
from tests.journeys.walking import Hands, Journey, figures, paper
from tests.schuldregeling.test_cases import confirmed
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
# 1.374,16 - 1.348,49 = 25,67 a month; 18 x 25,67 = 462,06. Preferent 3.204 + 512 = 3.716,00, concurrent 8.338,25;
# 462,06 / (2 x 3.716,00 + 8.338,25) = 2,93%, twice that is 5,86%. Each share: the claim times that part, to the cent.
MOTHER = {
    "Woonstichting De Linde": "84,68", "Vattenfall": "33,40", "Zilveren Kruis": "17,94",
    "Dienst Toeslagen": "187,75", "CJIB": "5,27", "Wehkamp": "70,76", "Klarna": "6,30", "Odido": "14,24",
    "Gemeente Voorbeeldstad (belastingen)": "30,00", "mijn zus": "11,72",
}  # fmt: skip


def type_lines(web: WebClient, root: str, lines: Any) -> None:
    for step, fields in lines:
        path = f"{root}/werkboek/{step}/nieuw?soort={fields.get('code', '')}"
        web.post(path, {**form_of(web.get(path), path), **fields, "do": "save", "gezien": "1"})


def test_case_a_from_confirmed_debts_to_every_letter(
    journey: Journey, client_as: ClientAs, sqlite_world: World
) -> None:
    anna, root = client_as("anna"), f"/dossiers/{sqlite_world.kenmerken['anna']}"
    type_lines(anna, "/mijn", walks.MOTHER_INCOMES)
    type_lines(anna, "/mijn", walks.MOTHER_EXPENSES)
    type_lines(anna, "/mijn", [("een-schuld", fields) for fields in walks.MOTHER_DEBTS])
    confirmed(sqlite_world)
    noor = journey.signed_in("noor@staf.example", DESK)
    owed = noor.go(f"{root}/schulden").read()
    assert "12.054,25" in figures(owed) and "telt nu niet mee" in owed
    noor.go(f"{root}/berekening/gegevens")
    noor.fill(
        {"leefsituatie": "alleenstaande_ouder", "belastbaar_jaarinkomen": "17.500", "why": "jaaropgave"}
    )
    noor.button("Bewaar", "main")
    page = noor.go(f"{root}/berekening").read_all()
    assert {"1.305,45", "68,71", "205,83", "25,67"} <= figures(page)
    noor.link("Schrijf de brief aan de deurwaarder", "main")
    writes_the_letter(noor)
    made = chooses(noor, root)
    gets_the_papers(noor, made)
    noor.go(made).button("Leg vast als aangeboden")
    assert "Aangeboden" in noor.read()
    phone = journey.signed_in("anna@client.example", PHONE)
    own = phone.go("/mijn/voorstel").read()
    assert {"12.054,25", "462,06", "25,67", "187,75"} <= figures(own) and phone.wide() <= 360


def writes_the_letter(noor: Hands) -> None:
    """The letter about the protected income begins with the figure of the calculation."""
    assert noor.page.locator('[name="voet_eigen"]').input_value() == "1305,45"
    noor.page.locator('main select[name="debt"]').select_option(label="Wehkamp")
    noor.fill({"voet_deurwaarder": "1.168,33", "reden": "Mijn inkomen is lager."})
    noor.page.locator("main form button[type=submit]").first.click()
    noor.page.wait_for_load_state("load")
    assert "1.305,45" in noor.page.locator('[name="body"]').input_value()
    noor.fill({"subject": "Verzoek om herberekening van de beslagvrije voet"}).button("Bewaar", "main")


def chooses(noor: Hands, root: str) -> str:
    """Four ways stand there at once; the address of the proposal that was made."""
    page = noor.go(f"{root}/voorstel").read()
    assert "nu berekend, nog niet bewaard" in page and noor.wide() <= DESK["width"]
    ways = {
        way.locator("h3").inner_text(): way.inner_text().replace("\u00a0", " ")
        for way in noor.page.locator(".way").all()
    }
    assert len(ways) == 4
    assert all(
        word in ways["Schuldbemiddeling"] for word in ("€ 25,67, 18 maanden", "€ 462,06", "5,86%", "2,93%")
    )
    assert "€ 440,82" in ways["Saneringskrediet"], "eighteen times 25,67 at 6 per cent, today"
    assert "past dan niet" in ways["Schuldregeling zonder afloscapaciteit"]
    assert "Het duurt 470 maanden" in ways["Betalingsregeling: alles in delen"]
    noor.at('button[name="kies"][value="schuldbemiddeling"]')
    noor.link("Voorstel 1: schuldbemiddeling", "main")
    shown = noor.read_all()
    assert {"12.054,25", "462,06", "1.348,49", "1.305,45"} | set(MOTHER.values()) <= figures(shown)
    assert "Waar dit voorstel op rust" in shown and "Berekening 1" in shown
    return re.sub(r"^https?://[^/]+|\?.*$", "", noor.page.url)


def gets_the_papers(noor: Hands, made: str) -> None:
    noor.start(made)
    packed = zipfile.ZipFile(io.BytesIO(noor.download("Alle papieren (ZIP)")))
    assert noor.presses == 1
    names = packed.namelist()
    assert names[:3] == ["00-inhoud.txt", "01-voorstel.pdf", "02-schuldenoverzicht.pdf"]
    assert [name for name in names if name.startswith("brieven/")] == [
        "brieven/01-correctie-beslagvrije-voet.pdf"
    ]
    whole = figures(paper(packed.read("01-voorstel.pdf"))[0])
    assert {"12.054,25", "462,06", "25,67"} | set(MOTHER.values()) <= whole
    overview, _ = paper(packed.read("02-schuldenoverzicht.pdf"))
    assert "12.054,25" in figures(overview) and "dezelfde schuld" in overview
    assert "1.305,45" in figures(paper(packed.read("brieven/01-correctie-beslagvrije-voet.pdf"))[0])
    letters = [paper(packed.read(name))[0] for name in names if name.startswith("naar-schuldeisers/")]
    assert len(letters) == 10 and sum(parse_euro(cents) for cents in MOTHER.values()) == 462_06
    for (creditor, cents), text in zip(MOTHER.items(), letters, strict=True):
        assert creditor in text and cents in figures(text) and len(figures(text)) == 2
        assert not any(other in text for other in MOTHER if other not in creditor)


def test_case_c_ends_in_an_arrangement_without_capacity(
    journey: Journey, client_as: ClientAs, sqlite_world: World
) -> None:
    anna, root = client_as("anna"), f"/dossiers/{sqlite_world.kenmerken['anna']}"
    type_lines(anna, "/mijn", walks.MAN_INCOMES)
    with sqlite_world.open() as session:
        mine = sqlite_world.dossier(session, "anna")
        for name, amount in walks.MAN_ROUGH:
            told = DebtTold(creditor=name, claimed_cents=parse_euro(amount))
            debts.add_debt(session, sqlite_world.people["anna"], sqlite_world.now, mine, told)
    confirmed(sqlite_world)
    noor = journey.signed_in("noor@staf.example", DESK)
    noor.go(f"{root}/berekening/gegevens").fill({
        "leefsituatie": "alleenstaand", "bijstandsnorm": "1.419,46", "officieel": "1.450,00",
        "officieel_op": "20-11-2026",
        "officieel_bewijs": "uitdraai van de rekenhulp", "why": "besluit bijstand",
    }).button("Bewaar", "main")  # fmt: skip
    assert {"1.348,49", "70,97"} <= figures(noor.go(f"{root}/berekening").read_all())
    noor.go(f"{root}/voorstel")
    assert noor.page.locator('button[name="kies"]').count() == 1, "only without capacity fits"
    noor.at('button[name="kies"][value="zonder-afloscapaciteit"]').link("Voorstel 1: schuldregeling", "main")
    assert "16.691,20" in figures(noor.read())
    packed = zipfile.ZipFile(io.BytesIO(noor.download("Alle papieren (ZIP)")))
    letters = [paper(packed.read(name))[0] for name in packed.namelist() if name.startswith("naar-")]
    assert len(letters) == 10 and all("geen betaling" in text and "0,00%" in text for text in letters)
    assert "16.691,20" in figures(paper(packed.read("01-voorstel.pdf"))[0])
