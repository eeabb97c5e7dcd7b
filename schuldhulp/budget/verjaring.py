"""When a claim may have expired: a hint to look further, never a judgement and never advice to stop paying.

The term runs from the last act that counts: the day it fell due, a payment or acknowledgement, a written claim, or a
judgment. Who wants to invoke it does so itself; a payment or arrangement makes the term begin again.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.rente import same_day
from schuldhulp.budget.uitkomst import Berekening, Waarschuwing, regel

SET = "verjaring"
NEUTRAL = "Betaal of erken nog niets; overleg eerst."


class ClaimKind(StrEnum):
    """What the term depends on; the value is the end of the norm's name."""

    PURCHASE = "consumentenkoop"
    CONTRACT = "overeenkomst"
    JUDGMENT = "vonnis"
    TAX = "belasting"


@dataclass(frozen=True, slots=True)
class Verjaring:
    """The presumed last day on which the claim could be enforced, and whether that day has passed."""

    presumed_on: date
    perhaps_expired: bool


def verjaring(kind: ClaimKind, last_act: date, today: date, norms: Normen) -> Berekening[Verjaring]:
    """The presumed expiry of a claim: the last act plus the years of its kind.

    `perhaps_expired` is true from the day after. The last act lies on or before today.
    Raises ValueError for a last act in the future.
    """
    if last_act > today:
        raise ValueError("the last act lies in the future")
    term = norms[f"verjaring_{kind.value}"]
    presumed = same_day(last_act, term.count)
    found = Verjaring(presumed, today > presumed)
    line = regel(
        "verjaring_termijn", None, term, soort=term.label, jaren=term.count, vanaf=last_act, tot=presumed
    )
    warning = Waarschuwing("verjaring_misschien" if found.perhaps_expired else "verjaring_niet")
    return Berekening(found, (line,), (warning, Waarschuwing("verjaring_let_op")), norms.used)
