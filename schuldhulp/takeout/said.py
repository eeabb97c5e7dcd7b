"""Stored codes in the words that the screens have for them. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.debts.register import creditor_by_id
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.phases import Phase

_CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "period": {"4weken": "4 weken", "2weken": "2 weken", "halfjaar": "half jaar"},
        "state": {
            "begun": "begonnen", "done": "klaar", "stuck": "lukt niet", "needed": "nodig", "received": "binnen",
            "seen": "gezien", "cannot": "lukt niet", "not_applicable": "niet nodig", "approved": "goed",
            "question": "er is een vraag over", "missing": "is er niet", "dropped": "niet meer nodig",
        },
        "whose": {"client": "van u", "partner": "van uw partner", "both": "van u samen", "child": "van uw kind"},
        "side": {"client": "van u", "staff": "van de gemeente"},
        "how": {"photo": "foto of bestand", "paper": "op papier", "portal": "op het scherm"},
        "kind": {"child": "kind", "partner": "partner", "adult": "volwassene", "plan": "plan", "idea": "idee"},
        "attachment": {
            "income": "op inkomen", "set_off": "verrekening", "bank": "op de bankrekening", "goods": "op spullen",
            "none": "geen",
        },
        "verdict": {"same": "dezelfde schuld", "different": "niet dezelfde schuld"},
        "answer": {"accepted": "ja", "declined": "liever anders", "open": "nog geen antwoord"},
        "result": {"open": "nog niet geweest", "held": "geweest", "missed": "niet doorgegaan", "moved": "verzet"},
    }
)  # fmt: skip


def in_words(key: str, code: str) -> str | None:
    """What a stored code is called on the screens; None for what is no code we know."""
    if key == "code" and code in CATEGORY:
        return CATEGORY[code].label
    if key in ("creditor_id", "collector_id"):
        known = creditor_by_id(code)
        return known.name if known else None
    if key == "step" and code in step_texts():
        return step_texts()[code].title
    if key == "kind" and code in PAPER_KINDS:
        return PAPER_KINDS[code]
    if key in ("phase", "from_phase", "to_phase") and code in set(Phase):
        return Phase(code).label
    return _CODES.get(key, {}).get(code)
