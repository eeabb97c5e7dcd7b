"""Row functions of appointments: offering one as a part of an act."""

from datetime import datetime, timedelta

from sqlalchemy import select

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.contacts.kinds import Answer, Purpose, Result
from schuldhulp.contacts.tables import Appointment
from schuldhulp.dossier.clocks import Channel, reply_due
from schuldhulp.dossier.events import AppointmentMade
from schuldhulp.dossier.facts import Mark
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.unit_of_work import Act
from schuldhulp.workbook.tables import StepAnswer


def add_appointment(
    doing: Act, dossier: DossierView, *, channel: Channel, starts_at: datetime, purpose: Purpose, place: str = "",
    agreed: bool = False,
) -> Appointment:  # fmt: skip
    """Add an appointment; not agreed, the client is asked for an answer before it."""
    row = doing.new_row(
        Appointment, dossier.id, id=new_id(), kind=channel.value, starts_at=starts_at, purpose=purpose.value,
        answer=(Answer.YES if agreed else Answer.OPEN).value, made_by_role=str(doing.actor.role), made_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "place_sealed", place.strip() or None)
    last_day = local_date(doing.now) + timedelta(days=dossier.municipality.levels.client_days)
    doing.record(
        AppointmentMade(
            appointment_id=row.id, appointment_kind=channel.value, starts_at=starts_at, agreed=agreed,
            client_due_on=None if agreed else min(last_day, local_date(starts_at)),
        ),
        dossier.id,
    )  # fmt: skip
    if agreed:
        end_stuck(doing, dossier)
    return row


def end_stuck(doing: Act, dossier: DossierView) -> None:
    """A day to speak that both agreed on answers 'het lukt niet': the step waits for the talk, as it was filled in."""
    stuck = select(StepAnswer).where(
        StepAnswer.municipality_id == doing.municipality_id, StepAnswer.dossier_id == dossier.id,
        StepAnswer.state == Mark.STUCK.value,
    )  # fmt: skip
    for answer in doing.session.scalars(stuck):
        answer.state = Mark.LATER.value


def talk_stands(doing: Act, dossier: DossierView) -> bool:
    """Whether no eerste gesprek is left to plan: it was held, or a day ahead was not turned down by the client."""
    if dossier.first_talk_on is not None:
        return True
    ahead = select(Appointment.id).where(
        Appointment.municipality_id == doing.municipality_id, Appointment.dossier_id == dossier.id,
        Appointment.purpose == Purpose.FIRST_TALK.value, Appointment.result == Result.OPEN.value,
        Appointment.answer.in_((Answer.OPEN.value, Answer.YES.value)), Appointment.starts_at > doing.now,
    )  # fmt: skip
    return doing.session.scalars(ahead).first() is not None


def mail_appointment(
    doing: Act, dossier: DossierView, row: Appointment, template: str = "new_appointment"
) -> None:
    """Tell the client that there is an appointment to look at; nothing else stands in the mail."""
    if dossier.mail_allowed:
        for person_id in clients_of(doing.session, doing.municipality_id, dossier.id):
            doing.mail(person_id, template, dossier.id, dedupe_key=f"{template}:{row.id}:{person_id}")


def reply_moment(doing: Act, dossier: DossierView) -> datetime:
    """By when we answer what is asked now."""
    return reply_due(doing.now, dossier.municipality.levels, dossier.municipality.opening)
