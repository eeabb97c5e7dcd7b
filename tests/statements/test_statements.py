"""A statement on its way to the budget: drafts, one act on both databases, nothing doubled, nothing in plain text."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from schuldhulp.budget.actions import add_post, change_post
from schuldhulp.budget.herkenning.recognising import recognise
from schuldhulp.budget.herkenning.rule_files import rule_book
from schuldhulp.budget.queries import month_of, posts_of
from schuldhulp.budget.told import PostTold
from schuldhulp.clearing.actions import clear_up
from schuldhulp.debts.actions import add_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.queries import events_of
from schuldhulp.money import Period
from schuldhulp.refusals import Conflict
from schuldhulp.statements import actions
from schuldhulp.statements.actions import NothingChosen, StatementGone
from schuldhulp.statements.drafts import ADD, LEAVE, Choice, Draft, draft_of, draft_text, new_draft
from schuldhulp.statements.matching import Standing, match_standing
from schuldhulp.statements.parts import PART
from schuldhulp.statements.queries import (
    DRAFT_KEPT,
    fingerprint_of,
    names_for,
    open_statement,
    together,
    used_statements,
)
from schuldhulp.statements.tables import BankStatement
from schuldhulp.timeline.queries import timeline_page
from schuldhulp.web.statements.taking_over import CHANGED, NEW, SKIPPED, STAYS, plan_of
from tests.budget.herkenning.households import man, mother
from tests.world import World


def draft() -> Draft:
    return new_draft(recognise(mother(), rule_book()))


def keep(world: World, who: str = "anna", whose: str = "anna", made: Draft | None = None) -> None:
    with world.open() as session:
        dossier = world.dossier(session, whose, who)
        mark = fingerprint_of(session, dossier.municipality_id, mother())
        session.close()
        actions.keep_draft(session, world.people[who], world.now, dossier, made or draft(), mark)


def take(world: World, who: str = "anna", whose: str = "anna") -> None:
    actor = world.people[who]
    with world.open() as session:
        dossier = world.dossier(session, whose, who)
        waits = open_statement(session, actor, dossier.id, world.now)
        month = month_of(session, actor, dossier.id)
        session.close()
        assert waits is not None
        plan = plan_of(waits.draft, month)
        actions.take_over(session, actor, world.now, dossier, waits.id, plan.added, plan.changed)


def test_a_draft_comes_back_from_its_text_as_it_was() -> None:
    made = draft()
    chosen = made.decided(
        PART["inkomen"],
        {"p1": Choice(1_000_00, Period.MONTH, "wage", True, LEAVE)},
        {"excess": (385_00, Period.YEAR)},
    )
    assert draft_of(draft_text(chosen)) == chosen
    assert chosen.next_part is PART["vaste-lasten"]
    assert [part.slug for part in chosen.parts] == [
        "inkomen",
        "vaste-lasten",
        "huishouden",
        "schulden",
        "opzijleggen",
    ]
    assert made.missing_reserves(["inventory"]) == ("excess", "recreation")


def test_an_amount_that_somebody_typed_is_no_longer_about_and_loses_the_day_of_another_period() -> None:
    made = draft()
    wage = made.recognised.proposals[0]
    assert made.told(wage) == wage.told
    typed = replace(made, choices={wage.key: Choice(1_072_50, Period.MONTH, "wage")}).told(wage)
    assert typed and (typed.cents, typed.period, typed.pay_day, typed.paid_on) == (
        1_072_50,
        Period.MONTH,
        None,
        None,
    )
    assert replace(made, choices={wage.key: Choice(1, Period.MONTH, "wage", skipped=True)}).told(wage) is None


IDS = [UUID(int=number) for number in range(1, 9)]


def lines(*told: PostTold) -> list[Standing]:
    return [Standing(post_id, 1, each) for post_id, each in zip(IDS, told, strict=False)]


def test_a_line_that_stands_is_matched_once_and_by_its_name_first() -> None:
    found = recognise(man(), rule_book()).proposals
    rent = next(one for one in found if one.code == "rent")
    bijstand = next(one for one in found if one.code == "benefit_pw")

    two = lines(PostTold(code="rent", cents=650_00), PostTold(code="rent", cents=45_00, label="garage"))
    assert match_standing(found, two)[rent.key].id == IDS[0]
    named = lines(PostTold(code="rent", cents=100_00, label="Woonbron"), PostTold(code="rent", cents=580_00))
    assert match_standing(found, named)[rent.key].id == IDS[0]
    as_wage = lines(PostTold(code="wage", cents=1_150_00))
    assert match_standing(found, as_wage) == {bijstand.key: as_wage[0]}
    assert match_standing(found, lines(PostTold(code="wage", cents=300_00))) == {}
    every = match_standing(found, lines(*(one.told for one in found)))
    assert len(every) == len(found) == len({line.id for line in every.values()})


def test_one_act_writes_the_budget_and_throws_the_proposals_away(world: World) -> None:
    keep(world)
    take(world)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        month = month_of(session, anna, dossier.id)
        assert month.budget.income_cents == 2_956_10 - 205_83
        assert {line.source for line in month.lines} == {"bankafschrift"}
        assert len(month.lines) == 19
        row = session.scalars(select(BankStatement)).one()
        assert (row.draft_sealed, row.used_at, row.bank, row.lines) == (None, world.now, "ING", len(mother()))
        assert open_statement(session, anna, dossier.id, world.now) is None
        assert [one.bank for one in used_statements(session, anna, dossier.id)] == ["ING"]
        told = events_of(session, anna, dossier.id, kinds=("StatementUsed",))
        assert [(one.event.added, one.event.changed, one.event.bank) for one in told] == [(19, 0, "ING")]
        assert len(events_of(session, anna, dossier.id, kinds=("LineTakenOver",))) == 19
        for reader in (anna, world.people["noor"]):
            lines = [
                one for one in timeline_page(session, reader, dossier.id).entries if one.told.group == "geld"
            ]
            assert len(lines) == 1 and "19 regels in het budget" in lines[0].told.text, (
                "one line for the whole"
            )
            assert "€\xa0684,50" in lines[0].note


def test_the_same_statement_again_is_known_and_doubles_nothing(world: World) -> None:
    keep(world)
    take(world)
    keep(world)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        waits = open_statement(session, anna, dossier.id, world.now)
        assert waits is not None and waits.before == world.now
        plan = plan_of(waits.draft, month_of(session, anna, dossier.id))
        session.close()
        assert (plan.added, plan.changed) == ([], [])
        assert {one.what for outcomes in plan.outcomes.values() for one in outcomes} == {STAYS}
        with pytest.raises(NothingChosen):
            actions.take_over(session, anna, world.now, dossier, waits.id, plan.added, plan.changed)


def test_standing_lines_are_updated_left_or_joined_as_was_chosen(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        rent = PostTold(code="rent", cents=650_00, arrears_cents=1_300_00)
        rent_id = add_post(session, anna, world.now, dossier, rent, "wonen")
        for code, cents in (("energy", 200_00), ("telephone", 40_00)):
            add_post(session, anna, world.now, dossier, PostTold(code=code, cents=cents), "wonen")
    made = draft()
    by_code = {one.code: one for one in made.recognised.proposals}
    made = replace(made, choices={
        by_code["energy"].key: Choice(265_00, Period.MONTH, "energy", standing=LEAVE),
        by_code["telephone"].key: Choice(45_00, Period.MONTH, "telephone", standing=ADD),
        by_code["wage"].key: Choice(990_00, Period.FOUR_WEEKS, "wage", skipped=True),
    })  # fmt: skip
    keep(world, made=made)
    with world.open() as session:
        plan = plan_of(made, month_of(session, anna, dossier.id))
    what = {(one.name, one.cents): one.what for outcomes in plan.outcomes.values() for one in outcomes}
    assert what["Huur", 684_50] == CHANGED and what["Gas en stroom", 200_00] == STAYS
    assert what["Telefoon (Simyo)", 45_00] == NEW and what["Loon (Bakkerij Jansen BV)", 990_00] == SKIPPED
    take(world)
    with world.open() as session:
        found = [
            (line.told.code, line.told.cents, line.source) for line in posts_of(session, anna, dossier.id)
        ]
        changed = next(line for line in posts_of(session, anna, dossier.id) if line.id == rent_id)
    assert ("rent", 684_50, "bankafschrift") in found and changed.told.arrears_cents == 1_300_00
    assert ("energy", 200_00, None) in found
    assert sorted(cents for code, cents, _ in found if code == "telephone") == [40_00, 45_00]
    assert not [code for code, _, _ in found if code == "wage"]


def test_a_line_that_somebody_changed_meanwhile_stops_the_whole_act(world: World) -> None:
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        rent_id = add_post(session, anna, world.now, dossier, PostTold(code="rent", cents=650_00), "wonen")
    keep(world)
    with world.open() as session:
        waits = open_statement(session, anna, dossier.id, world.now)
        assert waits is not None
        plan = plan_of(waits.draft, month_of(session, anna, dossier.id))
        session.close()
        told = PostTold(code="rent", cents=600_00)
        change_post(session, noor, world.now, world.dossier(session, "anna", "noor"), rent_id, told, 1)
        with pytest.raises(Conflict):
            actions.take_over(session, anna, world.now, dossier, waits.id, plan.added, plan.changed)
        assert [line.told for line in posts_of(session, anna, dossier.id)] == [told]
        assert open_statement(session, anna, dossier.id, world.now) is not None, "the proposals wait on"


def test_a_draft_is_its_readers_own_for_a_day_and_is_then_cleared(world: World) -> None:
    keep(world)
    keep(world, "noor")
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        mine = open_statement(session, anna, dossier.id, world.now)
        theirs = open_statement(session, noor, dossier.id, world.now)
        assert mine and theirs and mine.id != theirs.id
        assert open_statement(session, world.people["bas"], dossier.id, world.now) is None
        assert open_statement(session, world.people["chris"], dossier.id, world.now) is None
        later = world.now + DRAFT_KEPT
        assert open_statement(session, anna, dossier.id, later) is None
        session.close()
        with pytest.raises(StatementGone):
            actions.choose(session, anna, later, dossier, draft())
        with pytest.raises(StatementGone):
            actions.take_over(
                session,
                noor,
                world.now,
                dossier,
                mine.id,
                [actions.Adding(told=PostTold(code="rent"), step="wonen")],
                [],
            )
        assert clear_up(session, later - timedelta(seconds=1))["statements"] == 0
        assert clear_up(session, later)["statements"] == 2
        assert session.scalars(select(BankStatement)).all() == []


def test_a_new_file_makes_room_and_throwing_away_leaves_nothing(world: World) -> None:
    keep(world)
    keep(world)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        assert len(session.scalars(select(BankStatement)).all()) == 1
        session.close()
        actions.throw_away(session, anna, world.now, dossier)
        assert session.scalars(select(BankStatement)).all() == []
        assert (
            events_of(session, anna, dossier.id, kinds=("RowChanged", "LineTakenOver", "StatementUsed")) == []
        )


def test_no_name_of_the_statement_stands_in_plain_text_in_the_database(sqlite_world: World) -> None:
    keep(sqlite_world)
    words = ("Bakkerij Jansen", "Woningstichting De Linde", "Incassobureau Van Dam", "Zilveren Kruis")

    def found() -> list[str]:
        with sqlite3.connect(sqlite_world.url.removeprefix("sqlite:///")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw = Path(sqlite_world.url.removeprefix("sqlite:///")).read_bytes()
        return [word for word in words if word.encode() in raw or word.encode("utf-16-le") in raw]

    assert found() == []
    take(sqlite_world)
    assert found() == []


def test_files_that_overlap_count_once_and_equal_lines_of_one_day_twice() -> None:
    every = mother()
    assert sorted(together([every, every[: len(every) // 2]]), key=repr) == sorted(every, key=repr)
    twice = [every[0], every[0], every[1]]
    assert len(together([twice, [every[0]]])) == 3


def test_who_is_owed_is_known_by_name_with_its_debt(sqlite_world: World) -> None:
    anna = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna")
        debt_id = add_debt(session, anna, sqlite_world.now, dossier, DebtTold(creditor="Slager Bot"))
        names = names_for(session, anna, dossier.id)
    assert (names[0].name, names[0].debt) == ("Slager Bot", str(debt_id))
    assert len(names) > 300
