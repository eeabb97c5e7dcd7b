"""From a bank statement to a plan on paper: read, confirm, an own idea beside the month, the plan as PDF."""

from schuldhulp.budget.queries import ideas_of, month_of, posts_of
from tests.budget.herkenning.households import mother
from tests.statements.files import as_ing
from tests.web.test_statement_pages import confirm, read


def test_a_statement_becomes_a_budget_an_idea_and_a_plan(client_as, sqlite_world) -> None:
    anna, actor = client_as("anna"), sqlite_world.people["anna"]
    there = read(anna, (as_ing(mother()), "ing.csv")).location
    while "/budget" not in there:
        there = confirm(anna, there, **({"cents_excess": "385"} if there.endswith("opzijleggen") else {}))
    with sqlite_world.open() as session:
        month = month_of(session, actor, actor.dossier_id)
        internet = next(
            line for line in posts_of(session, actor, actor.dossier_id) if line.told.code == "internet_tv"
        )
    typed = {"words": "Het internet kan goedkoper.", f"amount_{internet.id.hex}": "32,50"}
    compared = anna.submit("/mijn/budget/wat-als", {**typed, "do": "compare"}, status=200).text
    assert "€\xa015,00" in compared and "Bewaar dit idee" in compared
    anna.submit("/mijn/budget/wat-als", {**typed, "do": "keep"})
    with sqlite_world.open() as session:
        assert [idea.words for idea in ideas_of(session, actor, actor.dossier_id)] == [
            "Het internet kan goedkoper."
        ]
        assert month_of(session, actor, actor.dossier_id).budget == month.budget, "an idea changes no line"
    paper = anna.get("/mijn/budget/plan.pdf")
    assert paper.mimetype == "application/pdf" and paper.data.startswith(b"%PDF")
