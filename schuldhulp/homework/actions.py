"""What staff do with homework: ask for a step, withdraw it, do it another way."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.appointments.rows import add_appointment, mail_appointment
from schuldhulp.calendar import local_date
from schuldhulp.contacts.kinds import Purpose
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import STEP
from schuldhulp.homework.rows import add_homework, open_homework
from schuldhulp.messages.rows import add_message
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act
from schuldhulp.workbook.rows import end_homework


class NoSuchStep(Refused):
    """There is no step of this name."""

    sentence = "Deze stap is er niet."


class DayBehindUs(Refused):
    """The day to have it done by has passed."""

    sentence = "Deze dag is al geweest. Kies vandaag of een dag die nog komt."


class NotAsked(Refused):
    """Nothing is asked of this step now."""

    sentence = "Deze stap staat nu niet klaar als huiswerk."


class AnotherWay(StrEnum):
    """How a step is done when it does not work on screen."""

    PHONE = "telefoon"
    OFFICE = "kantoor"
    VISIT = "huisbezoek"
    PAPER = "papier"
    VOLUNTEER = "vrijwilliger"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "telefoon": "Samen aan de telefoon", "kantoor": "Samen op kantoor", "huisbezoek": "Op huisbezoek",
            "papier": "Op papier, wij nemen het over", "vrijwilliger": "Met een vrijwilliger",
        }[self.value]  # fmt: skip


_CHANNELS = {
    AnotherWay.PHONE: Channel.PHONE,
    AnotherWay.OFFICE: Channel.OFFICE,
    AnotherWay.VISIT: Channel.HOME,
}


def assign_homework(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, step: str, due_on: date, note: str = "", *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Ask for a step with an own note and a day. Raises NoSuchStep, DayBehindUs."""
    if step not in STEP:
        raise NoSuchStep
    if due_on < local_date(now):
        raise DayBehindUs
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:assign")
        add_homework(doing, dossier, step, due_on, note)


def withdraw_homework(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    step: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Take back what was asked. Raises NotAsked."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:assign")
        if not open_homework(doing, dossier.id, step):
            raise NotAsked
        end_homework(doing, dossier.id, step, "withdrawn")


def replace_step(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, step: str, way: AnotherWay, words: str, *,
    starts_at: datetime | None = None, place: str = "", agreed: bool = False, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Do a step another way: the homework ends, the client reads how, and a moment to speak is planned with it.

    Nothing that was typed is asked again. Raises NoSuchStep, DayBehindUs, NothingWritten.
    """
    if step not in STEP:
        raise NoSuchStep
    if starts_at is not None and starts_at <= now:
        raise DayBehindUs
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:assign")
        end_homework(doing, dossier.id, step, "replaced")
        channel = _CHANNELS.get(way)
        if channel is not None and starts_at is not None:
            row = add_appointment(
                doing,
                dossier,
                channel=channel,
                starts_at=starts_at,
                purpose=Purpose.PAPERS,
                place=place,
                agreed=agreed,
            )
            mail_appointment(doing, dossier, row)
        add_message(doing, dossier, words, about="step")
