"""What staff add to a debt, and a municipality's own creditors: rows, events, refusals, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.verjaring import ClaimKind
from schuldhulp.creditors import actions as creditors
from schuldhulp.creditors.queries import book_of
from schuldhulp.creditors.tables import CreditorMerge
from schuldhulp.debts import actions
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.queries import debts_of, recorded_stages
from schuldhulp.debts.settling import Settleable
from schuldhulp.debts.tables import DebtStage
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.queries import events_of
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.queries import established_of
from schuldhulp.facts.rows import PartsDoNotAddUp, Told
from schuldhulp.refusals import Conflict, NotAllowed, NotYours
from tests.web_client import form_of
from tests.world import World


def a_debt(world: World, **told: object):
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        given = DebtTold(**{"creditor": "Wehkamp", "claimed_cents": 1300_00, **told})  # type: ignore[arg-type]
        return actions.add_debt(session, world.people["anna"], world.now, dossier, given)


def test_rank_and_course_are_written_down_by_staff_and_by_nobody_else(world: World) -> None:
    debt_id = a_debt(world)
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        version = debts_of(session, noor, dossier.id).debts[0].version
        session.close()
        chosen = {"rank": Rank.PREFERENT, "settleable": Settleable.PARTLY, "claim_kind": ClaimKind.TAX}
        actions.assess_debt(session, noor, world.now, dossier, debt_id, **chosen, version=version)
        with pytest.raises(Conflict):
            actions.assess_debt(session, noor, world.now, dossier, debt_id, **chosen, version=version)
        with pytest.raises(NotAllowed):
            actions.assess_debt(
                session,
                world.people["anna"],
                world.now,
                world.dossier(session, "anna"),
                debt_id,
                **chosen,
                version=None,
            )
        stage_id = actions.record_stage(
            session, noor, world.now, dossier, debt_id, stage=Stage.SUMMONS, on=date(2026, 12, 8), party="Flanderijn",
            source="dagvaarding, gezien",
        )  # fmt: skip
        with pytest.raises(actions.StageInTheFuture):
            actions.record_stage(
                session,
                noor,
                world.now,
                dossier,
                debt_id,
                stage=Stage.JUDGMENT,
                on=date(2026, 12, 8),
                party="",
                source="x",
            )
        debt = debts_of(session, noor, dossier.id).debts[0]
        assert (debt.rank, debt.settleable, debt.claim_kind) == ("preferent", "partly", "belasting")
        assert [(row.stage, row.party) for row in recorded_stages(session, noor, dossier.id)[debt_id]] == [
            (Stage.SUMMONS, "Flanderijn")
        ]
        sealed = session.scalars(select(DebtStage)).one()
        assert b"Flanderijn" not in (sealed.party_sealed or b"")
        assert recorded_stages(session, world.people["chris"], dossier.id) == {}
        session.close()
        actions.remove_stage(session, noor, world.now, dossier, stage_id)
        assert recorded_stages(session, noor, dossier.id) == {}
        changes = [event.event.change for event in events_of(session, noor, dossier.id)[-3:]]  # type: ignore[attr-defined]
        assert changes == ["assessed", "added", "removed"]


def test_a_balance_has_parts_that_make_it(world: World) -> None:
    debt_id = a_debt(world)
    told = Told(
        subject=Subject.DEBT, about=debt_id, author=Author.CREDITOR, on=world.now.date() - timedelta(days=2),
        source="saldo-opgave", cents=1300_00, principal_cents=1000_00, interest_cents=0, costs_cents=300_00,
    )  # fmt: skip
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        with pytest.raises(PartsDoNotAddUp):
            wrong = Told(**{**{f: getattr(told, f) for f in told.__dataclass_fields__}, "costs_cents": 1})
            establish_fact(session, noor, world.now, dossier, wrong)
        establish_fact(session, noor, world.now, dossier, told)
        (fact,) = established_of(session, noor, dossier.id)
        assert (fact.principal_cents, fact.interest_cents, fact.costs_cents) == (1000_00, 0, 300_00)
        assert debts_of(session, noor, dossier.id).confirmed_cents == 1300_00


def test_own_creditors_are_merged_in_one_act_and_parted_again_with_their_history(world: World) -> None:
    with world.open() as session:
        noor = world.people["noor"]
        first = creditors.add_creditor(session, noor, world.now, "Garage Jansen", "anders")
        double = creditors.add_creditor(
            session, noor, world.now, "Garage Jansen B.V.", "webwinkel", ["Jansen auto's"]
        )
        with pytest.raises(creditors.CreditorKnown):
            creditors.add_creditor(session, noor, world.now, "garage jansen", "anders")
        with pytest.raises(creditors.CreditorKnown):
            creditors.add_creditor(session, noor, world.now, "Ziggo", "telecom")
        with pytest.raises(NotAllowed):
            creditors.add_creditor(session, world.people["anna"], world.now, "Bakker", "anders")
        with pytest.raises(NotYours):
            creditors.merge_creditor(session, world.people["noor_l"], world.now, double, "Garage Jansen")
        creditors.merge_creditor(session, noor, world.now, double, "Garage Jansen")
        with pytest.raises(creditors.MergedAlready):
            creditors.merge_creditor(session, noor, world.now, double, "KPN")
        with pytest.raises(creditors.MergedIntoItself):
            creditors.merge_creditor(session, noor, world.now, first, "Jansen auto's")
        assert book_of(session, noor).find("jansen auto's").own_id == first  # type: ignore[union-attr]
        assert book_of(session, world.people["noor_l"]).entries == ()
        session.close()
        creditors.part_creditor(session, noor, world.now, double)
        assert book_of(session, noor).find("jansen auto's").own_id == double  # type: ignore[union-attr]
        merge = session.scalars(select(CreditorMerge)).one()
        assert (merge.merged_by, merge.undone_by) == (noor.person_id, noor.person_id)


def test_a_merge_of_own_creditors_makes_two_letters_one_claim_for_everybody(world: World) -> None:
    a_debt(world, creditor="Garage Jansen", claimed_cents=420_00)
    a_debt(world, creditor="Garage Jansen B.V.", claimed_cents=420_00)
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        mine = world.dossier(session, "anna").id
        assert debts_of(session, anna, mine).count == 2
        session.close()
        creditors.add_creditor(session, noor, world.now, "Garage Jansen", "anders")
        double = creditors.add_creditor(session, noor, world.now, "Garage Jansen B.V.", "anders")
        creditors.merge_creditor(session, noor, world.now, double, "Garage Jansen")
        for reader in (anna, noor):
            found = debts_of(session, reader, mine)
            assert (found.total.cents, found.count, len(found.proposals)) == (420_00, 1, 1)


def test_the_page_of_a_debt_for_client_and_staff(sqlite_world: World, client_as) -> None:  # type: ignore[no-untyped-def]
    debt_id = a_debt(
        sqlite_world, collector="Intrum", letter_date=date(2026, 10, 2), last_payment_on=date(2016, 1, 5)
    )
    staff, client = client_as("noor"), client_as("anna")
    path = f"/dossiers/{sqlite_world.kenmerken['anna']}/schulden/{debt_id}"
    page = staff.get(path)
    assert "Incassobureau" in page.text and "standaard, controleer" in page.text
    fields = form_of(page, f"{path}/saldo")
    wrong = staff.post(
        f"{path}/saldo", {**fields, "author": "creditor", "total": "1300", "principal": "1000"}, status=422
    )
    assert "Schrijf op waar dit uit blijkt." in wrong.text and "1300" in wrong.text
    told = {"author": "creditor", "total": "1300", "principal": "1000", "interest": "0", "costs": "300",
            "source": "saldo-opgave van 3 november", "on": "3-11-2026"}  # fmt: skip
    staff.post(f"{path}/saldo", {**fields, **told})
    shown = staff.get(path).text
    assert "De kosten zijn meer dan de wettelijke schaal: vraag uitleg." in shown
    assert "181,50" in shown
    step = {**form_of(staff.get(path), f"{path}/verloop"), "stage": "vonnis", "happened_on": "4-11-2025",
            "party": "GGN", "letter": "vonnis"}  # fmt: skip
    staff.post(f"{path}/verloop", step)
    own = client.get(f"/mijn/schulden/{debt_id}").text
    assert "De rechter heeft beslist" in own
    assert "Saldo vastleggen" not in own and "vermoedelijk tot" not in own


def test_an_old_claim_shows_the_neutral_sentence_to_both(sqlite_world: World, client_as) -> None:  # type: ignore[no-untyped-def]
    debt_id = a_debt(sqlite_world, creditor="KPN", last_payment_on=date(2017, 5, 1))
    for who, path in (
        ("anna", f"/mijn/schulden/{debt_id}"),
        ("noor", f"/dossiers/{sqlite_world.kenmerken['anna']}/schulden/{debt_id}"),
    ):
        assert "Betaal of erken nog niets; overleg eerst." in client_as(who).get(path).text


def test_the_own_list_of_creditors_on_its_page(sqlite_world: World, client_as) -> None:  # type: ignore[no-untyped-def]
    staff = client_as("noor")
    for name in ("Garage Jansen", "Garage Jansen B.V."):
        fields = form_of(staff.get("/schuldeisers"), "/schuldeisers")
        staff.post("/schuldeisers", {**fields, "name": name, "kind": "anders"})
    page = staff.get("/schuldeisers")
    assert "Misschien dubbel:" in page.text
    fields = form_of(page, "/schuldeisers/samen")
    with sqlite_world.open() as session:
        entries = book_of(session, sqlite_world.people["noor"]).entries
    refused = staff.post(
        "/schuldeisers/samen", {**fields, "entry": str(entries[1].id), "into": "Niemand BV"}, status=422
    )
    assert "Deze naam staat niet in het register" in refused.text
    staff.post("/schuldeisers/samen", {**fields, "entry": str(entries[1].id), "into": "garage jansen"})
    assert "Haal uit elkaar" in staff.get("/schuldeisers").text
