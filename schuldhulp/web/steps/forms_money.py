"""Forms of "Inkomen" and "Uitgaven": the questions beside the lines."""

from schuldhulp.dossier.records import money
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    LongTextField,
    TextField,
)
from schuldhulp.web.steps.step_form import NoneAlone, StepForm

MONTHS = [
    (str(number), name)
    for number, name in enumerate(
        (
            "januari", "februari", "maart", "april", "mei", "juni",
            "juli", "augustus", "september", "oktober", "november", "december",
        ),
        start=1,
    )
]  # fmt: skip


class WagesForm(StepForm):
    """lonen-en-uitkeringen"""

    record = money.Wages

    changes_soon = ChoiceField("Verandert uw inkomen binnenkort?", choices=YesNo, open_allowed=True)
    what_changes = TextField(
        "Wat verandert er?", open_allowed=True, description="Bijvoorbeeld: mijn contract stopt in maart."
    )


class AllowancesForm(StepForm):
    """toeslagen"""

    record = money.Allowances

    pays_back = ChoiceField("Krijgt u minder omdat u terugbetaalt?", choices=YesNo, open_allowed=True)
    pays_back_cents = EuroField("Hoeveel betaalt u per maand terug?", open_allowed=True)
    not_claimed = TextField(
        "Is er een toeslag die u nooit heeft aangevraagd?",
        open_allowed=True,
        description="Dit hoeft niet. Bijvoorbeeld: huurtoeslag.",
    )


class OnceAYearForm(StepForm):
    """vakantiegeld-en-eenmalig"""

    record = money.OnceAYear

    holiday_month = DropdownField(
        "In welke maand krijgt u vakantiegeld?", choices=MONTHS, open_allowed=True, coerce_to=int
    )
    something_coming = ChoiceField(
        "Komt er dit jaar nog een los bedrag?",
        choices=YesNo,
        open_allowed=True,
        description="Bijvoorbeeld geld terug van de belasting.",
    )
    what_coming = TextField("Welk bedrag, en wanneer?", open_allowed=True)


class OtherIncomeForm(StepForm):
    """ander-inkomen"""

    record = money.OtherIncome

    someone_gives = ChoiceField(
        "Krijgt u geld of eten van familie of vrienden?", choices=YesNo, open_allowed=True
    )
    who_gives = TextField(
        "Hoe vaak ongeveer?", open_allowed=True, description="Dit hoeft niet. Een naam is niet nodig."
    )


class PossessionsForm(StepForm):
    """bezit"""

    record = money.Possessions

    savings_cents = EuroField(
        "Hoeveel geld staat er op uw rekeningen samen?", open_allowed=True, description="Ook spaargeld."
    )
    car = ChoiceField("Heeft u een auto, motor of scooter?", choices=YesNo, open_allowed=True)
    car_worth_cents = EuroField("Wat is die ongeveer waard?", open_allowed=True)
    car_needed_for = TextField("Waarvoor heeft u die nodig?", open_allowed=True)
    house = ChoiceField("Heeft u een eigen huis?", choices=YesNo, open_allowed=True)
    house_worth_cents = EuroField(
        "Wat is uw huis waard?", open_allowed=True, help="De WOZ-waarde staat in de brief van de gemeente."
    )
    mortgage_left_cents = EuroField("Hoeveel hypotheek staat er nog open?", open_allowed=True)
    other = LongTextField(
        "Heeft u nog iets dat veel waard is?",
        open_allowed=True,
        description="Dit hoeft niet. Bijvoorbeeld een caravan of sieraden.",
        rows=3,
    )


class HousingForm(StepForm):
    """wonen"""

    record = money.Housing

    paid_this_month = ChoiceField(
        "Is de huur of hypotheek van deze maand betaald?", choices=YesNo, open_allowed=True
    )
    remission_asked = ChoiceField(
        "Heeft u kwijtschelding gevraagd van de gemeentelijke belasting?",
        choices=YesNo,
        open_allowed=True,
        help="Bij een laag inkomen betaalt u soms niets. Wij helpen met vragen.",
    )


class EnergyForm(StepForm):
    """energie-en-water"""

    record = money.Energy

    yearly_bill = ChoiceField("Komt er een jaarrekening?", choices=YesNo, open_allowed=True)
    bill_on = DateField("Wanneer ongeveer?", open_allowed=True)
    expected = ChoiceField("Wat verwacht u?", choices=money.Settlement, open_allowed=True)


class InsurancesForm(StepForm):
    """verzekeringen-en-zorg"""

    record = money.Insurances

    cak = ChoiceField(
        "Betaalt u aan het CAK, of wordt het ingehouden?",
        choices=money.Cak,
        open_allowed=True,
        help="Het CAK int uw zorgpremie als u een tijd achterloopt. U blijft gewoon verzekerd.",
    )
    cak_cents = EuroField("Hoeveel is dat per maand?", open_allowed=True)
    avoids_care = ChoiceField(
        "Stelt u zorg uit omdat er geen geld voor is?", choices=YesNo, open_allowed=True
    )
    care_note = TextField("Welke zorg?", open_allowed=True, description="Dit hoeft niet.")


class SubscriptionsForm(StepForm):
    """telefoon-internet-abonnementen"""

    record = money.Subscriptions

    phone_on_credit = ChoiceField("Betaalt u uw telefoon in termijnen af?", choices=YesNo, open_allowed=True)
    credit_until = DateField("Tot wanneer?", open_allowed=True)
    not_used = TextField("Wat gebruikt u bijna nooit?", open_allowed=True, description="Dit hoeft niet.")


class TransportForm(StepForm):
    """vervoer"""

    record = money.Transport

    car_for = CheckboxesField(
        "Waarvoor heeft u een auto of scooter?", [NoneAlone()], choices=money.CarFor, open_allowed=True
    )
    distance = TextField("Hoe ver is uw werk, enkele reis?", open_allowed=True)


class ChildrenForm(StepForm):
    """kinderen"""

    record = money.Children

    coming_costs = TextField(
        "Komt er iets aan voor school of sport?",
        open_allowed=True,
        description="Dit hoeft niet. Bijvoorbeeld een schoolreis in mei.",
    )
    misses_out = ChoiceField("Doet uw kind ergens niet aan mee door geld?", choices=YesNo, open_allowed=True)
    misses_what = TextField("Waaraan?", open_allowed=True, description="Dit hoeft niet.")


class EveryWeekForm(StepForm):
    """elke-week"""

    record = money.EveryWeek

    enough = ChoiceField("Is er elke week genoeg voor eten?", choices=YesNo, open_allowed=True)
    not_paid = LongTextField(
        "Wat betaalde u deze maand niet?", open_allowed=True, description="Dit hoeft niet.", rows=3
    )


class SetAsideForm(StepForm):
    """reserveren"""

    record = money.SetAside

    sets_aside = ChoiceField("Kunt u nu iets opzijleggen?", choices=YesNo, open_allowed=True)
    next_big = TextField(
        "Welke grote uitgave komt eraan?",
        open_allowed=True,
        description="Dit hoeft niet. Bijvoorbeeld een nieuwe bril.",
    )
    next_big_cents = EuroField("Hoeveel kost die ongeveer?", open_allowed=True)


class OtherCostsForm(StepForm):
    """andere-vaste-lasten"""

    record = money.OtherCosts

    someone_keeps_money = ChoiceField("Beheert iemand uw geld voor u?", choices=YesNo, open_allowed=True)
    who_keeps = TextField("Wie doet dat?", open_allowed=True)
