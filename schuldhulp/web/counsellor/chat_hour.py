"""The desk of the chat hour: who waits, taking somebody, answering, giving back, ending."""

from datetime import timedelta
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.chat_hour.desk import actions
from schuldhulp.chat_hour.desk.queries import Desk, desk_of, talk_of
from schuldhulp.chat_hour.rows import ChatOver
from schuldhulp.chat_hour.rules import LONGEST_LINE
from schuldhulp.crisis.signs import DANGER, KIND_WORDS, signs_in
from schuldhulp.hints.queries import tables
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.counsellor.team import this_municipality
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

TOUCH_AFTER = timedelta(seconds=20)


class AnswerForm(PageForm):
    """One line to a visitor."""

    words = LongTextField(
        "Uw antwoord", [InputRequired("Er staat nog niets.")], max_length=LONGEST_LINE, rows=3
    )


@blueprint.route("/chatspreekuur", methods=["GET", "POST"])
@door("chat:attend")
def chat_hour() -> str | Response:
    """The desk: open it or close it, see who waits and who else is there."""
    if request.method == "POST" and PageForm().validate_on_submit():
        session().close()
        sits = request.form.get("actie") == "open"
        (actions.open_desk if sits else actions.close_desk)(session(), current_actor(), now())
        return redirect(url_for("counsellor.chat_hour"), 303)
    found = _desk()
    return render_template(
        "counsellor/chat_hour.html", desk=found, state=found.hours.state(now()),
        closes_at=found.hours.closes_at(now()), opens_at=found.hours.next_opening(now()), form=PageForm(),
    )  # fmt: skip


@blueprint.post("/chatspreekuur/<uuid:chat_id>/neem")
@door("chat:attend")
def take_chat(chat_id: UUID) -> Response:
    """Take somebody from the queue; the second of two who press reads so."""
    if not PageForm().validate_on_submit():
        return redirect(url_for("counsellor.chat_hour"), 303)
    try:
        actions.take_chat(session(), current_actor(), now(), chat_id)
    except actions.TakenByColleague:
        return redirect(url_for("counsellor.chat_hour", melding="chat-genomen"), 303)
    except actions.VisitorGone:
        return redirect(url_for("counsellor.chat_hour", melding="chat-vertrokken"), 303)
    return redirect(url_for("counsellor.chat_talk", chat_id=chat_id), 303)


@blueprint.route("/chatspreekuur/<uuid:chat_id>", methods=["GET", "POST"])
@door("chat:attend")
def chat_talk(chat_id: UUID) -> str | Response | tuple[str, int]:
    """The talk of who took it, and of nobody else; when the visitor left, what was typed stays on the page."""
    form = AnswerForm()
    looks = request.form.get("actie") == "kijk"
    if not looks and form.validate_on_submit():
        try:
            actions.answer_chat(session(), current_actor(), now(), chat_id, form.words.data, form.token.data)
            return redirect(url_for("counsellor.chat_talk", chat_id=chat_id, _anchor="schrijven"), 303)
        except ChatOver:
            form.words.errors = ["De bezoeker is al weg. Uw antwoord is niet verstuurd."]
        except NotYours:
            abort(404)
        except Refused as refused:
            form.words.errors = [str(refused)]
    found = talk_of(session(), current_actor(), chat_id, now())
    told = "\n".join(line.words for line in found.lines if not line.by_staff) if found else ""
    signs = [sign for sign in signs_in(told, tables()) if sign.danger]
    kinds = sorted({sign.kind for sign in signs}, key=DANGER.index)
    page = render_template(
        "counsellor/chat_talk.html", talk=found, form=form, signs=signs, desk=_desk(), chat_id=chat_id,
        dangers=[KIND_WORDS[kind] for kind in kinds],
    )  # fmt: skip
    if found is None and not form.errors:
        return page, 404
    return (page, 422) if form.errors else page


@blueprint.post("/chatspreekuur/<uuid:chat_id>/terug")
@door("chat:attend")
def give_chat_back(chat_id: UUID) -> Response:
    """Put somebody back in the queue, for a colleague."""
    return _put_away(chat_id, actions.give_chat_back, "chat-terug")


@blueprint.post("/chatspreekuur/<uuid:chat_id>/einde")
@door("chat:attend")
def end_chat(chat_id: UUID) -> Response:
    """End a talk; staff cannot read it any more."""
    return _put_away(chat_id, actions.end_chat, "chat-klaar")


def _put_away(chat_id: UUID, act: actions.PutAway, notice: str) -> Response:
    if PageForm().validate_on_submit():
        try:
            act(session(), current_actor(), now(), chat_id)
        except ChatOver:
            notice = "chat-vertrokken"
        return redirect(url_for("counsellor.chat_hour", melding=notice), 303)
    return redirect(url_for("counsellor.chat_talk", chat_id=chat_id), 303)


def _desk() -> Desk:
    """The desk; the page of who sits at it being asked for is the sign that they still do."""
    found = desk_of(session(), current_actor(), this_municipality(), now())
    session().close()
    if found.here and found.seen_at and now() - found.seen_at >= TOUCH_AFTER:
        actions.still_there(session(), current_actor(), now())
    return found
