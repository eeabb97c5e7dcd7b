"""Practising: lessons with exercises that check themselves, and made-up clients who write back."""

from typing import Any

from flask import abort, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.practice import actions, queries
from schuldhulp.practice.answering import talk_with
from schuldhulp.practice.course import Exercise, Lesson, Remark, check_choice, check_sorted, check_written
from schuldhulp.practice.loader import course, made_up_clients
from schuldhulp.practice.people import MadeUpClient
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import Asked, ChoiceField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for


class ReplyForm(PageForm):
    """A reply to a made-up client."""

    words = LongTextField(
        "Uw antwoord", [InputRequired("Schrijf eerst iets terug.")], max_length=2000, rows=8
    )


class WriteForm(PageForm):
    """A few sentences for an exercise."""

    words = LongTextField("Uw tekst", [InputRequired("Schrijf eerst iets op.")], max_length=1200, rows=5)


@blueprint.get("/oefenen")
@door("practice:do")
def practice() -> str:
    """The lessons and the made-up clients, with what was done."""
    done = queries.exercises_done(session(), current_actor())
    talks = queries.talks_under_way(session(), current_actor())
    session().close()
    return render_template(
        "counsellor/practice.html", lessons=course(), clients=made_up_clients(), done=done, talks=talks
    )


@blueprint.get("/oefenen/les/<name>")
@door("practice:do")
def practice_lesson(name: str) -> str:
    """One lesson: read, then the exercises."""
    lesson = _lesson(name)
    done = queries.exercises_done(session(), current_actor()).get(name, set())
    session().close()
    lessons = course()
    after = lessons[lessons.index(lesson) + 1 :]
    return render_template(
        "counsellor/practice_lesson.html", lesson=lesson, done=done, following=after[0] if after else None
    )


@blueprint.route("/oefenen/les/<name>/<int:number>", methods=["GET", "POST"])
@door("practice:do")
def practice_exercise(name: str, number: int) -> Page:
    """One exercise: answer, read what the coach sees in it, try again or go on."""
    lesson = _lesson(name)
    if not 1 <= number <= len(lesson.exercises):
        abort(404)
    exercise = lesson.exercises[number - 1]
    before = queries.answered(session(), current_actor(), name, number)
    session().close()
    form = _form_for(exercise, before.answer if before else "")
    if form.validate_on_submit():
        answer = _answer_of(form)
        there = url_for("counsellor.practice_exercise", name=name, number=number, _anchor="uitkomst")
        done = all(remark.good for remark in _remarks(exercise, answer))
        went = done_or_refused(
            form, there,
            lambda token: actions.answer_exercise(
                session(), current_actor(), now(), name, number, answer, done=done, form=token
            ),
        )  # fmt: skip
        if went:
            return went
    remarks = _remarks(exercise, before.answer) if before and not form.errors else ()
    page = render_template(
        "counsellor/practice_exercise.html", lesson=lesson, exercise=exercise, number=number, form=form,
        remarks=remarks, done=bool(before and before.done_at),
    )  # fmt: skip
    return shown(page, form)


@blueprint.route("/oefenen/gesprek/<client>", methods=["GET", "POST"])
@door("practice:do")
def practice_talk(client: str) -> Page:
    """A conversation with a made-up client; each answer says why it is as it is."""
    person = _client(client)
    talk = talk_with(person, queries.replies_to(session(), current_actor(), client), load_tables())
    session().close()
    form = ReplyForm()
    if not talk.ended and form.validate_on_submit():
        there = url_for("counsellor.practice_talk", client=client, _anchor="laatste")
        went = done_or_refused(
            form, there,
            lambda token: actions.write_to_client(
                session(), current_actor(), now(), client, form.version.data or 0, form.words.data, form=token
            ),
        )  # fmt: skip
        if went:
            return went
    form.version.data = len(talk.turns) + 1
    page = render_template("counsellor/practice_talk.html", client=person, talk=talk, form=form)
    return shown(page, form)


@blueprint.post("/oefenen/gesprek/<client>/opnieuw")
@door("practice:do")
def practice_again(client: str) -> Response:
    """Begin a conversation again."""
    _client(client)
    there = url_for("counsellor.practice_talk", client=client, melding="opnieuw-oefenen")
    actions.start_again(session(), current_actor(), now(), client, form=token_for(there))
    return redirect(there, 303)


@blueprint.get("/oefenen/voortgang")
@door("practice:follow")
def practice_progress() -> str:
    """Who finished which lesson, for the team lead."""
    found = queries.progress(session(), current_actor(), local_date(now()), course())
    session().close()
    return render_template("counsellor/practice_progress.html", people=found, lessons=course())


def _lesson(slug: str) -> Lesson:
    found = next((lesson for lesson in course() if lesson.slug == slug), None)
    return found or abort(404)


def _client(slug: str) -> MadeUpClient:
    found = next((client for client in made_up_clients() if client.slug == slug), None)
    return found or abort(404)


def _form_for(exercise: Exercise, answer: str) -> PageForm:
    if exercise.kind == "write":
        return WriteForm(data={"words": answer})
    needed = InputRequired("Kies een van de antwoorden.")
    fields: dict[str, Asked]
    if exercise.kind == "choose":
        options = [(str(place), option.text) for place, option in enumerate(exercise.options)]
        fields = {"chosen": ChoiceField("Uw keuze", [needed], choices=options)}
        given: dict[str, Any] = {"chosen": answer or None}
    else:
        baskets = list((exercise.baskets or {}).items())
        fields = {
            f"part_{place}": ChoiceField(part.text, [needed], choices=baskets)
            for place, part in enumerate(exercise.parts)
        }
        given = dict(zip(fields, answer.split(","), strict=True)) if answer else {}
    return type("ExerciseForm", (PageForm,), fields)(data=given)


def _answer_of(form: PageForm) -> str:
    return ",".join(str(value) for value in form.answers().values())


def _remarks(exercise: Exercise, answer: str) -> tuple[Remark, ...]:
    if exercise.kind == "choose":
        return check_choice(exercise, int(answer))
    if exercise.kind == "sort":
        return check_sorted(exercise, answer.split(","))
    return check_written(exercise, answer, load_tables())
