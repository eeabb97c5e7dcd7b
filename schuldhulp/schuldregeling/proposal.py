"""A proposal to all creditors from capacity and claims: four ways side by side, and what the law does not allow.

Wgs art. 4a, fifth paragraph: a plan leaves at least the beslagvrije voet. Faillissementswet art. 349a: eighteen
months. All amounts are eurocents per month unless the name says else; percentages are hundredths of a percent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from schuldhulp.budget.aanbod import Aanbod, Rank, Vordering, aandeel, saneringskrediet
from schuldhulp.budget.aanbod import aanbod as divided
from schuldhulp.budget.afloscapaciteit import Afloscapaciteit, bereken_afloscapaciteit
from schuldhulp.budget.normen import Normen
from schuldhulp.budget.uitkomst import Berekening

SET = "schuldregeling"


class Scenario(StrEnum):
    """The ways of paying creditors."""

    MEDIATION = "schuldbemiddeling"
    LOAN = "saneringskrediet"
    ZERO = "zonder-afloscapaciteit"
    FULL = "betalingsregeling"

    @property
    def label(self) -> str:
        """The name on screen."""
        return _WORDS[self][0]

    @property
    def what(self) -> str:
        """What happens, in plain Dutch."""
        return _WORDS[self][1]

    @property
    def for_creditors(self) -> str:
        """What creditors are asked."""
        return _FOR_CREDITORS[self]

    @property
    def good(self) -> str:
        """What speaks for it."""
        return _WORDS[self][2]

    @property
    def less(self) -> str:
        """What speaks against it."""
        return _WORDS[self][3]


_WORDS = {
    Scenario.MEDIATION: (
        "Schuldbemiddeling",
        (
            "U spaart elke maand. Het geld gaat naar de schuldeisers. Gaan zij akkoord, dan vervalt na 18 maanden de"
            " rest van de schulden die meedoen."
        ),
        "Verdient u meer of minder, dan gaat het bedrag mee.",
        "Het duurt 18 maanden voordat het klaar is. Tussendoor wordt opnieuw gerekend.",
    ),
    Scenario.LOAN: (
        "Saneringskrediet",
        (
            "Gaan de schuldeisers akkoord, dan betaalt de kredietbank hen nu en vervalt meteen de rest van de schulden"
            " die meedoen. U betaalt de bank in gelijke delen terug."
        ),
        "Er is meteen rust: nog één schuldeiser en een vast bedrag.",
        "Het bedrag is vast, ook als uw inkomen daalt. De rente gaat van het aanbod af.",
    ),
    Scenario.ZERO: (
        "Schuldregeling zonder afloscapaciteit",
        (
            "Er is 18 maanden geen geld voor schuldeisers. Gaan zij akkoord, dan krijgen zij niets en vervallen de"
            " schulden die meedoen meteen."
        ),
        "U hoeft niet te wachten. De gemeente zoekt daarna met u naar rust in het budget.",
        "Het past alleen als er 18 maanden geen ruimte komt. Schuldeisers zeggen vaker nee.",
    ),
    Scenario.FULL: (
        "Betalingsregeling: alles in delen",
        "Alle schulden worden helemaal betaald, in delen per maand.",
        "Elke schuldeiser krijgt alles. Schuldeisers zeggen daarom sneller ja.",
        "Er vervalt niets, en rente kan doorlopen. Het past als het binnen 36 maanden lukt.",
    ),
}  # fmt: skip


_FOR_CREDITORS = {
    Scenario.MEDIATION: "Wij stellen voor de schuld te regelen met 18 maanden afloscapaciteit, tegen finale kwijting.",
    Scenario.LOAN: "Wij stellen voor dat de kredietbank dit bedrag in één keer betaalt, tegen finale kwijting.",
    Scenario.ZERO: "Er is 18 maanden geen afloscapaciteit. Wij vragen finale kwijting zonder betaling.",
    Scenario.FULL: "Wij stellen voor alle schulden helemaal te betalen, in delen.",
}


class PlanRefused(ValueError):
    """The plan cannot be; `str()` is the Dutch reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What there is for creditors. `rate` is the interest of the credit bank per year, None when it is not known.

    `stored` says that it comes from a kept calculation; otherwise `source` tells where staff have it from.
    """

    income_cents: int
    vtlb_cents: int
    protected_cents: int
    costs_cents: int = 0
    assets_cents: int = 0
    rate: Fraction | None = None
    stored: bool = False
    source: str = ""

    @property
    def gross_cents(self) -> int:
        """Income above the vrij te laten bedrag, never below nought."""
        return max(0, self.income_cents - self.vtlb_cents)

    @property
    def monthly_cents(self) -> int:
        """What goes to creditors each month: gross minus what the help costs."""
        return max(0, self.gross_cents - self.costs_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim as it stands for a proposal. `cents` None: nobody knows the amount yet."""

    debt_id: UUID
    name: str
    collector: str = ""
    reference: str = ""
    kind: str
    rank: Rank
    takes_part: bool
    cents: int | None
    confirmed: bool

    @property
    def counts(self) -> bool:
        """Whether it shares in the fund."""
        return self.takes_part and self.cents is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one claim gets; the percentage is that of its rank, the share its part in all claims that take part."""

    claim: Claim
    cents: int
    percentage: int | None
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One scenario worked out. `possible` is empty, or the Dutch reason why this way does not fit."""

    scenario: Scenario
    capacity: Capacity
    months: int
    monthly_cents: int
    fund_cents: int
    total_cents: int
    offers: tuple[Offer, ...]
    basis: Berekening[Afloscapaciteit]
    loan: Berekening[int] | None
    division: Berekening[Aanbod]
    objection: str = ""

    @property
    def paid_cents(self) -> int:
        """What all creditors get together."""
        return sum(offer.cents for offer in self.offers)

    @property
    def possible(self) -> bool:
        """Whether nothing speaks against offering it."""
        return not self.objection


