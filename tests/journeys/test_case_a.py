"""Case A from the front page to the quarter's report: a mother with an eviction date, on a Friday afternoon."""

from sqlalchemy import select

from schuldhulp.access import Actor
from schuldhulp.budget.queries import month_of
from schuldhulp.debts.queries import debts_of
from schuldhulp.dossier.tables import Dossier, Event, Threat
from schuldhulp.inbox.tables import InboxRow
from tests.browsers import DESK, PHONE
from tests.budget import walks
from tests.jobs.rounds_at import rounds_at
from tests.journeys.walking import (
    AFTER_THE_QUARTER,
    Hands,
    Journey,
    add_line,
    add_lines,
    amsterdam,
    figures,
    paper,
)
from tests.world import PASSWORD

NADIA = "nadia@client.example"
SECRET = "de kinderen en de zee"
FIRST = "ik heb de brief pas vandaag opengemaakt, ik durf de deur niet meer open te doen. heeft dit nog zin?"
ANSWER = "U heeft de brief opengemaakt. Ja, dit heeft zin. Maandag om half elf bel ik u."
FIGURES = {"2.956,10", "2.411,58", "544,52", "78,69"}
REGISTRATION = {
    "called": "Nadia", "email": NADIA, "password": SECRET,
    "eviction": "ja", "eviction_on": "26-11-2026", "supply": "geen", "insurance_ends": "nee", "urgent": "loonbeslag",
    "food": "ja", "phone": "06 12345678", "call_when": "ochtend", "voicemail": "nee", "reads_along": "nee",
    "question_for_help": "Kunnen wij in ons huis blijven?", "has_read": "y",
}  # fmt: skip


def test_case_a_from_the_front_page_to_the_report(journey: Journey) -> None:
    phone = registers(journey)
    nadia = journey.newcomer(NADIA)
    writes_at_once(journey, phone)
    staff_are_alarmed(journey, nadia)
    kenmerk = is_assigned_and_answered(journey, nadia)
    begins_at_once_of_her_own_accord(journey, nadia)
    talks_on_monday(journey, kenmerk, nadia)
    fills_the_dossier(journey, nadia)
    sees_the_figures(journey, nadia)
    comes_in_stabilisatie(journey, kenmerk, nadia)
    takes_the_plan(journey, kenmerk)
    counts_in_the_quarter(journey)


def registers(journey: Journey) -> Hands:
    phone = journey.somebody(PHONE).go("/g/voorbeeldstad")
    front = phone.read()
    assert "Hulp kost u niets." in front and "uiterlijk dinsdag 24 november" in front and phone.wide() <= 360
    phone.link("Begin met uw dossier").fill({"postcode": "1012 AB", **REGISTRATION})
    assert phone.wide() <= 360
    phone.button("Meld mij aan")
    page = phone.read()
    assert phone.page.url.endswith("/mijn/aangemeld")
    assert "uiterlijk dinsdag 24 november" in page and "uiterlijk woensdag 25 november 2026" in page
    phone.link("Naar mijn omgeving")
    home = phone.read()
    assert "Wij spreken u uiterlijk woensdag 25 november" in home and "26 november" in home
    for offered in ("Een kleine stap die nu past", "Hoe belangrijk", "Of kies zelf"):
        assert offered not in home, "at a threat nothing else is asked"
    return phone


def writes_at_once(journey: Journey, phone: Hands) -> None:
    journey.at(amsterdam(20, 16, 52))
    phone.go("/mijn/werkboek/dreigt-er-iets")
    assert phone.page.locator("main .field--ruler, main .prompt").count() == 0
    asked = phone.page.locator("main fieldset legend, main label.field__label").all_inner_texts()
    assert len(asked) == 3 and "Welke dag staat er in de brief?" in asked, "three questions first"
    phone.go("/mijn/berichten").fill({"body": FIRST}).button("Verstuur")
    assert FIRST in phone.read()


def staff_are_alarmed(journey: Journey, nadia: Actor) -> None:
    journey.at(amsterdam(20, 16, 55))
    said = rounds_at(journey.world, journey.moment).watch()
    assert said["threat_alarms"] == 1 and said["reminders"] == 0
    assert "tess" in journey.mailed("threat_alarm"), "before the weekend"
    with journey.world.open() as session:
        row = session.get_one(InboxRow, (nadia.municipality_id, nadia.dossier_id))
        assert (row.urgency, row.threat, str(row.threat_on)) == (0, "ontruiming", "2026-11-26")
        assert row.waiting_on == "us"


