"""Forms of debts, papers, mandates and the identity block. Amounts in eurocents."""

from collections.abc import Iterable
from typing import Any

import wtforms

from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.records.answers import Choice, YesNo
from schuldhulp.web.forms import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    LongTextField,
    PageForm,
    PeriodField,
    TextField,
)
from schuldhulp.web.steps.row_fields import BsnField, PostcodeField
from schuldhulp.web.steps.step_form import ConditionalForm

ROUGH_LINES = 10


class DebtOf(Choice):
    """Whose debt it is."""

    CLIENT = "client", "Van mij"
    PARTNER = "partner", "Van mijn partner"
    TOGETHER = "together", "Van ons samen"


class Kept(Choice):
    """Whether an arrangement works."""

    YES = "ja", "Ja"
    PARTLY = "soms", "Niet altijd"
    NO = "nee", "Nee"


class Judgment(Choice):
    """A paper with which a bailiff may collect."""

    NONE = "nee", "Nee"
    JUDGMENT = "vonnis", "Ja, van de rechter (vonnis)"
    ORDER = "dwangbevel", "Ja, van de overheid (dwangbevel)"


class DebtThreat(Choice):
    """What a letter about a debt announces: the six of the law, then spoed."""

    NONE = "geen", "Nee"
    EVICTION = "ontruiming", "Uit mijn huis"
    GAS = "gas", "Gas stopt"
    ELECTRICITY = "elektriciteit", "Stroom stopt"
    HEAT = "stadsverwarming", "Stadswarmte stopt"
    WATER = "water", "Water stopt"
    INSURANCE = "zorgverzekering", "Zorgverzekering stopt"
    BANK = "bankbeslag", "Beslag op mijn bank"
    WAGE = "loonbeslag", "Beslag op loon of uitkering"
    GOODS = "boedelverkoop", "Verkoop van spullen"
    CUSTODY = "gijzeling", "Vastzetten om een boete"
    COURT = "dagvaarding", "Naar de rechter"


_ANNOUNCED = tuple(kind.value for kind in DebtThreat if kind is not DebtThreat.NONE)


