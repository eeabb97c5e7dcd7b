"""The budget plan as one frozen value: what stands on paper is decided here, the template only sets it
out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.categories import CATEGORY, Group
from schuldhulp.budget.lines import Line
from schuldhulp.budget.shown import Figure
from schuldhulp.budget.uitweg import Uitweg
from schuldhulp.charts import MonthBar, Part, month_bar
from schuldhulp.road_chart import Road, road_chart

DEFAULT_COLOUR = "#125d63"
NOT_THE_PLAN = (
    "Dit is niet het plan van aanpak. Het plan van aanpak hoort bij het besluit van de gemeente. "
    "Dit budgetplan is een overzicht dat u zelf gebruikt."
)
OTHER_PAYMENTS = "Andere betalingen"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_STYLES = {
    Group.FIXED: "fixed",
    Group.RESERVE: "reserve",
    Group.HOUSEHOLD: "household",
    Group.DEBT_PAYMENT: "payments",
}


class PlanPart(StrEnum):
    """The parts of a budget plan that can be chosen, in the order of the paper."""

    MAAND = "maand"
    TABEL = "tabel"
    LEEFGELD = "leefgeld"
    AFSPRAKEN = "afspraken"
    DOELEN = "doelen"
    SCHULDEN = "schulden"
    STAPPEN = "stappen"
    UITWEG = "uitweg"
    BEREKENING = "berekening"

    @property
    def label(self) -> str:
        """The words beside the box to tick."""
        return _PART_LABELS[self]


_PART_LABELS = {
    PlanPart.MAAND: "De maand in één beeld",
    PlanPart.TABEL: "Alle bedragen",
    PlanPart.LEEFGELD: "Leefgeld per week",
    PlanPart.AFSPRAKEN: "Afspraken",
    PlanPart.DOELEN: "Doelen",
    PlanPart.SCHULDEN: "Schulden",
    PlanPart.STAPPEN: "Wat hierna komt",
    PlanPart.UITWEG: "Bijlage: de weg uit de schulden",
    PlanPart.BEREKENING: "Bijlage: beslagvrije voet en afloscapaciteit, regel voor regel",
}
ALL_PARTS = frozenset(PlanPart)
ANNEXES = frozenset({PlanPart.UITWEG, PlanPart.BEREKENING})
# What stands on paper unless somebody chooses: two to four pages.
ORDINARY_PARTS = ALL_PARTS - ANNEXES
# For someone outside who needs to see that the rent can be paid, and nothing of what is owed to others. Agreements
# and goals are free text that can name a creditor: the client adds them knowingly.
LANDLORD_PARTS = frozenset({PlanPart.MAAND, PlanPart.TABEL, PlanPart.LEEFGELD})


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose paper it is: name of the municipality, its main colour as #rrggbb, lines for contact, and its logo as a
    data: address with its words."""

    name: str
    colour: str = DEFAULT_COLOUR
    contact: tuple[str, ...] = ()
    logo: str = ""
    logo_words: str = ""

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.colour):
            raise ValueError("a colour is written as #rrggbb")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the table: eurocents per month and how that came about, in words."""

    label: str
    how: str
    cents: int
    note: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """One group of the table with its total in eurocents per month."""

    label: str
    cents: int
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed, in the client's words; `who` and `when` may be empty."""

    text: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class PlanDebt:
    """One debt on paper: eurocents as claimed, None when not known yet; `running` says in words what is paid on it."""

    creditor: str
    cents: int | None
    collector: str = ""
    running: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a budget plan says beside the month: goals, agreements and own ideas in the client's words, debts, next
    steps, and the legal figures with their lines."""

    goals: tuple[str, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    debts: tuple[PlanDebt, ...] = ()
    next_steps: tuple[Agreement, ...] = ()
    ideas: tuple[Agreement, ...] = ()
    calculations: tuple[Figure, ...] = ()
    roads: tuple[Uitweg, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetPlanDocument:
    """Everything templates/pdf/budgetplan.html prints. Amounts are eurocents per month unless their name
    says else.

    `whose` is how the client is called, `made_with` who helped (may be empty), `reference` the number of
    the dossier (may be empty), `large` asks for large print.
    """

    sender: Sender
    whose: str
    made_on: date
    version: str
    parts: frozenset[PlanPart]
    sentence: str
    still_missing: str
    chart: MonthBar
    groups: tuple[PlanGroup, ...]
    income_cents: int
    expenses_cents: int
    room_before_cents: int
    payments_cents: int
    room_cents: int
    week_cents: int
    week_lines: tuple[PlanLine, ...]
    arrears: tuple[tuple[str, int], ...]
    plan: Plan
    made_with: str = ""
    reference: str = ""
    large: bool = False
    not_the_plan: str = NOT_THE_PLAN

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Budgetplan"

    @property
    def roads(self) -> tuple[tuple[Uitweg, Road | None], ...]:
        """Each road out of debt with its picture, where it has one."""
        return tuple((road, road_chart(road)) for road in self.plan.roads)

    @property
    def debts_cents(self) -> int:
        """All debts of the list together."""
        return sum(debt.cents or 0 for debt in self.plan.debts)

    @property
    def debts_about(self) -> str:
        """The word before that total when it is not exact, with its space."""
        return "ongeveer " if any(debt.approximate for debt in self.plan.debts) else ""

    @property
    def debts_unknown(self) -> int:
        """How many debts have no amount yet, so that the total says that it misses them."""
        return sum(1 for debt in self.plan.debts if debt.cents is None)

    def has(self, part: str) -> bool:
        """Whether a part was chosen and has something to show."""
        if PlanPart(part) not in self.parts:
            return False
        content = {
            PlanPart.AFSPRAKEN: self.plan.agreements or self.plan.ideas,
            PlanPart.DOELEN: self.plan.goals,
            PlanPart.SCHULDEN: self.plan.debts,
            PlanPart.STAPPEN: self.plan.next_steps,
            PlanPart.LEEFGELD: self.week_lines,
            PlanPart.UITWEG: self.plan.roads if PlanPart.SCHULDEN in self.parts else (),
            # The figures tell of beslag and of creditors, so they go with the debts only.
            PlanPart.BEREKENING: self.plan.calculations if PlanPart.SCHULDEN in self.parts else (),
        }
        return bool(content.get(PlanPart(part), True))


def budget_plan(
    budget: Budget,
    plan: Plan,
    *,
    sender: Sender,
    whose: str,
    made_on: date,
    version: str,
    parts: Iterable[str] = ORDINARY_PARTS,
    made_with: str = "",
    reference: str = "",
    large: bool = False,
) -> BudgetPlanDocument:
    """Put a budget on paper. Without the part 'schulden' no line says to whom or how anything is repaid.

    Raises ValueError for an unknown part.
    """
    chosen = frozenset(PlanPart(part) for part in parts)
    private = PlanPart.SCHULDEN not in chosen
    return BudgetPlanDocument(
        sender=sender,
        whose=whose,
        made_on=made_on,
        version=version,
        parts=chosen,
        sentence=budget.sentence,
        still_missing=budget.still_missing,
        chart=month_chart(budget, private=private),
        groups=tuple(_group(budget, group, private) for group in Group if budget.group(group).lines),
        income_cents=budget.income_cents,
        expenses_cents=budget.expenses_cents,
        room_before_cents=budget.room_before_cents,
        payments_cents=budget.payments_cents,
        room_cents=budget.room_cents,
        week_cents=budget.food_per_week_cents,
        week_lines=_group(budget, Group.HOUSEHOLD, private).lines,
        arrears=() if private else tuple((arrear.label, arrear.cents) for arrear in budget.arrears),
        plan=plan,
        made_with=made_with,
        reference=reference,
        large=large,
    )


def month_chart(budget: Budget, *, private: bool = False) -> MonthBar:
    """The month as two bars, for screen and paper: the group totals of the budget and nothing else.

    `private` gives the payments on debts a neutral name.
    """
    labels = {group: budget.group(group).label for group in _STYLES}
    if private:
        labels[Group.DEBT_PAYMENT] = OTHER_PAYMENTS
    out = [Part(labels[group], budget.group(group).cents, style) for group, style in _STYLES.items()]
    return month_bar(
        [Part(Group.INCOME.label, budget.income_cents, "income")],
        out,
        title="Uw maand: wat erin komt en wat eruit gaat",
        rest_labels=("Blijft over", "Tekort"),
    )


def _group(budget: Budget, group: Group, private: bool) -> PlanGroup:
    total = budget.group(group)
    if private and group is Group.DEBT_PAYMENT:
        return PlanGroup(OTHER_PAYMENTS, total.cents, ())
    lines = tuple(_plan_line(line, private) for line in total.lines)
    return PlanGroup(total.label, total.cents, lines)


def _plan_line(line: Line, private: bool) -> PlanLine:
    if not private:
        return PlanLine(line.label, line.formula, line.cents, line.note, line.approximate)
    label = line.label
    if line.code == "cak_premium":
        label = CATEGORY["health_premium"].label
    elif line.code == "other_income" and not line.key and line.note:
        label = CATEGORY["other_income"].label
    return PlanLine(label, line.formula, line.cents, "", line.approximate)
