"""One dossier: whose turn it is, what is new, the dossier as the client sees it, and everything that happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import Actor
from schuldhulp.appointments.queries import appointments_of, next_appointment
from schuldhulp.calculations.given import beslag_per_month
from schuldhulp.calculations.queries import LegalFigures, home_in, household_from, legal_figures
from schuldhulp.calendar import local_date, say_date
from schuldhulp.cards.queries import CaseCard, case_card
from schuldhulp.crypto.opened import following
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.progress import FinishLine, State, Status, finish_lines_of, states
from schuldhulp.dossier.queries import DossierView, threats_of
from schuldhulp.dossier.services import Service
from schuldhulp.dossier.steps import Theme, steps_of
from schuldhulp.experience.queries import experience_of
from schuldhulp.inbox import words
from schuldhulp.inbox.state import FIRST_TALK
from schuldhulp.municipalities.queries import StaffCard
from schuldhulp.partners.queries import partner_note
from schuldhulp.points.queries import points_of
from schuldhulp.reach.queries import ContactWarning, warning_of
from schuldhulp.replies.actions import review_steps
from schuldhulp.timeline.queries import first_page, timeline_page
from schuldhulp.timeline.words import GROUPS
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.calculation.hints import beslag_hint
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, door, now, previous_visit, session
from schuldhulp.web.kept_parts import part
from schuldhulp.web.steps.place import STAFF, Place
from schuldhulp.workbook.queries import Workbook, homework, household, workbook
from schuldhulp.workforms.queries import shared_entries, tasks_of
from schuldhulp.workforms.signs.queries import read_signs


@dataclass(frozen=True)
class StepLine:
    """One step as the client sees it, and whether staff still have to look at it."""

    slug: str
    title: str
    words: str
    unseen: bool


@dataclass(frozen=True)
class ThemeLines:
    """One theme with its steps, and how many of those are done, begun and stuck."""

    label: str
    steps: tuple[StepLine, ...]
    done: int
    begun: int
    stuck: int


_STATE_WORDS = {
    State.DONE: "klaar", State.BEGUN: "begonnen", State.OPEN: "open", State.NOT_NEEDED: "niet nodig",
    State.COMING: "komt later", State.LATER: "later", State.STUCK: "het lukt niet",
}  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>")
@door("dossier:read", dossier="named", part="dossier", visit=True)
def case(dossier: DossierView) -> str:
    """Show a dossier."""
    actor = current_actor()
    group = request.args.get("soort") if request.args.get("soort") in GROUPS else None
    since, before, after = (
        previous_visit(),
        request.args.get("voor", type=int),
        request.args.get("na", type=int),
    )
    page, fresh = first_page(session(), actor, dossier.id, since)
    if group or before or after:
        page = timeline_page(session(), actor, dossier.id, group=group, before=before, after=after)
    book = workbook(session(), actor, dossier)
    card = case_card(session(), actor, dossier, now())
    # The inbox row says whether a threat stands; of a closed dossier it is let go.
    threats = threats_of(session(), actor, dossier.id) if dossier.threat or dossier.closed else []
    tasks = homework(session(), actor, dossier.id) if book.facts.homework else []
    signs = read_signs(session(), actor, dossier, now(), local_date(now()))
    shared = shared_entries(session(), actor, dossier.id) if signs.shared else []
    form_tasks = tasks_of(session(), actor, dossier.id) if signs.tasks else []
    experience = experience_of(session(), actor, dossier.id) if signs.answers else None
    talk = next_appointment(appointments_of(session(), actor, dossier.id), now())
    points = points_of(session(), actor, dossier.id).open if signs.points else ()
    law, reach = _law(actor, dossier, book), _before_contact(dossier, book, card)
    month = book.month.budget.room_cents if book.facts.incomes and book.facts.expenses else None
    themes, finish = following(
        session(), dossier.municipality_id, dossier.id, "road", book, lambda: _road(book)
    )
    standing = part(
        "components/case.html", "standing", dossier, dossier.kenmerk, book.facts, month, finish, themes
    )
    events = part("components/events.html", "event_list", dossier, page.entries, "counsellor")
    session().close()
    return render_template(
        "counsellor/case.html", dossier=dossier, card=card, since=since, fresh=fresh, page=page,
        threats=threats, tasks=tasks, shared=shared, form_tasks=form_tasks, experience=experience, talk=talk,
        reach=reach, points=points, standing=standing, events=events,
        unseen=[line for theme in themes for line in theme.steps if line.unseen],
        turn=turn_words(dossier), clocks=clock_lines(dossier, card),
        phase=Phase(dossier.phase), services=[Service(kind).label for kind in card.services] if card else [],
        words=words, form=PageForm(), timeline=_timeline_links(dossier, group, page),
        hint=beslag_hint(Place(STAFF, dossier), law) if law else None,
    )  # fmt: skip


def _road(book: Workbook) -> tuple[tuple[ThemeLines, ...], tuple[FinishLine, ...]]:
    """The steps by theme and the lines that they lead to."""
    known = states(book.facts, book.stored)
    return theme_lines(book, known), finish_lines_of(known)


def _before_contact(dossier: DossierView, book: Workbook, card: CaseCard | None) -> ContactWarning:
    """What to read before one calls, writes or visits."""
    return warning_of(
        book.stored.get("bereiken"), dossier.mail_allowed or dossier.without_name, card.cooling if card else (), now(),
        email_from=card.email_from if card else None,
        partner=partner_note(session(), current_actor(), dossier.id, now()) if card and card.partnered else None,
    )  # fmt: skip


def _law(actor: Actor, dossier: DossierView, book: Workbook) -> LegalFigures | None:
    """The legal figures, where something is attached: whether too much is taken."""
    if not beslag_per_month(book.month.posts, book.month.payments):
        return None
    today = local_date(now())
    at_home = household_from(household(session(), actor, dossier.id), home_in(book.stored), today)
    return legal_figures(session(), actor, dossier, today, month=book.month, at_home=at_home)


@blueprint.post("/dossiers/<kenmerk>/stappen/gezien")
@door("step:review", dossier="named", part="stappen")
def review(dossier: DossierView) -> Response:
    """Mark the chosen steps as seen."""
    form = PageForm()
    there = url_for("counsellor.case", kenmerk=dossier.kenmerk, melding="gezien")
    if form.validate_on_submit():
        steps = request.form.getlist("stap")
        review_steps(
            session(), current_actor(), now(), dossier, steps, form=FormToken(form.token.data, there)
        )
    return redirect(there, 303)


def theme_lines(book: Workbook, known: Mapping[str, Status]) -> tuple[ThemeLines, ...]:
    """Every step by theme as it stands, with what still has to be seen."""
    found = []
    for theme in Theme:
        steps = steps_of(theme)
        states = [known[step.slug].state for step in steps]
        found.append(
            ThemeLines(
                theme.label, tuple(_step_line(step.slug, known[step.slug], book) for step in steps),
                states.count(State.DONE), states.count(State.BEGUN), states.count(State.STUCK),
            )
        )  # fmt: skip
    return tuple(found)


def _step_line(slug: str, state: Status, book: Workbook) -> StepLine:
    kept = book.stored.get(slug)
    unseen = bool(
        kept and kept.done_at and kept.by_role in ("client", "supporter")
        and (kept.reviewed_at is None or kept.reviewed_at < kept.saved_at)
    )  # fmt: skip
    why = f": {state.reason}" if state.reason and not state.counts else ""
    return StepLine(slug, words.step_title(slug), _STATE_WORDS[state.state] + why, unseen)


def turn_words(dossier: DossierView) -> tuple[str, str]:
    """Whose turn it is, and for what and by when."""
    moment = now()
    today = local_date(moment)
    if dossier.closed_at is not None:
        return "Dit dossier is afgesloten", f"Sinds {words.short_day(local_date(dossier.closed_at), today)}."
    if dossier.waiting_on == "us":
        who = _whose_turn(dossier.counsellor, current_actor().membership_id)
        what = words.waiting_words("us", dossier.waiting_for, dossier.waiting_step, dossier.phase)
        due = dossier.reply_due_at
        by = f"uiterlijk {words.short_moment(due, moment)} ({words.time_left(due, moment)})" if due else ""
        what = f"{what[:1].upper()}{what[1:]}"
        if dossier.waiting_for == FIRST_TALK and dossier.first_talk_due:
            return who, f"{what}, {_by(dossier.first_talk_due)}."
        if not by:
            return who, what if what.endswith("?") else f"{what}."
        return who, f"{what} {by[:1].upper()}{by[1:]}." if what.endswith("?") else f"{what}, {by}."
    if dossier.waiting_on == "client":
        since = words.short_moment(dossier.waiting_since, moment) if dossier.waiting_since else ""
        by = f" Graag voor {words.short_day(dossier.client_due_on, today)}." if dossier.client_due_on else ""
        return f"{dossier.called} is aan zet", f"Sinds {since}.{by}"
    return "Er wacht nu niemand", ""


def _whose_turn(counsellor: StaffCard | None, reader_id: UUID | None) -> str:
    """Who of staff is to act, as the reader sees it: who stands in acts now."""
    if counsellor is None or counsellor.membership_id == reader_id:
        return "U bent aan zet"
    if counsellor.stand_in_id is not None and counsellor.stand_in_id == reader_id:
        return f"U bent aan zet, u vervangt {counsellor.name}"
    return (
        f"{counsellor.stand_in} is aan zet, voor {counsellor.name}"
        if counsellor.stand_in
        else (f"{counsellor.name} is aan zet")
    )


def clock_lines(dossier: DossierView, card: CaseCard | None) -> list[tuple[str, str, bool]]:
    """The legal clocks in words: what, by when or when it was met, and whether it has passed."""
    today = local_date(now())
    if dossier.without_name:
        return [
            ("Begonnen zonder naam", say_date(dossier.clock_started_on, year=True), False),
            ("Termijnen van de wet", "beginnen als de cliënt met een naam verdergaat", False),
        ]
    found = [("Aangemeld", say_date(dossier.clock_started_on, year=True), False)]
    if dossier.first_talk_on:
        found.append(("Eerste gesprek", f"gehouden op {say_date(dossier.first_talk_on)}", False))
    elif dossier.first_talk_due:
        found.append(("Eerste gesprek", _by(dossier.first_talk_due), dossier.first_talk_due < today))
    if dossier.suspended_until and dossier.suspended_until >= today and dossier.decision_due:
        found.append(
            (
                "Hersteltermijn",
                f"beslistermijn staat stil tot en met {say_date(dossier.suspended_until)}",
                False,
            )
        )
    if card and card.decided_on:
        found.append(("Besluit", f"genomen op {say_date(card.decided_on)}", False))
    elif dossier.decision_due:
        found.append(("Besluit", _by(dossier.decision_due), dossier.decision_due < today))
    return found


def _by(day: Any) -> str:
    return f"uiterlijk {say_date(day)} (wettelijk)"


def _timeline_links(dossier: DossierView, group: str | None, page: Any) -> dict[str, Any]:
    case = url_for("counsellor.case", kenmerk=dossier.kenmerk)

    def to(*asked: str) -> str:
        return f"{case}{'?' if asked else ''}{'&'.join(asked)}#tijdlijn"

    here = [f"soort={group}"] if group else []
    return {
        "filters": [(to(), "Alles", None, group is None)]
        + [(to(f"soort={g}"), text, None, g == group) for g, text in GROUPS.items()],
        "older": to(f"voor={page.older}", *here) if page.older else None,
        "newer": to(f"na={page.newer}", *here) if page.newer else None,
    }
