"""What can be done with an appointment: offer, answer, move, cancel, write down what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.appointments.rows import add_appointment, end_stuck, mail_appointment, reply_moment
from schuldhulp.contacts.kinds import Answer, Purpose, Result
from schuldhulp.contacts.tables import Appointment
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.events import AppointmentChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.rows import add_message
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act

_ASKS_US = frozenset({Answer.NO, Answer.OTHER_MOMENT, Answer.IN_WRITING})
_RESULTS = frozenset({Result.HELD, Result.MISSED, Result.CANCELLED})


class AppointmentOver(Refused):
    """The appointment was held, missed, moved or cancelled already."""

    sentence = "Over deze afspraak is al iets vastgelegd. Maak zo nodig een nieuwe afspraak."


class NotYetThere(Refused):
    """What came of it cannot be known before it begins."""

    sentence = "Deze afspraak komt nog. Verzet haar, of laat haar niet doorgaan."


class AppointmentInThePast(Refused):
    """A new appointment lies in the future."""

    sentence = "Dit moment is al geweest. Kies een dag en tijd die nog komen."


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An appointment to be made. `agreed`: the client said yes already, by phone or at the desk."""

    channel: Channel
    starts_at: datetime
    purpose: Purpose
    place: str = ""
    agreed: bool = False


def make_appointment(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, planned: Planned, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Offer a day and time; it is final once the client says yes. Raises AppointmentInThePast."""
    if planned.starts_at <= now:
        raise AppointmentInThePast
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "appointment:make")
        row = _offer(doing, dossier, planned)
    return row.id


def _offer(doing: Act, dossier: DossierView, planned: Planned) -> Appointment:
    row = add_appointment(
        doing, dossier, channel=planned.channel, starts_at=planned.starts_at, purpose=planned.purpose,
        place=planned.place, agreed=planned.agreed,
    )  # fmt: skip
    mail_appointment(doing, dossier, row)
    return row


def answer_appointment(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, appointment_id: UUID, answer: Answer,
    words: str = "", *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say whether a day and time fit. Anything but a yes is our turn; `words` go along as a message.

    Staff pass on what a client says by phone in the same way. Raises AppointmentOver.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "appointment:answer")
        row = doing.row(Appointment, appointment_id, dossier.id)
        if row.result != Result.OPEN or row.starts_at <= now:
            raise AppointmentOver
        row.answer = answer.value
        row.version += 1
        if answer is Answer.YES:
            end_stuck(doing, dossier)
        due = reply_moment(doing, dossier) if answer in _ASKS_US and not actor.is_staff else None
        doing.record(
            AppointmentChanged(
                appointment_id=row.id, change=answer.value, starts_at=row.starts_at, reply_due_at=due
            ),
            dossier.id,
        )
        if words.strip() and not actor.is_staff:
            add_message(doing, dossier, words, about="appointment", about_id=row.id)


def move_appointment(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, appointment_id: UUID, planned: Planned, *,
    version: int | None = None, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Put another moment in the place of an open or missed one. Raises AppointmentOver, AppointmentInThePast."""
    if planned.starts_at <= now:
        raise AppointmentInThePast
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "appointment:make")
        old = doing.row(Appointment, appointment_id, dossier.id, version=version)
        if old.result not in (Result.OPEN, Result.MISSED):
            raise AppointmentOver
        if old.result == Result.OPEN:
            old.result = Result.MOVED.value
            doing.record(
                AppointmentChanged(appointment_id=old.id, change=old.result, starts_at=old.starts_at),
                dossier.id,
            )
        old.version += 1
        row = _offer(doing, dossier, planned)
    return row.id


def record_result(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, appointment_id: UUID, result: Result,
    words: str = "", *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down what came of an appointment: held, missed or cancelled. `words` go to the client as a message.

    Missing one has no consequence by itself. Raises AppointmentOver, NotYetThere.
    """
    if result not in _RESULTS:
        raise AppointmentOver
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "appointment:make")
        row = doing.row(Appointment, appointment_id, dossier.id)
        if row.result != Result.OPEN:
            raise AppointmentOver
        # A day early is an early talk; a missed one can only be known afterwards.
        if result is Result.MISSED and row.starts_at > now:
            raise NotYetThere
        if result is Result.HELD and row.starts_at > now + timedelta(days=1):
            raise NotYetThere
        row.result = result.value
        row.version += 1
        doing.record(
            AppointmentChanged(appointment_id=row.id, change=result.value, starts_at=row.starts_at),
            dossier.id,
        )
        if words.strip():
            add_message(doing, dossier, words, about="appointment", about_id=row.id)
        elif result is Result.CANCELLED:
            mail_appointment(doing, dossier, row, "appointment_changed")
