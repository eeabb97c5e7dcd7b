"""The pages of a step: fill it in, stop, later, "het lukt niet", keep a draft, and what comes after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID, uuid4

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date, say_date
from schuldhulp.dossier.content import text_of
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.progress import status
from schuldhulp.dossier.records.situation import Threat
from schuldhulp.dossier.steps import THREAT_STEP, Rows, Step
from schuldhulp.dossier.threats_told import first_day_told
from schuldhulp.refusals import Conflict
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.display import say_time
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps import posted as typed
from schuldhulp.web.steps.forms import FORM_FOR, StepForm, StuckForm, form_class, form_data, record_from
from schuldhulp.web.steps.place import Place, known_step
from schuldhulp.web.steps.prompts import prompt_beside
from schuldhulp.web.steps.rows import editor_of, in_step
from schuldhulp.workbook import actions, queries
from schuldhulp.workbook.counts.queries import HOME_STEP, read_counts, read_threat_open

Answer = str | Response | tuple[str, int]
OWN_TEMPLATE = frozenset({"eerste-kleine-stap", "schulden-grof"})


@dataclass(frozen=True)
class _Opened:
    """One step of one dossier as it is stored now, among what the rules look at."""

    place: Place
    step: Step
    kept: Mapping[str, queries.StoredAnswer]
    threat_open: bool

    @property
    def stored(self) -> queries.StoredAnswer | None:
        """Its own stored answers."""
        return self.kept.get(self.step.slug)

    @cached_property
    def facts(self) -> DossierFacts:
        """What its words depend on. A save that goes well never asks for it: the act counts under its lock."""
        return read_counts(session(), self.place.dossier, self.kept)

    def form(self, posted: MultiDict[str, str]) -> StepForm:
        """The form with what was posted or drafted."""
        return self._form_class(formdata=posted, data=_stored_data(self.stored))

    @cached_property
    def fresh(self) -> StepForm:
        """The form with what is stored."""
        stored, data = self.stored, _stored_data(self.stored)
        if self.threat_open and stored and data.get("threat_on") is None:
            data["threat_on"] = first_day_told(cast(Threat | None, stored.record))
        return self._form_class(formdata=None, data=data)

    @property
    def _form_class(self) -> type[StepForm]:
        return form_class(self.step.slug, threat_open=self.threat_open)


def _stored_data(stored: queries.StoredAnswer | None) -> dict[str, object]:
    return {**form_data(stored.record if stored else None), "version": stored.version if stored else 0}


def _open(place: Place, step: Step) -> _Opened:
    dossier = place.dossier
    kept = queries.read_answers(session(), dossier.municipality_id, dossier.id, step.slug, HOME_STEP)
    threat_open = step is THREAT_STEP and read_threat_open(session(), dossier.municipality_id, dossier.id)
    return _Opened(place, step, kept, threat_open)


def token_for(location: str) -> FormToken:
    """The posted form's token, with where its sender goes; a form without one gets its own."""
    token = request.form.get("token", "")
    return FormToken(token if re.fullmatch(r"[0-9a-f]{32}", token) else uuid4().hex, location)


def step_page(place: Place, stap: str) -> Answer:
    """Show a step, or take what was posted in it."""
    opened = _open(place, known_step(stap))
    if request.method == "GET":
        return _show(opened)
    do = request.form.get("do", "save")
    if do == "later":
        _keep_typed(opened)
        there = place.url("workbook", melding="later")
        actions.postpone_step(session(), place.actor, now(), place.dossier, stap, form=token_for(there))
        return redirect(there, 303)
    if do == "stuck":
        _keep_typed(opened)
        return redirect(place.url("step_stuck", stap=stap), 303)
    return _answer(opened, stopped=do == "stop")


