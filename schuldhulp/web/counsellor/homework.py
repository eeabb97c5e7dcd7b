"""Homework: asking for a step in a few clicks, taking it back, and doing a step another way."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import add_working_days, local_date
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.progress import State, status
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import STEP, STEPS, Theme
from schuldhulp.homework import actions
from schuldhulp.reach.queries import reach_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.acting import TimeField, case_address, moment_of
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    DropdownField,
    InputRequired,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.place import known_step
from schuldhulp.workbook.queries import Workbook, homework, workbook

WAY_WORDS = {
    actions.AnotherWay.PHONE: "Wij doen de stap ‘{step}’ samen aan de telefoon. Zelf invullen hoeft niet.",
    actions.AnotherWay.OFFICE: "Wij doen de stap ‘{step}’ samen op kantoor. Zelf invullen hoeft niet.",
    actions.AnotherWay.VISIT: "Wij doen de stap ‘{step}’ samen bij u thuis. Zelf invullen hoeft niet.",
    actions.AnotherWay.PAPER: "Wij sturen u de stap ‘{step}’ op papier. Wat u opschrijft, nemen wij over.",
    actions.AnotherWay.VOLUNTEER: "Een vrijwilliger kan u helpen met de stap ‘{step}’. Wij zoeken iemand die past.",
}


class HomeworkForm(PageForm):
    """A step, a day, and a word of one's own."""

    step = DropdownField("Welke stap?", [InputRequired("Kies een stap.")])
    due_on = DateField("Graag voor", [InputRequired("Vul een dag in.")], not_past=True)
    note = LongTextField(
        "Uw eigen woorden erbij", rows=3, max_length=1_000, description="De cliënt leest dit bij de stap."
    )


class AnotherWayForm(PageForm):
    """How, the words to the client, and a moment where one speaks."""

    way = ChoiceField("Hoe wel?", [InputRequired("Kies een manier.")], choices=actions.AnotherWay)
    words = LongTextField(
        "Bericht aan de cliënt",
        rows=4,
        max_length=1_500,
        description="Laat leeg voor een kort standaardbericht.",
    )
    day = DateField("Dag", not_past=True, description="Alleen als u meteen een afspraak maakt.")
    at = TimeField("Tijd")
    place = TextField("Plaats of telefoonnummer")
    agreed = BooleanField("De cliënt heeft al ja gezegd op dit moment")


def step_choices(book: Workbook) -> list[tuple[str, str]]:
    """The steps that can be asked for now: what is not done and not unneeded, by theme; done ones at the end."""
    texts = step_texts()
    open_ones: list[tuple[str, str]] = []
    done: list[tuple[str, str]] = []
    for theme in Theme:
        for step in (s for s in STEPS if s.theme is theme):
            state = status(step, book.facts, book.stored)
            if not state.counts:
                continue
            (done if state.state is State.DONE else open_ones).append(
                (step.slug, f"{theme.label}: {texts[step.slug].title}")
            )
    return open_ones + [(slug, f"{title} (was klaar)") for slug, title in done]


@blueprint.route("/dossiers/<kenmerk>/huiswerk", methods=["GET", "POST"])
@door("step:assign", dossier="named", part="huiswerk")
def assign_homework(dossier: DossierView) -> Page:
    """Ask for a step, with a note and a day; what is asked already stands below."""
    actor, form = current_actor(), HomeworkForm()
    book = workbook(session(), current_actor(), dossier)
    tasks = homework(session(), actor, dossier.id)
    session().close()
    form.step.offer(step_choices(book))
    if request.method == "GET":
        form.step.data = request.args.get("stap") if request.args.get("stap") in STEP else None
        form.due_on.data = add_working_days(local_date(now()), dossier.municipality.levels.client_days)
    if form.validate_on_submit():
        answer = done_or_refused(
            form, case_address(dossier, "klaargezet"),
            lambda token: actions.assign_homework(
                session(), actor, now(), dossier, form.step.data, form.due_on.data, form.note.data or "", form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template(
        "counsellor/assign_homework.html", dossier=dossier, form=form, tasks=tasks, texts=step_texts(),
        plain=PageForm(formdata=None),
    )  # fmt: skip
    return shown(page, form)


@blueprint.post("/dossiers/<kenmerk>/huiswerk/<slug>/terugnemen")
@door("step:assign", dossier="named", part="huiswerk")
def withdraw_homework(dossier: DossierView, slug: str) -> Response:
    """Take back what was asked."""
    form = PageForm()
    there = url_for("counsellor.assign_homework", kenmerk=dossier.kenmerk, melding="vastgelegd")
    if form.validate_on_submit():
        actions.withdraw_homework(
            session(), current_actor(), now(), dossier, slug, form=FormToken(form.token.data, there)
        )
    return redirect(there, 303)


@blueprint.route("/dossiers/<kenmerk>/huiswerk/<slug>/andere-manier", methods=["GET", "POST"])
@door("step:assign", dossier="named", part="huiswerk")
def another_way(dossier: DossierView, slug: str) -> Page:
    """Do a step that does not work another way; nothing that was typed is asked again."""
    known_step(slug)
    actor, form = current_actor(), AnotherWayForm()
    title = step_texts()[slug].title
    book = workbook(session(), current_actor(), dossier)
    reach = reach_of(session(), actor, dossier.id, now())
    session().close()
    if form.validate_on_submit():
        starts_at = moment_of(form.day.data, form.at.data) if form.day.data and form.at.data else None
        words = form.words.data or WAY_WORDS[form.way.data].format(step=title)
        answer = done_or_refused(
            form, case_address(dossier),
            lambda token: actions.replace_step(
                session(), actor, now(), dossier, slug, form.way.data, words, starts_at=starts_at,
                place=form.place.data or "", agreed=bool(form.agreed.data), form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    stored = book.stored.get(slug)
    page = render_template(
        "counsellor/another_way.html", dossier=dossier, reach=reach, form=form, slug=slug, title=title,
        stuck=stored.stuck if stored else {},
    )  # fmt: skip
    return shown(page, form)
