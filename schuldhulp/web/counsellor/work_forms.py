"""Werkvormen of a dossier: what the client shared, what was asked for, and asking for one."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import add_working_days, local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.queries import conversation
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.gathering.queries import what_is_known
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.asking import ask_page
from schuldhulp.web.counsellor.acting import case_address
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import DateField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session
from schuldhulp.web.steps.place import STAFF, Place
from schuldhulp.workbook.queries import workbook
from schuldhulp.workforms import queries
from schuldhulp.workforms.library import THEME_NAMES, Fitting, address_of, fitting, id_at, search
from schuldhulp.workforms.tasks import actions


class AssignForm(PageForm):
    """A day, and a word of one's own."""

    due_on = DateField("Graag voor", [InputRequired("Vul een dag in.")], not_past=True)
    note = LongTextField(
        "Uw eigen woorden erbij", rows=3, max_length=1_000, description="De cliënt leest dit bij de werkvorm."
    )


def form_url(dossier: DossierView, form_id: str) -> str:
    """Where a form is looked at and asked for."""
    theme, name = address_of(form_id)
    return url_for("counsellor.assign_work_form", kenmerk=dossier.kenmerk, thema=theme, naam=name)


@blueprint.route("/dossiers/<kenmerk>/werkvormen", methods=["GET", "POST"])
@door("work_form:assign", dossier="named", part="werkvormen")
def work_forms(dossier: DossierView) -> str:
    """What was shared and what waits; the library by theme or search (the word is posted), what fits now first."""
    actor = current_actor()
    tasks = queries.tasks_of(session(), actor, dossier.id)
    over = queries.ended_tasks(session(), actor, dossier.id)
    entries = queries.shared_entries(session(), actor, dossier.id)
    theme = request.args.get("thema") if request.args.get("thema") in THEME_NAMES else None
    wanted = request.form.get("zoek", "").strip()[:60]
    offered = () if theme or wanted else _fitting(dossier, frozenset(form_id for form_id, _, _ in over))
    library = offered_library(session(), actor.municipality_id)
    session().close()
    every = library.forms.values()
    forms = search(library, wanted) if wanted else tuple(form for form in every if form.theme == theme)
    return render_template(
        "counsellor/work_forms.html", dossier=dossier, tasks=tasks, entries=entries, offered=offered, forms=forms,
        over=[(found.title, outcome, ended) for form_id, outcome, ended in over if (found := library.find(form_id))],
        theme=theme, wanted=wanted, names=THEME_NAMES, url_of=lambda form_id: form_url(dossier, form_id),
        themes=[(url_for("counsellor.work_forms", kenmerk=dossier.kenmerk, thema=name), words,
                 sum(form.theme == name for form in every), name == theme) for name, words in THEME_NAMES.items()],
        plain=PageForm(formdata=None),
    )  # fmt: skip


def _fitting(dossier: DossierView, over: frozenset[str]) -> tuple[Fitting, ...]:
    actor = current_actor()
    if dossier.threat or dossier.closed:
        return ()
    talk = conversation(session(), actor, dossier.id)
    book = workbook(session(), actor, dossier)
    known = what_is_known(session(), actor, now(), dossier, talk, book, writer=current_signed_in().name)
    library = offered_library(session(), actor.municipality_id)
    return fitting(library, facts_of(known, now()), over, most=5)


@blueprint.route("/dossiers/<kenmerk>/werkvormen/<thema>/<naam>", methods=["GET", "POST"])
@door("work_form:assign", dossier="named", part="werkvormen")
def assign_work_form(dossier: DossierView, thema: str, naam: str) -> Page:
    """See a form as the client gets it, and ask for it with a day and a note."""
    form = AssignForm()
    work_form = offered_library(session(), current_actor().municipality_id).find(id_at(thema, naam))
    if work_form is None:
        abort(404)
    if request.form.get("doe") == "bericht":
        return redirect(
            url_for("counsellor.reply", kenmerk=dossier.kenmerk, werkvorm=work_form.id) + "#antwoord", 303
        )
    tasks = queries.tasks_of(session(), current_actor(), dossier.id)
    session().close()
    if request.method == "GET":
        form.due_on.data = add_working_days(local_date(now()), dossier.municipality.levels.client_days)
    if form.validate_on_submit():
        answer = done_or_refused(
            form, case_address(dossier, "klaargezet"),
            lambda token: actions.assign_work_form(
                session(), current_actor(), now(), dossier, work_form, form.due_on.data, form.note.data or "",
                form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template(
        "counsellor/assign_work_form.html", dossier=dossier, work_form=work_form, form=form,
        theme_name=THEME_NAMES[work_form.theme],
        task=next((task for task in tasks if task.form.id == work_form.id), None),
    )  # fmt: skip
    return shown(page, form)


@blueprint.post("/dossiers/<kenmerk>/werkvormen/<uuid:task_id>/terugnemen")
@door("work_form:assign", dossier="named", part="werkvormen")
def withdraw_work_form(dossier: DossierView, task_id: UUID) -> Response:
    """Take back what was asked."""
    form = PageForm()
    there = url_for("counsellor.work_forms", kenmerk=dossier.kenmerk, melding="vastgelegd")
    if form.validate_on_submit():
        actions.withdraw_work_form(
            session(), current_actor(), now(), dossier, task_id, form=FormToken(form.token.data, there)
        )
    return redirect(there, 303)


@blueprint.get("/dossiers/<kenmerk>/notitieboek/<uuid:entry_id>")
@door("work_form:read_shared", dossier="named", part="werkvormen")
def shared_entry(dossier: DossierView, entry_id: UUID) -> str:
    """Read what the client shared; what is not shared is not there."""
    entry = queries.shared_entry(session(), current_actor(), dossier.id, entry_id)
    session().close()
    return render_template("counsellor/shared_entry.html", dossier=dossier, entry=entry)


@blueprint.route("/dossiers/<kenmerk>/notitieboek/<uuid:entry_id>/vraag", methods=["GET", "POST"])
@door("message:write", dossier="named", part="werkvormen")
def ask_entry(dossier: DossierView, entry_id: UUID) -> str | Response | tuple[str, int]:
    """Ask about an answer: it arrives as a message about that work form."""
    entry = queries.shared_entry(session(), current_actor(), dossier.id, entry_id)
    session().close()
    return ask_page(
        Place(STAFF, dossier), about="work_form", name=f"uw werkvorm ‘{entry.title}’", back=("reply", "Berichten"),
        row_id=entry_id,
    )  # fmt: skip
