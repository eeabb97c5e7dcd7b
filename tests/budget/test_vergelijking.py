import pytest

from schuldhulp.budget.categories import Group
from schuldhulp.budget.posten import Post
from schuldhulp.budget.vergelijking import AddPost, ChangePost, NoSuchPost, StopPost, apply_changes, what_if
from schuldhulp.money import Period
from tests.budget.cases import mother


def test_an_own_idea_is_shown_line_by_line_and_in_the_room():
    posts, debts = mother()
    idea = [
        ChangePost("food", 120_00),
        StopPost("internet"),
        AddPost(Post("subscriptions", 12_50, key="new")),
    ]

    comparison = what_if(posts, debts, idea)

    changed = {
        line.label: (line.before_cents, line.after_cents, line.room_cents) for line in comparison.changed
    }
    assert changed == {
        "Internet en tv": (47_50, 0, 47_50),
        "Abonnementen en contributies": (0, 12_50, -12_50),
        "Boodschappen": (585_00, 520_00, 65_00),
    }
    assert comparison.room_cents == 100_00 == sum(line.room_cents for line in comparison.lines)
    assert comparison.before.room_cents == 78_69
    assert comparison.after.room_cents == 178_69


def test_the_lines_stand_in_the_order_of_the_budget():
    posts, debts = mother()
    groups = [line.group for line in what_if(posts, debts, [AddPost(Post("board_received", 50_00))]).lines]

    assert groups == sorted(groups, key=list(Group).index)


def test_a_change_may_bring_another_period():
    posts = (Post("wage", 1_180_00, key="wage"),)
    changed = apply_changes(posts, [ChangePost("wage", 1_180_00, Period.FOUR_WEEKS)])

    assert changed[0].period is Period.FOUR_WEEKS
    assert posts[0].period is Period.MONTH


def test_a_change_to_a_post_that_is_gone_is_refused():
    with pytest.raises(NoSuchPost):
        apply_changes((), [StopPost("wage")])
