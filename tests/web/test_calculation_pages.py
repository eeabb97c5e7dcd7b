"""The calculation on screen: the same for client and staff, opens without script, can be questioned and corrected."""

from collections.abc import Callable
from datetime import timedelta

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.posten import Withheld, Withholding
from schuldhulp.budget.queries import month_of
from schuldhulp.budget.told import PostTold
from schuldhulp.calculations.queries import corrections_of, kept_of, staff_input_of
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.messages.queries import conversation
from schuldhulp.money import Period
from tests.web.test_budget_pages import paper, text_of
from tests.web_client import WebClient, form_of

ClientAs = Callable[[str | None], WebClient]
GIVEN = {"leefsituatie": "alleenstaande_ouder", "belastbaar_jaarinkomen": "17.500", "why": "jaaropgave 2025"}


WAGE = PostTold(
    code="wage", cents=990_00, period=Period.FOUR_WEEKS, withheld=(Withheld(Withholding.BESLAG, 190_00),)
)
HOLIDAY = PostTold(code="holiday_pay", cents=1_150_00, period=Period.YEAR)


def add_incomes(web: WebClient) -> None:
    with web.world.open() as session:
        dossier = web.world.dossier(session, "anna")
        lines = [(WAGE, "lonen-en-uitkeringen"), (HOLIDAY, "vakantiegeld-en-eenmalig")]
        add_quick_posts(session, web.world.people["anna"], web.world.now, dossier, lines)


def filled_in(client_as: ClientAs) -> tuple[WebClient, WebClient, str]:
    anna = client_as("anna")
    add_incomes(anna)
    noor = client_as("noor")
    root = f"/dossiers/{anna.world.kenmerken['anna']}"
    noor.submit(f"{root}/berekening/gegevens", GIVEN)
    return anna, noor, root


def test_both_read_the_stated_figures_and_that_too_much_is_taken(client_as: ClientAs) -> None:
    anna, noor, root = filled_in(client_as)
    for page in (anna.get("/mijn/berekening").text, noor.get(f"{root}/berekening").text):
        words = text_of(page)
        assert "Beslagvrije voet € 1.305,45" in words
        assert "Beschermd geld op uw rekening € 2.543,75" in words, "475a(5), a parent alone"
        assert "Beslagruimte" in words and "€ 68,71" in words
        assert "Er wordt € 205,83 per maand ingehouden" in words and "ten hoogste € 68,71" in words
        assert "https://wetten.overheid.nl/BWBR0001827/2026-07-14" in page
        assert "jaaropgave" not in words or "Bron van wat is ingevuld" in words
        assert "/brieven/nieuw?soort=correctie-beslagvrije-voet" in page


def test_what_is_missing_is_asked_and_nothing_is_guessed(client_as: ClientAs) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    page = anna.get("/mijn/berekening").text
    words = text_of(page)
    assert "Nog niet bekend: leefsituatie" in words and "Vul in wie er thuis wonen" in words
    assert 'href="/mijn/werkboek/thuis"' in page
    assert "Beslagvrije voet €" not in words
    # What is protected on the bank needs the living situation only, and goes into the letter with its calculation.
    noor.submit(
        f"/dossiers/{anna.world.kenmerken['anna']}/berekening/gegevens", {"leefsituatie": "alleenstaand"}
    )
    assert "Beschermd geld op uw rekening € 2.208,48" in text_of(anna.get("/mijn/berekening").text)
    with anna.world.open() as session:
        mine = anna.world.dossier(session, "anna")
        debt = add_debt(session, anna.world.people["anna"], anna.world.now, mine, DebtTold(creditor="Bank"))
    begin = "/mijn/brieven/nieuw?soort=bankbeslag"
    assert 'value="2208,48"' in anna.get(begin).text
    letter = text_of(
        anna.get(anna.submit(begin, {"debt": str(debt), "datum_beslag": "20-11-2026"}).location).text
    )
    assert "alleenstaand. Volgens mijn berekening is daarom in een maand € 2.208,48" in letter
    assert "Bijlage: Beschermd geld op uw rekening € 2.208,48" in letter


