"""Input that cannot be right, by the pages: a Dutch sentence at the field, what was typed stays, nothing half saved."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from schuldhulp.budget.tables import BudgetPost
from schuldhulp.debts.tables import Debt
from schuldhulp.messages.tables import Message
from schuldhulp.workbook.tables import StepAnswer
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
WAGE, DEBT = "/mijn/werkboek/lonen-en-uitkeringen/nieuw", "/mijn/werkboek/een-schuld/nieuw"
LONG = "a" * 10_000
SMILE = "\U0001f600"


def saved(world: World) -> list[int]:
    with world.open() as session:
        tables = (BudgetPost, Debt, Message, StepAnswer)
        return [session.scalar(select(func.count()).select_from(t)) or 0 for t in tables]


@pytest.mark.parametrize(
    ("path", "typed", "field", "sentence"),
    [
        (WAGE, {"code": "wage", "amount": "99999999999999"}, "amount", "hoger dan"),
        (WAGE, {"code": "wage", "amount": "-20"}, "amount", "zonder min-teken"),
        (WAGE, {"code": "wage", "amount": "veel"}, "amount", "in cijfers"),
        (WAGE, {"code": "wage", "amount": SMILE}, "amount", "in cijfers"),
        (WAGE, {"code": "wage", "amount": "10", "paid_on": "01-01-2030"}, "paid_on", "Deze dag komt nog"),
        (DEBT, {"creditor": LONG}, "creditor", "Maak de tekst korter"),
        (DEBT, {"creditor": "Winkel", "claimed": "-1"}, "claimed", "zonder min-teken"),
        (DEBT, {"creditor": "Winkel", "letter_date": "31-02-2026"}, "letter_date", "dag"),
        (DEBT, {"creditor": "Winkel", "letter_date": "01-01-2030"}, "letter_date", "Deze dag komt nog"),
        ("/mijn/werkboek/bezit", {"savings_cents": SMILE, "do": "save"}, "savings_cents", "in cijfers"),
        ("/mijn/werkboek/doel", {"goal": LONG, "do": "save"}, "goal", "Maak de tekst korter"),
        ("/mijn/berichten", {"body": LONG}, "body", "Maak de tekst korter"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_said_at_its_field(
    client_as: ClientAs, sqlite_world: World, path: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    before = saved(sqlite_world)
    page = client_as("anna").submit(path, typed, status=422).text
    fault = page[page.index(f'id="{field}-fout"') :][:900]
    assert sentence in fault and typed[field] in page
    assert saved(sqlite_world) == before


def test_emoji_and_any_script_are_fine_in_words(client_as: ClientAs, sqlite_world: World) -> None:
    anna, words = client_as("anna"), f"Rust {SMILE} هدوء спокій"
    anna.submit("/mijn/werkboek/doel", {"goal": words, "do": "save"})
    assert words in anna.get("/mijn/werkboek/doel").text