def _answer(opened: _Opened, *, stopped: bool) -> Answer:
    place, step = opened.place, opened.step
    chosen = typed.made_of_choices(request.form)
    posted: MultiDict[str, str] = typed.chosen(request.form, opened.fresh) if chosen else request.form
    form, editor = opened.form(posted), editor_of(step)
    quick = editor.quick_form(in_step(place, step), posted) if editor else None
    stop_at = place.url("workbook" if place.beside else "home", melding="bewaard")
    # Both are checked, so that every field that asks attention is shown at once.
    if not all([form.validate(), quick is None or quick.validate()]):
        if stopped:
            _keep_typed(opened)
            return redirect(stop_at, 303)
        return _render(opened, form, quick), 422
    there = stop_at if stopped else place.url("step_done", stap=step.slug)
    previous = opened.stored.record if opened.stored else None
    session().close()
    try:
        actions.answer_step(
            session(), place.actor, now(), place.dossier, step.slug, record_from(form, previous),
            version=form.version.data, stopped=stopped, form=FormToken(form.token.data, there),
            alongside=editor.quick_rows(in_step(place, step), quick) if editor and quick else None,
        )  # fmt: skip
    except Conflict:
        return _two_versions(opened, form)
    return redirect(there, 303)


def _keep_typed(opened: _Opened) -> None:
    """Keep as a draft what was typed and differs from what is stored."""
    answers = typed.answers_in(request.form)
    session().close()
    if answers != typed.posted_of(opened.fresh):
        form = opened.form(request.form)
        actions.save_draft(
            session(), opened.place.actor, now(), opened.place.dossier, opened.step.slug, answers,
            version=form.version.data, last_field=typed.last_changed(form, answers, typed.posted_of(opened.fresh)),
        )  # fmt: skip


def draft_kept(place: Place, stap: str) -> tuple[str, int]:
    """Keep what is being typed, with the question somebody is at: the last one that changed; 409 when it is old."""
    step, dossier = known_step(stap), place.dossier
    stored = queries.read_answers(session(), dossier.municipality_id, dossier.id, step.slug).get(step.slug)
    earlier = queries.find_draft(session(), place.actor, dossier, stap)
    session().close()
    answers, form = typed.answers_in(request.form), FORM_FOR[stap](formdata=request.form)
    before = (
        earlier.typed
        if earlier
        else typed.posted_of(FORM_FOR[stap](formdata=None, data=_stored_data(stored)))
    )
    last = typed.last_changed(form, answers, before) or (earlier.last_field if earlier else "")
    kept = actions.save_draft(
        session(), place.actor, now(), dossier, stap, answers, last_field=last, version=form.version.data,
        of_form=request.form.get("token", ""),
    )  # fmt: skip
    return "", 204 if kept else 409


def _two_versions(opened: _Opened, mine: StepForm) -> Answer:
    """Somebody else saved this step meanwhile: both answers per question; mine stay as a draft."""
    place, step = opened.place, opened.step
    answers = typed.posted_of(mine)
    actions.save_draft(
        session(), place.actor, now(), place.dossier, step.slug, answers, version=mine.version.data
    )
    current = _open(place, step)
    facts = current.facts
    session().close()
    theirs = current.stored is not None and current.stored.by_role not in ("client", "supporter")
    other = "uw schuldhulpverlener" if theirs else place.beside_whom
    page = render_template(
        "steps/conflict.html", layout=place.layout, form=current.fresh, other_name=other,
        differences=typed.differences(mine, current.fresh), action=place.url("step", stap=step.slug),
        hidden=[(name, value) for name, values in answers.items() for value in values],
        text=text_of(step, facts), urls={"back": place.url("step", stap=step.slug)},
    )  # fmt: skip
    return page, 409


def _show(opened: _Opened) -> str:
    place, step = opened.place, opened.step
    draft = queries.find_draft(session(), place.actor, place.dossier, step.slug)
    form, resumed, quick_data = opened.fresh, "", None
    if draft and draft.typed:
        quick_data = MultiDict((name, value) for name, values in draft.typed.items() for value in values)
        form = opened.form(quick_data)
        form.version.data = draft.version
        resumed = draft.last_field
    editor = editor_of(step)
    quick = editor.quick_form(in_step(place, step), quick_data) if editor else None
    return _render(opened, form, quick, draft=draft, resumed=resumed)


