"""The sheets of a paper: turning, putting in order, one document of all, and cutting a PDF over papers."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.documents import queries
from schuldhulp.documents.apart import bind, cut, turn
from schuldhulp.documents.files import FileRefused, page_numbers
from schuldhulp.documents.sheets import actions
from schuldhulp.documents.shown import FileView, PaperView
from schuldhulp.refusals import NotYours
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.guard import now, session
from schuldhulp.web.paper_forms import CutForm
from schuldhulp.web.papers import as_download
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.views import token_for


def _file(place: Place, file_id: UUID) -> tuple[PaperView, FileView]:
    for paper in queries.papers(session(), place.actor, place.dossier.id):
        for file in paper.files:
            if file.id == file_id:
                return paper, file
    raise NotYours


def _bytes(place: Place, file_id: UUID) -> bytes:
    found = queries.open_file(session(), place.actor, place.dossier.id, file_id)
    session().close()
    return found.content


def move(place: Place, file_id: UUID) -> Response:
    """Put a file one place earlier or later."""
    paper, _ = _file(place, file_id)
    session().close()
    token = token_for(place.url("paper", paper_id=paper.id, _anchor="bestanden"))
    step = 1 if request.form.get("naar") == "later" else -1
    actions.move_file(session(), place.actor, now(), place.dossier, file_id, step, form=token)
    return redirect(token.location, 303)


def turn_page(place: Place, file_id: UUID) -> Response:
    """Turn a file a quarter, clockwise."""
    paper, _ = _file(place, file_id)
    token = token_for(place.url("paper", paper_id=paper.id, _anchor="bestanden"))
    made = turn(_bytes(place, file_id), 1)
    actions.replace_file(session(), place.actor, now(), place.dossier, file_id, made, form=token)
    return redirect(token.location, 303)


def whole(place: Place, paper_id: UUID) -> Response:
    """All files of a paper as one PDF, in their order."""
    paper = queries.find_paper(session(), place.actor, place.dossier.id, paper_id)
    parts = [_bytes(place, file.id) for file in paper.files if file.readable]
    session().close()
    if not parts:
        raise NotYours
    made = bind(parts)
    return as_download([made.content], made.media_type, len(made.content))


def cut_page(place: Place, file_id: UUID) -> Page:
    """Put pages of a PDF with another paper."""
    paper, file = _file(place, file_id)
    session().close()
    if file.media_type != "application/pdf" or (file.pages or 0) < 2:
        raise NotYours
    form = CutForm()
    if form.validate_on_submit() and (parts := _cut(place, form, file)):
        told: Any = {"kind": form.kind.data, "label": form.label.data or ""}
        done = done_or_refused(
            form, place.url("paper", paper_id=paper.id, melding="gesplitst"),
            lambda token: actions.cut_file(session(), place.actor, now(), place.dossier, file_id, parts, **told,
                                           form=token),
        )  # fmt: skip
        if done:
            return done
    page = render_template(
        "steps/cut.html", layout=place.layout, place=place, paper=paper, file=file, form=form
    )
    return shown(page, form)


def _cut(place: Place, form: CutForm, file: FileView) -> Any:
    try:
        return cut(_bytes(place, file.id), page_numbers(form.pages.data or "", file.pages or 0))
    except FileRefused as refusal:
        form.pages.errors = [str(refusal)]
        return None
