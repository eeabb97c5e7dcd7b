"""The two cases of practice, as far as they concern an offer: the stated totals, and what follows from the law."""

from collections.abc import Callable
from uuid import UUID

from schuldhulp.debts import actions as debts
from schuldhulp.debts.queries import debts_of
from schuldhulp.debts.told import DebtTold
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.money import parse_euro
from schuldhulp.schuldregeling.proposal import Scenario
from schuldhulp.schuldregeling.queries import proposals_of
from tests.budget import walks
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


def confirmed(world: World) -> None:
    """Every debt of anna confirmed by its creditor for the amount that was told."""
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        told: list[tuple[UUID, int]] = [
            (debt.id, debt.told.claimed_cents or 0) for debt in debts_of(session, noor, dossier.id).counted
        ]
        session.close()
        for debt_id, cents in told:
            establish_fact(
                session, noor, world.now, dossier,
                Told(subject=Subject.DEBT, about=debt_id, author=Author.CREDITOR, on=world.now.date(),
                     source="saldo-opgave", cents=cents),
            )  # fmt: skip


def propose(world: World, staff: WebClient, typed: dict[str, str], way: Scenario) -> str:
    """Work four ways out on the page and keep one; the text of that page."""
    root = f"/dossiers/{world.kenmerken['anna']}/voorstel"
    page = staff.post(root, {**form_of(staff.get(root), root), **typed, "source": "berekening"}, status=200)
    staff.post(root, {**form_of(page, root), **typed, "source": "berekening", "kies": way.value})
    return page.text.replace("\u00a0", " ")


def test_case_c_without_capacity_is_offered_nothing_of_16691_20(
    sqlite_world: World, client_as: ClientAs
) -> None:
    with sqlite_world.open() as session:
        mine = sqlite_world.dossier(session, "anna")
        for name, amount in walks.MAN_ROUGH:
            told = DebtTold(creditor=name, claimed_cents=parse_euro(amount))
            debts.add_debt(session, sqlite_world.people["anna"], sqlite_world.now, mine, told)
    confirmed(sqlite_world)
    staff = client_as("noor")
    typed = {"income": "1351,33", "vtlb": "1419,46", "protected": "1348,49"}
    page = propose(sqlite_world, staff, typed, Scenario.ZERO)
    assert "Er is niets te verdelen" in page
    with sqlite_world.open() as session:
        noor = sqlite_world.people["noor"]
        (made,) = proposals_of(session, noor, sqlite_world.dossier(session, "anna", "noor").id)
    assert (made.scenario, made.total_cents, made.monthly_cents) == (Scenario.ZERO, 16_691_20, 0)
    assert {line.offered_cents for line in made.lines} == {0}
    assert not made.unconfirmed


def test_case_a_counts_ten_debts_and_the_double_once(sqlite_world: World, client_as: ClientAs) -> None:
    web = client_as("anna")
    for fields in walks.MOTHER_DEBTS:
        path = "/mijn/werkboek/een-schuld/nieuw?soort="
        web.post(path, {**form_of(web.get(path), path), **fields, "do": "save", "gezien": "1"})
    confirmed(sqlite_world)
    typed = {"income": "1374,16", "vtlb": "1305,45", "protected": "1305,45"}
    propose(sqlite_world, client_as("noor"), typed, Scenario.MEDIATION)
    with sqlite_world.open() as session:
        noor = sqlite_world.people["noor"]
        (made,) = proposals_of(session, noor, sqlite_world.dossier(session, "anna", "noor").id)
    # 68,71 is what may be attached above the beslagvrije voet of 1.305,45; eighteen months of it are 1.236,78.
    assert (made.total_cents, made.monthly_cents, made.fund_cents) == (12_054_25, 68_71, 1_236_78)
    assert len(made.part) == 10 and sum(line.offered_cents for line in made.lines) == 1_236_78