def _render(
    opened: _Opened, form: StepForm, quick: PageForm | None = None, *,
    draft: queries.StepDraftView | None = None, resumed: str = "",
) -> str:  # fmt: skip
    place, step, facts = opened.place, opened.step, opened.facts
    slug, dossier = step.slug, place.dossier
    at = next((field for field in form.asked if field.short_name == resumed), None)
    if at is not None:
        at.render_kw = {"autofocus": True}
    asked_for = [
        task
        for task in (queries.homework(session(), place.actor, dossier.id) if slug in facts.homework else ())
        if task.step == slug and place.whole
    ]
    rows, lines = _rows(opened)
    session().close()
    stored = opened.stored
    return render_template(
        f"steps/{slug}.html" if slug in OWN_TEMPLATE else "steps/step.html",
        layout=place.layout, filled_beside=place.beside_whom, step=step, text=text_of(step, facts), form=form,
        rough_form=quick, rows=rows, lines=lines, row_ask=_row_ask(step, bool(rows)),
        status=status(step, facts, opened.kept),
        saved_at=_saved_at(draft, stored), resumed=at, reader_names=place.readers, closed=dossier.closed,
        homework=asked_for[0].note if asked_for else None,
        prompt=None if place.beside else prompt_beside(
            dossier, facts, slug, "before", earlier=stored.version if stored else 0
        ), undo=_undo(place, slug),
        urls={
            "save": place.url("step", stap=slug), "back": place.url("workbook"),
            "draft": None if dossier.closed else place.url("step_draft", stap=slug),
            "add": place.url("add_row", stap=slug) if editor_of(step) and not dossier.closed else None,
            "papers": place.url("papers") if step.rows is Rows.PAPERS else None,
        },
    )  # fmt: skip


def _rows(opened: _Opened) -> tuple[list[dict[str, object]], list[tuple[str, str]]]:
    place, step, editor = opened.place, opened.step, editor_of(opened.step)
    if editor is None:
        return [], []
    at = in_step(place, step)
    rows: list[dict[str, object]] = [
        {
            "text": line.text, "detail": line.detail, "amount": line.amount, "version": line.version,
            "edit_url": None if place.dossier.closed else place.url("change_row", stap=step.slug, row_id=line.id),
            "token": uuid4().hex,
            "remove_url": place.url("remove_row", stap=step.slug, row_id=line.id) if place.whole else None,
        }
        for line in editor.lines(at)
    ]  # fmt: skip
    if place.dossier.closed:
        return rows, []
    additions = editor.additions(at)
    return rows, [(words, place.url("add_row", stap=step.slug, soort=kind)) for words, kind in additions]


def _row_ask(step: Step, any_lines: bool) -> str:
    editor = editor_of(step)
    return "" if editor is None else editor.ask_more if any_lines else editor.ask


def _undo(place: Place, slug: str) -> dict[str, str] | None:
    """The line that was just taken away, to put it back."""
    try:
        row_id = UUID(request.args.get("weg", "") if place.whole else "")
    except ValueError:
        return None
    return {"url": place.url("restore_row", stap=slug, row_id=row_id), "token": uuid4().hex}


def _saved_at(draft: queries.StepDraftView | None, stored: queries.StoredAnswer | None) -> str | None:
    saved = draft.saved_at if draft else stored.saved_at if stored else None
    if saved is None:
        return None
    day = local_date(saved)
    return say_time(saved) + ("" if day == local_date(now()) else f" uur op {say_date(day)}")


def stuck_page(place: Place, stap: str) -> Answer:
    """ "Het lukt niet": both questions may stay empty; sending is one press."""
    step, form = known_step(stap), StuckForm()
    if form.validate_on_submit():
        there = place.url("workbook" if place.beside else "home", melding="lukt-niet")
        session().close()
        actions.report_stuck(
            session(), place.actor, now(), place.dossier, stap, why=form.why.data or "", wish=form.wish.data or "",
            form=FormToken(form.token.data, there),
        )  # fmt: skip
        return redirect(there, 303)
    facts = queries.step_facts(session(), place.dossier)
    session().close()
    counsellor = place.dossier.counsellor
    page = render_template(
        "steps/stuck.html", layout=place.layout, step=step, text=text_of(step, facts),
        form=form, counsellor=counsellor.name if counsellor else None,
        urls={"save": place.url("step_stuck", stap=stap), "back": place.url("step", stap=stap)},
    )  # fmt: skip
    return (page, 422) if form.errors else page