def is_assigned_and_answered(journey: Journey, nadia: Actor) -> str:
    journey.at(amsterdam(20, 17, 5))
    with journey.world.open() as session:
        kenmerk = session.get_one(Dossier, (nadia.municipality_id, nadia.dossier_id)).kenmerk
    tess = journey.signed_in("tess@staf.example", DESK)
    tess.start("/team")
    card = f'.queue__card:has-text("{kenmerk}")'
    assert (
        "25 nov" in tess.page.locator(card).inner_text()
        and "(wettelijk)" in tess.page.locator(card).inner_text()
    )
    noor = tess.page.locator(card).locator("option", has_text="Noor").get_attribute("value")
    tess.page.locator(card).locator("select").first.select_option(noor)
    tess.presses += 1
    tess.button("Verdeel", card)
    assert tess.presses <= 3, "TL1"
    journey.leave(tess)

    noor = journey.signed_in("noor@staf.example", DESK)
    assert noor.page.url.endswith("/inbox"), "CO1: no press at all"
    first = noor.page.locator("table tbody tr").first.inner_text()
    assert "Nadia" in first and "25 nov" in first and "(wettelijk)" in first, first
    noor.presses = 0
    noor.link("Nadia", "table")
    assert noor.presses <= 1 and "Nadia" in noor.read(), "CO3"
    noor.start("/inbox").link("Antwoord aan Nadia", "table").link("Ja, online past")
    assert FIRST in noor.read()
    offered = noor.page.locator(".script").all_inner_texts()
    assert offered and not any("0 tot 10" in text or "cijfer" in text for text in offered), "no ruler now"
    noor.at(".script button[name=invoegen]")
    noor.page.locator('textarea[name="body"]').fill(ANSWER)
    noor.presses += 1
    noor.button("Verstuur en volgende")
    assert noor.presses <= 5, "CO2"
    journey.leave(noor)
    return kenmerk


def begins_at_once_of_her_own_accord(journey: Journey, nadia: Actor) -> None:
    """Saturday: the answer read and answered, debts on the phone, a step begun on the phone and finished elsewhere."""
    journey.at(amsterdam(21, 10))
    phone = journey.somebody(PHONE).start("/mijn")
    phone.presses += 1  # the link in the notice
    phone.fill({"email": NADIA, "password": SECRET})
    phone.presses -= 2  # typing
    phone.button("Inloggen", "main")
    assert (
        phone.page.locator(".turn__title").inner_text().startswith("U bent aan zet") and phone.presses <= 3
    ), "CL1"
    phone.start("/mijn").at(".turn a")
    assert ANSWER in phone.read()
    phone.fill({"body": "eten hebben we. dank u wel"}).button("Verstuur")
    assert phone.presses <= 4 and "antwoordt uiterlijk" in phone.read(), "CL2"

    phone.start("/mijn/schulden").link("Eerst grof: namen en ongeveer")
    for number, debt in enumerate(walks.MOTHER_DEBTS[:10]):
        phone.fill({f"lines-{number}-name": debt["creditor"], f"lines-{number}-amount": debt["claimed"]})
    phone.button("Opslaan en verder")
    assert phone.presses <= 25 and phone.wide() <= 360, "CL5"

    phone.start("/mijn").link("Werkboek").link("Vroeger en nu")
    phone.page.locator('main [name="how_it_came"]').fill("mijn uren zijn minder")
    with phone.page.expect_response(lambda answer: answer.url.endswith("/concept")):
        phone.page.locator('main [name="what_worked"]').fill("een lijst op de koelkast")
    begun = phone.presses
    journey.leave(phone)
    desk = journey.signed_in(NADIA, DESK, SECRET)
    desk.start("/mijn/werkboek").link("Vroeger en nu")
    assert desk.page.evaluate("document.activeElement.name") == "what_worked" and begun + desk.presses <= 4, (
        "CL3"
    )
    desk.button("Opslaan en verder")
    journey.leave(desk)


