"""Counting for an act comes to the same steps and finish lines as reading the whole werkboek."""

from schuldhulp.budget.rows import add_post
from schuldhulp.budget.told import PostTold
from schuldhulp.debts.rows import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.documents.rows import add_paper
from schuldhulp.dossier.progress import finish_lines, states
from schuldhulp.unit_of_work import act
from schuldhulp.workbook.counts.queries import read_counts
from schuldhulp.workbook.queries import workbook
from tests.world import World


def same_for_anna(world: World) -> tuple[int, int]:
    """Compare both readings of Anna's dossier; gives her incomes and debts as they were counted."""
    with world.open() as session:
        view = world.dossier(session, "anna", "anna")
        book = workbook(session, world.people["anna"], view)
        counted = read_counts(session, view, book.stored)
    assert states(counted, book.stored) == states(book.facts, book.stored)
    assert finish_lines(counted, book.stored) == finish_lines(book.facts, book.stored)
    assert (counted.rows, counted.incomes, counted.expenses) == (
        book.facts.rows,
        book.facts.incomes,
        book.facts.expenses,
    )
    assert counted.income_month_cents == counted.debts_cents == 0
    return counted.incomes, counted.debts


def test_counts_give_the_same_steps_as_the_whole_werkboek(world: World) -> None:
    assert same_for_anna(world) == (0, 0)
    with world.open() as session:
        view = world.dossier(session, "anna", "anna")
        with act(session, world.people["anna"], world.now) as doing:
            row = doing.dossier(view.id, "step:answer")
            add_post(doing, view.id, PostTold(code="wage", cents=180_000), "lonen-en-uitkeringen")
            add_post(doing, view.id, PostTold(code="rent", cents=60_000), "wonen")
            for creditor in ("Winkel", "Winkel"):  # may be one claim: it counts as one, or as two on the list
                add_debt(doing, row, view, DebtTold(creditor=creditor, claimed_cents=50_000))
            add_paper(doing, view.id, kind="other", label="Brief")
    assert same_for_anna(world) == (1, 2)
