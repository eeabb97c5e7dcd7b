"""What can be read of absences: those an actor may change."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.crypto import keyring
from schuldhulp.municipalities.tables import Absence, Membership


@dataclass(frozen=True, kw_only=True)
class AbsenceView:
    """One absence that runs or is to come, with names."""

    id: UUID
    membership_id: UUID
    name: str
    stand_in: str
    first_day: date
    last_day: date


def absences(session: Session, actor: Actor, today: date) -> list[AbsenceView]:
    """The absences this actor may change: one's own, for a team lead everybody's; nearest first."""
    query = select(Absence).where(
        Absence.municipality_id == actor.municipality_id, Absence.last_day >= today
    )
    if actor.role is not Role.TEAM_LEAD:
        query = query.where(Absence.membership_id == actor.membership_id)
    rows = list(session.scalars(query.order_by(Absence.first_day, Absence.id)))
    members = select(Membership).where(
        Membership.municipality_id == actor.municipality_id,
        Membership.id.in_({i for r in rows for i in (r.membership_id, r.stand_in_id) if i}),
    )
    ring = keyring(session)
    names = {m.id: ring.open(m, "name_sealed") or "" for m in session.scalars(members)}
    return [
        AbsenceView(
            id=r.id, membership_id=r.membership_id, name=names.get(r.membership_id, ""),
            stand_in=names.get(r.stand_in_id, "") if r.stand_in_id else "", first_day=r.first_day, last_day=r.last_day,
        )
        for r in rows
    ]  # fmt: skip