def talks_on_monday(journey: Journey, kenmerk: str, nadia: Actor) -> None:
    case = f"/dossiers/{kenmerk}"
    journey.at(amsterdam(23, 11, 15))
    noor = journey.signed_in("noor@staf.example", DESK)
    noor.go(case)
    assert "eten hebben we" in noor.read() and "Nieuw sinds uw laatste bezoek" in noor.read()
    noor.link("Eerste gesprek vastleggen").fill({
        "channel": "telefoon", "who": "de cliënt", "wants_to_continue": "ja",
        "question_for_help": "Met de kinderen in dit huis blijven wonen",
    }).button("Leg het gesprek vast")  # fmt: skip
    journey.at(amsterdam(24, 15, 40))
    noor = again(journey, noor, "noor@staf.example")
    noor.start(case).link("Gesprek of telefoontje noteren")
    noor.fill({"channel": "telefoon", "summary": "De Linde stelt de ontruiming uit, op schrift."}).button(
        "Noteer"
    )
    noor.go(f"{case}/dreiging").at('.notice--threat a[href$="/afgerond"]')
    noor.fill({"how": "Uitgesteld, bevestigd op schrift door De Linde"}).button("Rond af")
    journey.leave(noor)
    with journey.world.open() as session:
        row = session.get_one(Dossier, (nadia.municipality_id, nadia.dossier_id))
        assert (str(row.first_talk_on), str(row.decision_due)) == ("2026-11-23", "2027-01-18")
        threat = session.scalars(
            select(Threat).where(Threat.dossier_id == row.id, Threat.kind == "ontruiming")
        ).one()
        assert threat.resolved_at == journey.moment and threat.seen_at is not None
        assert session.get_one(InboxRow, (row.municipality_id, row.id)).urgency != 0


def again(journey: Journey, who: Hands, email: str, password: str = PASSWORD) -> Hands:
    """Days later: the same person comes in anew, with a browser of the same size."""
    size = who.page.viewport_size
    assert size is not None
    fresh = journey.signed_in(email, {"width": size["width"], "height": size["height"]}, password)
    journey.leave(who)
    return fresh


def fills_the_dossier(journey: Journey, nadia: Actor) -> None:
    """In an odd order: expenses before incomes, part without JavaScript, part on the phone, part at a desk."""
    journey.at(amsterdam(24, 20))
    bare = journey.signed_in(NADIA, DESK, SECRET, script=False)
    for debt in walks.MOTHER_DEBTS[:10]:
        more = {name: value for name, value in debt.items() if name not in ("creditor", "claimed")}
        if more:
            line = f'li.debt:has-text("{debt["creditor"]}")'
            bare.go("/mijn/schulden").at(f"{line} summary").link("Aanpassen", line).fill(more).button(
                "Bewaren", "main"
            )
            assert bare.page.url.split("?")[0].endswith("/mijn/schulden"), bare.read()
    add_lines(bare, "/mijn", walks.MOTHER_EXPENSES[8:])
    journey.leave(bare)

    phone = journey.signed_in(NADIA, PHONE, SECRET)
    phone.start("/mijn/budget").link("Schulden").link("Schuld toevoegen")
    phone.fill({"creditor": "Invordering Noordeinde", "claimed": "431"}).button("Bewaren", "main")
    assert phone.presses <= 6, "CL4"
    add_lines(phone, "/mijn", walks.MOTHER_EXPENSES[:8])
    journey.leave(phone)

    desk = journey.signed_in(NADIA, DESK, SECRET)
    step, wage = walks.MOTHER_INCOMES[0]
    desk.go(f"/mijn/werkboek/{step}").at('main a[href*="soort=wage"]')
    desk.fill({name: value for name, value in wage.items() if name != "code"} | {"per": "maand"})
    desk.button("Bewaren", "main")
    assert "Bij 4 weken is het" in desk.read(), "typed as month: asked once"
    desk.fill({"per": "4weken"}).button("Bewaren", "main")
    add_lines(desk, "/mijn", walks.MOTHER_INCOMES[1:])
    for age in ("13", "7"):
        add_line(desk, "/mijn", "thuis", {"kind": "child", "age": age})
    desk.go("/mijn/werkboek/thuis").fill({"housing": "huur", "partner": "uit_elkaar"}).button(
        "Opslaan en verder"
    )
    goal = "dat de kinderen hier kunnen blijven wonen"
    desk.go("/mijn/werkboek/doel").fill({"goal": goal}).button("Opslaan en verder")
    journey.leave(desk)


