"""Werkvormen of the client: the library, and doing one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.queries import conversation
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.refusals import Conflict
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.gathering.queries import what_is_known
from schuldhulp.scripts_mi.work_forms.form import WorkForm
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, two_versions
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps import posted as typed
from schuldhulp.web.steps.views import token_for
from schuldhulp.web.workforms.building import WorkFormPage, data_of, form_of
from schuldhulp.workbook.queries import workbook
from schuldhulp.workforms import actions, queries
from schuldhulp.workforms.library import (
    THEME_NAMES,
    Fitting,
    address_of,
    fitting,
    id_at,
    search,
    spoken,
)
from schuldhulp.workforms.tasks.actions import move_work_form

_LATER = "bewaard-voor-later"


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the library as the client sees it; `state`: done, begun or nothing."""

    form: WorkForm
    url: str
    state: str


class AsideForm(PageForm):
    """ "Past niet bij mij": why may stay empty."""

    why = LongTextField(
        "Wilt u erbij zetten waarom?", description="Dit hoeft niet. Alleen u leest dit.", rows=2
    )


def form_url(form_id: str) -> str:
    """Where a form is done."""
    theme, name = address_of(form_id)
    return url_for("client.work_form", thema=theme, naam=name)


def known_form(dossier: DossierView, theme: str, name: str) -> WorkForm:
    """The form of an address, in the version that was opened before (`versie`); another address is not there."""
    offered = offered_library(session(), dossier.municipality_id)
    found = offered.find(id_at(theme, name), request.args.get("versie", type=int))
    if found is None:
        abort(404)
    return found


@blueprint.route("/mijn/werkvormen", methods=["GET", "POST"])
@door("work_form:write", dossier="own", part="werkvormen")
def work_forms(dossier: DossierView) -> str:
    """The library: what was asked, what fits now, and the rest by theme or by search; the word searched is posted."""
    actor = current_actor()
    own = queries.notebook(session(), actor, dossier.id)
    tasks = queries.tasks_of(session(), actor, dossier.id)
    theme = request.args.get("thema") if request.args.get("thema") in THEME_NAMES else None
    wanted = request.form.get("zoek", "").strip()[:60]
    offered = () if theme or wanted else _fitting(dossier, own)
    library = offered_library(session(), dossier.municipality_id)
    session().close()
    every = library.forms.values()
    forms: Sequence[WorkForm] = ()
    if wanted:
        forms = search(library, wanted)
    elif theme:
        forms = tuple(form for form in every if form.theme == theme)
    states = {entry.form_id: entry.state for entry in reversed(own)}
    counts = {name: sum(form.theme == name for form in every) for name in THEME_NAMES}
    return render_template(
        "client/work_forms.html", dossier=dossier, theme=theme, wanted=wanted, tasks=tasks, offered=offered,
        forms=[_line(spoken(form, dossier.register), states) for form in forms], url_of=form_url, names=THEME_NAMES,
        begun=[entry for entry in own if entry.state == "begun" and entry.form],
        themes=[(url_for("client.work_forms", thema=name), words, counts[name], name == theme)
                for name, words in THEME_NAMES.items() if counts[name]],
    )  # fmt: skip


def _line(form: WorkForm, states: dict[str, str]) -> FormLine:
    return FormLine(form, form_url(form.id), states.get(form.id, ""))


def _fitting(dossier: DossierView, own: Sequence[queries.EntryView]) -> tuple[Fitting, ...]:
    """What fits now, from the same facts that choose a counsellor's scripts."""
    actor = current_actor()
    if dossier.threat or dossier.closed:
        return ()
    talk = conversation(session(), actor, dossier.id)
    book = workbook(session(), actor, dossier)
    known = what_is_known(session(), actor, now(), dossier, talk, book, writer="")
    library = offered_library(session(), dossier.municipality_id)
    found = fitting(library, facts_of(known, now()), frozenset(entry.form_id for entry in own))
    forms = [spoken(each.form, dossier.register) for each in found]
    return tuple(Fitting(form, form.suggest.reason) for form in forms if form.suggest)


