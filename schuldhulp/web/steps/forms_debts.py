"""Forms of "Schulden": the questions beside the debts."""

from schuldhulp.dossier.records import debts
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    EuroField,
    IntegerField,
    LongTextField,
    PeriodField,
    TextField,
)
from schuldhulp.web.steps.step_form import StepForm


class PostForm(StepForm):
    """post-ordenen"""

    record = debts.Post

    unopened = IntegerField(
        "Hoeveel brieven liggen er nog dicht?", min=0, max=2_000, open_allowed=True, description="Schat maar."
    )
    opening = CheckboxesField("Hoe wilt u ze openen?", choices=debts.Opening, open_allowed=True)
    hardest = TextField(
        "Welke brief opent u liever niet alleen?", open_allowed=True, description="Dit hoeft niet."
    )


class RoughDebtsStepForm(StepForm):
    """schulden-grof"""

    record = debts.RoughDebts

    complete = ChoiceField("Staat alles erop?", choices=debts.Complete, open_allowed=True)
    unopened = IntegerField("Hoeveel brieven zijn nog dicht?", min=0, max=2_000, open_allowed=True)
    most_worried = TextField(
        "Welke maakt u het meest ongerust?", open_allowed=True, description="Dit hoeft niet."
    )


class OneDebtForm(StepForm):
    """een-schuld"""

    record = debts.OneDebt

    helps_most = TextField(
        "Bij welke schuld zou hulp u het meest opluchten?",
        open_allowed=True,
        description="Dit hoeft niet.",
    )


class AttachmentsForm(StepForm):
    """beslag-en-verrekening"""

    record = debts.Attachments

    attachment = ChoiceField("Is er beslag op uw loon, uitkering of bank?", choices=YesNo, open_allowed=True)
    attachment_by = TextField("Welke deurwaarder of organisatie?", open_allowed=True)
    attachment_cents = EuroField("Hoeveel gaat er per keer af?", open_allowed=True)
    attachment_per = PeriodField("Per", open_allowed=True)
    bvv_letter = ChoiceField(
        "Kreeg u een brief over de beslagvrije voet?",
        choices=YesNo,
        open_allowed=True,
        help="De beslagvrije voet is het deel van uw inkomen dat u altijd mag houden.",
    )
    set_off = ChoiceField("Houdt een organisatie zelf geld in?", choices=YesNo, open_allowed=True)
    set_off_by = TextField(
        "Welke organisatie?", open_allowed=True, description="Bijvoorbeeld Dienst Toeslagen."
    )
    set_off_cents = EuroField("Hoeveel houdt die per maand in?", open_allowed=True)
    enough_left = ChoiceField("Blijft er genoeg over voor eten en huur?", choices=YesNo, open_allowed=True)


class IsItRightForm(StepForm):
    """klopt-het"""

    record = debts.IsItRight

    right = ChoiceField("Klopt uw lijst?", choices=debts.Right, open_allowed=True)
    what_not = LongTextField("Wat klopt er volgens u niet?", open_allowed=True, rows=4)
    old_debts = ChoiceField(
        "Staat er een schuld bij van meer dan vijf jaar oud?",
        choices=YesNo,
        open_allowed=True,
        help="Een oude schuld kan verjaard zijn. Betaal of erken nog niets; overleg eerst.",
    )
