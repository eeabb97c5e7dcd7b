"""Forms of "Waar sta ik"."""

from schuldhulp.dossier.records import situation
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    LongTextField,
    RulerField,
    TextField,
)
from schuldhulp.web.steps.step_form import NoneAlone, StepForm


class SituationForm(StepForm):
    """wat-speelt-er"""

    record = situation.Situation

    heaviest = CheckboxesField(
        "Wat weegt het zwaarst?",
        choices=situation.Worry,
        open_allowed=True,
        description="U kunt meer antwoorden kiezen.",
    )
    story = LongTextField(
        "Wat is er aan de hand?",
        open_allowed=True,
        description="Schrijf het zoals u het zou vertellen.",
        rows=6,
    )
    first_wish = LongTextField(
        "Wat wilt u als eerste anders?",
        open_allowed=True,
        description="Dit hoeft niet.",
        rows=3,
    )


class ThreatForm(StepForm):
    """dreigt-er-iets"""

    record = situation.Threat

    eviction = ChoiceField(
        "Staat in een brief dat u uw huis uit gezet wordt?", choices=YesNo, open_allowed=True
    )
    eviction_on = DateField(
        "Op welke dag?", near=True, open_allowed=True, description="De dag die in de brief staat."
    )
    supply = CheckboxesField(
        "Stopt uw gas, stroom, stadswarmte of water?",
        [NoneAlone()],
        choices=situation.Supply,
        open_allowed=True,
    )
    supply_on = DateField("Wanneer stopt het?", near=True, open_allowed=True)
    insurance_ends = ChoiceField(
        "Stopt uw zorgverzekering?",
        choices=YesNo,
        open_allowed=True,
        help="Een brief van het CAK is iets anders. Dan bent u nog verzekerd.",
    )
    insurance_on = DateField("Wanneer stopt die?", near=True, open_allowed=True)
    urgent = CheckboxesField(
        "Speelt er iets van dit alles?",
        [NoneAlone()],
        choices=situation.Urgent,
        open_allowed=True,
        help="Bij beslag haalt een deurwaarder geld of spullen weg. Dat mag niet zomaar alles zijn.",
    )
    urgent_on = DateField("Welke dag staat in de brief?", near=True, open_allowed=True)
    food = ChoiceField("Heeft u geld voor eten tot uw volgende inkomen?", choices=YesNo, open_allowed=True)
    threat_on = DateField("Wat is de eerste dag waarop er iets gebeurt?", near=True, open_allowed=True)
    reach_now = TextField(
        "Hoe kunnen wij u vandaag of morgen bereiken?",
        open_allowed=True,
        description="Een telefoonnummer en een tijd, of iets anders.",
    )


class ThreatNowForm(StepForm):
    """dreigt-er-iets, while a threat is open: three questions and no more."""

    record = situation.Threat
    in_part = True

    threat_on = DateField(
        "Welke dag staat er in de brief?",
        near=True,
        open_allowed=True,
        description="Bijvoorbeeld 26-11-2026.",
    )
    food = ChoiceField("Heeft u geld voor eten tot uw volgende inkomen?", choices=YesNo, open_allowed=True)
    reach_now = TextField(
        "Hoe kunnen wij u vandaag of morgen bereiken?",
        open_allowed=True,
        description="Een telefoonnummer en een tijd, of iets anders.",
    )


class ReachForm(StepForm):
    """bereiken"""

    record = situation.Reach

    called = TextField(
        "Hoe mogen wij u noemen?", open_allowed=True, description="Bijvoorbeeld mevrouw Bos, of Noor."
    )
    prefers = ChoiceField("Wat werkt voor u het best?", choices=situation.Prefers, open_allowed=True)
    call_when = CheckboxesField(
        "Wanneer mogen wij bellen?", [NoneAlone("niet")], choices=situation.PartOfDay, open_allowed=True
    )
    voicemail = ChoiceField("Mogen wij uw voicemail inspreken?", choices=YesNo, open_allowed=True)
    post_home = ChoiceField("Mag er post naar uw huis?", choices=YesNo, open_allowed=True)
    reads_along = ChoiceField(
        "Leest er iemand mee op uw telefoon of in uw mail?",
        choices=YesNo,
        open_allowed=True,
        help="Wij vragen dit voor uw veiligheid. Kiest u ja, dan sturen wij u nooit mail, "
        "ook niet voor een nieuw wachtwoord. Bel ons dan.",
    )
    safety_note = LongTextField(
        "Waar zullen wij op letten?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class HomeForm(StepForm):
    """thuis"""

    record = situation.Home

    housing = ChoiceField("Hoe woont u?", choices=situation.Housing, open_allowed=True)
    partner = ChoiceField(
        "Heeft u een partner?",
        choices=situation.Partner,
        open_allowed=True,
        help="Bij trouwen zonder notaris zijn schulden vaak van u samen. Wij kijken dat met u na.",
    )
    shared_debts = ChoiceField("Heeft u met iemand samen schulden?", choices=YesNo, open_allowed=True)
    shared_with = TextField("Met wie?", open_allowed=True, description="Bijvoorbeeld: mijn ex.")
    business = ChoiceField(
        "Heeft u een bedrijf, of had u er een?", choices=situation.Business, open_allowed=True
    )


class RulersForm(StepForm):
    """hoe-belangrijk-en-zeker"""

    record = situation.Rulers

    importance = RulerField(
        "Hoe belangrijk is het voor u om dit nu aan te pakken?",
        low="helemaal niet belangrijk",
        high="heel belangrijk",
        open_allowed=True,
    )
    importance_why = LongTextField(
        "Waarom dit cijfer, en geen lager cijfer?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )
    confidence = RulerField(
        "Hoe zeker bent u dat het u lukt?",
        low="helemaal niet zeker",
        high="heel zeker",
        open_allowed=True,
    )
    confidence_why = LongTextField(
        "Wat maakt het één cijfer hoger?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class BeforeForm(StepForm):
    """vroeger-en-nu"""

    record = situation.Before

    how_it_came = LongTextField(
        "Wat is er gebeurd?", open_allowed=True, description="Een paar zinnen is genoeg."
    )
    earlier_help = ChoiceField(
        "Kreeg u al eens hulp bij schulden?", choices=situation.EarlierHelp, open_allowed=True
    )
    earlier_when = TextField("Wanneer en van wie?", open_allowed=True, description="Ongeveer is goed.")
    bewind = ChoiceField(
        "Beheert een bewindvoerder uw geld?",
        choices=YesNo,
        open_allowed=True,
        help="Een bewindvoerder is door de rechter gekozen om uw geld te beheren.",
    )
    what_worked = LongTextField(
        "Wat werkte toen goed voor u?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )
