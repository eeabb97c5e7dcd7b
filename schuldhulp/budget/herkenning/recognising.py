"""From the lines of a statement to proposals: each line in one of them or left out, with the reason. Pure.

Order: between own accounts, paid back whole, what rules and names point at, then anything that comes three times with
a rhythm. Only the last thirteen months count; older lines say nothing about now.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.categories import CATEGORIES, CATEGORY, Group
from schuldhulp.budget.herkenning import averages, reasons, streams
from schuldhulp.budget.herkenning.proposal import LeftOut, Proposal, Recognised, SeenLine
from schuldhulp.budget.herkenning.refunds import own_transfers, paid_back, party_of, says_back
from schuldhulp.budget.herkenning.rules import How, KnownName, Match, Names, RuleBook
from schuldhulp.budget.inhoudingen import WAGES_AND_BENEFITS
from schuldhulp.money import Period

LOOKED_BACK = timedelta(days=400)
_SHORT_STATEMENT = 45
_JUST_NOW = timedelta(days=35)
_LONG = (Period.QUARTER, Period.HALF_YEAR, Period.YEAR)
_ORDER = {category.code: place for place, category in enumerate(CATEGORIES)}
_UNKNOWN_IN = Match("other_income", How.FIXED, Period.MONTH)
_UNKNOWN_OUT = Match("other_fixed", How.FIXED, Period.MONTH)


def recognise(
    transactions: Iterable[Transaction], book: RuleBook, names: Iterable[KnownName] = ()
) -> Recognised:
    """Propose the posts that statements show. `transactions` are in any order and not empty."""
    every = sorted(transactions, key=lambda one: one.booked_on)
    last = every[-1].booked_on
    found = [one for one in every if one.booked_on > last - LOOKED_BACK]
    work = _Work(found, book, Names(names))
    work.leave_out("Van en naar uw eigen rekeningen.", work.own)
    work.leave_out("Afgeschreven en weer teruggekomen.", work.back)
    work.propose_posts()
    work.propose_averages()
    work.propose_unknown()
    proposals = sorted(work.proposals, key=lambda one: (_ORDER[one.code], -one.cents))
    return Recognised(
        tuple(replace(one, key=f"p{number}") for number, one in enumerate(proposals, 1)),
        tuple(LeftOut(reason, work.seen(sorted(numbers))) for reason, numbers in work.out.items() if numbers),
        found[0].booked_on, last, len(found), tuple(dict.fromkeys(one.bank for one in found)),
    )  # fmt: skip


class _Work:
    """One recognition under way: which lines are still free, and what was proposed."""

    def __init__(self, found: list[Transaction], book: RuleBook, names: Names) -> None:
        self.found = found
        self.first, self.last = found[0].booked_on, found[-1].booked_on
        self.days = streams.days_between(self.first, self.last)
        self.matches = self._match(book, names)
        self.own = own_transfers(found, self.matches)
        self.back = paid_back(found, self.own)
        self.free = set(range(len(found)))
        self.out: dict[str, set[int]] = defaultdict(set)
        self.proposals: list[Proposal] = []

    def _match(self, book: RuleBook, names: Names) -> dict[int, Match]:
        known: dict[tuple[bool, str, str], Match | None] = {}
        matches = {}
        for number, one in enumerate(self.found):
            key = (one.amount_cents > 0, one.counterparty, one.description)
            if key not in known:
                known[key] = self._point(book, names, one)
            if match := known[key]:
                matches[number] = match
        return matches

    @staticmethod
    def _point(book: RuleBook, names: Names, one: Transaction) -> Match | None:
        """A shop that pays back points at what was bought there."""
        sign = 1 if one.amount_cents > 0 else -1
        match = book.match(sign, one.counterparty, one.description, names)
        if match is None and sign > 0:
            bought = book.match(-1, one.counterparty, one.description, names)
            return bought if bought and bought.how is How.AVERAGE else None
        return match

    def leave_out(self, reason: str, numbers: Iterable[int]) -> None:
        """Take lines out of the running with a reason."""
        taken = set(numbers) & self.free
        self.free -= taken
        self.out[reason] |= taken

    def seen(self, numbers: Sequence[int]) -> tuple[SeenLine, ...]:
        """Lines as a reader sees them."""
        ones = (self.found[number] for number in numbers)
        return tuple(
            SeenLine(one.booked_on, one.amount_cents, one.counterparty or one.description) for one in ones
        )

    def _groups(self, key: Callable[[int], object]) -> list[list[int]]:
        groups: dict[object, list[int]] = defaultdict(list)
        for number in sorted(self.free):
            groups[key(number)].append(number)
        groups.pop(None, None)
        return list(groups.values())

    # -- posts with a rhythm ------------------------------------------------------------------------------------

    def propose_posts(self) -> None:
        """What rules and names point at, per post and other side."""

        def key(number: int) -> object:
            match = self.matches.get(number)
            if match is None or match.how in (How.AVERAGE, How.OWN):
                return None
            return match.code, match.label, "" if match.one else party_of(self.found[number])

        for numbers in self._groups(key):
            self._propose(numbers, self.matches[numbers[0]], known=True)

    def propose_unknown(self) -> None:
        """What no rule points at, where it comes three times or more with a rhythm and much the same amount."""
        for numbers in self._groups(lambda n: (self.found[n].amount_cents > 0, party_of(self.found[n]))):
            income = self.found[numbers[0]].amount_cents > 0
            self._propose(numbers, _UNKNOWN_IN if income else _UNKNOWN_OUT, known=False)
        came = {n for n in self.free if self.found[n].amount_cents > 0}
        self.leave_out("Bijgeschreven, en niet op een vast moment.", came)
        self.leave_out("Afgeschreven, en niet op een vast moment.", set(self.free))

    def _propose(self, numbers: list[int], match: Match, *, known: bool) -> None:
        found, rest = streams.streams_of(self.found, numbers, match.usual, known=known)
        for stream in found:
            if stream.rhythm.has_stopped(self.last):
                self.leave_out("Gestopt: dit kwam een tijd niet meer voor.", stream.numbers)
            else:
                self._add_stream(stream, match)
        if not known or not rest:
            return
        if found:
            self.leave_out("Eenmalig, naast een vast bedrag.", rest)
        elif len(rest) == 1:
            self._add_once(rest[0], match)
        else:
            self._add_irregular(rest, match)

    def _party(self, numbers: Sequence[int], match: Match) -> str:
        # Money of the bank itself has no other side that says more than the name of the post.
        return "" if match.label else self.found[numbers[-1]].counterparty[:60]

    def _label(self, party: str, match: Match) -> str:
        return match.label or ("" if match.one else party)

    def _who(self, party: str, match: Match) -> str:
        """The other side for the reason, where the name of the post does not say it already."""
        return "" if self._label(party, match) else party

    def _take(self, numbers: Iterable[int], proposal: Proposal) -> None:
        self.free -= set(numbers)
        self.proposals.append(proposal)

    def _add_stream(self, stream: streams.Stream, match: Match) -> None:
        income = CATEGORY[match.code].group is Group.INCOME
        cents = [abs(self.found[n].amount_cents) for n in stream.numbers]
        rhythm = stream.rhythm
        amount = streams.amount_now(cents, rhythm.period, income=income)
        party = self._party(stream.numbers, match)
        known_day = (
            rhythm.last if rhythm.period in (Period.WEEK, Period.TWO_WEEKS, Period.FOUR_WEEKS) else None
        )
        work = match.code in WAGES_AND_BENEFITS
        self._take(stream.numbers, Proposal(
            "", match.code, self._label(party, match), amount.cents, rhythm.period,
            reasons.of_stream(rhythm, self._who(party, match), income=income, amount=amount.how),
            self.seen(stream.numbers),
            pay_day=rhythm.pay_day, paid_on=known_day, month=rhythm.month,
            lowest_cents=streams.lowest_of(cents, amount.cents) if work else None, debt=match.debt,
        ))  # fmt: skip
        if work:
            self._add_holiday(stream, amount.cents)

    def _add_holiday(self, stream: streams.Stream, usual_cents: int) -> None:
        """What came on top of a wage in May or June: the line itself stays with the wage."""
        for number in reversed(stream.numbers):
            one = self.found[number]
            more = one.amount_cents - usual_cents
            if one.booked_on.month in (5, 6) and more * 10 > usual_cents * 3:
                self.proposals.append(Proposal(
                    "", "holiday_pay", one.counterparty[:60], more, Period.YEAR, reasons.of_holiday(one.booked_on),
                    (), month=one.booked_on.month, approximate=True,
                ))  # fmt: skip
                return

    def _add_once(self, number: int, match: Match) -> None:
        one = self.found[number]
        recent = self.days <= _SHORT_STATEMENT or self.last - one.booked_on <= _JUST_NOW
        if match.needs_rhythm or match.usual not in _LONG and not recent:
            self.leave_out("Eén keer gezien, en daarna niet meer.", [number])
            return
        income = one.amount_cents > 0
        party = self._party([number], match)
        long = match.usual in _LONG
        self._take([number], Proposal(
            "", match.code, self._label(party, match), abs(one.amount_cents), match.usual,
            reasons.of_one(one.booked_on, match.usual, self._who(party, match), income=income), self.seen([number]),
            month=one.booked_on.month if long else None,
            pay_day=str(one.booked_on.day) if long or match.usual is Period.MONTH else None,
            approximate=True, debt=match.debt,
        ))  # fmt: skip

    def _add_irregular(self, numbers: list[int], match: Match) -> None:
        income = CATEGORY[match.code].group is Group.INCOME
        total = abs(sum(self.found[n].amount_cents for n in numbers))
        cents = averages.average(total, max(self.days, 28), Period.MONTH)
        if match.needs_rhythm or not cents or self.last - self.found[numbers[-1]].booked_on > 2 * _JUST_NOW:
            self.leave_out("Op wisselende dagen, en nu niet meer.", numbers)
            return
        party = self._party(numbers, match)
        self._take(numbers, Proposal(
            "", match.code, self._label(party, match), cents, Period.MONTH,
            reasons.of_irregular(len(numbers), self.days, self._who(party, match), income=income), self.seen(numbers),
            approximate=True, debt=match.debt,
        ))  # fmt: skip

    # -- spending -----------------------------------------------------------------------------------------------

    def propose_averages(self) -> None:
        """Shops, cash and the like: an average per post; cards that no rule knows are one post of their own."""

        def key(number: int) -> object:
            match = self.matches.get(number)
            if match and match.how is How.AVERAGE:
                return match.code, match.label, match.usual
            one = self.found[number]
            card = match is None and one.amount_cents < 0 and not one.counterparty_iban
            return (
                ("household_other", "Andere winkels", Period.MONTH) if card and not says_back(one) else None
            )

        for numbers in self._groups(key):
            chosen = key(numbers[0])
            if isinstance(chosen, tuple):
                self._average(numbers, *chosen)

    def _average(self, numbers: list[int], code: str, label: str, period: Period) -> None:
        start, days = averages.looked_at(code, self.first, self.last)
        counted = [n for n in numbers if self.found[n].booked_on >= start]
        self.leave_out("Te lang geleden voor een gemiddelde van nu.", set(numbers) - set(counted))
        total = averages.spent(self.found, counted)
        cents = averages.average(total, max(days, 7), period) if total > 0 else 0
        if not cents:
            self.leave_out("Te weinig voor een gemiddelde.", counted)
            return
        shops = [] if label else [_shop(self.found[n].counterparty) for n in counted]
        self._take(counted, Proposal(
            "", code, label, cents, period,
            reasons.of_average(len(counted), days, period, streams.by_party(shops)), self.seen(counted),
            approximate=True,
        ))  # fmt: skip


def _shop(name: str) -> str:
    """A shop without the number and town behind it: "Albert Heijn 1234 STAD" is "Albert Heijn"."""
    words: list[str] = []
    for word in name.split():
        if any(char.isdigit() for char in word) or (words and word.isupper() and len(word) > 3):
            break
        words.append(word)
    return " ".join(words[:3]) or name
