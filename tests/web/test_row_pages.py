"""Lines of a step by their pages: open answers stay, and of two people who change one line both keep their words."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from schuldhulp.budget.tables import BudgetPost
from schuldhulp.debts.tables import Debt
from schuldhulp.workbook.tables import HouseholdMember, StepDraft
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
DEBTS, WAGES, HOME = (
    "/mijn/werkboek/een-schuld",
    "/mijn/werkboek/lonen-en-uitkeringen",
    "/mijn/werkboek/thuis",
)
OPEN_DEBT = {
    "collector": "later", "whose": "weet_ik_niet", "claimed": "weet_ik_niet", "original": "later",
    "reference": "weet_ik_niet", "letter_date": "later", "last_payment_on": "weet_ik_niet", "judgment": "later",
    "threat": "weet_ik_niet",
}  # fmt: skip


def row_of(world: World, table: type) -> UUID:
    with world.open() as session:
        found: UUID = session.scalars(select(table)).one().id
        return found


def checked(page: str, name: str, answer: str) -> bool:
    at = page.index(f'name="{name}--open" value="{answer}"')
    return " checked" in page[at : at + 90]


def test_every_question_of_a_debt_stays_open_as_it_was_left(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    fields = {f"{name}--open": answer for name, answer in OPEN_DEBT.items()}
    anna.submit(
        f"{DEBTS}/nieuw", {"creditor": "Winkel K-anna", "has_arrangement": "nee", "correct": "ja", **fields}
    )
    page = anna.get(f"{DEBTS}/{row_of(sqlite_world, Debt)}").text
    assert all(checked(page, name, answer) for name, answer in OPEN_DEBT.items())
    assert 'name="has_arrangement" id="has_arrangement-1" value="nee" checked' in page
    assert 'name="correct" id="correct-0" value="ja" checked' in page
    kenmerk = sqlite_world.kenmerken["anna"]
    words = (
        "wie de brieven stuurt, van wie, bedrag, hoe hoog eerst, kenmerk, datum van de brief, laatst betaald"
    )
    for seen in (anna.get("/mijn/schulden"), client_as("noor").get(f"/dossiers/{kenmerk}/schulden")):
        assert "Nog open" in seen.text and words in seen.text
    assert "Winkel K-anna: wat u voor later liet" in anna.get("/mijn").text


def test_a_threat_of_another_year_says_its_year(client_as: ClientAs) -> None:
    anna = client_as("anna")
    told = {"creditor": "Verhuurder", "threat": "ontruiming"}
    anna.submit(f"{DEBTS}/nieuw", told | {"threat_on": "1-1-2020", "threat_on--zeker": "01-01-2020"})
    assert "Ontruiming van de woning, woensdag 1 januari 2020" in anna.get("/mijn").text
    anna.submit(f"{DEBTS}/nieuw", told | {"creditor": "Bank", "threat_on": "3-12-2026"})
    home = anna.get("/mijn").text
    assert "Ontruiming van de woning, donderdag 3 december" in home and "3 december 2026" not in home


def test_all_that_asks_attention_stands_in_one_list(client_as: ClientAs) -> None:
    typed = {"lines-0-name": "Winkel", "lines-0-amount": "veel", "unopened": "tien", "do": "save"}
    typed |= {"lines-2-amount": "40"}
    page = client_as("anna").submit("/mijn/werkboek/schulden-grof", typed, status=422).text
    assert ">Winkel: Schrijf het bedrag in cijfers" in page and ">Regel 3: Schrijf erbij aan wie" in page
    listed = page.split("Kijkt u hier nog even naar")[1].split("</ul>")[0]
    assert (
        listed.index('href="#lines-0-amount') < listed.index('href="#unopened') and listed.count("<li>") == 3
    )
    assert page.count("Kijkt u hier nog even naar") == 1


def test_an_open_answer_goes_away_once_it_is_given(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    anna.submit(
        f"{DEBTS}/nieuw", {"creditor": "Winkel", "reference--open": "later", "claimed--open": "weet_ik_niet"}
    )
    path = f"{DEBTS}/{row_of(sqlite_world, Debt)}"
    fields = form_of(anna.get(path), path)
    anna.post(path, {k: v for k, v in fields.items() if k != "reference--open"} | {"reference": "12-K"})
    with sqlite_world.open() as session:
        assert session.scalars(select(Debt.open_answers)).one() == {"claimed": "weet_ik_niet"}


def test_open_answers_of_an_income_and_of_somebody_at_home_stay(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    wage = {"code": "wage", "amount": "990", "per": "4weken", "pay_day--open": "weet_ik_niet", "gezien": "1",
            "something_off": "ja", "beslag--open": "later", "whose--open": "weet_ik_niet"}  # fmt: skip
    anna.submit(f"{WAGES}/nieuw", wage)
    page = anna.get(f"{WAGES}/{row_of(sqlite_world, BudgetPost)}").text
    assert checked(page, "pay_day", "weet_ik_niet") and checked(page, "beslag", "later")
    assert 'id="something_off-0" value="ja" checked' in page
    assert '<details class="help" open>' in page.replace("\n", " "), "what was answered there is in sight"
    assert "nog open: op welke dag, van wie, hoeveel beslag" in anna.get(WAGES).text
    anna.submit(f"{HOME}/nieuw", {"kind": "child", "age--open": "later", "days_a_week--open": "weet_ik_niet"})
    page = anna.get(f"{HOME}/{row_of(sqlite_world, HouseholdMember)}").text
    assert checked(page, "age", "later") and checked(page, "days_a_week", "weet_ik_niet")
    assert "nog open: hoe oud, hoeveel dagen" in anna.get(HOME).text


def test_a_remark_about_what_is_in_sight_opens_nothing_else(client_as: ClientAs) -> None:
    anna = client_as("anna")
    wage = anna.submit(
        f"{WAGES}/nieuw?soort=wage", {"code": "wage", "amount": "1850", "per": "maand"}, status=200
    ).text
    assert "elke 4 weken" in wage and '<details class="help" open>' not in wage
    benefit = {"code": "benefit_pw", "amount": "1100", "per": "maand"}
    page = anna.submit(f"{WAGES}/nieuw?soort=benefit_pw", benefit, status=200).text
    assert "Dan staat dat hieronder" in page and '<details class="help" open>' in page


def test_the_first_questions_of_an_income_are_few(client_as: ClientAs) -> None:
    page = client_as("anna").get(f"{WAGES}/nieuw?soort=wage").text
    sight, more = page.split("Meer over dit bedrag")
    assert all(f'name="{name}"' in sight for name in ("code", "amount", "per", "pay_day"))
    later = [f'name="{name}"' for name in ("something_off", "whose", "month")]
    assert all(name in more and name not in sight for name in later)


def test_the_first_questions_of_a_debt_are_few_and_an_answer_in_the_rest_opens_it(
    client_as: ClientAs,
) -> None:
    anna = client_as("anna")
    page = anna.get(f"{DEBTS}/nieuw").text
    sight, more = page.split("Meer over deze schuld")
    assert all(
        f'name="{name}"' in sight for name in ("creditor", "claimed", "has_arrangement", "judgment", "threat")
    )
    assert all(
        f'name="{name}"' in more for name in ("whose", "reference", "letter_date", "correct", "most_worried")
    )
    assert '<details class="help" open>' not in page
    wrong = anna.submit(f"{DEBTS}/nieuw", {"creditor": "Winkel", "letter_date": "gisteren"}, status=422).text
    assert '<details class="help" open>' in wrong and 'value="gisteren"' in wrong


@pytest.mark.parametrize(
    ("step", "added", "mine", "theirs", "table", "column"),
    [
        ("een-schuld", {"creditor": "Winkel", "claimed": "10"}, {"claimed": "11"}, {"claimed": "12"}, Debt,
         "claimed_cents"),
        ("wonen", {"code": "rent", "amount": "10"}, {"amount": "11"}, {"amount": "12"}, BudgetPost, "cents"),
        ("lonen-en-uitkeringen", {"code": "wage", "amount": "10", "gezien": "1"}, {"amount": "11", "gezien": "1"},
         {"amount": "12", "gezien": "1"}, BudgetPost, "cents"),
    ],
)  # fmt: skip
def test_of_two_versions_the_losers_words_survive_a_reload(
    client_as: ClientAs,
    sqlite_world: World,
    step: str,
    added: dict,
    mine: dict,
    theirs: dict,
    table: type,
    column: str,
) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    base = f"/mijn/werkboek/{step}"
    anna.submit(f"{base}/nieuw", added)
    path = f"{base}/{row_of(sqlite_world, table)}"
    beside = path.replace("/mijn", f"/dossiers/{sqlite_world.kenmerken['anna']}")
    old = form_of(anna.get(path), path)
    noor.submit(beside, theirs)

    conflict = anna.post(path, {**old, **mine}, status=409).text
    assert "Er zijn twee versies" in conflict and '"version">11' in conflict and "12,00" in conflict

    again = client_as("anna").get(path)
    assert "Wat u typte, staat hier nog" in again.text and 'value="11' in again.text
    assert "Wat u typte, staat hier nog" not in noor.get(beside).text, "what I typed is mine"
    choice = anna.post(path, {**form_of(anna.get(path), path), **mine}, status=409)
    name = next(iter(set(mine) - {"gezien"}))
    anna.post(path, {**form_of(choice, path), f"{name}--keuze": "mijn", "do": "save"})
    with sqlite_world.open() as session:
        assert session.scalars(select(getattr(table, column))).one() == 1100
        assert session.scalars(select(StepDraft)).all() == []
    assert "staat hier nog" not in anna.get(path).text