def check_protected(capacity: Capacity, monthly_cents: int) -> None:
    """Hold a monthly payment against the beslagvrije voet (Wgs art. 4a, fifth paragraph). Raises PlanRefused.

    What is left is at least the beslagvrije voet; who has less income than that pays nothing.
    """
    left = capacity.income_cents - monthly_cents - (capacity.costs_cents if monthly_cents else 0)
    if monthly_cents and left < capacity.protected_cents:
        raise PlanRefused(
            "Dit plan laat minder over dan de beslagvrije voet. De wet staat dat niet toe (Wgs artikel 4a, vijfde lid)."
        )


def capacity_of(capacity: Capacity, norms: Normen) -> Berekening[Afloscapaciteit]:
    """The afloscapaciteit and what it comes to over the months of an arrangement, with its lines."""
    return bereken_afloscapaciteit(
        capacity.income_cents,
        capacity.vtlb_cents,
        norms,
        kosten=capacity.costs_cents,
        eenmalig=capacity.assets_cents,
    )


def work_out(scenario: Scenario, capacity: Capacity, claims: Sequence[Claim], norms: Normen) -> Worked:
    """One way of paying, with what every claim gets. Raises PlanRefused when nobody takes part."""
    part = [claim for claim in claims if claim.counts]
    if not part:
        raise PlanRefused("Er is nog geen schuld met een bedrag die meedoet.")
    total = sum(claim.cents or 0 for claim in part)
    basis = capacity_of(capacity, norms)
    months, monthly = basis.uitkomst.maanden, basis.uitkomst.netto
    fund, loan, objection = 0, None, ""
    if scenario is Scenario.MEDIATION:
        fund = basis.uitkomst.fonds
    elif scenario is Scenario.LOAN:
        rate = norms["kredietrente"].rate if capacity.rate is None else capacity.rate
        loan = saneringskrediet(monthly, months, rate)
        fund = loan.uitkomst + capacity.assets_cents
    elif scenario is Scenario.FULL:
        fund = total
        months, monthly = _instalments(total - min(total, capacity.assets_cents), monthly)
    if scenario is Scenario.ZERO:
        monthly = 0
    try:
        check_protected(capacity, monthly)
    except PlanRefused as refused:
        objection = str(refused)
    division = divided(fund, [Vordering(claim.name, claim.cents or 0, claim.rank) for claim in part])
    return Worked(
        scenario=scenario, capacity=capacity, months=months, monthly_cents=monthly, fund_cents=fund,
        total_cents=total, basis=basis, loan=loan, division=division,
        offers=_offers(claims, part, division.uitkomst, total),
        objection=objection or _objection(scenario, capacity, months, fund, total, norms),
    )  # fmt: skip


def _offers(claims: Sequence[Claim], part: Sequence[Claim], found: Aanbod, total: int) -> tuple[Offer, ...]:
    paid = {claim.debt_id: cents for claim, cents in zip(part, found.payments, strict=True)}
    rates = {Rank.PREFERENT: found.preferent_percentage, Rank.CONCURRENT: found.concurrent_percentage}
    return tuple(
        Offer(
            claim=claim, cents=paid.get(claim.debt_id, 0),
            percentage=rates.get(claim.rank) if claim.counts else None,
            share=aandeel(claim.cents or 0, total) if claim.counts and total else None,
        )
        for claim in claims
    )  # fmt: skip


def _instalments(total: int, monthly: int) -> tuple[int, int]:
    """How many months it takes, and how much a month at most; (0, 0) when there is nothing to pay with or to pay."""
    if monthly <= 0 or total <= 0:
        return 0, 0
    months = -(-total // monthly)
    return months, -(-total // months)


def _objection(
    scenario: Scenario, capacity: Capacity, months: int, fund: int, total: int, norms: Normen
) -> str:
    """Why this way does not fit, or nothing."""
    longest = norms["problematisch_maanden"].count
    if scenario is Scenario.ZERO:
        if capacity.monthly_cents or capacity.assets_cents:
            return "Er is afloscapaciteit of vermogen: een aanbod van nul past dan niet."
        return ""
    if scenario is Scenario.FULL:
        if total > capacity.assets_cents and not months:
            return "Er is geen ruimte per maand om mee af te lossen."
        return f"Het duurt {months} maanden; meer dan {longest} past niet." if months > longest else ""
    if not fund:
        return "Er is niets te verdelen: kijk naar de schuldregeling zonder afloscapaciteit."
    if fund >= total:
        return "Alle schulden kunnen helemaal betaald worden: kijk naar de betalingsregeling."
    return ""


def side_by_side(capacity: Capacity, claims: Sequence[Claim], norms: Normen) -> tuple[Worked, ...]:
    """All four ways, in one order. Raises PlanRefused when nobody takes part."""
    return tuple(work_out(scenario, capacity, claims, norms) for scenario in Scenario)
