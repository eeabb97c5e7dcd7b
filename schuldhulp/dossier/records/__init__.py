"""One frozen record per step: its values are the typed answer, an `Open`, or None."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.dossier.records import debts, money, plan, situation
from schuldhulp.dossier.records.answers import YesNo, asked_fields, is_empty, unanswered
from schuldhulp.dossier.records.codec import VERSION, UnreadableRecord, from_json, to_json

__all__ = [
    "RECORDS", "VERSION", "UnreadableRecord", "YesNo", "asked_fields", "from_json", "is_empty", "to_json",
    "unanswered",
]  # fmt: skip

RECORDS: Mapping[str, type] = MappingProxyType(
    {
        "wat-speelt-er": situation.Situation,
        "dreigt-er-iets": situation.Threat,
        "bereiken": situation.Reach,
        "thuis": situation.Home,
        "hoe-belangrijk-en-zeker": situation.Rulers,
        "vroeger-en-nu": situation.Before,
        "lonen-en-uitkeringen": money.Wages,
        "toeslagen": money.Allowances,
        "vakantiegeld-en-eenmalig": money.OnceAYear,
        "ander-inkomen": money.OtherIncome,
        "bezit": money.Possessions,
        "wonen": money.Housing,
        "energie-en-water": money.Energy,
        "verzekeringen-en-zorg": money.Insurances,
        "telefoon-internet-abonnementen": money.Subscriptions,
        "vervoer": money.Transport,
        "kinderen": money.Children,
        "elke-week": money.EveryWeek,
        "reserveren": money.SetAside,
        "andere-vaste-lasten": money.OtherCosts,
        "post-ordenen": debts.Post,
        "schulden-grof": debts.RoughDebts,
        "een-schuld": debts.OneDebt,
        "beslag-en-verrekening": debts.Attachments,
        "klopt-het": debts.IsItRight,
        "doel": plan.Goal,
        "eigen-idee": plan.OwnIdea,
        "budgetplan-bekijken": plan.BudgetPlan,
        "eerste-kleine-stap": plan.SmallStep,
        "wie-kan-mij-helpen": plan.WhoHelps,
        "papieren": plan.Papers,
        "machtiging": plan.Mandate,
        "identiteit": plan.Identity,
        "terugkijken": plan.LookingBack,
        "nazorg": plan.AfterCare,
    }
)
