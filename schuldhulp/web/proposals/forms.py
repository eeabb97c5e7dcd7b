"""The forms of a schuldregeling."""

from schuldhulp.schuldregeling.actions import WAYS
from schuldhulp.schuldregeling.papers import FORCED_WORDS
from schuldhulp.web.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    EuroField,
    InputRequired,
    PageForm,
    PercentField,
    TextField,
)


class CapacityForm(PageForm):
    """What there is for creditors, per month, and where that is from."""

    income = EuroField("Inkomen per maand", [InputRequired("Vul het inkomen in.")])
    vtlb = EuroField("Vrij te laten bedrag (vtlb)", [InputRequired("Vul het vtlb in.")])
    protected = EuroField(
        "Beslagvrije voet", [InputRequired("Vul de beslagvrije voet in.")],
        description="Een plan laat nooit minder over dan dit bedrag (Wgs artikel 4a, vijfde lid).",
    )  # fmt: skip
    costs = EuroField("Kosten van de hulp per maand", description="Budgetbeheer of bemiddeling. Leeg is nul.")
    assets = EuroField("Vermogen dat in één keer meedoet", description="Leeg is nul.")
    rate = PercentField(
        "Rente van de kredietbank, procent per jaar",
        description="Leeg: wij rekenen met 6 procent. Controleer dit bij de kredietbank.",
    )
    source = TextField(
        "Waar komen deze bedragen vandaan?", [InputRequired("Schrijf op waar de bedragen vandaan komen.")],
        max_length=300, description="Bijvoorbeeld: vtlb-berekening van 3 november.",
    )  # fmt: skip


class AskForm(PageForm):
    """Of whom the balance was asked."""

    debts = CheckboxesField(
        "Bij wie is het saldo gevraagd?", [InputRequired("Kies een of meer schuldeisers.")]
    )
    how = ChoiceField("Hoe?", [InputRequired("Kies hoe.")], choices=list(WAYS.items()))
    asked_on = DateField("Op welke dag?", [InputRequired("Vul de dag in.")], not_future=True)


class OfferForm(PageForm):
    """The day on which the proposal went out."""

    offered_on = DateField("Verstuurd op", [InputRequired("Vul de dag in waarop het voorstel is verstuurd.")],
                           not_future=True)  # fmt: skip


class ForcedForm(PageForm):
    """What became of a dwangakkoord."""

    forced = ChoiceField(
        "Dwangakkoord",
        [InputRequired("Kies wat er met het dwangakkoord is.")],
        choices=list(FORCED_WORDS.items()),
    )
    forced_on = DateField("Op", [InputRequired("Vul de dag in.")], not_future=True)
