"""What staff write down about one debt: a balance with its parts, its rank, a step in its course."""

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.verjaring import ClaimKind
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.settling import RANK_LABELS, Settleable
from schuldhulp.facts.kinds import Author
from schuldhulp.web.forms import (
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    PageForm,
    TextField,
)

CLAIM_KINDS = {
    ClaimKind.PURCHASE: "koop door een consument, ook energie (2 jaar)",
    ClaimKind.CONTRACT: "overeenkomst, lening, huur (5 jaar)",
    ClaimKind.JUDGMENT: "vonnis (20 jaar)",
    ClaimKind.TAX: "belasting of terugvordering (5 jaar)",
}


class BalanceForm(PageForm):
    """A balance with its parts, its source and its day."""

    author = ChoiceField(
        "Wie zegt dit?", [InputRequired("Kies wie dit zegt.")],
        choices=[(Author.CREDITOR.value, "De schuldeiser bevestigt"), (Author.STAFF.value, "Wij stellen vast")],
    )  # fmt: skip
    total = EuroField("Saldo", [InputRequired("Vul het saldo in.")])
    principal = EuroField("Hoofdsom", description="Als het is uitgesplitst: samen zijn de drie het saldo.")
    interest = EuroField("Rente")
    costs = EuroField("Kosten", description="Incassokosten en andere kosten.")
    source = TextField(
        "Waar blijkt dit uit?", [InputRequired("Schrijf op waar dit uit blijkt.")], max_length=300,
        description="Bijvoorbeeld: saldo-opgave van 3 november.",
    )  # fmt: skip
    on = DateField("Op welke dag?", [InputRequired("Vul de dag in.")], not_future=True)


class AssessForm(PageForm):
    """The rank, whether the claim takes part, and what kind of claim it is."""

    rank = DropdownField(
        "Rang",
        blank="standaard van deze schuldeiser",
        choices=[(rank.value, RANK_LABELS[rank]) for rank in Rank],
    )
    settleable = DropdownField(
        "Meedoen in een schuldregeling", blank="standaard van deze schuldeiser",
        choices=[(each.value, each.label) for each in Settleable],
    )  # fmt: skip
    claim_kind = DropdownField(
        "Soort vordering (voor de verjaring)", blank="standaard van deze schuldeiser",
        choices=[(kind.value, CLAIM_KINDS[kind]) for kind in ClaimKind],
    )  # fmt: skip


class StageForm(PageForm):
    """A step in the course of a claim, with day, party and source."""

    stage = DropdownField(
        "Wat gebeurde er?", [InputRequired("Kies wat er gebeurde.")],
        choices=[(stage.value, stage.label) for stage in Stage],
    )  # fmt: skip
    happened_on = DateField(
        "Op welke dag?", description="Staat in de brief. Mag leeg als het niet bekend is."
    )
    party = TextField(
        "Wie deed het?", max_length=120, description="De schuldeiser, het bureau of de deurwaarder."
    )
    letter = TextField(
        "Waar blijkt dit uit?", [InputRequired("Schrijf op waar dit uit blijkt.")], max_length=300,
        description="Bijvoorbeeld: brief van 3 november.",
    )  # fmt: skip
