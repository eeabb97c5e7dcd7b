"""A supporter sees exactly the parts that were given: every page under every single part, with canaries."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from schuldhulp.calendar import local_date
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.messages.actions import send_message
from schuldhulp.supporters import actions
from schuldhulp.supporters.parts import MOST_PEOPLE, Offer, Part
from tests.security.estate import LATER, furnish, stand_beside
from tests.web_client import WebClient, form_of
from tests.world import World

PAGES = {
    Part.PLAN: ("/steun/plan", "Rust K-anna"), Part.MESSAGES: ("/steun/berichten", "Aan de groep K-anna"),
    Part.BUDGET: ("/steun/budget", "K-anna"), Part.DEBTS: ("/steun/schulden", "Winkel K-anna"),
    Part.PAPERS: ("/steun/papieren", "Brief K-anna"), Part.SITUATION: ("/steun/werkboek/thuis", "Kind K-anna"),
    Part.INCOME: ("/steun/werkboek/toeslagen", ""), Part.SPENDING: ("/steun/werkboek/wonen", ""),
    Part.DEBT_STEPS: ("/steun/werkboek/een-schuld", "Winkel K-anna"),
    Part.TOGETHER: ("/steun/samen", "Samen K-anna"), Part.PLAN_STEPS: ("/steun/werkboek/doel", "Rust K-anna"),
}  # fmt: skip
NEVER = (
    "/steun/werkboek/bereiken", "/steun/werkboek/dreigt-er-iets", "/steun/werkboek/identiteit",
    "/steun/werkboek/machtiging", "/steun/werkboek/papieren", "/steun/werkboek/vroeger-en-nu", "/mijn",
    "/mijn/berichten", "/mijn/inzage", "/mijn/meekijken", "/mijn/meekijken/vragen", "/mijn/notitieboek",
    "/mijn/brieven", "/mijn/budget/plan.pdf", "/mijn/tijdlijn", "/mijn/werkboek/bereiken", "/mijn/voorstel",
    "/mijn/werkboek/doel.pdf", "/mijn/afspraken",
)  # fmt: skip
# What belongs to no part: messages to the counsellor, notes of staff, homework's words, the notebook, the identity.
SECRETS = (
    "Een vraag K-anna", "Een antwoord K-anna", "Gebeld K-anna", "stap K-anna", "dag K-anna", "Neem mee K-anna",
    "Naam K-anna", "111222333", "Kamer K-anna", "Hulp K-anna", "Bron K-anna", "ging K-anna",
)  # fmt: skip


def give(world: World, row: UUID, parts: frozenset[str], helps: frozenset[str] = frozenset()) -> None:
    with world.open() as session:
        dossier, offer = world.dossier(session, "anna"), Offer(parts=parts, helps=helps, until_on=LATER)
        actions.change(session, world.people["anna"], world.now, dossier, row, offer)


def test_each_part_opens_its_own_page_and_no_other(sqlite_world: World) -> None:
    furnish(sqlite_world)
    with sqlite_world.open() as session:
        row = stand_beside(session, sqlite_world, "anna", "yara", frozenset({Part.PLAN}))
        dossier = sqlite_world.dossier(session, "anna")
        anna, now = sqlite_world.people["anna"], sqlite_world.now
        add_debt(
            session,
            anna,
            now,
            dossier,
            DebtTold(creditor="Samen K-anna", claimed_cents=111_11, whose="together"),
        )
        add_debt(session, anna, now, dossier, DebtTold(creditor="Alleen K-anna", claimed_cents=222_22))
        send_message(
            session,
            sqlite_world.people["anna"],
            sqlite_world.now,
            dossier,
            "Aan de groep K-anna",
            in_group=True,
        )
    yara = WebClient(sqlite_world, "yara")
    for given in Part:
        give(sqlite_world, row, frozenset({given}))
        for part, (page, word) in PAGES.items():
            shown = yara.get(page, status=200 if part is given else 404).text
            assert part is not given or word in shown, f"{given} does not show {word}"
            assert not [s for s in SECRETS if s in shown], page
        home = yara.get("/steun").text
        assert not [s for s in SECRETS if s in home]
        assert ("Winkel K-anna" in home, "Aan de groep" in home) == (False, given is Part.MESSAGES)
        for page in NEVER:
            yara.get(page, status=404)
    give(sqlite_world, row, frozenset({Part.TOGETHER}))
    shared = yara.get("/steun/samen").text  # in no line and in no sum what the other has alone
    assert re.findall(r"€\s([\d.,]+)", shared) == ["111,11", "111,11"]
    assert not any(word in shared for word in ("Alleen K-anna", "Winkel K-anna", "222,22", "47,50"))
    give(sqlite_world, row, frozenset({Part.BUDGET}))
    assert "Winkel K-anna" not in yara.get("/steun/budget").text  # what goes to debts is one sum


def test_helping_reaches_the_steps_of_its_part_and_writes_nothing_else(sqlite_world: World) -> None:
    furnish(sqlite_world)
    with sqlite_world.open() as session:
        spending = frozenset({Part.SPENDING})
        stand_beside(session, sqlite_world, "anna", "yara", spending | {Part.INCOME}, spending)
    yara = WebClient(sqlite_world, "yara")
    wonen = yara.get("/steun/werkboek/wonen")
    assert "samen met" in wonen.text
    yara.get("/steun/werkboek/toeslagen/nieuw", status=404)
    yara.post("/steun/werkboek/toeslagen", form_of(wonen, "/steun/werkboek/wonen"), status=404)
    for page in ("/steun/werkboek/toeslagen/lukt-niet", "/steun/werkboek/doel/lukt-niet"):
        yara.get(page, status=404)
    assert "Neem mee K-anna" not in yara.get("/steun/werkboek/wonen").text


def test_five_people_at_once_and_who_is_past_the_last_day_is_none_of_them(sqlite_world: World) -> None:
    world, plan = sqlite_world, frozenset({Part.PLAN})
    with world.open() as session:
        for number in range(MOST_PEOPLE):
            stand_beside(session, world, "anna", f"steun{number}", plan, until=local_date(world.now))
        with pytest.raises(actions.TooManyPeople):
            stand_beside(session, world, "anna", "zesde", plan)
        world.now += timedelta(days=1)  # no job has come by yet to end them
        stand_beside(session, world, "anna", "zevende", plan)
