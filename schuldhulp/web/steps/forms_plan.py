"""Forms of "Plan" and "Afronden"."""

from schuldhulp.dossier.records import plan
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    EuroField,
    LongTextField,
    PeriodField,
    TextField,
)
from schuldhulp.web.steps.step_form import StepForm


class GoalForm(StepForm):
    """doel"""

    record = plan.Goal

    goal = LongTextField("Wat wilt u bereiken?", open_allowed=True, rows=3)
    matters_because = LongTextField(
        "Waarom is dat belangrijk voor u?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )
    in_a_year = LongTextField(
        "Wat hoopt u over een jaar te zien?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class OwnIdeaForm(StepForm):
    """eigen-idee"""

    record = plan.OwnIdea

    idea = LongTextField("Wat is uw idee?", open_allowed=True, rows=3)
    saves_cents = EuroField(
        "Hoeveel scheelt het, denkt u?", open_allowed=True, description="Dit hoeft niet. Ongeveer is goed."
    )
    saves_per = PeriodField("Per", open_allowed=True)
    keep = TextField("Wat wilt u in elk geval houden?", open_allowed=True, description="Dit hoeft niet.")


class BudgetPlanForm(StepForm):
    """budgetplan-bekijken"""

    record = plan.BudgetPlan

    fits = ChoiceField("Past dit plan bij u?", choices=plan.Fits, open_allowed=True)
    change = LongTextField("Wat wilt u anders?", open_allowed=True, rows=3)
    question = LongTextField(
        "Heeft u een vraag over het plan?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class SmallStepForm(StepForm):
    """eerste-kleine-stap"""

    record = plan.SmallStep

    moment = TextField(
        "Als …",
        open_allowed=True,
        max_length=120,
        description="Een vast moment, zoals: ik de kinderen naar bed heb gebracht.",
    )
    action = TextField(
        "dan …",
        open_allowed=True,
        max_length=120,
        description="Iets van tien minuten, zoals: open ik één brief.",
    )
    day = DateField("Op welke dag?", not_past=True, open_allowed=True)
    who_knows = TextField("Wie vertelt u het?", open_allowed=True, description="Dit hoeft niet.")


class WhoHelpsForm(StepForm):
    """wie-kan-mij-helpen"""

    record = plan.WhoHelps

    someone = ChoiceField("Is er zo iemand?", choices=YesNo, open_allowed=True)
    first_name = TextField("Hoe heet die persoon?", open_allowed=True, description="Alleen een voornaam.")
    can_do = CheckboxesField("Wat kan die persoon doen?", choices=plan.Help, open_allowed=True)
    looks_along = ChoiceField(
        "Wilt u dat die persoon met u meekijkt?",
        choices=YesNo,
        open_allowed=True,
        help="U nodigt zelf uit. U kiest per onderdeel wat die persoon ziet.",
    )


class PapersForm(StepForm):
    """papieren"""

    record = plan.Papers

    missing = LongTextField(
        "Is er een papier dat u niet kunt vinden?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class MandateStepForm(StepForm):
    """machtiging"""

    record = plan.Mandate

    question = LongTextField(
        "Heeft u een vraag voor u tekent?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class IdentityStepForm(StepForm):
    """identiteit"""

    record = plan.Identity

    showing = ChoiceField(
        "Hoe wilt u uw paspoort of kaart laten zien?",
        choices=plan.Showing,
        open_allowed=True,
        help="Iemand van ons kijkt er één keer naar. Is uw kaart verlopen? Dan helpen wij u verder.",
    )


class LookingBackForm(StepForm):
    """terugkijken"""

    record = plan.LookingBack

    changed = LongTextField("Wat is er veranderd?", open_allowed=True)
    helped = CheckboxesField("Wat hielp?", choices=plan.Helped, open_allowed=True)
    could_be_better = LongTextField(
        "Wat konden wij beter doen?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class AfterCareForm(StepForm):
    """nazorg"""

    record = plan.AfterCare

    first_sign = LongTextField("Wat is voor u het eerste teken?", open_allowed=True, rows=3)
    then_i = LongTextField("Wat doet u dan?", open_allowed=True, rows=3)
    check_in = ChoiceField("Wanneer zullen wij vragen hoe het gaat?", choices=plan.CheckIn, open_allowed=True)
