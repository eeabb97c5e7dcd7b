"""The motivational question or remark beside a step, chosen by the rule of the scripts; never at a threat."""

from datetime import date

from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.next_step import prompts_allowed
from schuldhulp.dossier.queries import DossierView
from schuldhulp.replies.queries import catalogue
from schuldhulp.scripts_mi.choosing import choose_prompt
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger, Use

MOST_REMEMBERED = 12


def prompt_beside(
    dossier: DossierView, facts: DossierFacts, step: str, moment: str, *, earlier: int = 0
) -> str | None:
    """The text `before` or `after` a step, or None. `earlier`: how often one stood there before (once a save).

    It looks at counts only: the page of a step opens no debt for it. What was shown follows from `earlier`, so
    reading a page keeps nothing and the same person reads another line.
    """
    if not prompts_allowed(facts) or dossier.urgency < 2:
        return None
    snapshot = snapshot_of(
        {
            "crisis.open": False, "threat.open": facts.threat_open, "phase": facts.phase,
            "papers.missing": facts.papers_needed, "papers.received": facts.papers_received, "step.current": step,
            "client.register": dossier.register,
        }
    )  # fmt: skip
    shown: tuple[Use, ...] = ()
    for _ in range(earlier % MOST_REMEMBERED + 1):
        chosen = choose_prompt(catalogue(), snapshot, Ledger(shown), str(dossier.id), step, moment)
        if chosen is None:
            return None
        shown += (Use(chosen.prompt_id, date.min, (chosen.line_key,)),)
    return chosen.text if chosen else None