def test_a_question_at_a_figure_names_it(client_as: ClientAs) -> None:
    anna, _, root = filled_in(client_as)
    anna.submit("/mijn/berekening/beslagvrije-voet/vraag", {"body": "Mijn zoon is net 18 geworden."})
    anna.submit("/mijn/berekening/over/vraag", {"body": "Dit kan niet."})
    anna.get("/mijn/berekening/onzin/vraag", status=404)
    with anna.world.open() as session:
        talk = conversation(session, anna.world.people["anna"], anna.world.dossier(session, "anna").id)
    assert any("Over Beslagvrije voet (€\xa01.305,45):\nMijn zoon" in m.body for m in talk)
    assert "Over een berekening" in anna.get("/mijn/berichten").text


def test_a_counsellor_corrects_the_vtlb_and_keeps_the_result(client_as: ClientAs) -> None:
    anna, noor, root = filled_in(client_as)
    new = f"{root}/berekening/correcties/nieuw"
    noor.submit(new, {"kind": "eigen_risico", "cents": "32,08", "evidence": "", "initials": "NB"}, status=422)
    noor.submit(new, {"kind": "eigen_risico", "cents": "32,08", "evidence": "polis", "initials": "NB"})
    page = noor.get(f"{root}/berekening")
    assert "Vrij te laten bedrag, voorlopig € 1.380,57" in text_of(page.text)
    noor.submit(f"{root}/berekening", {}, action=f"{root}/berekening/vastleggen")
    with anna.world.open() as session:
        actor, dossier = anna.world.people["anna"], anna.world.dossier(session, "anna").id
        (line,) = corrections_of(session, actor, dossier)
        (kept,) = kept_of(session, actor, dossier)
    change = f"{root}/berekening/correcties/{line.id}"
    noor.submit(change, {"way": "eraf", "cents": "10"})
    assert "€ 1.338,49" in text_of(noor.get(f"{root}/berekening").text)
    noor.submit(f"{root}/berekening", {}, action=f"{change}/weghalen")
    words = text_of(anna.get("/mijn/berekening").text)
    assert "Berekening 1 van" in words and "€ 1.380,57" in words
    assert (kept.bvv_cents, kept.vtlb_cents) == (1_305_45, 1_380_57)


def test_the_official_figure_needs_its_day_and_paper_and_then_counts(client_as: ClientAs) -> None:
    _, noor, root = filled_in(client_as)
    path = f"{root}/berekening/gegevens"
    page = noor.submit(path, {"officieel": "1.400"}, status=422)
    assert "Vul bij het officiële vtlb" in page.text and 'value="1.400"' in page.text
    noor.submit(path, {"officieel": "1.400", "officieel_op": "20-11-2026", "officieel_bewijs": "berekening"})
    words = text_of(noor.get(f"{root}/berekening").text)
    assert "Vrij te laten bedrag € 1.400,00" in words and "officieel" in words
    # What a decree gives that nobody read, is what the bailiff named, and says that it must be checked.
    noor.submit(path, {"woonlandfactor": "60,5", "woning_verhoging": "100", "netto": "3.000"})
    words = text_of(noor.get(f"{root}/berekening").text)
    assert (
        "60,5%" in words and "Controleer het bedrag" in words and "Controleer hem bij de deurwaarder" in words
    )
    assert 'value="60,50"' in noor.get(path).text or 'value="60,5"' in noor.get(path).text


def test_a_household_that_cannot_be_is_said_and_what_was_typed_stays(client_as: ClientAs) -> None:
    anna, noor, root = filled_in(client_as)
    noor.submit(f"{root}/berekening/gegevens", {"partner_netto": "100"})
    assert "geen inkomen van een partner" in text_of(noor.get(f"{root}/berekening").text)
    with anna.world.open() as session:
        dossier = anna.world.dossier(session, "anna", "noor").id
        assert staff_input_of(session, anna.world.people["noor"], dossier).answers["partner_netto"] == 100_00


def test_two_colleagues_at_once_choose_per_answer(client_as: ClientAs) -> None:
    _, noor, root = filled_in(client_as)
    path = f"{root}/berekening/gegevens"
    page = noor.submit(path, {"netto": "1.000", "version": "0"}, status=409)
    assert "Uw collega" in page.text and "1.000" in page.text


