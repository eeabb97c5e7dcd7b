"""'Deze maand op uw rekening': what really comes and goes in one month, by date.

This is not the average month: holiday pay is there in the month of payment and nowhere else, a wage per four
weeks comes once or twice, and money that never reaches the account (withheld, or paid straight to the
landlord) is left out.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.categories import Group
from schuldhulp.budget.inhoudingen import DebtPayment
from schuldhulp.budget.posten import PayDay, Post
from schuldhulp.money import Period, per_month

_DAYS = {Period.WEEK: 7, Period.TWO_WEEKS: 14, Period.FOUR_WEEKS: 28}
_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that comes (`cents` above 0) or goes (below 0) on a day; `balance` after it, if a start is
    known."""

    day: date
    label: str
    cents: int
    code: str
    key: str = ""
    approximate: bool = False
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """A post of which the day is not known; `cents` (signed) per `period`, as entered."""

    label: str
    cents: int
    period: Period
    code: str
    key: str = ""

    @property
    def per_month(self) -> int:
        """Signed eurocents in an average month, for a rough total only."""
        return per_month(self.cents, self.period)


@dataclass(frozen=True, slots=True)
class AccountMonth:
    """One month on the account: dated entries in order of day, and what has no date."""

    year: int
    month: int
    entries: tuple[Entry, ...]
    undated: tuple[Undated, ...]
    start_cents: int | None = None

    @property
    def in_cents(self) -> int:
        """All dated income of the month."""
        return sum(entry.cents for entry in self.entries if entry.cents > 0)

    @property
    def out_cents(self) -> int:
        """All dated payments of the month, as a positive amount."""
        return -sum(entry.cents for entry in self.entries if entry.cents < 0)

    @property
    def lowest(self) -> Entry | None:
        """The first entry after which the balance is at its lowest; None without entries.

        Without a start balance it is counted from zero: the day is right, the amount is a difference.
        """
        if not self.entries:
            return None
        running, found, least = self.start_cents or 0, self.entries[0], None
        for entry in self.entries:
            running += entry.cents
            if least is None or running < least:
                found, least = entry, running
        return found


def account_month(
    posts: Sequence[Post],
    debt_payments: Sequence[DebtPayment],
    *,
    year: int,
    month: int,
    start_cents: int | None = None,
) -> AccountMonth:
    """What comes and goes on the account in one month. On one day income comes before payments."""
    entries: list[Entry] = []
    undated: list[Undated] = []
    direct = _direct_codes(posts)
    flows = [*_post_flows(posts, direct), *_debt_flows(posts, debt_payments)]
    for label, cents, period, pay_day, code, key, approximate, one_off in flows:
        days = (
            _one_off_days(one_off, pay_day, year, month)
            if one_off
            else pay_dates(pay_day, period, year, month)
        )
        if days is None:
            if one_off is None or one_off == (year, month):
                undated.append(Undated(label, cents, period, code, key))
            continue
        entries += [Entry(day, label, cents, code, key, approximate) for day in days]
    entries.sort(key=lambda entry: (entry.day, entry.cents < 0, entry.label))
    return AccountMonth(year, month, tuple(_with_balance(entries, start_cents)), tuple(undated), start_cents)


def pay_dates(pay_day: PayDay | None, period: Period, year: int, month: int) -> tuple[date, ...] | None:
    """The days in one month on which a post falls; empty if it skips the month, None if nobody can say."""
    if pay_day is None:
        return None
    if period in _DAYS:
        return _counted_days(pay_day, _DAYS[period], year, month)
    step = _MONTHS[period]
    anchor = pay_day.month or (pay_day.known.month if pay_day.known else None)
    day = pay_day.day or (pay_day.known.day if pay_day.known else None)
    if step > 1 and anchor is None:
        return None
    if step > 1 and (month - (anchor or 0)) % step:
        return ()
    return None if day is None else (_day_of_month(year, month, day),)


def _counted_days(pay_day: PayDay, step: int, year: int, month: int) -> tuple[date, ...] | None:
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if pay_day.known is not None:
        start = first + timedelta(days=(pay_day.known - first).days % step)
    elif pay_day.weekday is not None and step == 7:
        start = first + timedelta(days=(pay_day.weekday - first.weekday()) % 7)
    else:
        return None
    return tuple(start + timedelta(days=offset) for offset in range(0, (last - start).days + 1, step))


def _day_of_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _one_off_days(
    one_off: tuple[int, int], pay_day: PayDay | None, year: int, month: int
) -> tuple[date, ...] | None:
    if one_off != (year, month):
        return ()
    if pay_day is None or pay_day.day is None:
        return None
    return (_day_of_month(year, month, pay_day.day),)


_Flow = tuple[str, int, Period, PayDay | None, str, str, bool, tuple[int, int] | None]


def _post_flows(posts: Sequence[Post], direct: dict[str, int]) -> Iterator[_Flow]:
    for post in posts:
        if post.group is Group.DEBT_PAYMENT:
            continue
        cents = post.account_cents
        if post.group is not Group.INCOME:
            # A whole price is paid less by a toeslag that goes straight to the one who sends the bill.
            lower = direct.pop(post.code, 0) if post.is_full else 0
            cents = -max(0, cents - lower)
        if cents:
            yield (
                post.name,
                cents,
                post.period,
                post.pay_day,
                post.code,
                post.key,
                post.approximate,
                post.one_off,
            )


def _direct_codes(posts: Sequence[Post]) -> dict[str, int]:
    """Per expense code the toeslag in eurocents per month that goes straight to it."""
    found: dict[str, int] = {}
    for post in posts:
        for code in post.lowers:
            found[code] = found.get(code, 0) + per_month(post.full_cents, post.period)
    return found


def _debt_flows(posts: Sequence[Post], debt_payments: Sequence[DebtPayment]) -> Iterator[_Flow]:
    """Arrangements are paid from the account; beslag and verrekening never arrive, so they are not here."""
    days = {item.debt: item.pay_day for item in debt_payments if item.debt and item.pay_day}
    labelled = {item.label: item.pay_day for item in debt_payments if item.label and item.pay_day}
    post_days = {post.key: post.pay_day for post in posts if post.key and post.code == "debt_payments"}
    for line in make_budget(posts, debt_payments).group(Group.DEBT_PAYMENT).lines:
        if line.code != "debt_payments":
            continue
        day = days.get(line.debt or "") or labelled.get(line.label)
        pay_day = PayDay(day=day) if day else post_days.get(line.key)
        yield (
            line.label,
            -line.entered_cents,
            line.period,
            pay_day,
            line.code,
            line.key,
            line.approximate,
            None,
        )


def _with_balance(entries: Sequence[Entry], start_cents: int | None) -> Iterator[Entry]:
    balance = start_cents
    for entry in entries:
        if balance is not None:
            balance += entry.cents
        yield Entry(entry.day, entry.label, entry.cents, entry.code, entry.key, entry.approximate, balance)
