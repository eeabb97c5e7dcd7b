"""What can be read of who stands beside a client: for the client, for staff, and for the supporter."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.tables import Person
from schuldhulp.calendar import local_date
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.dossier.visibility import rows_of, visible_to
from schuldhulp.supporters.parts import Secret
from schuldhulp.supporters.tables import Invitation


@dataclass(frozen=True, kw_only=True)
class InvitationView:
    """Somebody who was asked and does not count yet. `state`: asked, accepted (waits for the client) or lapsed."""

    id: UUID
    called: str
    name: str
    parts: tuple[str, ...]
    helps: tuple[str, ...]
    until_on: date
    invited_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    state: str


@dataclass(frozen=True, kw_only=True)
class SupporterView:
    """Somebody who stands beside the client today. `called` is what the client called them, `name` their own."""

    id: UUID
    person_id: UUID
    name: str
    called: str
    parts: tuple[str, ...]
    helps: tuple[str, ...]
    started_at: datetime
    until_on: date


def supporters_of(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> list[SupporterView]:
    """Who stands beside the client today, longest first; with the client's own word for them."""
    beside = aliased(Participation)  # the actor's own taking part stands in the same table
    query = (
        select(beside, Person)
        .join(Person, Person.id == beside.person_id)
        .join(
            Dossier, and_(Dossier.municipality_id == beside.municipality_id, Dossier.id == beside.dossier_id)
        )
        .where(visible_to(actor), beside.municipality_id == actor.municipality_id)
        .where(beside.dossier_id == dossier_id, _stands(beside, local_date(now)))
        .order_by(beside.started_at)
    )
    found = session.execute(query).all()
    if not found:
        return []
    ring, words = keyring(session), _words_for(session, actor, dossier_id)
    return [
        SupporterView(
            id=row.id, person_id=row.person_id, name=ring.open(person, "name_sealed") or "",
            called=words.get(row.id, ""),
            parts=tuple(row.parts), helps=tuple(row.helps), started_at=row.started_at,
            until_on=row.until_on or local_date(now),
        )
        for row, person in found
    ]  # fmt: skip


def _stands(table: Any, today: date) -> Any:
    return and_(table.role == Role.SUPPORTER.value, table.ended_at.is_(None), table.until_on >= today)


def _words_for(session: Session, actor: Actor, dossier_id: UUID) -> dict[UUID, str]:
    """What the client called each supporter; a supporter does not read that of others."""
    if actor.is_supporter:
        return {}
    query = rows_of(Invitation, actor, dossier_id).where(Invitation.participation_id.is_not(None))
    ring = keyring(session)
    rows = session.scalars(query.order_by(Invitation.invited_at))
    return {row.participation_id: ring.open(row, "called_sealed") or "" for row in rows}


def invitations_of(
    session: Session, actor: Actor, dossier_id: UUID, now: datetime, role: Role = Role.SUPPORTER
) -> list[InvitationView]:
    """Who was asked and does not count yet, newest first; what lapsed stays for a week."""
    query = (
        rows_of(Invitation, actor, dossier_id)
        .where(Invitation.role == role.value)
        .where(Invitation.ended_at.is_(None), Invitation.confirmed_at.is_(None))
        .order_by(Invitation.invited_at.desc())
    )
    return _invitations(session, session.scalars(query).all(), now)


def find_invitation(
    session: Session,
    actor: Actor,
    dossier_id: UUID,
    invitation_id: UUID,
    now: datetime,
    role: Role = Role.SUPPORTER,
) -> tuple[InvitationView, Secret | None] | None:
    """One invitation that does not count yet, with link and code as long as nobody accepted; None without it."""
    query = rows_of(Invitation, actor, dossier_id).where(
        Invitation.id == invitation_id, Invitation.ended_at.is_(None), Invitation.confirmed_at.is_(None),
        Invitation.role == role.value,
    )  # fmt: skip
    row = session.scalars(query).one_or_none()
    if row is None:
        return None
    view = _invitations(session, [row], now)[0]
    return view, opened_secret(keyring(session), row) if view.state == "asked" else None


def opened_secret(ring: Keyring, row: Invitation) -> Secret:
    """Link and code of an invitation that nobody accepted yet. Raises LookupError when they were forgotten."""
    text = ring.open(row, "secret_sealed")
    if text is None:
        raise LookupError("an accepted or ended invitation has no secret")
    return Secret(*json.loads(text))


def _invitations(session: Session, rows: Sequence[Invitation], now: datetime) -> list[InvitationView]:
    ring, names = keyring(session), _names(session, {row.accepted_by for row in rows if row.accepted_by})
    return [
        InvitationView(
            id=row.id, called=ring.open(row, "called_sealed") or "", name=names.get(row.accepted_by, ""),
            parts=tuple(row.parts), helps=tuple(row.helps), until_on=row.until_on, invited_at=row.invited_at,
            expires_at=row.expires_at, accepted_at=row.accepted_at,
            state="accepted" if row.accepted_at else "asked" if row.expires_at > now else "lapsed",
        )
        for row in rows
    ]  # fmt: skip


def _names(session: Session, people: set[UUID]) -> dict[UUID | None, str]:
    if not people:
        return {}
    ring = keyring(session)
    found = session.scalars(select(Person).where(Person.id.in_(people)))
    return {person.id: ring.open(person, "name_sealed") or "" for person in found}


def group_names(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> list[str]:
    """How those are called with whom messages of the group are shared today, other than the actor."""
    query = (
        select(Participation.parts, Person)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.municipality_id == actor.municipality_id, Participation.dossier_id == dossier_id)
        .where(_stands(Participation, local_date(now)), Participation.person_id != actor.person_id)
        .order_by(Participation.started_at)
    )
    ring = keyring(session)
    found = session.execute(query)
    return [ring.open(person, "name_sealed") or "" for parts, person in found if "berichten" in parts]


def group_readers(session: Session, municipality_id: UUID, dossier_id: UUID, today: date) -> list[UUID]:
    """The persons with whom messages of the group are shared today."""
    query = select(Participation.person_id, Participation.parts).where(
        Participation.municipality_id == municipality_id,
        Participation.dossier_id == dossier_id,
        _stands(Participation, today),
    )
    return [person_id for person_id, parts in session.execute(query) if "berichten" in parts]


def passed(session: Session, municipality_id: UUID, today: date) -> list[UUID]:
    """Whose last day has passed and was not noted yet, by participation."""
    query = select(Participation.id).where(
        Participation.municipality_id == municipality_id, Participation.role == Role.SUPPORTER.value,
        Participation.ended_at.is_(None), Participation.until_on < today,
    )  # fmt: skip
    return list(session.scalars(query))
