"""Lines, ideas and versions of a budget: rows, events with before and after, conflicts, both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from schuldhulp.budget import actions
from schuldhulp.budget.categories import Group
from schuldhulp.budget.document import Plan
from schuldhulp.budget.posten import Withheld, Withholding
from schuldhulp.budget.queries import find_version, ideas_of, month_of, posts_of, versions_of
from schuldhulp.budget.rows import LineRemoved
from schuldhulp.budget.told import PostTold
from schuldhulp.budget.vergelijking import ChangePost
from schuldhulp.dossier.queries import events_of
from schuldhulp.money import Period
from schuldhulp.refusals import Conflict, NotYours
from tests.world import World

WAGE = PostTold(
    code="wage", cents=990_00, period=Period.FOUR_WEEKS, label="Bakkerij Jansen",
    withheld=(Withheld(Withholding.BESLAG, 190_00),), pay_day="vr",
)  # fmt: skip


def add(world: World, told: PostTold, step: str = "lonen-en-uitkeringen", who: str = "anna"):
    with world.open() as session:
        return actions.add_post(
            session, world.people[who], world.now, world.dossier(session, "anna", who), told, step
        )


def test_a_line_comes_back_as_it_was_told(world: World) -> None:
    post_id = add(world, WAGE)
    with world.open() as session:
        month = month_of(session, world.people["anna"], world.people["anna"].dossier_id)
        assert [(line.id, line.told, line.entered_by_role) for line in month.lines] == [
            (post_id, WAGE, "client")
        ]
        assert month.budget.income_cents == 1278_33  # before the beslag
        assert month.budget.group(Group.DEBT_PAYMENT).cents == 205_83
        assert posts_of(session, world.people["chris"], world.people["anna"].dossier_id) == []


def test_a_change_by_staff_keeps_both_amounts_readable(world: World) -> None:
    post_id = add(world, WAGE)
    with world.open() as session:
        told = PostTold(
            code="wage", cents=1000_00, period=Period.FOUR_WEEKS, label="Bakkerij Jansen", pay_day="vr"
        )
        noor = world.people["noor"]
        later = world.now + timedelta(hours=1)
        actions.change_post(session, noor, later, world.dossier(session, "anna", "noor"), post_id, told, 1)
        found = events_of(
            session, world.people["anna"], world.people["anna"].dossier_id, kinds=("RowChanged",)
        )[-1]
    assert (found.role, found.person_id) == ("counsellor", noor.person_id)
    assert (found.event.cents, found.event.before_cents) == (1000_00, 990_00)
    expected = {"Bedrag": ["€ 990,00", "€ 1.000,00"], "Ingehouden": ["Beslag € 190,00", ""]}
    assert {k: [t.replace("\u00a0", " ") for t in v] for k, v in found.detail["changed"].items()} == expected


def test_the_second_of_two_editors_meets_a_conflict_and_changes_nothing(world: World) -> None:
    post_id = add(world, WAGE)
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        first = PostTold(code="wage", cents=1_00)
        actions.change_post(session, world.people["anna"], world.now, dossier, post_id, first, 1)
        with pytest.raises(Conflict):
            actions.change_post(
                session,
                world.people["anna"],
                world.now,
                dossier,
                post_id,
                PostTold(code="wage", cents=2_00),
                1,
            )
        assert [line.told for line in posts_of(session, world.people["anna"], dossier.id)] == [first]


def test_a_removed_line_does_not_count_and_comes_back(world: World) -> None:
    post_id = add(world, WAGE)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        actions.remove_post(session, anna, world.now, dossier, post_id)
        assert month_of(session, anna, dossier.id).budget.income_cents == 0
        assert [line.id for line in posts_of(session, anna, dossier.id, removed=True)] == [post_id]
        session.close()
        with pytest.raises(LineRemoved):
            actions.change_post(session, anna, world.now, dossier, post_id, PostTold(code="wage"), None)
        actions.restore_post(session, anna, world.now, dossier, post_id)
        assert month_of(session, anna, dossier.id).budget.income_cents == 1278_33


def test_a_line_of_somebody_else_is_not_there(world: World) -> None:
    post_id = add(world, WAGE)
    with world.open() as session:
        dossier = world.dossier(session, "berend")
        with pytest.raises(NotYours):
            actions.remove_post(session, world.people["berend"], world.now, dossier, post_id)


def test_an_idea_is_kept_in_words_and_as_a_frozen_month(world: World) -> None:
    add(world, WAGE)
    post_id = add(world, PostTold(code="internet_tv", cents=47_50), "telefoon-internet-abonnementen")
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        month = month_of(session, anna, dossier.id)
        session.close()
        actions.keep_idea(
            session, anna, world.now, dossier, "Het internet kan goedkoper.", [ChangePost(str(post_id), 32_50)],
            posts=month.posts, payments=month.payments, plan=Plan(goals=("Rust",)),
        )  # fmt: skip
        idea, version = ideas_of(session, anna, dossier.id)[0], versions_of(session, anna, dossier.id)[0]
        assert (idea.words, idea.changes) == (
            "Het internet kan goedkoper.",
            (ChangePost(str(post_id), 32_50),),
        )
        assert (version.number, version.kind, version.room_cents) == (
            1,
            "idea",
            month.budget.room_cents + 15_00,
        )
        frozen = find_version(session, anna, dossier.id, version.id)
        assert frozen is not None
        assert (frozen.budget.room_cents, frozen.plan.goals) == (version.room_cents, ("Rust",))
        assert month_of(session, anna, dossier.id).budget == month.budget, "an idea changes no line"


def test_a_frozen_version_does_not_move_with_the_lines(world: World) -> None:
    post_id = add(world, WAGE)
    anna = world.people["anna"]
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        month = month_of(session, anna, dossier.id)
        session.close()
        version_id = actions.freeze_version(
            session, anna, datetime(2026, 11, 21, tzinfo=UTC), dossier, "Na het gesprek", posts=month.posts,
            payments=month.payments, plan=Plan(),
        )  # fmt: skip
        actions.change_post(session, anna, world.now, dossier, post_id, PostTold(code="wage", cents=5_00), 1)
        frozen = find_version(session, anna, dossier.id, version_id)
        assert frozen is not None and frozen.budget == month.budget
        assert find_version(session, world.people["chris"], dossier.id, version_id) is None
