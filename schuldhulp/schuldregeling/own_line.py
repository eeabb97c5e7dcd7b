"""What one creditor reads of a proposal: its own line in words, and nothing of any other creditor. Pure.

Amounts are eurocents; percentages hundredths of a percent.
"""

from dataclasses import dataclass
from datetime import date

from schuldhulp.budget.document import Sender
from schuldhulp.calendar import answer_day, say_date
from schuldhulp.debts.settling import RANK_LABELS
from schuldhulp.money import format_euro
from schuldhulp.schuldregeling.papers import show_percentage
from schuldhulp.schuldregeling.proposal import Scenario
from schuldhulp.schuldregeling.stored import LineView, ProposalView

ANSWER_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorPaper:
    """Everything templates/pdf/aanbod.html prints for one line that takes part. `client` is the legal name if known."""

    sender: Sender
    from_lines: tuple[str, ...]
    client: str
    client_address: str
    reference: str
    made_on: date
    proposal: ProposalView
    line: LineView

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Voorstel aan een schuldeiser"

    @property
    def to_lines(self) -> tuple[str, ...]:
        """Who gets the letter: who collects, for whom, or the creditor itself."""
        if self.line.collector:
            return (self.line.collector, f"namens {self.line.creditor}")
        return (self.line.creditor,)

    @property
    def subject(self) -> str:
        """What the letter is about, with the creditor's own reference."""
        return f"Voorstel voor een schuldregeling{f', uw kenmerk {self.line.reference}' if self.line.reference else ''}"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The own line, part by part."""
        return (
            ("Uw kenmerk", self.line.reference or "niet bekend"),
            ("Uw vordering", format_euro(self.line.claim_cents or 0)),
            ("Rang", RANK_LABELS[self.line.rank]),
            ("Percentage", self.percentage),
            ("Termijn", self.term),
            ("Wij bieden u aan", self.offered),
        )

    @property
    def percentage(self) -> str:
        """What this creditor gets of its claim."""
        return show_percentage(self.line.percentage)

    @property
    def offered(self) -> str:
        """The amount this creditor gets."""
        return format_euro(self.line.offered_cents)

    @property
    def term(self) -> str:
        """When this creditor gets the amount."""
        months, cents = self.proposal.months, self.line.offered_cents
        match self.proposal.scenario:
            case Scenario.MEDIATION:
                return f"{months} maanden"
            case Scenario.LOAN:
                return "in één keer, als alle schuldeisers akkoord zijn"
            case Scenario.ZERO:
                return "geen betaling"
        if not months:
            return "in één keer"
        if self.proposal.assets_cents or cents < months:
            return f"{months} maanden"
        part = cents // months
        rest = cents - part * (months - 1)
        last = "" if rest == part else f", de laatste keer {format_euro(rest)}"
        return f"{months} maanden, {format_euro(part)} per maand{last}"

    @property
    def asks(self) -> str:
        """What the creditor is asked."""
        match self.proposal.scenario:
            case Scenario.MEDIATION:
                return (
                    "Wij vragen u om in te stemmen. Na afloop verleent u finale kwijting voor wat overblijft. "
                    "Tussendoor rekenen wij opnieuw: stijgt of daalt de afloscapaciteit, dan gaat het bedrag mee."
                )
            case Scenario.LOAN | Scenario.ZERO:
                return "Wij vragen u om in te stemmen en finale kwijting te verlenen voor wat overblijft."
        return "Wij vragen u om in te stemmen met deze betaling."

    @property
    def answer_before(self) -> str:
        """The day by which an answer is asked, in words."""
        return say_date(answer_day(self.made_on, ANSWER_DAYS), year=True)
