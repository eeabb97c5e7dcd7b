"""What is told: steps, homework, lines, budgets, facts and papers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from schuldhulp.dossier.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class StepAnswered(DossierEvent):
    """A step was saved. `done`: nothing needed is missing. Counts tell how far the three finish lines are.

    `importance` and `confidence` are the two rulers (0–10), of the step that asks them only.
    """

    step: str
    done: bool
    questions_open: int
    fields_filled: int
    reply_due_at: datetime | None
    steps_talk: int
    steps_decision: int
    steps_arrangement: int
    importance: int | None = None
    confidence: int | None = None


@dataclass(frozen=True, kw_only=True)
class StepPostponed(DossierEvent):
    """'Later'."""

    step: str


@dataclass(frozen=True, kw_only=True)
class StepStuck(DossierEvent):
    """'Het lukt niet': the client's five days stop, a legal clock does not."""

    step: str
    reply_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class StepReviewed(DossierEvent):
    """A counsellor looked at a step."""

    step: str


@dataclass(frozen=True, kw_only=True)
class HomeworkAssigned(DossierEvent):
    """A counsellor asked for a step."""

    step: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class HomeworkMoved(DossierEvent):
    """The client took more time."""

    step: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class HomeworkEnded(DossierEvent):
    """Homework was done, replaced or withdrawn."""

    step: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RowChanged(DossierEvent):
    """A line of a collection was added, changed, removed or restored.

    `table`: household_member, budget_post, debt, debt_stage, paper, mandate, budget_idea, legal_input,
    vtlb_correction, calculation, scheme_answers, budget_reason. `code`: the kind of line.
    """

    table: str
    row_id: UUID
    change: str
    step: str | None = None
    code: str | None = None
    cents: int | None = None
    before_cents: int | None = None


@dataclass(frozen=True, kw_only=True)
class LineTakenOver(RowChanged):
    """A line of the budget that came from a bank statement; StatementUsed tells of all of them at once."""


@dataclass(frozen=True, kw_only=True)
class StatementUsed(DossierEvent):
    """A bank statement was read and its lines put in the budget; each line is a LineTakenOver beside it."""

    bank: str
    first_on: date
    last_on: date
    lines: int
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class BudgetFrozen(DossierEvent):
    """A budget got a name and was frozen."""

    version_id: UUID
    number: int
    version_kind: str
    room_cents: int


@dataclass(frozen=True, kw_only=True)
class DoubleDecided(DossierEvent):
    """Two debts were called the same claim, or not."""

    debt_id: UUID
    other_id: UUID
    verdict: str


@dataclass(frozen=True, kw_only=True)
class FactEstablished(DossierEvent):
    """Staff wrote down what a creditor confirmed or a paper shows, beside the client's words."""

    subject: str
    subject_id: UUID | None
    author: str
    cents: int | None = None


@dataclass(frozen=True, kw_only=True)
class FactDisputed(DossierEvent):
    """The client disputes an established fact."""

    subject: str
    subject_id: UUID | None
    reply_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ArrangementMoved(DossierEvent):
    """The schuldregeling went on: balances_asked, proposed, offered, answered (before: accepted, refused), or a
    dwangakkoord that was forced_asked, forced_granted or forced_denied. `number` is that of the proposal, `count` how
    many creditors.
    """

    move: str
    number: int | None = None
    count: int | None = None
    cents: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaperMarked(DossierEvent):
    """A paper's state changed; `file` when something was uploaded.

    `state`: one of documents.states.STATES, or stopped: the virus scanner stopped a file. `unseen`: how many papers
    that came in nobody looked at yet, after staff looked at this one.
    """

    paper_id: UUID
    paper_kind: str
    state: str
    file: bool = False
    reply_due_at: datetime | None = None
    unseen: int | None = None
