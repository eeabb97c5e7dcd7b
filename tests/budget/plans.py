"""The budget plan of the mother, as it is given to the template."""

from datetime import date

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.document import (
    ALL_PARTS,
    Agreement,
    BudgetPlanDocument,
    Plan,
    PlanDebt,
    Sender,
    budget_plan,
)
from tests.budget.cases import man_at_the_desk, mother

SENDER = Sender("Gemeente Voorbeeldstad", "#125d63", ("Geldhulp", "Stationsplein 1", "088 000 00 00"))
PLAN = Plan(
    goals=("Ik wil in dit huis blijven wonen, met de meiden.", "Elke maand iets over voor een uitje."),
    agreements=(
        Agreement("De huur gaat op de eerste van de maand, vóór alles.", "Sam", "vanaf 1 december"),
        Agreement("Boodschappen op dinsdag, met een lijst en € 120 in de portemonnee.", "Sam", "elke week"),
        Agreement("Brief aan de deurwaarder over het beslag op het loon.", "Noor", "uiterlijk 27 november"),
    ),
    debts=(
        PlanDebt("Woonstichting De Linde", 2_890_00, "deurwaarder A", "vonnis; ontruiming is uitgesteld"),
        PlanDebt("Energiebedrijf", 1_140_00, "incassobureau B", "€ 60 per maand"),
        PlanDebt("Zorgverzekeraar", 612_40, "deurwaarder C", "€ 50 per maand"),
        PlanDebt("Belastingdienst Toeslagen", 3_204_00, "", "verrekening, € 150 per maand"),
        PlanDebt("CJIB", 180_00),
        PlanDebt("Webwinkel", 2_415_00, "deurwaarder D", "beslag op loon, € 190 per 4 weken"),
        PlanDebt("Achteraf betalen", 214_85),
        PlanDebt("Telefoonbedrijf", 486_00, "incassobureau"),
        PlanDebt("Gemeente", 512_00, "", "dwangbevel; kwijtschelding gevraagd"),
        PlanDebt("Zus", 400_00, "", "", approximate=True),
    ),
    next_steps=(
        Agreement("Bewijs van uitstel van de ontruiming bewaren bij dit plan.", "Sam", ""),
        Agreement("Samen kijken of dit plan past bij de week.", "Sam en Noor", "maandag 7 december"),
    ),
)


def plan_of_the_mother(parts=ALL_PARTS, **rest) -> BudgetPlanDocument:
    """The plan with all figures of the case."""
    return budget_plan(
        make_budget(*mother()),
        PLAN,
        sender=SENDER,
        whose="Sam de Wit",
        made_on=date(2026, 11, 30),
        version="versie 2, na het gesprek",
        parts=parts,
        made_with="Noor, uw schuldhulpverlener",
        reference="VB-7K2M-94",
        **rest,
    )


def plan_of_the_man() -> BudgetPlanDocument:
    """A plan in large print."""
    return budget_plan(
        make_budget(man_at_the_desk()),
        Plan(),
        sender=SENDER,
        whose="De heer Bakker",
        made_on=date(2026, 11, 30),
        version="versie 1",
        large=True,
    )
