"""The pages of one line of a step: add, change, take away, put back; each its own small form."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.dossier.content import text_of
from schuldhulp.dossier.steps import Step
from schuldhulp.refusals import Conflict, NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import session
from schuldhulp.web.steps import posted as typed
from schuldhulp.web.steps.place import Place, known_step
from schuldhulp.web.steps.rows import RowEditor, editor_of, in_step
from schuldhulp.web.steps.views import Answer, token_for
from schuldhulp.workbook import queries

CAME_FROM = ("budget", "debts")


def _editor(step: Step) -> RowEditor:
    editor = editor_of(step)
    if editor is None:
        abort(404)
    return editor


def row_page(place: Place, stap: str, row_id: UUID | None = None) -> Answer:
    """Show the form of one line, or keep what was posted in it."""
    step = known_step(stap)
    editor = _editor(step)
    at, kind = in_step(place, step), request.args.get("soort", "")
    stored = editor.form(at, row_id, kind, None)
    if request.method == "GET":
        return _render(place, step, editor, stored, row_id)
    chosen = typed.made_of_choices(request.form)
    posted = typed.chosen(request.form, stored) if chosen else request.form
    form = editor.form(at, row_id, kind, posted)
    if not form.validate():
        return _render(place, step, editor, form, row_id), 422
    hint = editor.hint(form)
    if hint and "gezien" not in request.form:
        return _render(place, step, editor, form, row_id, hint)
    another = request.form.get("do") == "another"
    there = _address(place, step, None) if another else _back(place, step, melding="bewaard")
    session().close()
    try:
        editor.save(at, row_id, form, FormToken(form.token.data, there))
    except Conflict:
        return _two_versions(place, step, editor, form, row_id)
    except NotYours:
        raise
    except Refused as refused:
        form.form_errors.append(str(refused))
        return _render(place, step, editor, form, row_id), 422
    return redirect(there, 303)


def _back(place: Place, step: Step, **values: Any) -> str:
    """Where somebody came from: the budget, the debts, or else the step."""
    came_from = request.args.get("terug")
    if came_from in CAME_FROM:
        return place.url(came_from, **values)
    return place.url("step", stap=step.slug, **values)


def _address(place: Place, step: Step, row_id: UUID | None) -> str:
    back = request.args.get("terug")
    kept = {"terug": back if back in CAME_FROM else None}
    if row_id is None:
        return place.url("add_row", stap=step.slug, soort=request.args.get("soort") or None, **kept)
    return place.url("change_row", stap=step.slug, row_id=row_id, **kept)


def _render(
    place: Place, step: Step, editor: RowEditor, form: PageForm, row_id: UUID | None, hint: str | None = None
) -> str:
    book = queries.workbook(session(), place.actor, place.dossier)
    session().close()
    return render_template(
        "steps/row.html", layout=place.layout, step=step, text=text_of(step, book.facts), form=form,
        heading=editor.heading(step, row_id), hint=hint, adding=row_id is None, filled_beside=place.beside,
        urls={"save": _address(place, step, row_id), "back": _back(place, step)},
    )  # fmt: skip


def _two_versions(
    place: Place, step: Step, editor: RowEditor, mine: PageForm, row_id: UUID | None
) -> tuple[str, int]:
    """Somebody else changed this line meanwhile: both answers per question."""
    theirs = editor.form(in_step(place, step), row_id, "", None)
    book = queries.workbook(session(), place.actor, place.dossier)
    session().close()
    page = render_template(
        "steps/conflict.html", layout=place.layout, form=theirs, differences=typed.differences(mine, theirs),
        other_name="de cliënt" if place.beside else "uw schuldhulpverlener", action=_address(place, step, row_id),
        hidden=[(name, value) for name, values in typed.posted_of(mine).items() for value in values],
        text=text_of(step, book.facts), urls={"back": place.url("step", stap=step.slug)},
    )  # fmt: skip
    return page, 409


def remove_row(place: Place, stap: str, row_id: UUID) -> Response:
    """Take a line away, with a way back."""
    step = known_step(stap)
    there = place.url("step", stap=stap, melding="weggehaald", weg=row_id)
    _editor(step).remove(in_step(place, step), row_id, token_for(there))
    return redirect(there, 303)


def restore_row(place: Place, stap: str, row_id: UUID) -> Response:
    """Put a line back."""
    step = known_step(stap)
    there = place.url("step", stap=stap, melding="teruggezet")
    _editor(step).restore(in_step(place, step), row_id, token_for(there))
    return redirect(there, 303)
