"""The form of each step, by slug."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.web.forms import ChoiceField, LongTextField, PageForm
from schuldhulp.web.steps import forms_debts as debts
from schuldhulp.web.steps import forms_money as money
from schuldhulp.web.steps import forms_plan as plan
from schuldhulp.web.steps import forms_situation as situation
from schuldhulp.web.steps.step_form import StepForm, form_data, record_from

__all__ = ["FORM_FOR", "StepForm", "StuckForm", "form_class", "form_data", "record_from"]

FORM_FOR: Mapping[str, type[StepForm]] = MappingProxyType(
    {
        "wat-speelt-er": situation.SituationForm,
        "dreigt-er-iets": situation.ThreatForm,
        "bereiken": situation.ReachForm,
        "thuis": situation.HomeForm,
        "hoe-belangrijk-en-zeker": situation.RulersForm,
        "vroeger-en-nu": situation.BeforeForm,
        "lonen-en-uitkeringen": money.WagesForm,
        "toeslagen": money.AllowancesForm,
        "vakantiegeld-en-eenmalig": money.OnceAYearForm,
        "ander-inkomen": money.OtherIncomeForm,
        "bezit": money.PossessionsForm,
        "wonen": money.HousingForm,
        "energie-en-water": money.EnergyForm,
        "verzekeringen-en-zorg": money.InsurancesForm,
        "telefoon-internet-abonnementen": money.SubscriptionsForm,
        "vervoer": money.TransportForm,
        "kinderen": money.ChildrenForm,
        "elke-week": money.EveryWeekForm,
        "reserveren": money.SetAsideForm,
        "andere-vaste-lasten": money.OtherCostsForm,
        "post-ordenen": debts.PostForm,
        "schulden-grof": debts.RoughDebtsStepForm,
        "een-schuld": debts.OneDebtForm,
        "beslag-en-verrekening": debts.AttachmentsForm,
        "klopt-het": debts.IsItRightForm,
        "doel": plan.GoalForm,
        "eigen-idee": plan.OwnIdeaForm,
        "budgetplan-bekijken": plan.BudgetPlanForm,
        "eerste-kleine-stap": plan.SmallStepForm,
        "wie-kan-mij-helpen": plan.WhoHelpsForm,
        "papieren": plan.PapersForm,
        "machtiging": plan.MandateStepForm,
        "identiteit": plan.IdentityStepForm,
        "terugkijken": plan.LookingBackForm,
        "nazorg": plan.AfterCareForm,
    }
)


def form_class(slug: str, *, threat_open: bool) -> type[StepForm]:
    """The form of a step now; at an open threat that step asks three questions. Raises KeyError if unknown."""
    if threat_open and slug == "dreigt-er-iets":
        return situation.ThreatNowForm
    return FORM_FOR[slug]


class StuckForm(PageForm):
    """ "Het lukt niet": a normal answer; both questions may stay empty."""

    why = LongTextField("Wat maakt het lastig?", description="Dit hoeft niet.", rows=3)
    wish = ChoiceField(
        "Hoe zullen wij het dan doen?",
        choices=[
            ("phone", "Bel mij"),
            ("desk", "Ik kom langs"),
            ("visit", "Kom bij mij langs"),
            ("paper", "Op papier"),
            ("skip", "Laat deze stap nu rusten"),
        ],
    )
