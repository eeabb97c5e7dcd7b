"""What can be read of appointments: of a dossier, and of somebody's own agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.calendar import local_date
from schuldhulp.contacts.kinds import CHANNEL_LABELS, Answer, Purpose, Result
from schuldhulp.contacts.tables import Appointment
from schuldhulp.crypto import keyring
from schuldhulp.dossier.across.queries import named
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import asked_by, columns_of, read_rows, visible_to
from schuldhulp.refusals import NotYours

RECENT = timedelta(days=60)
AHEAD = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class AppointmentView:
    """An appointment with its place opened. `kenmerk` and `called` are filled in an agenda."""

    id: UUID
    version: int
    channel: Channel
    starts_at: datetime
    place: str
    purpose: str
    result: Result
    answer: Answer
    made_by_role: str
    kenmerk: str = ""
    called: str = ""

    @property
    def purpose_label(self) -> str:
        """What it is for, in words; an older free text as it is."""
        return Purpose(self.purpose).label if self.purpose in list(Purpose) else self.purpose

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return local_date(self.starts_at)

    @property
    def how(self) -> str:
        """How one speaks: 'Telefoon', 'Huisbezoek'."""
        return CHANNEL_LABELS[self.channel]

    @property
    def to_answer(self) -> bool:
        """Whether the client has not said anything yet."""
        return self.result is Result.OPEN and self.answer is Answer.OPEN

    def over(self, now: datetime) -> bool:
        """Whether its moment has passed, or it will not be."""
        return self.result is not Result.OPEN or self.starts_at <= now


def _view(row: Any, place: str, kenmerk: str = "", called: str = "") -> AppointmentView:
    return AppointmentView(
        id=row.id, version=row.version, channel=Channel(row.kind), starts_at=row.starts_at, place=place,
        purpose=row.purpose, result=Result(row.result), answer=Answer(row.answer), made_by_role=row.made_by_role,
        kenmerk=kenmerk, called=called,
    )  # fmt: skip


def appointments_of(
    session: Session, actor: Actor, dossier_id: UUID, *, limit: int = 40
) -> list[AppointmentView]:
    """The appointments of a dossier, latest moment first."""
    opened = keyring(session).opener(Appointment, actor.municipality_id, dossier_id)
    rows = read_rows(session, _of_dossier(actor.role), asked_by(actor, dossier_id, most=limit))
    return [_view(row, opened(row, "place_sealed") or "") for row in rows]


@cache
def _of_dossier(role: Role) -> Select[Any]:
    query = columns_of(role, Appointment).order_by(Appointment.__table__.c.starts_at.desc())
    return query.limit(bindparam("most"))


def next_appointment(appointments: Sequence[AppointmentView], now: datetime) -> AppointmentView | None:
    """The first one that still comes."""
    coming = [a for a in appointments if a.result is Result.OPEN and a.starts_at > now]
    return min(coming, key=lambda a: a.starts_at, default=None)


def find_appointment(
    session: Session, actor: Actor, dossier_id: UUID, appointment_id: UUID
) -> AppointmentView:
    """One appointment of a dossier. Raises NotYours."""
    for found in appointments_of(session, actor, dossier_id, limit=400):
        if found.id == appointment_id:
            return found
    raise NotYours


def agenda(
    session: Session, actor: Actor, memberships: Sequence[UUID], now: datetime
) -> list[AppointmentView]:
    """The appointments of these counsellors' dossiers: those to come, and past ones without a result; by moment."""
    query = (
        select(Appointment, Dossier)
        .join(
            Dossier,
            and_(
                Dossier.municipality_id == Appointment.municipality_id, Dossier.id == Appointment.dossier_id
            ),
        )
        .where(visible_to(actor), Appointment.municipality_id == actor.municipality_id)
        .where(Dossier.counsellor_id.in_(memberships), Dossier.closed_at.is_(None))
        .where(Appointment.result == Result.OPEN.value)
        .where(Appointment.starts_at > now - RECENT, Appointment.starts_at < now + AHEAD)
        .order_by(Appointment.starts_at)
        .limit(200)
    )
    return [_view(*each) for each in named(session, actor, query, "place_sealed")]
