"""When a claim may have expired: a hint to look further, never a judgement and never advice to stop paying.

The term runs from the last act that counts: the day it fell due, a payment or acknowledgement, a written claim, or a
judgment. Who wants to invoke it does so itself; a payment or arrangement makes the term begin again.

BW 3:319(2), and 3:325(1) for judgments: the term that begins again is as long as the first one, but never longer than
five years, and it never ends before the first one would have ended. So a judgment of 2005 that was last claimed in
2020 holds until 2025, and not until 2040.
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


def verjaring(
    kind: ClaimKind, last_act: date, today: date, norms: Normen, *, began: date | None = None
) -> Berekening[Verjaring]:
    """The presumed expiry of a claim: the years of its kind, and what a later act adds (BW 3:319).

    `began` is the day from which the first term runs, for a judgment the day of the judgment; without it the last act
    stands in, which for a judgment can only be too late, and a warning says so. `perhaps_expired` is true from the
    day after. Raises ValueError for a last act in the future.
    """
    if last_act > today:
        raise ValueError("the last act lies in the future")
    term, again = norms[f"verjaring_{kind.value}"], norms["verjaring_na_stuiting"]
    first = last_act if began is None else min(began, last_act)
    presumed = same_day(first, term.count)
    lines = [
        regel("verjaring_termijn", None, term, soort=term.label, jaren=term.count, vanaf=first, tot=presumed)
    ]
    if last_act > first:
        years = min(term.count, again.count)
        until = same_day(last_act, years)
        presumed = max(presumed, until)
        lines.append(regel("verjaring_stuiting", None, again, jaren=years, vanaf=last_act, tot=until))
    found = Verjaring(presumed, today > presumed)
    warnings = [Waarschuwing("verjaring_misschien" if found.perhaps_expired else "verjaring_niet")]
    if kind is ClaimKind.JUDGMENT:
        warnings.append(Waarschuwing("verjaring_vonnis" if began else "verjaring_vonnis_dag"))
    return Berekening(found, tuple(lines), (*warnings, Waarschuwing("verjaring_let_op")), norms.used)
