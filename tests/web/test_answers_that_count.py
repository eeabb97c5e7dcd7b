"""An answer whose question fell away stays in the form's memory and shows nowhere else."""

from collections.abc import Callable

import pytest

from schuldhulp.dossier.steps import STEP as STEPS_BY_SLUG
from schuldhulp.web.steps import printing
from schuldhulp.workbook.actions import answer_step
from tests.web_client import WebClient
from tests.world import World

STEP = "verzekeringen-en-zorg"


def test_an_amount_under_a_question_that_became_no_is_not_printed(
    client_as: Callable[[str], WebClient], sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "render_pdf", lambda html, *, title: html.encode())
    record = STEPS_BY_SLUG[STEP].record
    for cak, shown in (("ingehouden", True), ("nee", False)):
        with sqlite_world.open() as session:
            anna = sqlite_world.people["anna"]
            told = record(cak=cak, cak_cents=17_270)
            answer_step(session, anna, sqlite_world.now, sqlite_world.dossier(session, "anna"), STEP, told)
        page = client_as("anna").get(f"/mijn/werkboek/{STEP}.pdf").data.decode()
        assert ("172,70" in page) is shown
