"""What a client is asked: one list. Its words are in `content/`, its answers in `records/`, its forms in `web/steps/`.

A new ordinary step is a record, a line here, a form and words (docs/architecture.md, "Adding something").

The order is the order of the werkboek; the client may do the steps in any order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from schuldhulp.budget.categories import CATEGORY, Category
from schuldhulp.dossier import applies as when
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.records import debts, money, plan, situation


class Theme(StrEnum):
    """The six parts of the werkboek, in order."""

    SITUATION = "waar-sta-ik"
    INCOME = "inkomen"
    SPENDING = "uitgaven"
    DEBTS = "schulden"
    PLAN = "plan"
    FINISH = "afronden"

    @property
    def label(self) -> str:
        """The heading on screen."""
        return _THEME_LABELS[self]


_THEME_LABELS = {
    Theme.SITUATION: "Waar sta ik",
    Theme.INCOME: "Inkomen",
    Theme.SPENDING: "Uitgaven",
    Theme.DEBTS: "Schulden",
    Theme.PLAN: "Plan",
    Theme.FINISH: "Afronden",
}


class Line(IntEnum):
    """The three finish lines; each holds the steps of the one before."""

    GESPREK = 1
    BESLUIT = 2
    SCHULDREGELING = 3

    @property
    def label(self) -> str:
        """What it is enough for."""
        return {
            1: "genoeg voor het gesprek",
            2: "genoeg voor het besluit",
            3: "genoeg voor de schuldregeling",
        }[self.value]


class Rows(StrEnum):
    """What a step of rows holds; the rows live in a table of their own."""

    HOUSEHOLD = "household"
    INCOMES = "incomes"
    EXPENSES = "expenses"
    DEBTS = "debts"
    PAPERS = "papers"
    MANDATES = "mandates"
    IDENTITY = "identity"


Applies = Callable[[DossierFacts], when.Verdict]
Gate = Callable[[DossierFacts], str | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `needed_for` None: welcome, never needed. `codes` are budget categories offered as lines.

    `urgent_fields` are the only questions while a threat is open. `gate` gives the sentence of a closed gate.
    `private`: only the client and staff ever see it; another step can be shared with its theme, when the client wants.
    """

    slug: str
    theme: Theme
    minutes: int
    needed_for: Line | None
    record: type
    applies: Applies = when.always
    rows: Rows | None = None
    codes: tuple[str, ...] = ()
    gate: Gate | None = None
    urgent_fields: tuple[str, ...] = ()
    private: bool = False

    @property
    def lines(self) -> tuple[Category, ...]:
        """The budget lines this step offers, with their Dutch labels."""
        return tuple(CATEGORY[code] for code in self.codes)


def _step(
    theme: Theme,
    slug: str,
    record: type,
    minutes: int,
    line: Line | None = None,
    applies: Applies = when.always,
    *,
    rows: Rows | None = None,
    codes: str = "",
    gate: Gate | None = None,
    urgent: tuple[str, ...] = (),
    private: bool = False,
) -> Step:
    return Step(
        slug, theme, minutes, line, record, applies, rows, tuple(codes.split()), gate, urgent, private
    )


_G, _B, _S = Line.GESPREK, Line.BESLUIT, Line.SCHULDREGELING
_IN, _OUT, _DEBT = Rows.INCOMES, Rows.EXPENSES, Rows.DEBTS
_T = Theme
_WORK = (
    "wage benefit_pw benefit_ww benefit_zw benefit_wia benefit_wajong benefit_anw aow pension student_finance"
)
_EXTRA = "alimony_received_child alimony_received_partner board_received other_income"
_TOESLAGEN = "care_allowance rent_allowance child_budget childcare_allowance child_benefit provisional_refund"
_INSURED = "health_premium cak_premium liability_ins home_ins funeral_ins other_ins excess"

