"""The guideline for groceries: said softly, with its source, and the own reason kept for both sides."""

from collections.abc import Callable

import pytest

from schuldhulp.budget.actions import add_quick_posts, explain_guideline
from schuldhulp.budget.queries import reason_of
from schuldhulp.budget.told import PostTold
from schuldhulp.refusals import Conflict, NotYours
from schuldhulp.workbook.actions import add_household_member
from tests.web.test_budget_pages import text_of
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
THERE = "/mijn/budget/richtlijn"


def test_the_guideline_is_said_with_its_source_and_the_reason_is_read_by_both(client_as: ClientAs) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    world = anna.world
    assert "niets dat opvalt" in anna.get(THERE).text
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        session.close()
        mine = (session, world.people["anna"], world.now, dossier)
        add_quick_posts(*mine, [(PostTold(code="food", cents=900_00), "elke-week")])
        add_household_member(*mine, kind="child", name="Kind", birth_year=2019)
    words = text_of(anna.get(THERE).text)
    assert "Dat is hoger dan een richtlijn van Nibud" in words and "2024-2025" in words
    anna.submit(THERE, {"words": " "}, status=422)
    anna.submit(THERE, {"words": "Mijn kind heeft een dieet."})
    beside = f"/dossiers/{world.kenmerken['anna']}/budget/richtlijn"
    assert "Mijn kind heeft een dieet." in noor.get(beside).text
    late = anna.submit(THERE, {"words": "Anders", "version": "0"}, status=422)
    assert "Iemand anders schreef intussen" in late.text and "Anders" in late.text


def test_the_reason_is_kept_once_and_an_older_version_is_refused(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna")
    anna, berend = world.people["anna"], world.people["berend"]
    with world.open() as session:
        explain_guideline(session, anna, world.now, dossier, "food", " Een dieet ", 0)
    with world.open() as session, pytest.raises(Conflict):
        explain_guideline(session, anna, world.now, dossier, "food", "Iets anders", 0)
    with world.open() as session, pytest.raises(NotYours):
        explain_guideline(session, berend, world.now, dossier, "food", "Niet van mij", 1)
    with world.open() as session:
        assert reason_of(session, anna, dossier.id, "food") == ("Een dieet", 1)
        session.close()
        assert reason_of(session, berend, dossier.id, "food") == ("", 0)