def test_too_much_that_is_taken_stands_on_the_pages_that_are_opened_first(client_as: ClientAs) -> None:
    anna, noor, root = filled_in(client_as)
    for page in (noor.get(root), noor.get(f"{root}/budget"), anna.get("/mijn/budget")):
        assert "Er wordt misschien te veel ingehouden" in page.text
        assert f"{root if root in page.request.path else '/mijn'}/berekening" in page.text
    said = text_of(noor.get(f"{root}/budget").text)
    assert "om van te leven" in said and "Na het beslag blijft" not in said, (
        "'blijft' is what is left of the month"
    )


def test_the_letter_to_the_bailiff_carries_the_calculation_as_it_was(client_as: ClientAs) -> None:
    anna, noor, root = filled_in(client_as)
    begin = "/mijn/brieven/nieuw?soort=correctie-beslagvrije-voet"
    assert 'value="1305,45"' in anna.get(begin).text
    told = {"debt": "geen", "voet_deurwaarder": "1.100", "reden": "Mijn kind woont bij mij."}
    letter = anna.submit(begin, told).location
    noor.submit(f"{root}/berekening/gegevens", {"netto": "2.000"})
    page = text_of(anna.get(letter).text)
    assert "€ 1.305,45 per maand" in page and "Bijlage: Beslagvrije voet € 1.305,45" in page
    anna.submit(
        letter, {"recipient": "Deurwaarder D\nStraat 1\n1234 AB Plaats", "subject": "Mijn beslagvrije voet"}
    )
    pdf = paper(anna.get(f"{letter}/brief.pdf").data)
    assert "Bijlage: zo is het berekend" in pdf and "artikel 475dc" in pdf and "€ 1.305,45" in pdf


def test_an_idea_is_reckoned_through_where_the_law_makes_it_change(client_as: ClientAs) -> None:
    anna, noor, root = filled_in(client_as)
    quick = [(PostTold(code="telephone", cents=45_00), "telefoon-internet-abonnementen")]
    with anna.world.open() as session:
        actor, dossier = anna.world.people["anna"], anna.world.dossier(session, "anna")
        add_quick_posts(session, actor, anna.world.now, dossier, quick)
        add_debt(session, actor, anna.world.now, dossier, DebtTold(creditor="KPN", claimed_cents=900_00))
        lines = {line.told.code: line.id.hex for line in month_of(session, actor, dossier.id).lines}
    page = "/mijn/budget/wat-als"

    def idea(**typed: str) -> str:
        begun = anna.post(
            page, {**form_of(anna.get(page), page), "words": "Meer werken", "do": "begin"}, status=200
        )
        fields = {name: "" for name in form_of(begun, page) if name.startswith("amount_")}
        return text_of(
            anna.post(page, {**form_of(begun, page), **fields, **typed, "do": "compare"}, status=200).text
        )

    # 1.374,16 + 13/12 x 50,00 = 1.428,33; the vtlb of 1.348,49 stays below the taxable income of 17.500.
    more = idea(**{f"amount_{lines['wage']}": "1.040,00"})
    assert (
        "Inkomen dat telt € 1.374,16 € 1.428,33" in more
        and "Vrij te laten bedrag € 1.348,49 € 1.348,49" in more
    )
    assert "Voor schuldeisers per maand € 25,67 € 79,84" in more and "De duur blijft 18 maanden" in more
    less = idea(**{f"amount_{lines['telephone']}": "20,00"})
    assert "In een schuldregeling verandert dit idee niets" in less and "houdt u zelf" in less
    noor.submit(f"{root}/berekening/gegevens", {"inkomen": "1.500,00", "netto": "1.500,00"})
    assert "vulde het inkomen zelf in" in idea(**{f"amount_{lines['wage']}": "1.040,00"})


def test_a_day_without_norms_is_said_and_nothing_is_guessed(client_as: ClientAs) -> None:
    anna, _, root = filled_in(client_as)
    anna.world.now += timedelta(days=500)
    later, staff = client_as("anna"), client_as("noor")
    for page in ("berekening", "regelingen"):
        words = text_of(later.get(f"/mijn/{page}").text)
        assert "Er zijn geen normen voor deze datum" in words and "Beslagvrije voet €" not in words, page
    later.get("/mijn/budget")
    typed = {"income": "1600", "vtlb": "1500", "protected": "1400", "source": "brief"}
    refused = staff.submit(f"{root}/voorstel", typed, status=422)
    assert "Er zijn geen normen voor deze datum" in text_of(refused.text) and 'value="1600' in refused.text
