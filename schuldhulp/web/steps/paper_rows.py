"""Papers, as lines of the step 'papieren'; files are handed in on the page of the paper itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from schuldhulp.documents import actions, queries
from schuldhulp.documents.states import IN, NOT_COMING, STATES
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.dossier.steps import Step
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.steps.debt_forms import PaperForm
from schuldhulp.web.steps.row_editor import InStep, RowEditor, RowLine
from schuldhulp.workbook.queries import workbook

_MOST = 8


class PaperRows(RowEditor):
    """The list of papers within its step."""

    def lines(self, at: InStep) -> Sequence[RowLine]:
        """Each paper with where it stands."""
        return [
            RowLine(paper.id, paper.title, STATES[paper.state], version=paper.version)
            for paper in queries.papers(at.session, at.actor, at.dossier.id)
        ]

    def additions(self, at: InStep) -> Sequence[tuple[str, str]]:
        """The papers that fit what was told, and any other."""
        book = workbook(at.session, at.actor, at.dossier)
        fits = queries.suggestions(
            book.facts, book.month, queries.papers(at.session, at.actor, at.dossier.id)
        )
        return [*((each.title, each.kind) for each in fits[:_MOST]), (PAPER_KINDS["other"], "other")]

    def heading(self, step: Step, row_id: UUID | None) -> str:
        """The page of one paper."""
        return "Een papier op uw lijst"

    def form(
        self, at: InStep, row_id: UUID | None, kind: str, posted: MultiDict[str, str] | None
    ) -> PageForm:
        """The form of one paper."""
        stored: dict[str, Any] = {"kind": kind if kind in PAPER_KINDS else None}
        if row_id is not None:
            paper = queries.find_paper(at.session, at.actor, at.dossier.id, row_id)
            told = paper.state in IN or paper.how is not None
            stored = {
                "kind": paper.kind, "label": paper.label or None, "how": paper.how, "version": paper.version,
                "state": "have" if told and paper.state not in (*NOT_COMING, "dropped") else paper.state,
            }  # fmt: skip
        return PaperForm(formdata=posted, data=stored)

    def save(self, at: InStep, row_id: UUID | None, form: PageForm, token: FormToken) -> None:
        """Put a paper on the list, or say where it stands. 'I have it' is not yet received: that is the file's part."""
        assert isinstance(form, PaperForm)
        have = form.state.data == "have"
        state, how = ("needed" if have else form.state.data), (form.how.data if have else None)
        if row_id is None:
            actions.list_paper(
                *at.act, kind=form.kind.data, label=form.label.data or "", state=state,
                how=how, form=token,
            )  # fmt: skip
        else:
            actions.mark_paper(
                *at.act, row_id, state, how=how, kind=form.kind.data,
                label=form.label.data or "", version=form.version.data, form=token,
            )  # fmt: skip

    def remove(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Take a paper off the list."""
        actions.remove_paper(*at.act, row_id, form=token)

    def restore(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Put a paper back."""
        actions.restore_paper(*at.act, row_id, form=token)