def sees_the_figures(journey: Journey, nadia: Actor) -> None:
    with journey.world.open() as session:
        budget = month_of(session, nadia, nadia.dossier_id).budget
        owed = debts_of(session, nadia, nadia.dossier_id)
        assert (budget.income_cents, budget.room_cents) == (2_956_10, 78_69)
        assert (owed.total.cents, owed.count) == (12_054_25, 10)
    phone = journey.signed_in(NADIA, PHONE, SECRET)
    phone.go("/mijn/budget")
    assert figures(phone.read()) >= FIGURES and "Er blijft € 78,69 per maand over." in phone.read()
    assert phone.page.locator("#idee").is_visible() and not phone.page.locator("#opvalt").count(), (
        "own idea first"
    )
    phone.presses = 0
    phone.button("Reken mijn idee door")
    line = phone.page.locator(".change-line", has_text="nu € 47,50")
    phone.at("details.group:has(.change-line__now:text('47,50')) summary")
    line.locator("input[inputmode=decimal]").fill("32,50")
    phone.presses += 1
    phone.button("Vergelijk")
    assert "93,69" in figures(phone.read())
    phone.button("Bewaar dit idee")
    assert phone.presses <= 5, "CL7"
    phone.go("/mijn/budget")
    assert phone.page.locator("#opvalt").count() and "Er blijft € 78,69 per maand over." in phone.read()
    phone.go("/mijn/schulden")
    page = phone.read()
    assert "12.054,25" in figures(page) and "Is dit dezelfde schuld?" in page
    assert "Invordering Noordeinde telt nu niet mee." in page and phone.wide() <= 360
    journey.leave(phone)


def comes_in_stabilisatie(journey: Journey, kenmerk: str, nadia: Actor) -> None:
    case = f"/dossiers/{kenmerk}"
    journey.at(amsterdam(26, 10))
    noor = journey.signed_in("noor@staf.example", DESK)
    noor.go(f"{case}/identiteit").fill(
        {"legal_name": "Nadia Verhoef", "bsn": "123456782", "seen_on": "26-11-2026", "seen_how": "balie"}
    )
    noor.button("Leg vast", "main")
    noor.go(f"{case}/fase").fill({"target": "besluit_en_plan"}).button("Verander de fase")
    noor.go(f"{case}/besluit").fill({"kind": "plan_van_aanpak", "document": "zaaksysteem 2026-118"})
    noor.button("Leg het besluit vast")
    noor.go(f"{case}/fase").fill({"target": "stabilisatie"}).button("Verander de fase")
    assert "Stabilisatie" in noor.page.locator(".case-head__above").inner_text()
    journey.leave(noor)
    with journey.world.open() as session:
        row = session.get_one(Dossier, (nadia.municipality_id, nadia.dossier_id))
        assert row.phase == "stabilisatie"
        kinds = session.scalars(select(Event.kind).where(Event.dossier_id == row.id)).all()
        assert len(kinds) > 60, "everything that happened stands in the events"


def takes_the_plan(journey: Journey, kenmerk: str) -> None:
    phone = journey.signed_in(NADIA, PHONE, SECRET)
    phone.go("/mijn/budget/plan")
    hers, pages = paper(phone.download("Voor de verhuurder, zonder schulden"))
    noor = journey.signed_in("noor@staf.example", DESK)
    noor.start(f"/dossiers/{kenmerk}/budget").link("Budgetplan op papier")
    theirs, _ = paper(noor.download("Voor de verhuurder, zonder schulden"))
    assert noor.presses <= 4 and 2 <= pages <= 4, "CO9"
    assert figures(hers) == figures(theirs)
    assert {"2.956,10", "2.411,58", "78,69", "684,50"} <= figures(hers)
    assert "niet het plan van aanpak" in hers
    for told in ("12.054,25", "Odido", "beslag", "Beslag", "2.890", "Wehkamp"):
        assert told not in hers and told not in theirs, "a landlord sees no debts"
    whole, pages = paper(phone.download("Het plan op papier"))
    assert 2 <= pages <= 4 and FIGURES | {"12.054,25"} <= figures(whole)
    assert "dat de kinderen hier kunnen blijven wonen" in whole
    journey.leave(phone, noor)


def counts_in_the_quarter(journey: Journey) -> None:
    journey.at(AFTER_THE_QUARTER)
    gert = journey.signed_in("gert@staf.example", DESK)
    gert.start("/rapportage").at('th a[href$="/2026-k4"]')
    assert "Aanmeldingen" in gert.read()
    text, _ = paper(gert.download("Als PDF"))
    assert gert.presses <= 3 and "Rapportage" in text, "MU1"
    for name in ("Nadia", "Anna", "Verhoef"):
        assert name not in text and name not in gert.read()
    for closed in ("/inbox", "/team"):
        answer = gert.page.goto(gert.site + closed)
        assert answer is not None and answer.status == 404, "a report reader sees no dossiers"
