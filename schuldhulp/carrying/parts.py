"""The parts of a dossier that a client takes along or leaves when they go on under a name, and what each holds. Pure.

A table that belongs to a dossier stands in exactly one list here (a test looks): of a part that is chosen its rows
stay, of any other they are erased.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from schuldhulp.dossier.steps import STEP, Theme


class Part(StrEnum):
    """What can be chosen; the first six are the themes of the werkboek."""

    SITUATION = "waar-sta-ik"
    INCOME = "inkomen"
    SPENDING = "uitgaven"
    DEBTS = "schulden"
    PLAN = "plan"
    FINISH = "afronden"
    BUDGET = "budget"
    MESSAGES = "berichten"
    PAPERS = "papieren"
    WORK_FORMS = "werkvormen"


PART_LABELS: Mapping[str, str] = MappingProxyType(
    {
        Part.SITUATION: "wie er bij u woont en hoe u te bereiken bent",
        Part.INCOME: "uw inkomen",
        Part.SPENDING: "uw uitgaven",
        Part.DEBTS: "uw schulden",
        Part.PLAN: "uw plan",
        Part.FINISH: "de laatste stappen",
        Part.BUDGET: "bewaarde budgetten en ideeën",
        Part.MESSAGES: "berichten en afspraken",
        Part.PAPERS: "papieren",
        Part.WORK_FORMS: "werkvormen en uw notitieboek",
    }
)

# What happened and what is safe to know stays: who looked, that something threatens, who takes part, our own care.
STAYS = frozenset(
    {
        "access_entry", "aftercare_check", "contact_change", "dossier_key", "decision", "event", "identity",
        "inbox_row", "invitation", "last_visit", "outbox_mail", "participation", "retention_case", "rights_request",
        "search_token", "service", "shown_to_partner", "take_in", "term_suspension", "threat",
    }
)  # fmt: skip
OF_ONE_PART: Mapping[str, Part] = MappingProxyType(
    {
        "household_member": Part.SITUATION,
        "debt": Part.DEBTS, "debt_stage": Part.DEBTS, "double_verdict": Part.DEBTS, "balance_request": Part.DEBTS,
        "mandate": Part.DEBTS, "letter": Part.DEBTS, "proposal": Part.DEBTS, "proposal_line": Part.DEBTS,
        "budget_idea": Part.BUDGET, "budget_reason": Part.BUDGET, "budget_version": Part.BUDGET,
        "bank_statement": Part.BUDGET, "calculation": Part.BUDGET, "legal_input": Part.BUDGET,
        "joint_plan": Part.BUDGET,
        "vtlb_correction": Part.BUDGET, "scheme_answers": Part.BUDGET,
        "message": Part.MESSAGES, "message_draft": Part.MESSAGES, "message_part": Part.MESSAGES,
        "crisis_signal": Part.MESSAGES, "experience_told": Part.MESSAGES, "contact": Part.MESSAGES,
        "appointment": Part.MESSAGES, "talk_part": Part.MESSAGES,
        "paper": Part.PAPERS, "paper_file": Part.PAPERS,
        "work_form_entry": Part.WORK_FORMS, "work_form_older": Part.WORK_FORMS, "work_form_task": Part.WORK_FORMS,
        "if_then_plan": Part.WORK_FORMS, "if_then_report": Part.WORK_FORMS, "own_point": Part.WORK_FORMS,
    }
)  # fmt: skip


def part_of_step(slug: str | None) -> Part:
    """The part a step's answers belong to; a line of the budget without a step counts as spending."""
    return Part(STEP[slug].theme.value) if slug and slug in STEP else Part(Theme.SPENDING.value)


def _of_step(row: Any) -> Part:
    return part_of_step(row.step)


def _of_subject(row: Any) -> Part:
    return Part.DEBTS if row.subject == "debt" else Part.BUDGET


BY_ROW: Mapping[str, Callable[[Any], Part]] = MappingProxyType(
    {
        "step_answer": _of_step,
        "step_draft": _of_step,
        "homework": _of_step,
        "budget_post": _of_step,
        "established": _of_subject,
    }
)


def stays(table: str, row: Any, chosen: frozenset[Part]) -> bool:
    """Whether a row of a dossier stays when these parts come along. Raises KeyError for a table nobody placed."""
    if table in STAYS:
        return True
    part = BY_ROW[table](row) if table in BY_ROW else OF_ONE_PART[table]
    return part in chosen
