"""The chat hour for somebody without a name: open or not, in the queue, the talk, and its end.

Everything works without script: each page says what is so at that moment, and keeps what was typed.
"""

from datetime import timedelta
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.calendar import WEEKDAYS
from schuldhulp.chat_hour import actions
from schuldhulp.chat_hour.queries import (
    ChatView,
    Stage,
    attending,
    find_chat,
    hours_of,
    talking_count,
    waiting_count,
)
from schuldhulp.chat_hour.rows import ChatOver
from schuldhulp.chat_hour.rules import LONGEST_LINE, LONGEST_NICKNAME, MOST_WAITING, ChatHours, wait_minutes
from schuldhulp.crisis.signs import signs_in
from schuldhulp.hints.queries import tables
from schuldhulp.municipalities.queries import MunicipalityView, find_municipality
from schuldhulp.refusals import Refused
from schuldhulp.tenancy import within
from schuldhulp.web.chat_ticket import Ticket, forget_ticket, give_ticket, read_ticket
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.fronts import find_or_404

TOUCH_AFTER = timedelta(seconds=15)
Page = str | Response | tuple[str, int]


class NicknameForm(PageForm):
    """How somebody wants to be called."""

    nickname = TextField(
        "Hoe mogen wij u noemen?",
        max_length=LONGEST_NICKNAME,
        description="Een verzonnen naam is goed. Leeg laten mag ook.",
        autocomplete="off",
    )


class LineForm(PageForm):
    """One line of a talk."""

    words = LongTextField(
        "Schrijf hier", [InputRequired("Er staat nog niets.")], max_length=LONGEST_LINE, rows=3
    )


@blueprint.route("/g/<gemeente>/chat", methods=["GET", "POST"])
@public
def chat(gemeente: str) -> Page:
    """Whether the chat hour is open, and joining its queue; who has a talk goes on with it."""
    place, form, ticket = find_or_404(gemeente), NicknameForm(), read_ticket()
    if ticket and _goes_on(ticket):
        return redirect(url_for("public.chat_talk", gemeente=ticket.slug), 303)
    hours = _hours(place)
    if not hours.offered or not place.takes_part:
        return redirect(url_for("public.question", gemeente=place.slug), 303)
    if g.signed_in is None and form.validate_on_submit():
        try:
            return _begin(place, form)
        except Refused as refused:
            form.form_errors = [str(refused)]
    page = render_template("public/chat.html", place=place, form=form, hours=hours, **_state(place, hours))
    return (page, 422) if form.errors else page


def _begin(place: MunicipalityView, form: NicknameForm) -> Response:
    origin = f"{place.id}/{request.remote_addr or ''}"
    limits.count_try(session(), limits.CHAT_PER_ORIGIN, origin, now())
    limits.count_try(session(), limits.CHAT_PER_PLACE, str(place.id), now())
    token = actions.start_chat(session(), now(), place, form.nickname.data or "", form.token.data)
    there = redirect(url_for("public.chat_talk", gemeente=place.slug), 303)
    return give_ticket(there, Ticket(place.slug, token))


@blueprint.route("/g/<gemeente>/chat/gesprek", methods=["GET", "POST"])
@public
def chat_talk(gemeente: str) -> Page:
    """One's own talk: the place in the queue, what was said, and a box to write in."""
    place, form, ticket = find_or_404(gemeente), LineForm(), _ticket_here(gemeente)
    if ticket is None and request.method == "GET":
        return redirect(url_for("public.chat", gemeente=place.slug), 303)
    looks, shut = request.form.get("actie") == "kijk", False
    if ticket and not looks and form.validate_on_submit():
        try:
            actions.write_line(session(), now(), place, ticket.token, form.words.data, form.token.data)
            return redirect(url_for("public.chat_talk", gemeente=place.slug, _anchor="schrijven"), 303)
        except ChatOver:
            session().close()
        except actions.ChatClosed:
            shut = True
        except Refused as refused:
            form.words.errors = [str(refused)]
    found = _talk(place, ticket) if ticket else None
    if found is None or found.stage is Stage.ENDED:
        typed = (form.words.data or "") if request.method == "POST" else ""
        if found is None and not typed:
            return forget_ticket(
                redirect(url_for("public.chat", gemeente=place.slug, melding="chat-weg"), 303)
            )
        page = _talk_page(place, form, found, typed)
        return (page, 409) if typed and not looks else page
    if now() - found.seen_at >= TOUCH_AFTER and ticket:
        actions.mark_seen(session(), now(), place.id, ticket.token)
    page = _talk_page(place, form, found, form.words.data if shut else "")
    return (page, 409 if shut else 422) if shut or form.errors else page


