"""What a budget invites to look at: neutral findings with their source. Nothing is decided or refused
here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.bevindingen import Finding, Level, Situation
from schuldhulp.budget.categories import Check, Group
from schuldhulp.budget.inhoudingen import WAGES_AND_BENEFITS
from schuldhulp.budget.normen import Norm, Normen
from schuldhulp.budget.posten import Post, Withholding
from schuldhulp.money import Period, format_euro, per_month

CHECKED_WITH = ("controles", "bijstand", "toeslagen")
OWN_RULE = "Rekenregel van de begroting"
ALLOWANCES = frozenset(
    {
        "care_allowance",
        "rent_allowance",
        "child_budget",
        "childcare_allowance",
        "child_benefit",
    }
)
# Withheld amounts differ by cents between years and letters; a euro either side is still the same premium.
_NEAR_CENTS = 100


@dataclass(frozen=True, slots=True)
class _Case:
    budget: Budget
    posts: tuple[Post, ...]
    situation: Situation
    normen: Normen

    def cents(self, *codes: str) -> int:
        return sum(line.cents for group in self.budget.groups for line in group.lines if line.code in codes)

    def has(self, *codes: str) -> bool:
        return any(post.code in codes and (post.cents or post.withheld) for post in self.posts)

    @property
    def own_income(self) -> int:
        """Income without toeslagen and kinderbijslag, per month."""
        lines = self.budget.group(Group.INCOME).lines
        return sum(line.cents for line in lines if line.code not in ALLOWANCES)

    @property
    def bijstand(self) -> Norm | None:
        """The norm of this household; none for sharers of costs, whose norm differs per number of people."""
        if self.situation.couple is None or self.situation.cost_sharers:
            return None
        who = "samen" if self.situation.couple else "alleen"
        return self.normen[f"bijstand_aow_{who}" if self.situation.aow else f"bijstand_{who}"]


def check_budget(
    budget: Budget, posts: Sequence[Post], situation: Situation, normen: Normen
) -> tuple[Finding, ...]:
    """All findings, the ones that ask most attention first; `normen` are the sets
    CHECKED_WITH of the day."""
    case = _Case(budget, tuple(post for post in posts if post.one_off is None), situation, normen)
    found = [finding for check in _CHECKS for finding in check(case)]
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: -order.index(finding.level)))


def _rests_on(norm: Norm) -> str:
    return f"{norm.bron} ({format_euro(norm.cents)} per {norm.unit})"


def _shortage(case: _Case) -> Iterator[Finding]:
    short = -case.budget.room_cents
    if short > 0:
        sentence = f"Er gaat {format_euro(short)} per maand meer uit dan er binnenkomt."
        inputs = (
            ("income", case.budget.income_cents),
            ("expenses", case.budget.expenses_cents),
            ("payments", case.budget.payments_cents),
        )
        yield Finding("shortage", Level.WARNING, sentence, OWN_RULE, inputs)


def _no_reserve(case: _Case) -> Iterator[Finding]:
    if case.budget.expenses_cents and not case.budget.group(Group.RESERVE).cents:
        sentence = "Er staat nog niets om opzij te leggen, bijvoorbeeld voor kleding of het eigen risico."
        yield Finding("no_reserve", Level.WARNING, sentence, OWN_RULE)


def _below_bijstand(case: _Case) -> Iterator[Finding]:
    norm = case.bijstand
    if norm and case.budget.income_cents and case.own_income < norm.cents:
        sentence = (
            f"Het inkomen zonder toeslagen is {format_euro(case.own_income)} per maand. Dat is minder dan de "
            f"bijstandsnorm van {format_euro(norm.cents)}, met vakantiegeld. Misschien is er recht op een aanvulling."
        )
        inputs = (("own_income", case.own_income), ("norm", norm.cents))
        yield Finding("below_bijstand", Level.QUESTION, sentence, _rests_on(norm), inputs, norm.url)


def _rent_allowance(case: _Case) -> Iterator[Finding]:
    rent, base = case.cents("rent"), case.normen["huurtoeslag_basishuur_een"]
    alone = not case.situation.couple and not case.situation.children_ages and not case.situation.cost_sharers
    limit = case.normen["huurtoeslag_inkomen_een" if alone else "huurtoeslag_inkomen_meer"]
    if case.has("rent_allowance") or not case.budget.income_cents or rent <= base.cents:
        return
    if case.own_income * 12 < limit.cents:
        sentence = (
            "Er is huur en een laag inkomen, en er staat geen huurtoeslag. "
            "Controleer op toeslagen.nl of er recht op is."
        )
        inputs = (("rent", rent), ("own_income_year", case.own_income * 12), ("limit", limit.cents))
        yield Finding("rent_allowance", Level.QUESTION, sentence, _rests_on(limit), inputs, limit.url)


def _care_allowance(case: _Case) -> Iterator[Finding]:
    limit = case.normen[
        "zorgtoeslag_inkomen_samen" if case.situation.couple else "zorgtoeslag_inkomen_alleen"
    ]
    if case.has("care_allowance") or not case.situation.adult or not case.budget.income_cents:
        return
    if case.own_income * 12 < limit.cents:
        sentence = "Er staat geen zorgtoeslag. Controleer op toeslagen.nl of er recht op is."
        inputs = (("own_income_year", case.own_income * 12), ("limit", limit.cents))
        yield Finding("care_allowance", Level.QUESTION, sentence, _rests_on(limit), inputs, limit.url)


def _child_money(case: _Case) -> Iterator[Finding]:
    if not any(age < 18 for age in case.situation.children_ages):
        return
    missing = [
        name
        for code, name in (("child_benefit", "kinderbijslag"), ("child_budget", "kindgebonden budget"))
        if not case.has(code)
    ]
    if missing:
        names = " en geen ".join(missing)
        sentence = f"Er zijn kinderen onder de 18, en er staat geen {names}. Controleer of dat klopt."
        yield Finding("child_money", Level.QUESTION, sentence, OWN_RULE)


def _cak(case: _Case) -> Iterator[Finding]:
    norm = case.normen["cak_premie"]
    withheld = [
        per_month(item.cents, post.period)
        for post in case.posts
        for item in post.withheld
        if item.kind is Withholding.CAK
    ]
    premiums = [
        per_month(post.cents, post.period) for post in case.posts if post.category.check is Check.PREMIUM
    ]
    like = [cents for cents in premiums if abs(cents - norm.cents) <= _NEAR_CENTS]
    if withheld or like or case.has("cak_premium"):
        sentence = (
            "Zo te zien gaat er zorgpremie via het CAK. De zorgverzekering loopt dan door. "
            "Controleer of het bedrag wordt ingehouden of zelf wordt betaald."
        )
        inputs = (("premium", (withheld or like or premiums)[0]), ("norm", norm.cents))
        yield Finding("cak", Level.QUESTION, sentence, _rests_on(norm), inputs, norm.url)


def _beslagvrije_voet(case: _Case) -> Iterator[Finding]:
    floor, income = case.situation.beslagvrije_voet_cents, case.situation.attached_income_cents
    beslag = case.cents("garnishment")
    if floor is None or income is None or not beslag or income - beslag >= floor:
        return
    sentence = (
        f"Van het inkomen waar beslag op ligt, is na het beslag nog {format_euro(income - beslag)} om van te leven. "
        f"Dat hoort ten minste de beslagvrije voet te zijn: {format_euro(floor)}. Controleer het beslag bij de "
        "coördinerende deurwaarder."
    )
    inputs = (("attached_income", income), ("beslag", beslag), ("beslagvrije_voet", floor))
    source = "Wetboek van Burgerlijke Rechtsvordering art. 475c–475e"
    yield Finding(
        "beslagvrije_voet",
        Level.SERIOUS,
        sentence,
        source,
        inputs,
        "https://wetten.overheid.nl/BWBR0001827/2026-07-14",
    )


def _above_capacity(case: _Case) -> Iterator[Finding]:
    capacity, paid = case.situation.capacity_cents, case.budget.payments_cents
    if capacity is not None and paid > capacity:
        sentence = (
            f"Er gaat {format_euro(paid)} per maand naar schulden. De afloscapaciteit is "
            f"{format_euro(capacity)}."
        )
        yield Finding(
            "above_capacity", Level.WARNING, sentence, OWN_RULE, (("paid", paid), ("capacity", capacity))
        )


def _remission(case: _Case) -> Iterator[Finding]:
    norm, tax = case.bijstand, case.cents("municipal_tax", "water_board_tax")
    if norm and tax and case.own_income <= norm.cents:
        sentence = "Bij dit inkomen is soms kwijtschelding van belastingen mogelijk. Controleer dat."
        inputs = (("tax", tax), ("own_income", case.own_income), ("norm", norm.cents))
        yield Finding("remission", Level.QUESTION, sentence, _rests_on(norm), inputs, norm.url)


def _holiday_pay(case: _Case) -> Iterator[Finding]:
    earns = case.has(*(WAGES_AND_BENEFITS - {"pension", "other_income"}))
    if earns and not case.has("holiday_pay"):
        sentence = "Er staat nog geen vakantiegeld. Misschien zit het al in het maandbedrag."
        yield Finding("holiday_pay", Level.WARNING, sentence, OWN_RULE)


def _living_costs(case: _Case) -> Iterator[Finding]:
    living = case.cents("rent", "mortgage", "energy", "heat", "health_premium", "cak_premium")
    if case.budget.income_cents and living > case.budget.income_cents:
        sentence = (
            f"Wonen, energie en zorg kosten samen {format_euro(living)} per maand. "
            "Dat is meer dan er binnenkomt. Controleer de bedragen."
        )
        inputs = (("living", living), ("income", case.budget.income_cents))
        yield Finding("living_costs", Level.SERIOUS, sentence, OWN_RULE, inputs)


def _direct_allowance(case: _Case) -> Iterator[Finding]:
    """A toeslag that goes straight on is counted against the whole bill; who typed the own part counts it twice."""
    for post in case.posts:
        for bill in case.posts:
            if post.cents and bill.cents and bill.code in post.lowers and bill.is_full:
                sentence = (
                    f"{post.name} gaat direct naar {post.paid_directly.label if post.paid_directly else ''}. "
                    f"Controleer of bij {bill.name.lower()} het hele bedrag staat ({format_euro(bill.cents)}), "
                    "en niet alleen wat zelf wordt betaald."
                )
                inputs = (("allowance", post.cents), ("bill", bill.cents))
                yield Finding("direct_allowance", Level.QUESTION, sentence, OWN_RULE, inputs)


def _period(case: _Case) -> Iterator[Finding]:
    for post in case.posts:
        asked = post.category.check is Check.PERIOD and post.group is Group.INCOME and post.cents
        if asked and post.period is Period.MONTH and (post.pay_day is None or post.pay_day.day is None):
            four = per_month(post.full_cents, Period.FOUR_WEEKS)
            sentence = (
                f"{post.name}: komt {format_euro(post.cents)} elke maand, of elke 4 weken? "
                f"Bij 4 weken is het {format_euro(four)} per maand."
            )
            yield Finding(
                "period", Level.HINT, sentence, OWN_RULE, (("entered", post.cents), ("if_four_weeks", four))
            )


_CHECKS: tuple[Callable[[_Case], Iterator[Finding]], ...] = (
    _beslagvrije_voet,
    _living_costs,
    _shortage,
    _no_reserve,
    _above_capacity,
    _holiday_pay,
    _below_bijstand,
    _rent_allowance,
    _care_allowance,
    _child_money,
    _cak,
    _direct_allowance,
    _remission,
    _period,
)
