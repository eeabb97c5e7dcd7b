"""Mijn omgeving: who is next, one step that fits, what waits, what was done, and who is on the other side."""

from datetime import date, datetime
from uuid import uuid4

from flask import render_template, url_for

from schuldhulp.accounts.codename.queries import last_before
from schuldhulp.accounts.ways.queries import news_of
from schuldhulp.aftercare.queries import newest_check
from schuldhulp.appointments.queries import appointments_of, next_appointment
from schuldhulp.calendar import local_date, say_date, say_day
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.progress import State, states, waiting_questions
from schuldhulp.dossier.queries import DossierView, ThreatView, threats_of
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.steps import STEP, THREAT_STEP
from schuldhulp.dossier.success import success_after
from schuldhulp.messages.queries import unread_messages
from schuldhulp.points.queries import points_of
from schuldhulp.schemes.queries import schemes_of
from schuldhulp.supporters.suggested.queries import standing
from schuldhulp.web.client.asked import asked_form, asked_step
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.client.turn import turn_of
from schuldhulp.web.display import moment_text
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session
from schuldhulp.web.sessions import may_answer
from schuldhulp.web.steps.forms import FORM_FOR
from schuldhulp.web.steps.landscape import Landscape, StepCard, lay_out
from schuldhulp.web.steps.place import own
from schuldhulp.workbook import queries
from schuldhulp.workforms.plans.queries import plans_of
from schuldhulp.workforms.queries import tasks_of
from schuldhulp.workforms.signs.queries import read_signs

_DAYS = {"ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag"}
_ORDER = tuple(Phase)


@blueprint.get("/mijn")
@door("dossier:read", dossier="own", part="mijn omgeving")
def home(dossier: DossierView) -> str:
    """The client's first page."""
    actor, place = current_actor(), own(dossier)
    book = queries.workbook(session(), actor, dossier)
    drafts = queries.drafted_steps(session(), actor, dossier)
    threats = threats_of(session(), actor, dossier.id)
    unread = unread_messages(session(), actor, dossier.id)
    homework = queries.homework(session(), actor, dossier.id)
    today, signs = local_date(now()), read_signs(session(), actor, dossier, now(), local_date(now()))
    tasks = tasks_of(session(), actor, dossier.id) if signs.tasks else []
    plans = (
        [p for p in plans_of(session(), actor, dossier.id, today) if p.asked_after] if signs.plans_due else []
    )
    suggested = standing(session(), actor, dossier.id) if signs.suggested else frozenset()
    coming = next_appointment(appointments_of(session(), actor, dossier.id), now())
    unused = schemes_of(session(), actor, dossier, today, budget=book.month.budget, stored=book.stored).unused
    last, who = _last_sign_in(dossier), current_signed_in()
    news = news_of(session(), who.person_id, who.token_hash)
    points = points_of(session(), actor, dossier.id).open if signs.points else ()
    aftercare = newest_check(session(), actor, dossier) if dossier.closed else None
    session().close()
    land = lay_out(place, book, drafts)
    asked = [asked_step(each, today) for each in homework] + [asked_form(each, today) for each in tasks]
    quiet = land.threat_open or dossier.closed
    shown = frozenset(h.step for h in homework) | ({land.suggestion.slug} if land.suggestion else set())
    shown |= {THREAT_STEP.slug} if book.facts.threat_handled else set()
    return render_template(
        "client/home.html", dossier=dossier, landscape=land, unread=unread.count, book=book, quiet=quiet,
        turn=turn_of(dossier, land, now(), threats=threats, unread=unread, homework=homework, tasks=tasks),
        threats=[_threat(threat, today) for threat in threats],
        no_food=any(threat.kind == ThreatKind.GEEN_GELD_VOOR_ETEN for threat in threats),
        talk_due=_talk_due(dossier, threats),
        open_steps=() if quiet else _open_steps(land, shown), homework=() if quiet else asked,
        list_items=() if quiet else _list_items(book), points=points, today=today, aftercare=aftercare, unused=unused,
        to_look=signs.to_look, cooling=bool(signs.cooling or who.email_from),
        done=_done(book, today) if dossier.successes_shown else [], coach=_coach(dossier),
        phase=Phase(dossier.phase), path=_path(dossier), appointment=coming,
        last_sign_in=last, suggested=suggested, ways=news.ways,
        elsewhere=() if dossier.without_name else news.sign_ins, to_answer=may_answer(who, news.ways),
        plans=() if quiet else plans, check=signs.check_due and not quiet, token=uuid4().hex,
        nav_badges={"/mijn/berichten": unread.count} if unread.count else {},
    )  # fmt: skip


def _last_sign_in(dossier: DossierView) -> datetime | None:
    """When somebody came in with the words before now: all that a client without a name can see of it."""
    who = current_signed_in()
    return last_before(session(), who.person_id, who.token_hash) if dossier.without_name else None


