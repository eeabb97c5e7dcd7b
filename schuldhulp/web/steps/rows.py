"""The editor of each kind of lines. `row_editor.RowEditor` says what an editor does."""

from collections.abc import Mapping
from types import MappingProxyType

from schuldhulp.dossier.steps import Rows, Step
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.budget_rows import ExpenseRows, IncomeRows
from schuldhulp.web.steps.debt_rows import DebtRows, MandateRows
from schuldhulp.web.steps.household_rows import HouseholdRows
from schuldhulp.web.steps.paper_rows import PaperRows
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.row_editor import InStep, RowEditor

__all__ = ["ROW_EDITORS", "RowEditor", "editor_of", "in_step"]

ROW_EDITORS: Mapping[Rows, RowEditor] = MappingProxyType(
    {
        Rows.HOUSEHOLD: HouseholdRows(),
        Rows.INCOMES: IncomeRows(),
        Rows.EXPENSES: ExpenseRows(),
        Rows.DEBTS: DebtRows(),
        Rows.MANDATES: MandateRows(),
        Rows.PAPERS: PaperRows(),
    }
)


def editor_of(step: Step) -> RowEditor | None:
    """The editor of a step's lines; None for a step without lines."""
    return ROW_EDITORS.get(step.rows) if step.rows else None


def in_step(place: Place, step: Step) -> InStep:
    """A step as the editor of its lines takes it."""
    return InStep(session(), place.actor, now(), place.dossier, step)