class DebtForm(ConditionalForm):
    """One debt, with its latest letter at hand. Only the creditor is needed."""

    conditions = {
        "arrangement": ("has_arrangement", ("ja",)),
        "arrangement_per": ("has_arrangement", ("ja",)),
        "arrangement_until": ("has_arrangement", ("ja",)),
        "arrangement_kept": ("has_arrangement", ("ja",)),
        "threat_on": ("threat", _ANNOUNCED),
        "dispute": ("correct", ("nee",)),
    }

    remembered = ("has_arrangement", "correct")
    first = (
        "creditor", "collector", "claimed", "approximate", "has_arrangement", "arrangement", "arrangement_per",
        "judgment", "threat", "threat_on",
    )  # fmt: skip
    more = (
        "Meer over deze schuld",
        "Van wie is de schuld, kenmerk, datums, klopt het? Dit hoeft niet allemaal.",
    )

    creditor = TextField(
        "Aan wie is de schuld?",
        [InputRequired("Schrijf een naam. Ongeveer is goed.")],
        suggestions=(),
        description="De organisatie of persoon van wie de rekening kwam.",
    )
    collector = TextField(
        "Wie stuurt nu de brieven?",
        suggestions=(),
        open_allowed=True,
        description="Een incassobureau of deurwaarder, als dat iemand anders is.",
    )
    whose = ChoiceField("Van wie is de schuld?", choices=DebtOf, open_allowed=True)
    claimed = EuroField("Welk bedrag staat in de brief?", open_allowed=True)
    approximate = BooleanField("Dit bedrag is ongeveer")
    original = EuroField(
        "Hoe hoog was de schuld eerst?",
        open_allowed=True,
        description="Dit hoeft niet. Zonder rente en kosten.",
    )
    reference = TextField("Kenmerk", open_allowed=True, description="Staat meestal rechtsboven in de brief.")
    letter_date = DateField("Datum van de brief", not_future=True, open_allowed=True)
    has_arrangement = ChoiceField("Betaalt u al af?", choices=YesNo, open_allowed=True)
    arrangement = EuroField("Hoeveel betaalt u?", open_allowed=True)
    arrangement_per = PeriodField("Per")
    arrangement_until = DateField("Tot wanneer?", open_allowed=True)
    arrangement_kept = ChoiceField("Lukt dat?", choices=Kept, open_allowed=True)
    last_payment_on = DateField("Wanneer betaalde u het laatst?", not_future=True, open_allowed=True)
    judgment = ChoiceField("Is er een vonnis of dwangbevel?", choices=Judgment, open_allowed=True)
    threat = DropdownField("Staat er in de brief dat er iets gebeurt?", choices=DebtThreat, open_allowed=True)
    threat_on = DateField("Op welke dag?", near=True, open_allowed=True)
    correct = ChoiceField("Klopt de schuld volgens u?", choices=YesNo, open_allowed=True)
    dispute = LongTextField("Wat klopt er niet?", open_allowed=True, rows=3)
    most_worried = BooleanField("Deze schuld maakt mij het meest ongerust")

    def __init__(self, *args: Any, creditors: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.creditor.suggestions = list(creditors)
        self.collector.suggestions = self.creditor.suggestions


class RoughLine(wtforms.Form):
    """A name and an "ongeveer" amount; both may be empty, and an empty amount is one that is not known."""

    name = TextField("Aan wie?", suggestions=())
    amount = EuroField("Ongeveer")

    @property
    def row_name(self) -> str:
        """What this line is called in the summary of errors: the name that was typed, or nothing."""
        return self["name"].data or ""

    def validate(self, extra_validators: Any = None) -> bool:
        """An amount needs a name."""
        fine = bool(super().validate(extra_validators))
        if fine and self["name"].data is None and isinstance(self["amount"].data, int):
            self["name"].errors = ["Schrijf erbij aan wie dit is."]
            return False
        return fine


class RoughDebtsForm(PageForm):
    """Ten creditors on one page; empty lines are left out."""

    lines = wtforms.FieldList(wtforms.FormField(RoughLine), min_entries=ROUGH_LINES, max_entries=40)

    def __init__(self, *args: Any, creditors: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(creditors)
        for line in self.lines:
            line.form["name"].suggestions = names

    def named_lines(self) -> list[tuple[str, int | None]]:
        """The lines that have a name, in order: (name, cents or None for not known)."""
        typed = ((line.form["name"].data, line.form["amount"].data) for line in self.lines)
        return [(name, amount) for name, amount in typed if name]


class PaperForm(ConditionalForm):
    """A paper on the list, and whether the client has it."""

    conditions = {"how": ("state", ("have",)), "label": ("kind", ("other",))}

    kind = DropdownField(
        "Welk papier?", [InputRequired("Kies welk papier het is.")], choices=tuple(PAPER_KINDS.items())
    )
    label = TextField("Wat voor papier is het?", max_length=80)
    state = ChoiceField(
        "Heeft u het?",
        [InputRequired("Kies een antwoord.")],
        choices=[
            ("have", "Ja"),
            ("needed", "Nog niet"),
            ("missing", "Ik heb het niet"),
            ("cannot", "Het lukt niet"),
            ("not_applicable", "Geldt niet voor mij"),
        ],
    )
    how = ChoiceField(
        "Hoe geeft u het aan ons?",
        choices=[("photo", "Foto of bestand"), ("balie", "Aan de balie"), ("post", "Met de post")],
    )


class MandateForm(PageForm):
    """A machtiging that names the organisations; `debts` are (id, name)."""

    debts = CheckboxesField(
        "Bij welke organisaties mogen wij vragen?", [InputRequired("Kies een of meer organisaties.")]
    )
    how = ChoiceField(
        "Hoe tekent u?",
        [InputRequired("Kies hoe u tekent.")],
        choices=[("portal", "Hier, met mijn account"), ("paper", "Op papier")],
    )
    signed_on = DateField("Datum", [InputRequired("Vul de datum in.")], not_future=True)
    read = BooleanField("Ik heb gelezen waarvoor ik teken", [InputRequired("Lees eerst waarvoor u tekent.")])

    def __init__(self, *args: Any, debts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debts.offer(debts)


class WithdrawMandateForm(PageForm):
    """Stop a machtiging; the reason may stay empty."""

    reason = LongTextField("Wilt u zeggen waarom?", description="Dit hoeft niet.", rows=3)


class IdentityForm(PageForm):
    """Who somebody is by law. Every field may wait."""

    legal_name = TextField("Voornamen en achternaam", autocomplete="name", open_allowed=True)
    birth_date = DateField("Geboortedatum", not_future=True, autocomplete="bday", open_allowed=True)
    street = TextField("Straat en huisnummer", autocomplete="street-address", open_allowed=True)
    postcode = PostcodeField("Postcode", autocomplete="postal-code", open_allowed=True)
    place = TextField("Woonplaats", autocomplete="address-level2", open_allowed=True)
    bsn = BsnField(
        "Burgerservicenummer (BSN)",
        open_allowed=True,
        help="Met dit nummer weten wij zeker dat de gegevens van u zijn. Wij bewaren het apart.",
    )
