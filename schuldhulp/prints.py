"""Printed pages beside the budget plan: the one-page case summary and a step on paper, as frozen plain
values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from schuldhulp.budget.document import Sender
from schuldhulp.budget.shown import Figure


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A label with its text; `strong` asks for attention (a threat, a clock that is nearly out)."""

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SummarySection:
    """A heading with rows; a section without rows is not printed."""

    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class SummaryDebt:
    """A debt in the short list of the summary; eurocents."""

    creditor: str
    cents: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseSummaryDocument:
    """Everything templates/pdf/samenvatting.html prints on one page. Amounts are eurocents.

    `lead` is the one sentence to know first (whose turn, by when). `question` is the question for help in the
    client's words. `month` are label and amount per month. `debts` are the largest ones; `debts_count` and
    `debts_cents` are all of them. `safety` is a note on contact that must not be overlooked, or empty.
    """

    sender: Sender
    client: str
    reference: str
    made_on: date
    made_by: str
    phase: str
    lead: str
    question: str = ""
    safety: str = ""
    sections: tuple[SummarySection, ...] = ()
    month: tuple[tuple[str, int], ...] = ()
    debts: tuple[SummaryDebt, ...] = ()
    debts_count: int = 0
    debts_cents: int = 0

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Samenvatting van het dossier"

    @property
    def debts_left_out(self) -> int:
        """How many debts are not in the short list."""
        return max(0, self.debts_count - len(self.debts))


class Answering(StrEnum):
    """What kind of room a printed question gets."""

    LINE = "line"
    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question on paper: `answer` is empty on a blank page, `options` are the boxes of a choice, of
    which the ones in `chosen` are ticked."""

    question: str
    answering: Answering = Answering.LINE
    help: str = ""
    answer: str = ""
    options: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    open_allowed: bool = True


@dataclass(frozen=True, slots=True)
class StepDocument:
    """Everything templates/pdf/stap.html prints: one step of the werkboek, blank or with the answers so far.

    `back_to` says where the paper goes; `reference` is the number of the dossier, never a name.
    """

    sender: Sender
    step_title: str
    theme: str
    why: str
    minutes: int
    reference: str
    made_on: date
    questions: tuple[PrintedQuestion, ...]
    back_to: tuple[str, ...] = ()
    large: bool = False

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.step_title

    @property
    def filled(self) -> bool:
        """Whether any answer is printed."""
        return any(question.answer or question.chosen for question in self.questions)


@dataclass(frozen=True, slots=True)
class FolderLabels:
    """Everything templates/pdf/mappen.html prints: a label for each folder, without a name or a number of a dossier."""

    sender: Sender
    titles: tuple[str, ...]
    made_on: date

    @property
    def title(self) -> str:
        """The title of the document."""
        return "Etiketten voor uw mappen"


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """Everything templates/pdf/brief.html prints: one letter, with the address where a window envelope shows it.

    `from_lines` and `to_lines` are name and address; `text` has blank lines between paragraphs, and lines that begin
    with '- ' are a list.
    A letter in the municipality's own name (`by_municipality`) carries its letterhead; a client's carries none.
    """

    sender: Sender
    from_lines: tuple[str, ...]
    to_lines: tuple[str, ...]
    subject: str
    text: str
    reference: str
    made_on: date
    by_municipality: bool
    annex: tuple[Figure, ...] = ()

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Brief"

    @property
    def blocks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The text in order as ('text', lines) and ('list', items)."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for part in self.text.replace("\r\n", "\n").split("\n\n"):
            lines = [line.strip() for line in part.split("\n") if line.strip()]
            for listed, run in groupby(lines, key=lambda line: line.startswith("- ")):
                words = tuple(line.removeprefix("- ") if listed else line for line in run)
                found.append(("list" if listed else "text", words))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class MandateDocument:
    """Everything templates/pdf/machtiging.html prints: who allows the municipality to speak with whom."""

    sender: Sender
    client: str
    reference: str
    signed_on: date
    on_paper: bool
    creditors: tuple[str, ...]
    withdrawn_on: date | None = None

    @property
    def title(self) -> str:
        """The title of the document, without a name."""
        return "Machtiging"