@blueprint.route("/mijn/werkvormen/<thema>/<naam>", methods=["GET", "POST"])
@door("work_form:write", dossier="own", part="werkvormen")
def work_form(dossier: DossierView, thema: str, naam: str) -> Page:
    """Do a form, or go on where it was left."""
    form = known_form(dossier, thema, naam)
    begun = _begun(dossier, form)
    if begun and begun.form:
        form = begun.form
    return fill_page(dossier, spoken(form, dossier.register), begun, new=True)


def fill_page(dossier: DossierView, form: WorkForm, entry: queries.EntryView | None, *, new: bool) -> Page:
    """Show a form with what was typed or kept, or take what was posted. `new`: not yet an entry that was finished."""
    kept = data_of(form, entry.kept.answers) if entry and entry.kept else {}
    page = form_of(form)
    here = f"{request.path}?versie={form.version}" if new else request.path
    do = request.form.get("do", "") if request.method == "POST" else ""
    if do == "niet":
        return redirect(
            url_for("client.lay_aside", thema=address_of(form.id)[0], naam=address_of(form.id)[1]), 303
        )
    if do == "later":
        _keep(dossier, form, entry)
        return redirect(url_for("client.work_forms", melding=_LATER), 303)
    filled = _filled(page, entry, kept)
    if request.method == "POST" and filled.validate():
        answer = _finish(dossier, form, entry, filled, kept, new=new)
        if answer is not None:
            return answer
    tasks = [] if entry and entry.finished_at else queries.tasks_of(session(), current_actor(), dossier.id)
    session().close()
    shown = render_template(
        "client/work_form.html", dossier=dossier, work_form=form, form=filled, entry=entry, here=here, new=new,
        theme_name=THEME_NAMES[form.theme], resumed=bool(entry and entry.typed and request.method == "GET"),
        task=next((each for each in tasks if each.form.id == form.id), None),
        draft_url=None if dossier.closed else _draft_url(form, entry, new),
    )  # fmt: skip
    return (shown, 422) if filled.errors else shown


def _draft_url(form: WorkForm, entry: queries.EntryView | None, new: bool) -> str:
    theme, name = address_of(form.id)
    line = None if new or entry is None else entry.id
    return url_for("client.work_form_draft", thema=theme, naam=name, regel=line, versie=form.version)


def _filled(
    page: type[WorkFormPage], entry: queries.EntryView | None, kept: dict[str, object]
) -> WorkFormPage:
    version = entry.version if entry else None
    if request.method == "POST" and typed.made_of_choices(request.form):
        theirs = page(formdata=None, data=kept)
        return page(formdata=typed.chosen(request.form, theirs))
    if request.method == "GET" and entry and entry.typed:
        draft = MultiDict((name, value) for name, values in entry.typed.items() for value in values)
        return page(formdata=draft, data={**kept, "version": version})
    return page(data={**kept, "version": version})


def _finish(
    dossier: DossierView, form: WorkForm, entry: queries.EntryView | None, filled: WorkFormPage,
    kept: dict[str, object], *, new: bool,
) -> Page | None:  # fmt: skip
    """Keep it and go to what is said back; None when something has to be said first."""
    session().close()
    entry_id = None if new or entry is None else entry.id
    there = url_for("client.work_form_done", thema=address_of(form.id)[0], naam=address_of(form.id)[1])
    if entry_id:
        there = url_for("client.notebook_entry", entry_id=entry_id, melding="bewaard-notitie")

    def do(token: FormToken) -> None:
        actions.finish_form(
            session(), current_actor(), now(), dossier, form, filled.answers_given(), entry_id=entry_id,
            version=filled.version.data if entry_id else None, form_token=token,
        )  # fmt: skip

    try:
        return done_or_refused(filled, there, do)
    except Conflict:
        current = queries.own_entry(session(), current_actor(), dossier.id, entry_id) if entry_id else None
        stored = data_of(form, current.kept.answers) if current and current.kept else kept
        return two_versions(
            filled, stored, current.version if current else 0, request.path, layout="layouts/client.html",
            other="Uw andere venster",
        )  # fmt: skip


