"""The motivational question or remark beside a step, chosen by the rule of the scripts; never at a threat."""

from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.next_step import prompts_allowed
from schuldhulp.dossier.queries import DossierView
from schuldhulp.replies.queries import catalogue
from schuldhulp.scripts_mi.choosing import choose_prompt
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger


def prompt_beside(dossier: DossierView, facts: DossierFacts, step: str, moment: str) -> str | None:
    """The text `before` or `after` a step, or None."""
    if not prompts_allowed(facts) or dossier.urgency < 2:
        return None
    snapshot = snapshot_of(
        {
            "crisis.open": False, "threat.open": facts.threat_open, "phase": facts.phase, "debts.count": facts.debts,
            "debts.total_cents": facts.debts_cents, "papers.missing": facts.papers_needed,
            "papers.received": facts.papers_received, "step.current": step,
        }
    )  # fmt: skip
    chosen = choose_prompt(catalogue(), snapshot, Ledger(), str(dossier.id), step, moment)
    return chosen.text if chosen else None
