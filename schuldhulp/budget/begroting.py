"""The average month: every post as a line, totals that are sums of rounded lines, and the room that is left.

Nothing is counted twice: a payment on a debt is taken from one telling (inhoudingen.py), an income that was
entered after beslag gets the beslag back before it is taken off, a toeslag that goes straight to the landlord
stands against the whole rent, and the premium that the CAK withholds is one expense.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.budget.categories import Group
from schuldhulp.budget.inhoudingen import DebtPayment
from schuldhulp.budget.lines import Line, expense_lines, income_line, payment_lines
from schuldhulp.budget.posten import Post
from schuldhulp.money import format_euro


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """The lines of one group and their sum in eurocents per month."""

    group: Group
    lines: tuple[Line, ...]

    @property
    def cents(self) -> int:
        """The sum of the rounded lines."""
        return sum(line.cents for line in self.lines)

    @property
    def label(self) -> str:
        """The heading of the group."""
        return self.group.label


@dataclass(frozen=True, slots=True)
class Arrear:
    """What is behind on a running cost; shown apart, never part of the month."""

    label: str
    cents: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """An average month. `groups` has all five groups in their fixed order; `notes` are Dutch sentences on
    what was counted once; `one_offs` are the posts that happen a single time and stand outside the
    average."""

    groups: tuple[GroupTotal, ...]
    notes: tuple[str, ...] = ()
    arrears: tuple[Arrear, ...] = ()
    one_offs: tuple[Post, ...] = ()

    def group(self, group: Group) -> GroupTotal:
        """One group with its lines."""
        return next(total for total in self.groups if total.group is group)

    @property
    def income_cents(self) -> int:
        """All income, before beslag and verrekening."""
        return self.group(Group.INCOME).cents

    @property
    def expenses_cents(self) -> int:
        """All expenses, without payments on debts."""
        return sum(self.group(group).cents for group in (Group.FIXED, Group.RESERVE, Group.HOUSEHOLD))

    @property
    def payments_cents(self) -> int:
        """Beslag, verrekening and arrangements together."""
        return self.group(Group.DEBT_PAYMENT).cents

    @property
    def room_before_cents(self) -> int:
        """Income minus expenses, before payments on debts; negative is a shortage."""
        return self.income_cents - self.expenses_cents

    @property
    def room_cents(self) -> int:
        """What is left after payments on debts; negative is a shortage."""
        return self.room_before_cents - self.payments_cents

    @property
    def food_per_week_cents(self) -> int:
        """What there is for the week: the household group per week, to the nearest cent.

        Nearest, so that an amount told per week comes back as it was told: € 95,50 a week is € 413,83 a month.
        """
        return (self.group(Group.HOUSEHOLD).cents * 24 + 52) // 104

    @property
    def sentence(self) -> str:
        """The month in one Dutch sentence; with one side still empty it names the other and says nothing is left."""
        if not self.room_cents:
            return "Er komt evenveel binnen als eruit gaat."
        told_in = bool(self.group(Group.INCOME).lines)
        told_out = any(group.lines for group in self.groups if group.group is not Group.INCOME)
        if told_in and not told_out:
            return f"Er komt {format_euro(self.income_cents)} per maand binnen."
        if told_out and not told_in:
            return f"Er gaat {format_euro(-self.room_cents)} per maand uit."
        amount = format_euro(abs(self.room_cents))
        if self.room_cents < 0:
            return f"U komt {amount} per maand tekort."
        return f"Er blijft {amount} per maand over."

    @property
    def still_missing(self) -> str:
        """What keeps the sentence from being the whole month, as a Dutch sentence; "" when nothing does."""
        empty = [
            group.label.lower()
            for group in (Group.INCOME, Group.FIXED, Group.HOUSEHOLD)
            if not self.group(group).lines
        ]
        if not empty:
            return ""
        return f"Er staat nog niets bij {' en '.join(empty)}. Het bedrag kan dus nog veranderen."


def make_budget(posts: Sequence[Post], debt_payments: Sequence[DebtPayment] = ()) -> Budget:
    """Make the average month of a household from its posts and the running payments on its debts."""
    regular = [post for post in posts if post.one_off is None]
    notes: list[str] = []
    lines = [income_line(post) for post in regular if post.group is Group.INCOME and post.full_cents]
    lines += expense_lines(regular, notes)
    lines += payment_lines(regular, debt_payments, notes)
    arrears = tuple(Arrear(post.name, post.arrears_cents, post.key) for post in regular if post.arrears_cents)
    one_offs = tuple(post for post in posts if post.one_off is not None)
    groups = tuple(GroupTotal(group, tuple(line for line in lines if line.group is group)) for group in Group)
    return Budget(groups, tuple(notes), arrears, one_offs)