def _talk_due(dossier: DossierView, threats: list[ThreatView]) -> str:
    """The legal day of the first talk, where a legal threat stands and the talk is still to come."""
    if dossier.first_talk_on or not dossier.first_talk_due or not any(threat.legal for threat in threats):
        return ""
    return say_date(dossier.first_talk_due)


def _threat(threat: ThreatView, today: date) -> str:
    """What threatens and when; a day of another year says so, so that a slip of the pen shows."""
    known = threat.kind in set(ThreatKind)
    words = ThreatKind(threat.kind).label if known else threat.kind
    day = threat.threatens_on
    return f"{words}, {say_date(day, year=day.year != today.year)}" if day else words


def _open_steps(land: Landscape, shown: frozenset[str]) -> tuple[StepCard, ...]:
    """Three open steps that are not shown above already: in the client's own order, else from different themes."""
    if land.own_order:
        return tuple(card for card in land.waiting if card.slug not in shown)[:3]
    cards = [
        (nth, theme.slug, card)
        for theme in land.themes
        for nth, card in enumerate(
            c for c in theme.steps if c.tone in ("open", "begun") and c.slug not in shown
        )
        if not (card.tone == "open" and card.note)
    ]
    begun_first = sorted(cards, key=lambda found: (found[2].tone != "begun", found[0]))
    return tuple(card for _, _, card in begun_first[:3])


def _list_items(book: queries.Workbook) -> tuple[tuple[str, str], ...]:
    """'Mijn lijst': steps, questions and lines left for later, each with where it goes on."""
    later = [
        (step_texts()[slug].title, url_for("client.step", stap=slug))
        for slug, state in states(book.facts, book.stored).items()
        if state.state is State.LATER
    ]
    questions = [
        (f"{step_texts()[q.slug].title}: {_label(q.slug, q.field)}",
         url_for("client.step", stap=q.slug) + f"#veld-{q.field}")
        for q in waiting_questions(book.facts, book.stored)
        if q.answer is Open.LATER
    ]  # fmt: skip
    lines = [
        *((line.told.name, line.told.open_answers, line.step, line.id) for line in book.month.lines),
        *((debt.name, debt.told.open_answers, "een-schuld", debt.id) for debt in book.month.owed.debts),
    ]
    rows = [
        (f"{name}: wat u voor later liet", url_for("client.change_row", stap=step, row_id=row_id))
        for name, kept, step, row_id in lines
        if any(answer == Open.LATER for _, answer in kept)
    ]
    return tuple(later + questions + rows)[:8]


def _label(slug: str, name: str) -> str:
    return str(FORM_FOR[slug](formdata=None)[name].label.text)


def _done(book: queries.Workbook, today: date) -> list[tuple[str, str]]:
    """What was done, as facts with their day, newest first."""
    finished = sorted(
        ((entry.done_at, slug) for slug, entry in book.stored.items() if entry.done_at is not None),
        reverse=True,
    )
    told = [(success_after(STEP[slug], book.facts, book.stored), at) for at, slug in finished]
    return [(sentence, _short_day(at, today)) for sentence, at in told if sentence][:4]


def _short_day(at: datetime, today: date) -> str:
    day = local_date(at)
    return (
        say_day(day, today)
        if (today - day).days < 2
        else say_date(day, weekday=False, year=day.year != today.year)
    )


def _coach(dossier: DossierView) -> tuple[str, tuple[str, ...]] | None:
    """Who is on the other side: the name, and what to know of them."""
    card = dossier.counsellor
    if card is None:
        return None
    days = [_DAYS[day] for day in card.working_days if day in _DAYS]
    lines = [f"Werkt op {_listed(days)}."] if days else []
    if card.stand_in:
        until = f" tot en met {say_date(card.stand_in_until)}" if card.stand_in_until else ""
        lines.append(f"{card.stand_in} vervangt{until}.")
    if (
        dossier.waiting_on == "us"
        and dossier.reply_due_at
        and dossier.reply_due_at > now()
        and not dossier.closed
    ):
        lines.append(f"Antwoordt uiterlijk {moment_text(dossier.reply_due_at)} uur.")
    if card.intro:
        lines.append(card.intro)
    return card.name, tuple(lines)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " en " + words[-1]


def _path(dossier: DossierView) -> tuple[tuple[str, str, None], ...]:
    """The road in the client's words, for `progress_steps`; the ordinary route replaces the online one."""
    here = Phase(dossier.phase)
    skipped = Phase.ONLINE_GESTART if here is Phase.GEWONE_ROUTE else Phase.GEWONE_ROUTE
    road = [phase for phase in _ORDER if phase not in (skipped, Phase.AFGESLOTEN)]
    at = road.index(here) if here in road else len(road)
    return tuple(
        (phase.for_client, "done" if n < at else "begun" if n == at else "open", None)
        for n, phase in enumerate(road)
    )