STEPS: tuple[Step, ...] = (
    _step(_T.SITUATION, "wat-speelt-er", situation.Situation, 5, _G),
    _step(
        _T.SITUATION, "dreigt-er-iets", situation.Threat, 5, _G, urgent=("threat_on", "food", "reach_now"),
        private=True,
    ),
    _step(_T.SITUATION, "bereiken", situation.Reach, 5, _G, private=True),
    _step(_T.SITUATION, "thuis", situation.Home, 8, _G, rows=Rows.HOUSEHOLD),
    _step(_T.SITUATION, "hoe-belangrijk-en-zeker", situation.Rulers, 3, None, when.calm, private=True),
    _step(_T.SITUATION, "vroeger-en-nu", situation.Before, 8, _S, private=True),
    _step(_T.INCOME, "lonen-en-uitkeringen", money.Wages, 10, _B, rows=_IN, codes=_WORK),
    _step(_T.INCOME, "toeslagen", money.Allowances, 8, _B, rows=_IN, codes=_TOESLAGEN),
    _step(
        _T.INCOME, "vakantiegeld-en-eenmalig", money.OnceAYear, 5, _S, rows=_IN,
        codes="holiday_pay thirteenth_month individual_income_supplement",
    ),
    _step(_T.INCOME, "ander-inkomen", money.OtherIncome, 5, _S, rows=_IN, codes=_EXTRA),
    _step(_T.INCOME, "bezit", money.Possessions, 6, _S),
    _step(
        _T.SPENDING, "wonen", money.Housing, 8, _B, rows=_OUT,
        codes="rent mortgage service_costs municipal_tax water_board_tax",
    ),
    _step(_T.SPENDING, "energie-en-water", money.Energy, 6, _S, rows=_OUT, codes="energy heat water"),
    _step(_T.SPENDING, "verzekeringen-en-zorg", money.Insurances, 8, _S, rows=_OUT, codes=_INSURED),
    _step(
        _T.SPENDING, "telefoon-internet-abonnementen", money.Subscriptions, 6, _S, rows=_OUT,
        codes="telephone internet_tv subscriptions",
    ),
    _step(_T.SPENDING, "vervoer", money.Transport, 5, _S, rows=_OUT, codes="public_transport fuel car_ins car_tax"),
    _step(
        _T.SPENDING, "kinderen", money.Children, 6, _S, when.with_children, rows=_OUT,
        codes="childcare school pocket_money alimony_paid",
    ),
    _step(
        _T.SPENDING, "elke-week", money.EveryWeek, 6, _B, rows=_OUT,
        codes="food cleaning personal_care pets household_other",
    ),
    _step(
        _T.SPENDING, "reserveren", money.SetAside, 6, _S, rows=_OUT,
        codes="clothing inventory maintenance medical_extra recreation other_reserve",
    ),
    _step(
        _T.SPENDING, "andere-vaste-lasten", money.OtherCosts, 4, _S, rows=_OUT,
        codes="budget_management bewind other_fixed",
    ),
    _step(_T.DEBTS, "post-ordenen", debts.Post, 15, _S),
    _step(_T.DEBTS, "schulden-grof", debts.RoughDebts, 10, _G, rows=_DEBT),
    _step(_T.DEBTS, "een-schuld", debts.OneDebt, 10, _B, rows=_DEBT),
    _step(_T.DEBTS, "beslag-en-verrekening", debts.Attachments, 6, _S, when.with_debts),
    _step(_T.DEBTS, "klopt-het", debts.IsItRight, 8, _S, when.with_debts),
    _step(_T.PLAN, "doel", plan.Goal, 5, _S),
    _step(_T.PLAN, "eigen-idee", plan.OwnIdea, 6, _S, when.with_money),
    _step(_T.PLAN, "budgetplan-bekijken", plan.BudgetPlan, 10, _S, when.with_budget_plan),
    _step(_T.PLAN, "eerste-kleine-stap", plan.SmallStep, 4, None),
    _step(_T.PLAN, "wie-kan-mij-helpen", plan.WhoHelps, 5, None),
    _step(_T.FINISH, "papieren", plan.Papers, 15, _S, rows=Rows.PAPERS),
    _step(_T.FINISH, "machtiging", plan.Mandate, 5, _S, rows=Rows.MANDATES, gate=when.mandate_gate),
    _step(_T.FINISH, "identiteit", plan.Identity, 5, _S, rows=Rows.IDENTITY, gate=when.identity_gate),
    _step(_T.FINISH, "terugkijken", plan.LookingBack, 6, None, when.underway),
    _step(_T.FINISH, "nazorg", plan.AfterCare, 8, None, when.near_the_end),
)  # fmt: skip

STEP: Mapping[str, Step] = MappingProxyType({step.slug: step for step in STEPS})
THREAT_STEP = STEP["dreigt-er-iets"]


def steps_of(theme: Theme) -> tuple[Step, ...]:
    """The steps of one theme, in order."""
    return tuple(step for step in STEPS if step.theme is theme)
