"""The pages of one line of a step: add, change, take away, put back; each its own small form."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from schuldhulp.dossier.content import text_of
from schuldhulp.dossier.steps import Step
from schuldhulp.refusals import Conflict, NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import session
from schuldhulp.web.steps import posted as typed
from schuldhulp.web.steps.place import Place, known_step
from schuldhulp.web.steps.row_editor import Hint, InStep
from schuldhulp.web.steps.rows import RowEditor, editor_of, in_step
from schuldhulp.web.steps.views import Answer, token_for
from schuldhulp.workbook import actions, queries

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
    kept = queries.find_draft(at.session, at.actor, at.dossier, _draft_of(step, row_id)) if row_id else None
    if request.method == "GET":
        if kept is None:
            return _render(place, step, editor, stored, row_id)
        return _render(place, step, editor, _typed_before(at, editor, row_id, kept), row_id, lost=True)
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
        return _two_versions(at, place, editor, form, row_id)
    except NotYours:
        raise
    except Refused as refused:
        form.form_errors.append(str(refused))
        return _render(place, step, editor, form, row_id), 422
    if kept is not None:
        actions.forget_typed(*at.act, _draft_of(step, row_id))
    return redirect(there, 303)


def _draft_of(step: Step, row_id: UUID | None) -> str:
    """Where the typed version of a line is kept that lost a conflict."""
    return f"{step.slug}:{row_id}"


def _typed_before(
    at: InStep, editor: RowEditor, row_id: UUID | None, kept: queries.StepDraftView
) -> PageForm:
    """The form of a line with what was typed on an older version of it: sent again, it asks to choose again."""
    typed_before = MultiDict((name, value) for name, values in kept.typed.items() for value in values)
    form = editor.form(at, row_id, "", typed_before)
    form.version.data = kept.version
    return form


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
    place: Place, step: Step, editor: RowEditor, form: PageForm, row_id: UUID | None, hint: Hint | None = None,
    *, lost: bool = False,
) -> str:  # fmt: skip
    facts = queries.step_facts(session(), place.dossier)
    session().close()
    return render_template(
        "steps/row.html", layout=place.layout, step=step, text=text_of(step, facts), form=form,
        heading=editor.heading(step, row_id), hint=hint, adding=row_id is None, lost=lost,
        urls={"save": _address(place, step, row_id), "back": _back(place, step)},
    )  # fmt: skip


def _two_versions(
    at: InStep, place: Place, editor: RowEditor, mine: PageForm, row_id: UUID | None
) -> tuple[str, int]:
    """Somebody else changed this line meanwhile: both answers per question; mine stay as a draft."""
    step, answers = at.step, typed.posted_of(mine)
    actions.save_draft(*at.act, _draft_of(step, row_id), answers, version=mine.version.data)
    theirs = editor.form(in_step(place, step), row_id, "", None)
    facts = queries.step_facts(session(), place.dossier)
    session().close()
    page = render_template(
        "steps/conflict.html", layout=place.layout, form=theirs, differences=typed.differences(mine, theirs),
        other_name=place.client if place.beside else "uw schuldhulpverlener", action=_address(place, step, row_id),
        hidden=[(name, value) for name, values in answers.items() for value in values],
        text=text_of(step, facts), urls={"back": place.url("step", stap=step.slug)},
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
