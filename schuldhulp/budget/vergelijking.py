"""'Wat als': the client's own idea as changes to posts, and two versions of the month side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schuldhulp.budget.begroting import Budget, make_budget
from schuldhulp.budget.categories import Group
from schuldhulp.budget.inhoudingen import DebtPayment
from schuldhulp.budget.lines import Line
from schuldhulp.budget.posten import Post
from schuldhulp.money import Period


class NoSuchPost(LookupError):
    """The change names a post that is not in this budget (any more)."""


@dataclass(frozen=True, slots=True)
class ChangePost:
    """An existing post gets another amount, and another period if that is given."""

    key: str
    cents: int
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class StopPost:
    """An existing post stops."""

    key: str


@dataclass(frozen=True, slots=True)
class AddPost:
    """A new post comes."""

    post: Post


Change = ChangePost | StopPost | AddPost


@dataclass(frozen=True, slots=True)
class Difference:
    """One line in both versions, per month in eurocents; an absent line counts as 0."""

    group: Group
    label: str
    before_cents: int
    after_cents: int

    @property
    def cents(self) -> int:
        """After minus before: what the line itself changes."""
        return self.after_cents - self.before_cents

    @property
    def room_cents(self) -> int:
        """What the line does to the room: more income and less expense are above 0."""
        return self.cents if self.group is Group.INCOME else -self.cents


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one month; `lines` has every line of either, in the order of the budget."""

    before: Budget
    after: Budget
    lines: tuple[Difference, ...]

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Only the lines that differ."""
        return tuple(line for line in self.lines if line.cents)

    @property
    def room_cents(self) -> int:
        """How much the room grows (or, negative, shrinks) per month."""
        return self.after.room_cents - self.before.room_cents


def apply_changes(posts: Sequence[Post], changes: Sequence[Change]) -> tuple[Post, ...]:
    """The posts with the idea carried out, in the given order. Raises NoSuchPost."""
    result = list(posts)
    for change in changes:
        match change:
            case AddPost(post):
                result.append(post)
            case StopPost(key):
                del result[_place(result, key)]
            case ChangePost(key, cents, period):
                place = _place(result, key)
                result[place] = replace(result[place], cents=cents, period=period or result[place].period)
    return tuple(result)


def what_if(
    posts: Sequence[Post], debt_payments: Sequence[DebtPayment], changes: Sequence[Change]
) -> Comparison:
    """The month as it is beside the month with the idea carried out. Raises NoSuchPost."""
    before = make_budget(posts, debt_payments)
    return compare(before, make_budget(apply_changes(posts, changes), debt_payments))


def compare(before: Budget, after: Budget) -> Comparison:
    """Two budgets line by line; lines belong together by key, and without a key by category and label."""
    old, new = _by_identity(before), _by_identity(after)
    order = [*old, *(identity for identity in new if identity not in old)]
    differences = []
    for identity in order:
        line = (new.get(identity) or old[identity])[0]
        differences.append(
            Difference(line.group, line.label, _sum(old.get(identity)), _sum(new.get(identity)))
        )
    groups = list(Group)
    return Comparison(before, after, tuple(sorted(differences, key=lambda item: groups.index(item.group))))


def _place(posts: Sequence[Post], key: str) -> int:
    for place, post in enumerate(posts):
        if key and post.key == key:
            return place
    raise NoSuchPost(key)


def _by_identity(budget: Budget) -> dict[tuple[str, str], list[Line]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for group in budget.groups:
        for line in group.lines:
            found.setdefault((line.code, line.key or line.debt or line.label), []).append(line)
    return found


def _sum(lines: Sequence[Line] | None) -> int:
    return sum(line.cents for line in lines or ())