def _talk_page(place: MunicipalityView, form: LineForm, found: ChatView | None, unsent: str) -> str:
    hours = _hours(place)
    kinds = frozenset(s.kind for s in signs_in(found.told, tables()) if s.danger) if found else frozenset()
    return render_template(
        "public/chat_talk.html", place=place, form=form, chat=found, unsent=unsent, kinds=kinds,
        hours=hours, **_state(place, hours),
    )  # fmt: skip


@blueprint.route("/g/<gemeente>/chat/stoppen", methods=["GET", "POST"])
@public
def chat_stop(gemeente: str) -> Page:
    """Stop: first the choice to save the text, then everything is erased."""
    place, ticket, form = find_or_404(gemeente), _ticket_here(gemeente), PageForm()
    if form.validate_on_submit():
        if ticket:
            actions.leave_chat(session(), now(), place.id, ticket.token)
        return forget_ticket(redirect(url_for("public.chat_done", gemeente=place.slug), 303))
    found = _talk(place, ticket) if ticket else None
    if found is None:
        return redirect(url_for("public.chat", gemeente=place.slug), 303)
    return render_template("public/chat_stop.html", place=place, chat=found, form=form)


@blueprint.get("/g/<gemeente>/chat/tekst")
@public
def chat_text(gemeente: str) -> Response:
    """The text of one's own talk, to keep; not there for anybody else."""
    place, ticket = find_or_404(gemeente), _ticket_here(gemeente)
    found = _talk(place, ticket) if ticket else None
    if found is None:
        abort(404)
    said = [f"{found.staff_name if line.by_staff else 'U'}: {line.words}" for line in found.lines]
    answer = Response("\r\n\r\n".join([f"Gesprek met {place.name}", *said, ""]), mimetype="text/plain")
    answer.headers["Content-Disposition"] = 'attachment; filename="gesprek.txt"'
    return answer


@blueprint.get("/g/<gemeente>/chat/klaar")
@public
def chat_done(gemeente: str) -> str:
    """After the end: nothing is left, and the ways on."""
    return render_template("public/chat_done.html", place=find_or_404(gemeente))


def _ticket_here(gemeente: str) -> Ticket | None:
    ticket = read_ticket()
    return ticket if ticket and ticket.slug == gemeente else None


def _goes_on(ticket: Ticket) -> bool:
    """Whether the talk of a ticket is still there, here or in another municipality."""
    place = find_municipality(session(), ticket.slug)
    session().close()
    return place is not None and _talk(place, ticket) is not None


def _talk(place: MunicipalityView, ticket: Ticket) -> ChatView | None:
    with within(session(), place.id):
        found = find_chat(session(), place.id, ticket.token, now())
    session().close()
    return found


def _hours(place: MunicipalityView) -> ChatHours:
    with within(session(), place.id):
        hours = hours_of(session(), place)
    session().close()
    return hours


def _state(place: MunicipalityView, hours: ChatHours) -> dict[str, Any]:
    """What the pages say of this moment."""
    with within(session(), place.id):
        there, waiting = attending(session(), place.id, now()), waiting_count(session(), place.id, now())
        talking = talking_count(session(), place.id, now())
    session().close()
    return {
        "state": hours.state(now()), "closes_at": hours.closes_at(now()), "opens_at": hours.next_opening(now()),
        "attended": bool(there), "waiting": waiting, "full": waiting >= MOST_WAITING,
        "wait": wait_minutes(waiting, len(there), talking),
        "week": [(WEEKDAYS[n], each) for n, each in enumerate(hours.week) if each],
    }  # fmt: skip
