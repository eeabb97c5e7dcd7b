"""The road out of debt: how many months each creditor takes, paying everything or in a schuldregeling.

No interest is counted and none is promised away: each road says what it assumes. All amounts are eurocents. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schuldhulp.budget.aanbod import Rank, Vordering, divide, in_proportion
from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.categories import Group
from schuldhulp.money import format_euro

MOST_MONTHS = 600
NO_INTEREST = (
    "Er komt geen rente en er komen geen kosten bij. Dat is niet beloofd: vraag het elke schuldeiser."
)
_ALL_ROOM = (
    "Alles wat er per maand over is, gaat naar de schulden. Wie klaar is, maakt ruimte voor de anderen."
)
_AGREED_FIRST = (
    "Wat nu al wordt afgelost of ingehouden, gaat door. De rest wordt verdeeld naar hoe hoog een schuld is."
)
_UNPLACED = (
    "Van {} per maand weten wij nog niet naar welke schuld het gaat. Het telt hier niet mee. "
    "Hoort het bij een schuld op deze lijst, dan duurt het korter."
)
_NOTHING = "Er is nu geen afloscapaciteit. Soms past dan een schuldregeling zonder betalen. Vraag ernaar."
_BOTH_AGREE = (
    "De gemeente bekijkt of dit past, en schuldeisers moeten ja zeggen. Daarna vervalt wat nog openstaat."
)


@dataclass(frozen=True, slots=True)
class Schuld:
    """One claim: what is open, what is paid on it each month already, and how it stands in a schuldregeling."""

    key: str
    name: str
    cents: int
    per_month_cents: int = 0
    rank: Rank = Rank.CONCURRENT
    takes_part: bool = True


@dataclass(frozen=True, slots=True)
class Stuk:
    """The road of one creditor: in how many months it is done (None: not on this road), and what is paid in all."""

    name: str
    cents: int
    months: int | None
    paid_cents: int


@dataclass(frozen=True, slots=True)
class Uitweg:
    """One road. `months` is None when it does not end; `why_not` then says why. `name` is the heading on screen.

    `at_most`: money goes to debts already that is not counted here, so the road may be shorter.
    """

    name: str
    monthly_cents: int
    months: int | None
    stukken: tuple[Stuk, ...]
    assumed: tuple[str, ...]
    why_not: str = ""
    at_most: bool = False

    @property
    def sentence(self) -> str:
        """The road in one Dutch sentence."""
        if self.months is None:
            return self.why_not
        if self.months == 0:
            return "Er staat geen schuld open."
        most = "ten hoogste " if self.at_most else ""
        return f"Met {format_euro(self.monthly_cents)} per maand duurt het {most}{say_months(self.months)}."


def say_months(months: int) -> str:
    """A number of months in words: "3 maanden", "2 jaar", "2 jaar en 1 maand"."""
    years, rest = divmod(months, 12)
    month_words = "1 maand" if rest == 1 else f"{rest} maanden"
    if not years:
        return month_words
    return f"{years} jaar" + (f" en {month_words}" if rest else "")


def room_for_debts(budget: Budget, keys: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """What a month leaves for these debts, never below nought, and what is paid on each of them already.

    Payments on a debt that is not among them are no room.
    """
    paid: dict[str, int] = {}
    elsewhere = 0
    for line in budget.group(Group.DEBT_PAYMENT).lines:
        if line.debt in keys:
            paid[str(line.debt)] = paid.get(str(line.debt), 0) + line.cents
        else:
            elsewhere += line.cents
    return max(0, budget.room_before_cents - elsewhere), paid


def unplaced_payments(budget: Budget) -> int:
    """What is withheld or paid each month without it being known on which debt, in eurocents."""
    return sum(line.cents for line in budget.group(Group.DEBT_PAYMENT).lines if line.debt is None)


def in_instalments(debts: Sequence[Schuld], monthly_cents: int, unplaced_cents: int = 0) -> Uitweg:
    """Pay every claim in full with so much a month: what is agreed first, the rest by the height of what is open.

    The number of months is the total divided by the month, rounded up. `unplaced_cents` is paid a month on a debt
    nobody named: it is not counted, and said. Raises ValueError below nought.
    """
    if min(monthly_cents, unplaced_cents) < 0 or any(
        debt.cents < 0 or debt.per_month_cents < 0 for debt in debts
    ):
        raise ValueError("amounts are not below nought")
    unplaced = (_UNPLACED.format(format_euro(unplaced_cents)),) if unplaced_cents else ()
    assumed = (NO_INTEREST, _ALL_ROOM, _AGREED_FIRST, *unplaced)
    name = "Alles betalen, in delen"
    total = sum(debt.cents for debt in debts)
    if total and not monthly_cents:
        return _endless(
            name,
            debts,
            0,
            assumed,
            "Er is nu nog geen ruimte om af te betalen. Daarom is er nog geen einddatum te noemen.",
        )
    months = -(-total // monthly_cents) if total else 0
    if months > MOST_MONTHS:
        sentence = (
            f"Met {format_euro(monthly_cents)} per maand duurt dit langer dan {MOST_MONTHS // 12} jaar."
        )
        return _endless(name, debts, monthly_cents, assumed, sentence)
    ends = _ends(debts, monthly_cents, months)
    parts = tuple(Stuk(debt.name, debt.cents, end, debt.cents) for debt, end in zip(debts, ends, strict=True))
    return Uitweg(name, monthly_cents, months, parts, assumed, at_most=bool(unplaced_cents and total))


def _endless(
    name: str, debts: Sequence[Schuld], monthly: int, assumed: tuple[str, ...], sentence: str
) -> Uitweg:
    parts = tuple(Stuk(debt.name, debt.cents, None, 0) for debt in debts)
    return Uitweg(name, monthly, None, parts, assumed, sentence)


def _ends(debts: Sequence[Schuld], monthly: int, months: int) -> list[int]:
    """In which month each claim is done."""
    open_cents = [debt.cents for debt in debts]
    ends = [0] * len(debts)
    for month in range(1, months + 1):
        before = list(open_cents)
        _one_month(debts, open_cents, monthly)
        for place, cents in enumerate(open_cents):
            if before[place] and not cents:
                ends[place] = month
    return ends


def _one_month(debts: Sequence[Schuld], open_cents: list[int], left: int) -> None:
    for place, debt in enumerate(debts):
        pay = min(debt.per_month_cents, open_cents[place], left)
        open_cents[place] -= pay
        left -= pay
    for agreed in (False, True):
        group = [
            place
            for place, debt in enumerate(debts)
            if bool(debt.per_month_cents) is agreed and open_cents[place]
        ]
        total = sum(open_cents[place] for place in group)
        pay = min(left, total)
        if not pay:
            continue
        shares = in_proportion(pay, [open_cents[place] for place in group])
        for place, share in zip(group, shares, strict=True):
            open_cents[place] -= share
        left -= pay


def in_regeling(debts: Sequence[Schuld], monthly_cents: int, months: int, once_cents: int = 0) -> Uitweg:
    """Pay creditors from the afloscapaciteit during `months`; what is left of who takes part lapses then.

    `once_cents` comes in a single time. Who does not take part stays outside. Raises ValueError below nought.
    """
    if min(monthly_cents, months, once_cents) < 0:
        raise ValueError("amounts are not below nought")
    inside = [debt for debt in debts if debt.takes_part and debt.rank is not Rank.SECURED]
    fund = monthly_cents * months + once_cents
    offer = divide(fund, [Vordering(debt.name, debt.cents, debt.rank) for debt in inside])
    paid = dict(zip([debt.key for debt in inside], offer.payments, strict=True))
    parts = tuple(
        Stuk(debt.name, debt.cents, months if debt.key in paid and fund else None, paid.get(debt.key, 0))
        for debt in debts
    )
    assumed = [_BOTH_AGREE, NO_INTEREST, "De afloscapaciteit blijft al die tijd hetzelfde."]
    outside = [debt.name for debt in debts if debt.key not in paid]
    if outside:
        assumed.append(f"Blijft buiten de regeling en loopt door: {', '.join(outside)}.")
    name = f"Schuldregeling van {months} maanden"
    if not inside:
        return Uitweg(name, monthly_cents, None, parts, tuple(assumed), "Er is geen schuld die mee kan doen.")
    if not fund:
        return Uitweg(name, 0, None, parts, tuple(assumed), _NOTHING)
    return Uitweg(name, monthly_cents, months, parts, tuple(assumed))


def thawed_roads(kept: Sequence[Mapping[str, Any]]) -> tuple[Uitweg, ...]:
    """Roads as they were kept with a frozen plan."""
    return tuple(
        Uitweg(
            each["name"], each["monthly_cents"], each["months"], tuple(Stuk(**part) for part in each["stukken"]),
            tuple(each["assumed"]), each["why_not"], each.get("at_most", False),
        )
        for each in kept
    )  # fmt: skip
