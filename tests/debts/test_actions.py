"""Debts: rows, events, alarms, doubles and machtigingen, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from schuldhulp.debts import actions
from schuldhulp.debts.queries import debts_of, find_debt, mandates_of, removed_debts
from schuldhulp.debts.tables import Debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.queries import events_of, threats_of
from schuldhulp.money import MAX_CENTS, Period
from schuldhulp.refusals import Conflict, NotYours
from tests.world import World

TELECOM = DebtTold(
    creditor="Odido", collector="Invordering Noordeinde", claimed_cents=486_00, original_cents=431_00,
    reference="OD-99120455",
)  # fmt: skip
AGAIN = DebtTold(creditor="invordering noordeinde", claimed_cents=431_00)


def add(world: World, *told: DebtTold, who: str = "anna"):
    with world.open() as session:
        dossier = world.dossier(session, "anna", who)
        return [actions.add_debt(session, world.people[who], world.now, dossier, one) for one in told]


def test_a_debt_comes_back_as_it_was_told_with_the_register_by_id(world: World) -> None:
    told = DebtTold(
        creditor="Wehkamp", claimed_cents=2415_00, reference="7741", arrangement_cents=25_00,
        arrangement_period=Period.MONTH, disputed=True, dispute="ik heb al betaald", whose="together",
        letter_date=date(2026, 11, 2), judgment="vonnis", most_worried=True,
    )  # fmt: skip
    (debt_id,) = add(world, told)
    with world.open() as session:
        row = session.scalars(select(Debt)).one()
        assert (row.creditor_sealed, row.creditor_id is not None) == (None, True)
        assert b"7741" not in row.reference_sealed and b"betaald" not in row.dispute_sealed
        anna = world.people["anna"]
        found = find_debt(session, anna, anna.dossier_id, debt_id)
        assert found is not None and found.told == told
        assert find_debt(session, world.people["chris"], anna.dossier_id, debt_id) is None


def test_a_double_is_proposed_with_its_reason_and_not_counted_until_it_is_judged(world: World) -> None:
    one, other = add(world, TELECOM, AGAIN)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        value = debts_of(session, anna, dossier.id)
        assert (value.total.cents, value.count) == (486_00, 1)
        assert [(p.counts, p.spare) for p in value.proposals] == [(str(one), str(other))]
        session.close()
        actions.decide_double(session, anna, world.now, dossier, other, one, "different")
        value = debts_of(session, anna, dossier.id)
        assert (value.total.cents, value.count, value.proposals) == (917_00, 2, ())
        session.close()
        actions.decide_double(session, anna, world.now, dossier, one, other, "same")
        value = debts_of(session, anna, dossier.id)
        assert (value.total.cents, value.count, value.proposals) == (486_00, 1, ())
        assert not value.counts(value.debt(other))


def test_a_threat_in_a_debt_sounds_the_alarm_once(world: World) -> None:
    told = DebtTold(creditor="Woonstichting De Linde", threat="ontruiming", threat_on=date(2026, 11, 26))
    (debt_id,) = add(world, told)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        assert (dossier.threat, dossier.threat_on, dossier.threat_unseen) == (
            "ontruiming",
            date(2026, 11, 26),
            True,
        )
        assert dossier.first_talk_due == date(2026, 11, 25)
        more = DebtTold(
            creditor=told.creditor, threat="ontruiming", threat_on=told.threat_on, claimed_cents=2890_00
        )
        actions.change_debt(session, anna, world.now, world.dossier(session, "anna"), debt_id, more, 1)
        assert len(threats_of(session, anna, dossier.id)) == 1


def test_a_conflict_changes_nothing_and_a_removed_debt_comes_back(world: World) -> None:
    (debt_id,) = add(world, TELECOM)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        actions.change_debt(session, anna, world.now, dossier, debt_id, AGAIN, 1)
        with pytest.raises(Conflict):
            actions.change_debt(session, anna, world.now, dossier, debt_id, TELECOM, 1)
        actions.remove_debt(session, anna, world.now, dossier, debt_id)
        assert debts_of(session, anna, dossier.id).count == 0
        assert [debt.id for debt in removed_debts(session, anna, dossier.id)] == [debt_id]
        session.close()
        actions.restore_debt(session, anna, world.now, dossier, debt_id)
        assert debts_of(session, anna, dossier.id).debts[0].told == AGAIN
        changed = events_of(session, anna, dossier.id, kinds=("RowChanged",))
        assert [e.event.change for e in changed] == ["added", "changed", "removed", "restored"]
        session.close()
        with pytest.raises(NotYours):
            berend = world.dossier(session, "berend")
            actions.remove_debt(session, world.people["berend"], world.now, berend, debt_id)


def test_a_machtiging_names_its_organisations_and_can_be_withdrawn(world: World) -> None:
    one, other = add(world, TELECOM, DebtTold(creditor="mijn zus"))
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        with pytest.raises(actions.NobodyNamed):
            actions.sign_mandate(
                session, anna, world.now, dossier, [], how="portal", signed_on=date(2026, 11, 20)
            )
        mandate_id = actions.sign_mandate(
            session, anna, world.now, dossier, [one, other, one], how="portal", signed_on=date(2026, 11, 20)
        )
        assert mandates_of(session, anna, dossier.id)[0].creditors == ("Odido", "mijn zus")
        session.close()
        actions.withdraw_mandate(session, anna, world.now, dossier, mandate_id, reason="ik doe het zelf")
        assert mandates_of(session, anna, dossier.id)[0].withdrawn_at == world.now
        assert mandates_of(session, world.people["chris"], dossier.id) == []


def test_the_largest_amount_a_page_takes_fits_both_databases(world: World) -> None:
    (debt_id,) = add(world, DebtTold(creditor="Odido", claimed_cents=MAX_CENTS, original_cents=MAX_CENTS))
    with world.open() as session:
        found = find_debt(session, world.people["anna"], world.people["anna"].dossier_id, debt_id)
        assert found is not None and found.told.claimed_cents == MAX_CENTS
