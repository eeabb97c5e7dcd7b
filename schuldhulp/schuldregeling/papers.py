"""A proposal as files: the content of the PDF, lines for a spreadsheet or Schuldenknooppunt message, claims as JSON.

The CSV and JSON have the columns and names that such messages use; they are files to hand over, not a coupling.
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from schuldhulp.budget.document import Sender
from schuldhulp.debts.register import KINDS
from schuldhulp.debts.settling import RANK_LABELS
from schuldhulp.schuldregeling.proposal import Scenario
from schuldhulp.schuldregeling.stored import LineView, ProposalView

COLUMNS = (
    "berichttype", "kenmerk_schuldhulpverlener", "voorstel", "schuldeiser", "vertegenwoordiger", "kenmerk_schuldeiser",
    "soort_schuldeiser", "rang", "neemt_deel", "saldo", "saldo_bevestigd", "soort_regeling", "percentage", "bedrag",
    "maanden", "aangeboden_op", "antwoord", "antwoord_op", "antwoord_bedrag",
)  # fmt: skip
ANSWER_WORDS = {
    "open": "nog geen antwoord",
    "accepted": "akkoord",
    "refused": "niet akkoord",
    "silent": "antwoordde niet",
}
FORCED_WORDS = {
    "asked": "dwangakkoord gevraagd",
    "granted": "dwangakkoord gegeven",
    "denied": "dwangakkoord afgewezen",
}
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def show_percentage(hundredths: int | None) -> str:
    """Hundredths of a percent the Dutch way: 1037 is "10,37%"; nothing where there is none."""
    if hundredths is None:
        return ""
    return f"{hundredths // 100},{hundredths % 100:02d}%"


def answer_words(line: LineView) -> str:
    """What a creditor answered, and what became of a refusal."""
    if not line.takes_part:
        return "doet niet mee"
    words = ANSWER_WORDS[line.answer]
    return f"{words}, {FORCED_WORDS[line.forced]}" if line.forced else words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDocument:
    """Everything templates/pdf/voorstel.html prints; amounts are eurocents."""

    sender: Sender
    whose: str
    reference: str
    made_on: date
    made_with: str
    proposal: ProposalView

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Voorstel aan schuldeisers"

    @property
    def scenario(self) -> Scenario:
        """How creditors are paid."""
        return self.proposal.scenario

    @property
    def paid_cents(self) -> int:
        """What all creditors get together."""
        return sum(line.offered_cents for line in self.proposal.lines)


def to_csv(proposal: ProposalView, kenmerk: str) -> str:
    """One line per creditor under COLUMNS, separated by semicolons, amounts with a comma; safe in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in proposal.lines:
        writer.writerow([_safe(value) for value in _cells(proposal, line, kenmerk)])
    return out.getvalue()


def _cells(proposal: ProposalView, line: LineView, kenmerk: str) -> list[str]:
    return [
        "voorstel", kenmerk, str(proposal.number), line.creditor, line.collector, line.reference,
        KINDS[line.kind][0], line.rank.value, "ja" if line.takes_part else "nee", _amount(line.claim_cents),
        "ja" if line.confirmed else "nee", proposal.scenario.value, show_percentage(line.percentage).rstrip("%"),
        _amount(line.offered_cents), str(proposal.months), _day(proposal.offered_on), answer_words(line),
        _day(line.answered_on), _amount(line.answered_cents),
    ]  # fmt: skip


def _amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _safe(value: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{value}" if value.startswith(_STARTS_A_FORMULA) else value


def to_json(proposal: ProposalView, kenmerk: str) -> str:
    """The claims as objects of the type *vordering*, with the proposal they belong to; amounts are texts in euros."""
    whole: dict[str, Any] = {
        "soort": "bestand, geen koppeling",
        "voorstel": {
            "kenmerk": kenmerk, "nummer": proposal.number, "regeling": proposal.scenario.value,
            "stand": proposal.state.value, "aangebodenOp": _day(proposal.offered_on) or None,
            "maanden": proposal.months, "afloscapaciteitPerMaand": _dotted(proposal.monthly_cents),
            "teVerdelen": _dotted(proposal.fund_cents), "totaleSchuld": _dotted(proposal.total_cents),
        },
        "vorderingen": [_claim(line) for line in proposal.lines],
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _claim(line: LineView) -> dict[str, Any]:
    return {
        "objecttype": "vordering", "schuldeiser": line.creditor, "vertegenwoordiger": line.collector or None,
        "kenmerkSchuldeiser": line.reference or None, "soortSchuldeiser": line.kind, "rang": line.rank.value,
        "rangInWoorden": RANK_LABELS[line.rank], "neemtDeel": line.takes_part,
        "saldo": _dotted(line.claim_cents), "saldoBevestigd": line.confirmed,
        "aangebodenPercentage": None if line.percentage is None else _dotted(line.percentage),
        "aangebodenBedrag": _dotted(line.offered_cents), "antwoord": line.answer,
        "antwoordOp": _day(line.answered_on) or None, "antwoordBedrag": _dotted(line.answered_cents),
        "dwangakkoord": line.forced,
    }  # fmt: skip


def _dotted(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100}.{cents % 100:02d}"
