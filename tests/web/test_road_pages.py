"""The road out of debt and 'wat als' on screen and on paper: how long, per creditor, versions beside each other."""

from collections.abc import Callable

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.queries import find_version, month_of, versions_of
from schuldhulp.budget.told import PostTold
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.money import Period
from tests.web.test_budget_pages import paper, text_of
from tests.web_client import WebClient, form_of

ClientAs = Callable[[str | None], WebClient]
WHAT_IF = "/mijn/budget/wat-als"


def with_debts(client_as: ClientAs) -> WebClient:
    """900 euro a month above 1.300 of costs leave 100 more than the arrangement of 50."""
    anna = client_as("anna")
    world = anna.world
    lines = [
        (PostTold(code="wage", cents=1_450_00), "lonen-en-uitkeringen"),
        (PostTold(code="rent", cents=900_00), "wonen"),
        (PostTold(code="telephone", cents=400_00), "wonen"),
    ]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        session.close()
        mine = (session, world.people["anna"], world.now, dossier)
        add_quick_posts(*mine, lines)
        add_debt(*mine, DebtTold(creditor="Energie Voorbeeld", claimed_cents=300_00, arrangement_cents=50_00,
                                 arrangement_period=Period.MONTH))  # fmt: skip
        add_debt(*mine, DebtTold(creditor="Winkel Voorbeeld", claimed_cents=1_200_00))
        add_debt(*mine, DebtTold(creditor="Onbekend Voorbeeld"))
    return anna


def test_the_road_says_how_long_for_whom_and_what_is_assumed(client_as: ClientAs) -> None:
    anna, noor = with_debts(client_as), client_as("noor")
    there = f"/dossiers/{anna.world.kenmerken['anna']}/budget/uitweg"
    for page in (anna.get("/mijn/budget/uitweg").text, noor.get(there).text):
        words = text_of(page)
        assert "Met € 150,00 per maand duurt het 10 maanden." in words
        assert "Energie Voorbeeld € 300,00 € 300,00 6 maanden" in words
        assert "Winkel Voorbeeld € 1.200,00 € 1.200,00 10 maanden" in words
        assert "Van Onbekend Voorbeeld is het bedrag nog niet bekend." in words
        assert "Dat is niet beloofd" in words and "Een schuldregeling kunnen wij nog niet berekenen" in words
        assert '<svg class="chart chart--road" role="img"' in page


def test_without_debts_the_road_asks_for_them(client_as: ClientAs) -> None:
    assert "Er staat nog geen schuld met een bedrag" in text_of(
        client_as("anna").get("/mijn/budget/uitweg").text
    )


def test_the_own_idea_is_asked_before_any_line_and_a_version_stands_beside_it(client_as: ClientAs) -> None:
    anna = with_debts(client_as)
    first = anna.get(WHAT_IF)
    assert "amount_" not in first.text and "Laat de regels zien" in first.text
    assert "amount_" in anna.get(f"{WHAT_IF}?regels=1").text
    started = anna.post(
        WHAT_IF, {**form_of(first, WHAT_IF), "words": "Goedkoper bellen", "do": "begin"}, status=200
    )
    with anna.world.open() as session:
        actor = anna.world.people["anna"]
        lines = {line.told.code: line for line in month_of(session, actor, actor.dossier_id).lines}
    fields = form_of(started, WHAT_IF) | {f"amount_{lines['telephone'].id.hex}": "250", "do": "compare"}
    compared = anna.post(WHAT_IF, fields, status=200)
    words = text_of(compared.text)
    assert "Nu € 100,00 10 maanden" in words and "Met dit idee € 250,00 5 maanden" in words
    anna.post(WHAT_IF, {**form_of(compared, WHAT_IF), "do": "keep"})
    again = text_of(anna.get(f"{WHAT_IF}?regels=1").text)
    assert "Goedkoper bellen € 250,00 5 maanden" in again
    with anna.world.open() as session:
        actor = anna.world.people["anna"]
        kept = find_version(
            session, actor, actor.dossier_id, versions_of(session, actor, actor.dossier_id)[0].id
        )
    assert kept.plan.roads[0].months == 10  # the debts and the month of the day on which it was kept


def test_the_road_is_a_part_of_the_plan_and_never_on_a_paper_without_debts(client_as: ClientAs) -> None:
    anna = with_debts(client_as)
    whole = paper(anna.get("/mijn/budget/plan.pdf?delen=schulden&delen=uitweg").data)
    assert "Bijlage: de weg uit de schulden" in whole and "10 maanden" in whole and "Dat is niet beloofd" in whole
    assert "weg uit de schulden" not in paper(anna.get("/mijn/budget/plan.pdf?delen=maand&delen=uitweg").data)
