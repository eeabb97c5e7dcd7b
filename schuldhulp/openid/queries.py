"""What can be read of sign-in services: how one is configured, and who is known there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.accounts.hats import MEMBERSHIP, Hat
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.tables import Person
from schuldhulp.accounts.via import Via
from schuldhulp.crypto import keyring
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.openid.kinds import Kind, Provider
from schuldhulp.openid.tables import IdentityProvider, LinkedIdentity
from schuldhulp.tenancy import within


def _read(session: Session, row: IdentityProvider) -> Provider:
    return Provider(
        id=row.id, municipality_id=row.municipality_id, kind=Kind(row.kind), issuer=row.issuer,
        client_id=row.client_id, client_secret=keyring(session).open(row, "client_secret_sealed") or "",
        subject_claim=row.subject_claim, levels=tuple(row.levels), strong_acr=tuple(row.strong_acr),
        strong_amr=tuple(row.strong_amr), in_use=row.in_use, passwords_off=row.passwords_off, version=row.version,
    )  # fmt: skip


def providers_of(session: Session, municipality_id: UUID) -> dict[Kind, Provider]:
    """The sign-in services that a municipality configured, in use or not."""
    with within(session, municipality_id):
        rows = session.scalars(
            select(IdentityProvider).where(IdentityProvider.municipality_id == municipality_id)
        ).all()
        return {Kind(row.kind): _read(session, row) for row in rows}


def find_provider(session: Session, municipality_id: UUID, kind: Kind) -> Provider | None:
    """One sign-in service of a municipality, when it is in use."""
    found = providers_of(session, municipality_id).get(kind)
    return found if found is not None and found.in_use else None


def subject_token(session: Session, provider: Provider, subject: str) -> bytes:
    """The keyed print by which somebody is known again: of issuer, claim and subject, under the municipality's key."""
    text = "\x00".join(["identity", provider.kind, provider.issuer, provider.subject_claim, subject])
    with within(session, provider.municipality_id):
        return keyring(session).token(provider.municipality_id, text)


def known_as(session: Session, provider: Provider, token: bytes) -> UUID | None:
    """The person who is known at a service by this print, unless they were blocked."""
    query = (
        select(LinkedIdentity.person_id)
        .join(Person, Person.id == LinkedIdentity.person_id)
        .where(LinkedIdentity.municipality_id == provider.municipality_id)
        .where(LinkedIdentity.provider_id == provider.id, LinkedIdentity.subject_token == token)
        .where(Person.blocked_at.is_(None))
    )
    with within(session, provider.municipality_id):
        return session.scalar(query)


@dataclass(frozen=True)
class LinkLine:
    """A service that somebody is linked with in a municipality."""

    id: UUID
    kind: Kind
    linked_at: datetime
    used_at: datetime | None


def links_of(session: Session, municipality_id: UUID, person_id: UUID) -> dict[Kind, LinkLine]:
    """The services of a municipality that somebody comes in by."""
    query = (
        select(LinkedIdentity.id, IdentityProvider.kind, LinkedIdentity.linked_at, LinkedIdentity.used_at)
        .join(
            IdentityProvider,
            (IdentityProvider.municipality_id == LinkedIdentity.municipality_id)
            & (IdentityProvider.id == LinkedIdentity.provider_id),
        )
        .where(LinkedIdentity.municipality_id == municipality_id, LinkedIdentity.person_id == person_id)
    )
    with within(session, municipality_id):
        return {Kind(row.kind): LinkLine(row.id, Kind(row.kind), *row[2:]) for row in session.execute(query)}


def comes_in_elsewhere(session: Session, municipality_id: UUID, person_id: UUID) -> bool:
    """Whether a municipality asks this member of its staff to come in by its own service, and by nothing else."""
    provider = find_provider(session, municipality_id, Kind.STAFF)
    return (
        provider is not None
        and provider.passwords_off
        and Kind.STAFF in links_of(session, municipality_id, person_id)
    )


def open_hats(session: Session, person_id: UUID, now: datetime, via: Via | None) -> list[Hat]:
    """The roles that this way of coming in opens; `via` None: a password, a passkey or words.

    By a service those that it vouches for. Otherwise not those of a municipality that asks its own service; an
    administrator's stays open, for somebody has to mend a service that lets nobody in.
    """
    hats = hats_of(session, person_id, now)
    if via is not None:
        return [hat for hat in hats if via.reaches(hat.kind, hat.municipality_id)]
    asked = {
        hat.municipality_id
        for hat in hats
        if hat.kind == MEMBERSHIP
        and hat.municipality_id is not None
        and comes_in_elsewhere(session, hat.municipality_id, person_id)
    }
    return [
        hat
        for hat in hats
        if hat.kind != MEMBERSHIP or hat.role is Role.MUNICIPALITY_ADMIN or hat.municipality_id not in asked
    ]


@dataclass(frozen=True)
class Place:
    """A municipality with services to come in by."""

    slug: str
    name: str
    kinds: tuple[Kind, ...]


def places(session: Session) -> list[Place]:
    """The municipalities that have a sign-in service in use."""
    query = select(Municipality.slug, Municipality.name, Municipality.sign_in_kinds).order_by(
        Municipality.name
    )
    return [
        Place(row.slug, row.name, kinds_in(row.sign_in_kinds))
        for row in session.execute(query)
        if row.sign_in_kinds
    ]


def kinds_in(stored: list[str]) -> tuple[Kind, ...]:
    """The kinds that a municipality has in use, in the order of the page."""
    return tuple(kind for kind in Kind if kind.value in stored)


def slug_of(session: Session, municipality_id: UUID) -> str:
    """The name of a municipality in addresses. Raises NoResultFound."""
    return session.scalars(select(Municipality.slug).where(Municipality.id == municipality_id)).one()
