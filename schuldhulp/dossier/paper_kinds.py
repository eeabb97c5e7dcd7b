"""The papers that debt help can ask for: what each is called and when it is asked."""

from collections.abc import Mapping
from types import MappingProxyType

PAPER_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "identity": "Paspoort of identiteitskaart",
        "bank_statements": "Bankafschriften van de laatste drie maanden",
        "payslip": "Loonstrook",
        "employment_contract": "Arbeidscontract",
        "benefit_decision": "Brief over uw uitkering",
        "allowances": "Brieven van Dienst Toeslagen",
        "provisional_refund": "Voorlopige teruggaaf van de belasting",
        "tax_return": "Belastingaangifte",
        "alimony": "Papieren over alimentatie",
        "board": "Afspraak over kostgeld",
        "rent": "Huurcontract of brief over de huur",
        "mortgage": "Jaaroverzicht van de hypotheek",
        "energy": "Overzicht van energie en water",
        "health_insurance": "Polis van de zorgverzekering",
        "childcare": "Contract van de kinderopvang",
        "remission": "Brief over kwijtschelding",
        "car": "Papieren van de auto",
        "divorce": "Papieren van de scheiding",
        "creditor_letter": "Brief van een schuldeiser",
        "bailiff_letter": "Brief van een deurwaarder",
        "judgment": "Vonnis of dwangbevel",
        "bkr": "Overzicht van het BKR",
        "cjib": "Overzicht van het CJIB",
        "bewind": "Papieren over bewind",
        "explanation": "Uw uitleg over hoe de schulden kwamen",
        "other": "Iets anders",
    }
)

# What a paper is first needed for, as the finish lines of the werkboek: what presses and who somebody is for the talk;
# income, housing and debts for the decision; everything else for the debt arrangement.
_FOR_THE_TALK = frozenset({"identity", "bailiff_letter", "judgment"})
_FOR_THE_DECISION = frozenset(
    {
        "bank_statements", "payslip", "employment_contract", "benefit_decision", "allowances", "alimony", "board",
        "rent", "mortgage", "health_insurance", "creditor_letter", "bewind",
    }
)  # fmt: skip


def paper_line(kind: str) -> int:
    """The finish line before which a paper is needed: 1 the first talk, 2 the decision, 3 the debt arrangement."""
    return 1 if kind in _FOR_THE_TALK else 2 if kind in _FOR_THE_DECISION else 3
