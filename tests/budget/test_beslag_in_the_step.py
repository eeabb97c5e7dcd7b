"""Beslag and verrekening that were told in their step count in the month exactly once."""

from schuldhulp.budget import actions as budget
from schuldhulp.budget.frozen import freeze, thaw
from schuldhulp.budget.inhoudingen import DebtPayment, Kind, Told
from schuldhulp.budget.posten import Withheld, Withholding
from schuldhulp.budget.queries import month_of
from schuldhulp.budget.told import PostTold
from schuldhulp.debts import actions as debts
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.payments_told import STEP_OF_ATTACHMENTS, payments_told
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.debts import Attachments
from schuldhulp.money import Period
from schuldhulp.workbook.actions import answer_step
from tests.world import World

TOLD = Attachments(
    YesNo.YES, "Deurwaarder D", 190_00, Period.FOUR_WEEKS, YesNo.NO, YesNo.YES, "Dienst Toeslagen", 150_00, YesNo.NO
)


def told(world: World, record: Attachments) -> None:
    with world.open() as session:
        answer_step(session, world.people["anna"], world.now, world.dossier(session), STEP_OF_ATTACHMENTS, record)


def figures(world: World) -> tuple[int, int, int]:
    with world.open() as session:
        month = month_of(session, world.people["anna"], world.dossier(session).id).budget
        session.close()
        return month.income_cents, month.payments_cents, month.room_cents


def test_what_the_step_tells_counts_once_beside_income_and_debt(world: World) -> None:
    """Wage € 990 per 4 weeks after beslag of € 190, kindgebonden budget € 625 after verrekening of € 150."""
    with world.open() as session:
        mine = (session, world.people["anna"], world.now, world.dossier(session))
        wage = budget.add_post(
            *mine, PostTold(code="wage", cents=990_00, period=Period.FOUR_WEEKS), "lonen-en-uitkeringen"
        )
        budget.add_post(*mine, PostTold(code="child_budget", cents=625_00), "toeslagen")
    told(world, TOLD)
    assert figures(world) == (1_697_50, 0, 1_697_50), "without a debt on the list the step is not for this client"
    with world.open() as session:
        mine = (session, world.people["anna"], world.now, world.dossier(session))
        debts.add_debt(*mine, DebtTold(creditor="Webwinkel", claimed_cents=2_415_00))
    assert figures(world) == (2_053_33, 355_83, 1_697_50), "205,83 and 150 go off, and were off the income already"
    with world.open() as session:
        mine = (session, world.people["anna"], world.now, world.dossier(session))
        after = PostTold(
            code="wage", cents=990_00, period=Period.FOUR_WEEKS, withheld=(Withheld(Withholding.BESLAG, 190_00),)
        )
        budget.change_post(*mine, wage, after, 1)
        debts.add_debt(
            *mine, DebtTold(creditor="Wehkamp", attachment="income", attachment_cents=190_00,
                            attachment_period=Period.FOUR_WEEKS),
        )  # fmt: skip
    assert figures(world) == (2_053_33, 355_83, 1_697_50), "told in three places it is the same money"


def test_an_answer_that_no_longer_counts_or_is_open_takes_nothing_off() -> None:
    assert [(p.kind, p.cents, p.period, p.label) for p in payments_told(TOLD)] == [
        (Kind.BESLAG, 190_00, Period.FOUR_WEEKS, "Deurwaarder D"),
        (Kind.VERREKENING, 150_00, Period.MONTH, "Dienst Toeslagen"),
    ]
    assert payments_told(Attachments(YesNo.NO, None, 190_00, None, None, Open.LATER, None, 150_00)) == ()
    assert payments_told(Attachments(YesNo.YES, Open.LATER, Open.DONT_KNOW)) == ()
    unnamed = payments_told(Attachments(YesNo.YES, None, 40_00))
    assert [(p.label, p.period) for p in unnamed] == [("Beslag", Period.MONTH)]


def test_a_frozen_version_keeps_where_a_payment_was_told_and_reads_older_ones() -> None:
    payment = DebtPayment(Kind.BESLAG, 190_00, Period.FOUR_WEEKS, "Deurwaarder D", told=Told.STEP)
    assert thaw(freeze([], [payment])) == ((), (payment,))
    older = freeze([], [payment]).replace(', "told": "step"', "")
    assert thaw(older)[1][0].told is Told.DEBT
