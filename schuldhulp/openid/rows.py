"""Row functions of sign-in services, inside the transaction that is open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import LoginSession
from schuldhulp.accounts.via import STAFF_SERVICE
from schuldhulp.base import new_id
from schuldhulp.openid.kinds import Provider
from schuldhulp.openid.tables import IdentityProvider, LinkedIdentity
from schuldhulp.refusals import Refused


class LinkedToAnother(Refused):
    """Whoever this is at the service comes in with another account."""

    sentence = "Hiermee logt al een ander account in. Haal de koppeling daar eerst weg."


class LinkedAlready(Refused):
    """The account is linked with somebody else at this service."""

    sentence = "Uw account is hier al gekoppeld, met een ander nummer. Haal die koppeling eerst weg."


class HeardBefore(Refused):
    """A service's word that somebody signed out, sent a second time."""

    sentence = "Dit bericht van de inlogdienst is al verwerkt."


@dataclass(frozen=True)
class KnownAs:
    """Somebody as a service knows them: the service, and the print of who they are there."""

    provider: Provider
    token: bytes


def add_link(session: Session, now: datetime, provider: Provider, token: bytes, person_id: UUID) -> None:
    """Let somebody come in by a service from now on. Raises LinkedToAnother, LinkedAlready."""
    here = select(LinkedIdentity).where(
        LinkedIdentity.municipality_id == provider.municipality_id, LinkedIdentity.provider_id == provider.id
    )
    row = session.scalars(here.where(LinkedIdentity.subject_token == token)).one_or_none()
    if row is not None and row.person_id != person_id:
        raise LinkedToAnother
    if row is not None:
        row.used_at = now
        return
    if session.scalars(here.where(LinkedIdentity.person_id == person_id)).first() is not None:
        raise LinkedAlready
    session.add(
        LinkedIdentity(
            municipality_id=provider.municipality_id, id=new_id(), provider_id=provider.id, person_id=person_id,
            subject_token=token, linked_at=now, used_at=now,
        )
    )  # fmt: skip


def note_use(session: Session, now: datetime, provider: Provider, token: bytes) -> None:
    """Note that somebody came in by a service."""
    session.execute(
        update(LinkedIdentity)
        .where(LinkedIdentity.municipality_id == provider.municipality_id)
        .where(LinkedIdentity.provider_id == provider.id, LinkedIdentity.subject_token == token)
        .values(used_at=now)
    )


def end_sessions_via(
    session: Session, now: datetime, municipality_id: UUID, kind: str, person_id: UUID | None = None
) -> int:
    """End the sessions that began at a service: everybody's, or one person's; how many."""
    query = update(LoginSession).where(
        LoginSession.via_municipality_id == municipality_id, LoginSession.via_kind == kind,
        LoginSession.ended_at.is_(None),
    )  # fmt: skip
    if person_id is not None:
        query = query.where(LoginSession.person_id == person_id)
    return len(session.scalars(query.values(ended_at=now).returning(LoginSession.token_hash)).all())


def unlink_here(session: Session, municipality_id: UUID, person_id: UUID) -> None:
    """Take away every service of a municipality that somebody comes in by."""
    session.execute(
        delete(LinkedIdentity).where(
            LinkedIdentity.municipality_id == municipality_id, LinkedIdentity.person_id == person_id
        )
    )


def unlink_staff(session: Session, now: datetime, municipality_id: UUID, person_id: UUID) -> None:
    """Take away the municipality's own service of somebody who works there no more; what began there ends."""
    own = select(IdentityProvider.id).where(
        IdentityProvider.municipality_id == municipality_id, IdentityProvider.kind == STAFF_SERVICE
    )
    session.execute(
        delete(LinkedIdentity)
        .where(LinkedIdentity.municipality_id == municipality_id, LinkedIdentity.person_id == person_id)
        .where(LinkedIdentity.provider_id.in_(own))
        .execution_options(synchronize_session=False)
    )
    end_sessions_via(session, now, municipality_id, STAFF_SERVICE, person_id)
