"""How long a dossier is kept after it ended, by how it ended; a municipality may choose another term. Pure.

The defaults are those of the selection list of the VNG as far as known, and otherwise our own choice. `certain` says
which must be checked by the municipality's archivist before it relies on them.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.refusals import Refused

WARN_DAYS = 30
"""The client reads a month before that the dossier goes."""
MOST_MONTHS = 240


class Rule(StrEnum):
    """Which term counts: by how the dossier ended."""

    HELPED = "geholpen"
    REFUSED = "geweigerd"
    NO_CONTACT = "geen_contact"
    SIGNAL = "vroegsignaal"
    NAMELESS = "zonder_naam"
    ASKED = "verzoek"


class State(StrEnum):
    """Where a dossier stands on its way out."""

    PROPOSED = "proposed"
    HELD = "held"
    APPROVED = "approved"
    ERASING = "erasing"
    ERASED = "erased"

    @property
    def label(self) -> str:
        """The state in Dutch."""
        return _STATES[self.value]


_STATES = {
    "proposed": "wacht op een besluit", "held": "blijft nog", "approved": "wordt gewist",
    "erasing": "wordt nu gewist", "erased": "gewist",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Term:
    """How many months after the end; 0 is at once. `source` says where the default comes from."""

    rule: Rule
    label: str
    months: int
    source: str
    certain: bool


DEFAULTS: Mapping[Rule, Term] = {
    term.rule: term
    for term in (
        Term(rule=Rule.HELPED, label="Hulp gegeven en afgerond", months=60, certain=False,
             source="Selectielijst gemeenten: vijf jaar na afsluiting. Controleer dit met uw archivaris."),
        Term(rule=Rule.REFUSED, label="Geweigerd, of op eigen verzoek gestopt", months=12, certain=False,
             source="Selectielijst gemeenten: een jaar na afsluiting. Controleer dit met uw archivaris."),
        Term(rule=Rule.NO_CONTACT, label="Aangemeld, en nooit gesproken", months=3, certain=True,
             source="Eigen keuze: zonder gesprek is langer bewaren niet nodig."),
        Term(rule=Rule.SIGNAL, label="Vroegsignaal zonder contact", months=6, certain=False,
             source="Handreiking vroegsignalering: zes maanden. Controleer dit met uw jurist."),
        Term(rule=Rule.NAMELESS, label="Begonnen zonder naam, en niet teruggekomen", months=3, certain=True,
             source="Eigen keuze: drie maanden nadat de cliënt voor het laatst iets deed. Er is niemand om te vragen."),
        Term(rule=Rule.ASKED, label="Wissen op verzoek", months=0, certain=True,
             source="Artikel 17 AVG: zonder onnodige vertraging, als er geen plicht is om te bewaren."),
    )
}  # fmt: skip
CHOSEN = tuple(rule for rule in Rule if rule is not Rule.ASKED)
"""The terms a municipality sets itself."""

_STOPPED = frozenset(
    {
        ClosingReason.WITHDRAWN, ClosingReason.WITHDRAWN_FIRST_TALK, ClosingReason.REFUSED_REPEAT,
        ClosingReason.REFUSED_FRAUD, ClosingReason.NOT_RESIDENT, ClosingReason.MOVED,
    }
)  # fmt: skip


class TermNotAllowed(Refused):
    """A term that is not between a month and twenty years."""

    sentence = f"Kies een termijn van 1 tot en met {MOST_MONTHS} maanden."


def terms_of(stored: Mapping[str, Any]) -> dict[Rule, Term]:
    """The terms of a municipality: its own months where it chose them."""
    return {
        rule: replace(term, months=int(stored[rule.value])) if rule.value in stored else term
        for rule, term in DEFAULTS.items()
    }


def to_store(months: Mapping[Rule, int]) -> dict[str, int]:
    """What a municipality chose, as it is stored. Raises TermNotAllowed."""
    for rule, number in months.items():
        if rule not in CHOSEN or not 1 <= number <= MOST_MONTHS:
            raise TermNotAllowed
    return {rule.value: number for rule, number in months.items() if number != DEFAULTS[rule].months}


def rule_of(closing_reason: str | None, source: str, spoken: bool) -> Rule:
    """Which term counts for a closed dossier. `spoken`: the first talk was held."""
    reason = ClosingReason(closing_reason) if closing_reason else ClosingReason.OTHER
    if not spoken and source == "vroegsignaal":
        return Rule.SIGNAL
    if not spoken and reason is ClosingReason.NO_CONTACT:
        return Rule.NO_CONTACT
    return Rule.REFUSED if reason in _STOPPED else Rule.HELPED


def ends_on(closed_on: date, term: Term) -> date:
    """The first day on which a dossier that ended on `closed_on` may go: so many months later, at the latest day."""
    return months_after(closed_on, term.months) + timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def say_months(months: int) -> str:
    """'3 maanden', '1 jaar', '5 jaar'; 'meteen' for nothing."""
    if not months:
        return "meteen"
    if months % 12 == 0:
        return f"{months // 12} jaar"
    return "1 maand" if months == 1 else f"{months} maanden"
