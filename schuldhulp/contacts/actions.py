"""What can be written down of speaking: a contact, and the *eerste gesprek* as an act of its own."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import local, local_date
from schuldhulp.contacts.kinds import Purpose, Result
from schuldhulp.contacts.rows import add_contact
from schuldhulp.contacts.tables import Appointment
from schuldhulp.dossier.clocks import Channel, counts_as_first_talk, decision_due
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.events import AppointmentChanged, ContactLogged, FirstTalkHeld
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.phases import Phase, transition
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import ask_for_a_name
from schuldhulp.dossier.tables import Dossier
from schuldhulp.phases.queries import case_facts
from schuldhulp.phases.rows import close_row, move_row
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act

NOT_REACHED = "Niet bereikt."
_BEFORE_THE_TALK = frozenset({Phase.AANMELDING, Phase.ONLINE_GESTART, Phase.GEWONE_ROUTE})


class WrittenDoesNotCount(Refused):
    """Here a letter or mail is no *eerste gesprek*."""

    sentence = "In deze gemeente telt schriftelijk contact niet als eerste gesprek. Kies een andere manier."


class TalkAlreadyHeld(Refused):
    """The *eerste gesprek* was written down before."""

    sentence = "Het eerste gesprek is al vastgelegd. Leg dit vast als een gewoon contact."


class TalkNotHeldYet(Refused):
    """The day is in the future."""

    sentence = "Deze dag komt nog. Leg het gesprek vast als het is geweest."


class TalkBeforeStart(Refused):
    """The day lies before the day on which the resident turned to the municipality."""

    sentence = "Deze dag ligt voor de dag van de melding. Kijk de datum nog eens na."


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The *eerste gesprek* as it was held: who were there, and the question for help in the client's words."""

    held_on: date
    channel: Channel
    who: str
    question_for_help: str
    wants_to_continue: bool
    summary: str = ""
    minutes: int | None = None


def log_contact(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *,
    channel: Channel, held_at: datetime, summary: str, minutes: int | None = None, reached: bool = True,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Write down a call, meeting or letter; the client reads it. One that reached nobody leaves the turn as it is.

    Raises NotYetHeld, NothingNoted.
    """
    text = summary if reached else f"{NOT_REACHED} {summary}".strip()
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "contact:log")
        contact = add_contact(doing, row, channel=channel, held_at=held_at, summary=text, minutes=minutes)
        doing.record(
            ContactLogged(
                contact_id=contact.id,
                channel=channel.value,
                held_at=held_at,
                minutes=minutes,
                reached=reached,
            ),
            dossier.id,
        )
    return contact.id


def hold_first_talk(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    talk: Talk,
    *,
    form: FormToken | None = None,
) -> UUID:
    """Write down that the *eerste gesprek* was held (Wgs 4): its clock stops and the term of the besluit starts.

    Who does not want to go on leaves without a besluit (Wgs 4a(2)): the dossier closes in the same act. Raises
    WrittenDoesNotCount, TalkAlreadyHeld, TalkNotHeldYet, TalkBeforeStart, NothingNoted.
    """
    levels = dossier.municipality.levels
    if not counts_as_first_talk(talk.channel, levels):
        raise WrittenDoesNotCount
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "contact:log")
        ask_for_a_name(row)
        _check_day(row, talk.held_on, now)
        due = None
        if talk.wants_to_continue:
            due = decision_due(talk.held_on, levels, row.clock_started_on)
        contact = add_contact(
            doing, row, channel=talk.channel, held_at=_held_at(talk.held_on, now),
            summary=talk.summary or talk.question_for_help, minutes=talk.minutes, who=talk.who, first_talk=True,
            wants_to_continue=talk.wants_to_continue,
        )  # fmt: skip
        row.first_talk_on, row.first_talk_due, row.decision_due = talk.held_on, None, due
        row.version += 1
        if Phase(row.phase) in _BEFORE_THE_TALK:
            move_row(doing, row, transition(Phase(row.phase), Phase.EERSTE_GESPREK))
        if talk.question_for_help.strip():
            doing.keyring.seal(row, "question_for_help_sealed", talk.question_for_help.strip())
        doing.record(
            FirstTalkHeld(
                contact_id=contact.id, channel=talk.channel.value, held_on=talk.held_on,
                wants_to_continue=talk.wants_to_continue, decision_due=due, minutes=talk.minutes,
            ),
            dossier.id,
        )  # fmt: skip
        _end_appointments(doing, dossier.id)
        if not talk.wants_to_continue:
            session.flush()
            facts = case_facts(session, actor, dossier.id)
            close_row(doing, row, ClosingReason.WITHDRAWN_FIRST_TALK, facts)
    return contact.id


def _end_appointments(doing: Act, dossier_id: UUID) -> None:
    """A day that was offered or agreed for the eerste gesprek is over once it was held: nobody waits for a yes."""
    query = select(Appointment).where(
        Appointment.municipality_id == doing.municipality_id, Appointment.dossier_id == dossier_id,
        Appointment.purpose == Purpose.FIRST_TALK.value, Appointment.result == Result.OPEN.value,
    )  # fmt: skip
    for appointment in doing.session.scalars(query):
        appointment.result = Result.HELD.value
        appointment.version += 1
        change = AppointmentChanged(
            appointment_id=appointment.id, change=appointment.result, starts_at=appointment.starts_at
        )
        doing.record(change, dossier_id)


def _check_day(row: Dossier, held_on: date, now: datetime) -> None:
    if row.first_talk_on is not None:
        raise TalkAlreadyHeld
    if held_on > local_date(now):
        raise TalkNotHeldYet
    if held_on < row.clock_started_on:
        raise TalkBeforeStart


def _held_at(day: date, now: datetime) -> datetime:
    """Noon of the day, or now when that is earlier: only the day was asked."""
    return min(utc_at(day, time(12)), now) if day == local(now).date() else utc_at(day, time(12))