def _begun(dossier: DossierView, form: WorkForm) -> queries.EntryView | None:
    own = queries.notebook(session(), current_actor(), dossier.id)
    return next((entry for entry in own if entry.form_id == form.id and entry.state == "begun"), None)


def _keep(dossier: DossierView, form: WorkForm, entry: queries.EntryView | None) -> bool:
    session().close()
    answers = typed.answers_in(request.form)
    finished = entry is not None and entry.finished_at is not None
    return actions.keep_half_way(
        session(), current_actor(), now(), dossier, form, answers, entry_id=entry.id if entry and finished else None,
        of_form=request.form.get("token", ""),
    )  # fmt: skip


@blueprint.post("/mijn/werkvormen/<thema>/<naam>/concept")
@door("work_form:write", dossier="own", part="werkvormen")
def work_form_draft(dossier: DossierView, thema: str, naam: str) -> tuple[str, int]:
    """Keep what is being typed; 409 when it is old."""
    form = known_form(dossier, thema, naam)
    named = request.args.get("regel", type=UUID)
    entry = queries.own_entry(session(), current_actor(), dossier.id, named) if named else None
    return "", 204 if _keep(dossier, form, entry) else 409


@blueprint.get("/mijn/werkvormen/<thema>/<naam>/klaar")
@door("work_form:write", dossier="own", part="werkvormen")
def work_form_done(dossier: DossierView, thema: str, naam: str) -> Response:
    """Go to the entry that was just kept: its id is not known before it is made."""
    form = known_form(dossier, thema, naam)
    own = queries.notebook(session(), current_actor(), dossier.id)
    session().close()
    entry = next((each for each in own if each.form_id == form.id and each.finished_at), None)
    if entry is None:
        return redirect(form_url(form.id), 303)
    return redirect(url_for("client.notebook_entry", entry_id=entry.id, melding="bewaard-notitie"), 303)


@blueprint.route("/mijn/werkvormen/<thema>/<naam>/past-niet", methods=["GET", "POST"])
@door("work_form:write", dossier="own", part="werkvormen")
def lay_aside(dossier: DossierView, thema: str, naam: str) -> Page:
    """ "Past niet bij mij": one press; why may stay empty."""
    work_form, form = known_form(dossier, thema, naam), AsideForm()
    tasks = queries.tasks_of(session(), current_actor(), dossier.id)
    session().close()
    if form.validate_on_submit():
        there = url_for("client.work_forms", melding="past-niet")
        actions.lay_aside(
            session(), current_actor(), now(), dossier, work_form, form.why.data or "",
            form_token=FormToken(form.token.data, there),
        )  # fmt: skip
        return redirect(there, 303)
    shown = render_template(
        "client/lay_aside.html", dossier=dossier, work_form=work_form, form=form, back=form_url(work_form.id),
        asked=any(task.form.id == work_form.id for task in tasks),
    )  # fmt: skip
    return (shown, 422) if form.errors else shown


@blueprint.post("/mijn/huiswerk/werkvormen/<uuid:task_id>/meer-tijd")
@door("work_form:write", dossier="own", part="werkvormen")
def more_time_work_form(dossier: DossierView, task_id: UUID) -> Response:
    """More time for a form that was asked for: one press."""
    there = url_for("client.home", melding="meer-tijd")
    move_work_form(session(), current_actor(), now(), dossier, task_id, form=token_for(there))
    return redirect(there, 303)


def new_token() -> str:
    """A token for a form that a page makes without a form class."""
    return uuid4().hex
