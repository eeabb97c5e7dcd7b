"""What the lines are called that messages are about."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.tables import BudgetPost
from schuldhulp.crypto import keyring
from schuldhulp.debts.register import creditor_by_id
from schuldhulp.debts.tables import Debt
from schuldhulp.documents.tables import Paper
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.workbook.tables import StepAnswer
from schuldhulp.workforms.tables import WorkFormEntry, WorkFormTask

Line = tuple[str, UUID]
_TABLES: dict[str, Any] = {
    "debt": Debt, "budget_post": BudgetPost, "paper": Paper, "step": StepAnswer,
    "work_form": WorkFormEntry, "work_form_task": WorkFormTask,
}  # fmt: skip


def line_titles(session: Session, actor: Actor, dossier_id: UUID, lines: Iterable[Line]) -> dict[Line, str]:
    """The names of lines of one dossier, one query a kind; a line of another dossier is not there."""
    wanted: dict[str, set[UUID]] = {}
    for about, line_id in lines:
        if about in _TABLES:
            wanted.setdefault(about, set()).add(line_id)
    found: dict[Line, str] = {}
    for about, ids in wanted.items():
        table = _TABLES[about]
        query = rows_of(table, actor, dossier_id).where(table.id.in_(ids))
        for row in session.scalars(query):
            found[about, row.id] = _title(session, row)
    return found


def _title(
    session: Session, row: Debt | BudgetPost | Paper | StepAnswer | WorkFormEntry | WorkFormTask
) -> str:
    ring = keyring(session)
    if isinstance(row, Debt):
        known = creditor_by_id(row.creditor_id) if row.creditor_id else None
        return known.name if known else ring.open(row, "creditor_sealed") or "een schuld"
    if isinstance(row, BudgetPost):
        label = ring.open(row, "label_sealed")
        return label or (CATEGORY[row.code].label if row.code in CATEGORY else "een regel van het budget")
    if isinstance(row, Paper):
        return ring.open(row, "label_sealed") or PAPER_KINDS.get(row.kind, "een papier")
    if isinstance(row, WorkFormEntry | WorkFormTask):
        found = offered_library(session, row.municipality_id).find(row.form_id)
        return f"werkvorm {found.title}" if found else "een werkvorm"
    text = step_texts().get(row.step)
    return f"stap {text.title}" if text else "een stap"
