"""Forms of the lines of a budget and of the people at home. Amounts in eurocents."""

from datetime import date
from typing import Any

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.posten import Direct, Whose, Withheld, Withholding
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import Choice, YesNo
from schuldhulp.dossier.steps import Step
from schuldhulp.money import Period
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    IntegerField,
    PeriodField,
    TextField,
)
from schuldhulp.web.steps.forms_money import MONTHS
from schuldhulp.web.steps.row_fields import PayDayField
from schuldhulp.web.steps.step_form import ConditionalForm

AMOUNT_NEEDED = "Vul een bedrag in, of kies 'Weet ik niet'. Ongeveer is ook goed."


class _MoneyForm(ConditionalForm):
    """What an income and an expense share; `step` gives the kinds that are offered."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(line.code, line.label) for line in step.lines]
        stored = kwargs.get("data") or {}
        here = str(stored.get("code") or "")
        if here in CATEGORY and here not in step.codes:
            # A line of another kind stays what it is: payments on debts come from a statement, and from no step.
            kinds.append((here, CATEGORY[here].label))
        self["code"].offer(kinds)
        if self["per"].raw_data is None and "per" not in stored:
            usual = {line.code: line.period for line in step.lines}
            self["per"].data = usual.get(self["code"].data, Period.MONTH)


class IncomeForm(_MoneyForm):
    """One income, as it comes in on the account."""

    conditions = {
        **{kind.value: ("something_off", ("ja",)) for kind in Withholding},
    }
    remembered = ("something_off",)
    first = ("code", "amount", "per", "pay_day")

    code = DropdownField("Wat voor geld is het?", [InputRequired("Kies wat voor geld het is.")])
    label = TextField(
        "Van wie komt het?",
        max_length=80,
        open_allowed=True,
        description="Dit hoeft niet. Zoals de naam van uw werk.",
    )
    amount = EuroField(
        "Welk bedrag komt op uw rekening?",
        [InputRequired(AMOUNT_NEEDED)],
        open_allowed=True,
        description="Zoals het op uw bank staat, bijvoorbeeld 1.180,00.",
    )
    per = PeriodField(
        "Per", help="Komt het om de vier weken? Kies dan 'per 4 weken'. Dat zijn 13 keer per jaar."
    )
    approximate = BooleanField("Dit bedrag is ongeveer")
    pay_day = PayDayField("Op welke dag?", open_allowed=True, description="Bijvoorbeeld de 24e, of vrijdag.")
    paid_on = DateField(
        "Wanneer kwam het de laatste keer?", not_future=True, open_allowed=True, description="Dit hoeft niet."
    )
    month = DropdownField(
        "In welke maand?", choices=MONTHS, blank="Elke maand, of weet ik niet", coerce_to=int
    )
    whose = ChoiceField(
        "Van wie is dit inkomen?",
        choices=[(w.value, w.label) for w in Whose],
        default="client",
        open_allowed=True,
    )
    something_off = ChoiceField(
        "Gaat er al iets af?",
        choices=YesNo,
        open_allowed=True,
        description="Beslag, CAK, of iets dat u terugbetaalt.",
    )
    beslag = EuroField("Hoeveel gaat er af door beslag?", open_allowed=True)
    cak = EuroField("Hoeveel voor het CAK?", open_allowed=True)
    terugbetalen = EuroField("Hoeveel betaalt u terug?", open_allowed=True)
    verrekening = EuroField("Hoeveel wordt er verrekend?", open_allowed=True)
    lowest = EuroField(
        "Wat was het laagste van de laatste drie keer?", open_allowed=True, description="Dit hoeft niet."
    )
    paid_directly = ChoiceField(
        "Waar gaat het geld naartoe?",
        choices=[
            ("account", "Op mijn rekening"),
            (Direct.LANDLORD.value, "Naar mijn verhuurder"),
            (Direct.INSURER.value, "Naar mijn zorgverzekeraar"),
            (Direct.CHILDCARE.value, "Naar de kinderopvang"),
        ],
        default="account",
        open_allowed=True,
    )

    def withheld(self) -> tuple[Withheld, ...]:
        """What is taken off before it reaches the account; unknown amounts are left out."""
        if self.something_off.data != YesNo.YES:
            return ()
        typed = ((kind, self[kind.value].data) for kind in Withholding)
        return tuple(
            Withheld(kind, cents)
            for kind, cents in typed
            if cents is not None and not isinstance(cents, Open) and cents
        )


class ExpenseForm(_MoneyForm):
    """One expense; what is behind stands apart from what it costs."""

    conditions = {"arrears": ("paid_this_month", ("nee",))}
    remembered = ("paid_this_month",)

    code = DropdownField("Wat voor uitgave is het?", [InputRequired("Kies wat voor uitgave het is.")])
    label = TextField("Aan wie betaalt u?", max_length=80, open_allowed=True, description="Dit hoeft niet.")
    amount = EuroField("Welk bedrag betaalt u?", [InputRequired(AMOUNT_NEEDED)], open_allowed=True)
    per = PeriodField("Per")
    approximate = BooleanField("Dit bedrag is ongeveer")
    pay_day = PayDayField(
        "Op welke dag gaat het eraf?", open_allowed=True, description="Bijvoorbeeld de 1e, of maandag."
    )
    month = DropdownField(
        "In welke maand?", choices=MONTHS, blank="Elke maand, of weet ik niet", coerce_to=int
    )
    whose = ChoiceField(
        "Wie betaalt dit?", choices=[(w.value, w.label) for w in Whose], default="client", open_allowed=True
    )
    paid_directly = ChoiceField(
        "Hoe wordt het betaald?",
        choices=[("account", "Van mijn rekening"), (Direct.WITHHELD.value, "Het wordt ingehouden")],
        default="account",
        open_allowed=True,
    )
    paid_this_month = ChoiceField("Is het deze maand betaald?", choices=YesNo, open_allowed=True)
    arrears = EuroField(
        "Hoeveel loopt u achter?",
        open_allowed=True,
        description="Alleen wat nog open staat. Dit telt niet mee in uw maand.",
    )


class MemberKind(Choice):
    """Who lives there."""

    PARTNER = "partner", "Mijn partner"
    CHILD = "child", "Een kind"
    ADULT = "adult", "Iemand anders van 18 jaar of ouder"


class HouseholdMemberForm(ConditionalForm):
    """Somebody who lives with the client; a name is not needed."""

    conditions = {
        "days_a_week": ("kind", ("child",)),
        "has_income": ("kind", ("partner", "adult")),
    }

    kind = ChoiceField("Wie is het?", [InputRequired("Kies wie het is.")], choices=MemberKind)
    name = TextField("Voornaam", max_length=60, open_allowed=True, description="Dit hoeft niet.")
    age = IntegerField("Hoe oud?", min=0, max=120, open_allowed=True)
    birth_year = IntegerField(
        "Of: in welk jaar geboren?", min=1900, max=2100, description="Een van de twee is genoeg."
    )
    days_a_week = IntegerField("Hoeveel dagen per week is dit kind bij u?", min=0, max=7, open_allowed=True)
    has_income = ChoiceField("Heeft deze persoon een eigen inkomen?", choices=YesNo, open_allowed=True)

    def born_in(self, today: date) -> int | None:
        """The year of birth, as typed or by the age; None when neither is known."""
        if isinstance(self.birth_year.data, int):
            return self.birth_year.data
        return today.year - self.age.data if isinstance(self.age.data, int) else None
