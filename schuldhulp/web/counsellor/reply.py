"""Answering a client: the conversation, a composer with fitting scripts, and on to the next who waits."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import wtforms
from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.cards.queries import case_card
from schuldhulp.crisis.queries import open_signals
from schuldhulp.crisis.signs import DANGER, signs_in
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.queries import DossierView
from schuldhulp.hints.notes import CHOICES
from schuldhulp.hints.queries import notes_for, parts_of, still_to_do, tables
from schuldhulp.inbox import queries as inbox
from schuldhulp.inbox import words
from schuldhulp.messages import actions, queries
from schuldhulp.messages.origin import Origin
from schuldhulp.reach.queries import reach_of
from schuldhulp.refusals import Refused
from schuldhulp.replies import queries as replies
from schuldhulp.replies.actions import answer_online
from schuldhulp.replies.composing import ONLINE_NO, ONLINE_YES, insert_text, online_answer, ordinary_route
from schuldhulp.replies.gathering.queries import last_reading, what_is_known
from schuldhulp.replies.known import Known
from schuldhulp.replies.lines.queries import line_titles
from schuldhulp.scripts_mi.composing import check_sendable
from schuldhulp.supporters.queries import group_names
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import asked_skip
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.counsellor.coaching import read_along
from schuldhulp.web.counsellor.reply_forms import asked_with, forms_beside, known_choice, usual_day
from schuldhulp.web.forms import MAX_TEXT, BooleanField, DateField, IntegerField, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session
from schuldhulp.workbook.queries import Workbook, workbook
from schuldhulp.workforms.rows import DayBehindUs

ABOUT = {"schuld": "debt", "regel": "budget_post", "stap": "step", "papier": "paper"}
ANSWERED_IN_WRITING = ("bericht", "vraag", "lukt_niet", "klopt_niet", "aanmelding", "gestopt")


class ReplyForm(PageForm):
    """A reply, with the script it began with."""

    body = LongTextField("Uw antwoord", rows=12)
    script_id = wtforms.HiddenField()
    in_group = BooleanField("Ook voor wie meekijkt")
    work_form_due = DateField("Werkvorm graag voor", not_past=True)
    minutes = IntegerField(
        "Minuten", min=1, max=600, description="Dit hoeft niet. Er loopt nooit een klok mee."
    )


@dataclass(frozen=True)
class Context:
    """What the address adds to the reply: a line it is about, an answer about online help."""

    over: str | None = None
    line_id: UUID | None = None
    online: str | None = None
    work_form: str | None = None

    @property
    def about(self) -> str | None:
        """What the message is about, as stored."""
        return ABOUT.get(self.over or "")

    def fields(self) -> dict[str, Any]:
        """The same as address fields."""
        found = {"over": self.over, "id": self.line_id, "past": self.online, "werkvorm": self.work_form}
        return {name: str(value) for name, value in found.items() if value}


def read_context(dossier: DossierView) -> Context:
    """Read the address. Raises 404 for a line or code that does not exist."""
    args = request.args
    over, online = args.get("over"), args.get("past")
    if over and over not in ABOUT:
        abort(404)
    if online and online not in (ONLINE_YES, ONLINE_NO):
        abort(404)
    if online and dossier.past_online != "open":
        online = None
    line = args.get("id", type=UUID)
    chosen = request.form.get("werkvorm", args.get("werkvorm"))
    return Context(over or None, line if over else None, online or None, known_choice(chosen))


@blueprint.route("/dossiers/<kenmerk>/berichten", methods=["GET", "POST"])
@door("message:write", dossier="named", part="berichten")
def reply(dossier: DossierView) -> str | Response | tuple[str, int]:
    """Read the conversation, write, insert a script, keep a draft, send, and go on."""
    context, form = read_context(dossier), ReplyForm()
    if request.method == "POST" and form.validate():
        answer = _handle(dossier, form, context)
        if answer is not None:
            return answer
    page = _page(dossier, form, context)
    return (page, 422) if form.errors else page


def _handle(dossier: DossierView, form: ReplyForm, context: Context) -> Response | None:
    """Do what the button asked; None when the page has to say something first."""
    actor, wanted = current_actor(), request.form.get("invoegen")
    here = url_for("counsellor.reply", kenmerk=dossier.kenmerk, **context.fields())
    if wanted:
        script = _script(dossier, context, wanted)
        if script is None:
            form.form_errors.append("Deze tekst past niet meer bij dit dossier. Kies een andere.")
            return None
        body = insert_text(form.body.data or "", script.text)[:MAX_TEXT]
        actions.save_draft(session(), actor, now(), dossier, body, origin=script.origin)
        return redirect(with_notice(here, "ingevoegd"), 303)
    if request.form.get("doe") in ("bewaar", "meer", "controleer"):
        actions.save_draft(session(), actor, now(), dossier, form.body.data or "")
        if request.form["doe"] == "controleer":
            return None
        if request.form["doe"] == "meer":
            return redirect(
                url_for("counsellor.more_texts", kenmerk=dossier.kenmerk, **context.fields()), 303
            )
        return redirect(with_notice(here, "concept"), 303)
    reasons = check_sendable(form.body.data or "")
    if reasons:
        form.body.errors = [*form.body.errors, *reasons]
        return None
    location = _location(dossier, context, request.form.get("doe") == "volgende")
    try:
        _send(dossier, form, context, FormToken(form.token.data, location))
    except DayBehindUs as refused:
        form.work_form_due.errors = [str(refused)]
        return None
    except Refused as refused:
        form.form_errors.append(str(refused))
        return None
    return redirect(location, 303)


def _send(dossier: DossierView, form: ReplyForm, context: Context, token: FormToken) -> None:
    origin = _origin(dossier, context, form.script_id.data or "")
    if context.online:
        answer_online(
            session(), current_actor(), now(), dossier, context.online == ONLINE_YES, form.body.data,
            origin=origin, minutes=form.minutes.data, form=token,
        )  # fmt: skip
        return
    actions.send_message(
        session(), current_actor(), now(), dossier, form.body.data, about=context.about, about_id=context.line_id,
        origin=origin, parts_done=request.form.getlist("klaar", type=UUID), in_group=bool(form.in_group.data),
        work_form=asked_with(context.work_form, form.work_form_due.data), minutes=form.minutes.data, form=token,
    )  # fmt: skip


def _origin(dossier: DossierView, context: Context, begun_with: str) -> Origin | None:
    """The script behind what is sent: as the draft remembers it, or as the answer about online help began."""
    draft = queries.find_draft(session(), current_actor(), dossier.id)
    session().close()
    if draft and draft.origin:
        return draft.origin
    script = _script(dossier, context, begun_with) if begun_with else None
    return script.origin if script else None


def with_notice(address: str, notice: str) -> str:
    """The address of the composer with a notice above it."""
    return f"{address}{'&' if '?' in address else '?'}melding={notice}#antwoord"


def _location(dossier: DossierView, context: Context, go_on: bool) -> str:
    """Where the sender goes: on to the next dossier that waits, or back to this conversation."""
    if not go_on:
        code = {ONLINE_YES: "online-ja", ONLINE_NO: "online-nee"}.get(context.online or "", "verstuurd")
        return url_for("counsellor.reply", kenmerk=dossier.kenmerk, melding=code)
    actor = current_actor()
    desk = inbox.find_desk(session(), actor, now())
    found = inbox.next_waiting(session(), actor, desk, dossier.id)
    session().close()
    if found is None:
        return url_for("counsellor.inbox", melding="niemand-wacht")
    view = "counsellor.reply" if found.waiting_for in ANSWERED_IN_WRITING else "counsellor.case"
    return url_for(view, kenmerk=found.kenmerk, melding="volgende")


def month_figure(book: Workbook) -> int | None:
    """What is left or short in a month, in cents; None until both income and spending are known."""
    return book.month.budget.room_cents if book.facts.incomes and book.facts.expenses else None


def _gathered(dossier: DossierView, context: Context) -> tuple[Any, Any, Any]:
    talk, known = gathered(dossier, context)
    return talk, known, replies.offered_scripts(session(), current_actor(), now(), dossier, known)


def gathered(dossier: DossierView, context: Context) -> tuple[list[queries.MessageView], Known]:
    """The conversation, and what the scripts may look at; the read is left open."""
    actor = current_actor()
    talk = queries.conversation(session(), actor, dossier.id)
    book = workbook(session(), actor, dossier)
    signals = open_signals(session(), actor, dossier.id)
    known = what_is_known(
        session(), actor, now(), dossier, talk, book, writer=current_signed_in().name,
        crisis=min((s.kind for s in signals), key=DANGER.index, default=None),
        past_online=context.online, month_cents=month_figure(book),
    )  # fmt: skip
    return talk, known


def _script(dossier: DossierView, context: Context, wanted: str) -> replies.Offered | None:
    _, _, offered = _gathered(dossier, context)
    session().close()
    return next((script for script in offered if script.script_id == wanted), None)


def _page(dossier: DossierView, form: ReplyForm, context: Context) -> str:
    actor, moment = current_actor(), now()
    talk, known, offered = _gathered(dossier, context)
    work_forms = forms_beside(dossier, known, context.work_form)
    signals = open_signals(session(), actor, dossier.id)
    lines = {(m.about, m.about_id) for m in talk if m.about and m.about_id}
    if context.about and context.line_id:
        lines.add((context.about, context.line_id))
    titles = line_titles(session(), actor, dossier.id, lines)
    if context.line_id and (context.about, context.line_id) not in titles:
        abort(404)
    draft = queries.find_draft(session(), actor, dossier.id)
    busy = queries.busy_colleagues(session(), actor, dossier.id, moment)
    unanswered = last_reading(talk)[1]
    checked = request.method == "POST" and request.form.get("doe") == "controleer"
    coached = read_along(dossier, form.body.data or "", talk, signals) if checked else None
    beside = _beside(dossier, unanswered)
    group = group_names(session(), actor, dossier.id, moment)
    reach = reach_of(session(), actor, dossier.id, now())
    seen = queries.shown_of(session(), actor, dossier.id, talk, asked_skip())
    card = case_card(session(), actor, dossier, now()) if dossier.past_online == "open" or not talk else None
    session().close()
    if request.method == "GET":
        unread = any(m.read_at is None and m.author in queries.other_side(actor) for m in talk)
        if unread and seen.later is None:
            actions.mark_read(session(), actor, moment, dossier)
        form.work_form_due.data = usual_day(dossier)
        _prefill(dossier, form, context, draft, offered)
    thread = [
        m for m in talk if context.line_id and (m.about, m.about_id) == (context.about, context.line_id)
    ]
    return render_template(
        "counsellor/reply.html", dossier=dossier, form=form, context=context, talk=talk, seen=seen, offered=offered,
        draft=draft, busy=busy, titles=titles, thread=thread, card=card, words=words,
        work_forms=work_forms, signals=signals, coached=coached,
        step_titles={slug: text.title for slug, text in step_texts().items()},
        plain=PageForm(formdata=None), **beside, unanswered=unanswered, group=group, reach=reach,
        here=url_for("counsellor.reply", kenmerk=dossier.kenmerk, **context.fields()),
    )  # fmt: skip


def _beside(dossier: DossierView, unanswered: Any) -> dict[str, Any]:
    """What stands beside the client's message: its hints, its marks, what waits from before, and a threat it names."""
    actor = current_actor()
    parts = parts_of(session(), actor, dossier.id)
    notes = notes_for(session(), actor, unanswered.body) if unanswered else ()
    signs = signs_in(unanswered.body, tables()) if unanswered else ()
    threats = {sign.threat: sign for sign in signs if sign.names_a_threat and sign.threat != dossier.threat}
    marked = {part.place: part.choice for part in parts if unanswered and part.message_id == unanswered.id}
    return {
        "notes": notes,
        "marked": marked,
        "choices": CHOICES,
        "to_do": still_to_do(parts),
        "threats": threats,
    }


def _prefill(dossier: DossierView, form: ReplyForm, context: Context, draft: Any, offered: Any) -> None:
    """Put back the draft; an answer about online help begins with words that fit."""
    if draft:
        form.body.data, form.script_id.data = draft.body, draft.origin.script_id if draft.origin else ""
        if draft.body.strip():
            return
    if context.online:
        town = dossier.municipality
        script = next((s for s in offered if s.script_id.startswith("welkom")), None)
        route = ordinary_route(
            place=town.text("address"), phone=town.phone, first_talk_due=dossier.first_talk_due
        )
        form.body.data = online_answer(
            context.online == ONLINE_YES, script.text if script else None, called=dossier.called,
            writer=current_signed_in().name, route=route,
        )  # fmt: skip
        form.script_id.data = script.script_id if script else ""


@blueprint.post("/dossiers/<kenmerk>/berichten/concept")
@door("message:write", dossier="named", part="berichten")
def save_reply_draft(dossier: DossierView) -> tuple[str, int]:
    """Keep what is being typed."""
    body = request.form.get("body", "")[: 5 * MAX_TEXT]
    actions.save_draft(
        session(), current_actor(), now(), dossier, body, of_form=request.form.get("token", "")
    )
    return "", 204
