"""What can be read about accounts: sessions, hats, credentials."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.tables import Credential, LoginSession, Person, PlatformKey, SingleUseToken
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.municipalities.queries import MunicipalityView, view_of
from schuldhulp.municipalities.tables import Membership, Municipality, MunicipalityKey

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
MEMBERSHIP, PARTICIPATION, PLATFORM = "membership", "participation", "platform"

# Every request asks these, so they are built once; a session brings its person's and its hat's keys along.
_TODAY = bindparam("today", type_=Date())
_SESSION = (
    select(LoginSession, Person, PlatformKey)
    .join(Person, Person.id == LoginSession.person_id)
    .outerjoin(PlatformKey, and_(PlatformKey.purpose == "seal", PlatformKey.retired.is_(False)))
    .where(LoginSession.token_hash == bindparam("token_hash"), LoginSession.ended_at.is_(None))
    .where(Person.blocked_at.is_(None))
)
_MEMBERSHIPS = (
    select(Membership.id, Membership.role, Municipality.id, Municipality.name)
    .join(Municipality, Municipality.id == Membership.municipality_id)
    .where(Membership.person_id == bindparam("person_id", type_=Uuid()))
    .where(or_(Membership.started_on.is_(None), Membership.started_on <= _TODAY))
    .where(or_(Membership.ended_on.is_(None), Membership.ended_on >= _TODAY))
    .order_by(Municipality.name, Membership.role)
)
_PARTICIPATIONS = (
    select(
        Participation.id, Participation.role, Municipality.id, Municipality.name, Dossier.id, Dossier.kenmerk
    )
    .join(Municipality, Municipality.id == Participation.municipality_id)
    .join(
        Dossier,
        and_(
            Dossier.municipality_id == Participation.municipality_id, Dossier.id == Participation.dossier_id
        ),
    )
    .where(
        Participation.person_id == bindparam("person_id", type_=Uuid()),
        Participation.ended_at.is_(None),
        Dossier.deleted_at.is_(None),
    )
    .where(Participation.role.in_([Role.CLIENT.value, Role.SUPPORTER.value]))
    .order_by(Participation.started_at)
)


def _one(hats: Any, hat_id: Any) -> Any:
    sealing = and_(
        MunicipalityKey.municipality_id == Municipality.id, MunicipalityKey.purpose == "seal",
        MunicipalityKey.retired.is_(False),
    )  # fmt: skip
    hat = hats.where(hat_id == bindparam("hat_id", type_=Uuid()))
    return hat.add_columns(Municipality, MunicipalityKey).outerjoin(MunicipalityKey, sealing)


_ONE_MEMBERSHIP = _one(_MEMBERSHIPS, Membership.id)
_ONE_PARTICIPATION = _one(_PARTICIPATIONS, Participation.id)


@dataclass(frozen=True, kw_only=True)
class Hat:
    """One role of a person: a membership, a participation in a dossier, or the platform."""

    kind: str
    id: UUID | None
    role: Role
    municipality_id: UUID | None
    municipality_name: str = ""
    dossier_id: UUID | None = None
    kenmerk: str | None = None

    def actor(self, person_id: UUID) -> Actor:
        """The actor this person is under this hat."""
        return Actor(
            person_id=person_id,
            role=self.role,
            municipality_id=self.municipality_id,
            membership_id=self.id if self.kind == MEMBERSHIP else None,
            dossier_id=self.dossier_id,
        )


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A live session: who, under which hat, and when it ends."""

    person_id: UUID
    name: str
    hat: Hat | None
    token_hash: bytes
    seen_at: datetime
    ends_at: datetime
    must_end_at: datetime
    email_verified: bool = True
    municipality: MunicipalityView | None = None

    @property
    def actor(self) -> Actor | None:
        """The actor, or None while no hat is chosen."""
        return self.hat.actor(self.person_id) if self.hat else None


def token_hash(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def find_session(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Find the live session of a token; None when it ended, was idle too long, or its person was blocked."""
    found = session.execute(_SESSION, {"token_hash": token_hash(token)}).first()
    if found is None:
        return None
    row, person, key = found
    ends_at = min(row.seen_at + IDLE, row.created_at + ABSOLUTE)
    if now >= ends_at:
        return None
    ring = keyring(session)
    if key is not None:
        ring.remember_tenant_key(key)
    hat, municipality = _chosen_hat(session, row, person, now)
    return SignedIn(
        person_id=person.id,
        name=ring.open(person, "name_sealed") or "",
        hat=hat,
        token_hash=row.token_hash,
        seen_at=row.seen_at,
        ends_at=ends_at,
        must_end_at=row.created_at + ABSOLUTE,
        email_verified=person.email_verified_at is not None and person.email_new_sealed is None,
        municipality=municipality,
    )


def _chosen_hat(
    session: Session, row: LoginSession, person: Person, now: datetime
) -> tuple[Hat | None, MunicipalityView | None]:
    """The hat of a session, when its person has it today still, with its municipality."""
    if row.hat_kind == PLATFORM:
        mine = person.platform_admin and row.hat_id == person.id
        return (_platform_hat(person.id) if mine else None), None
    query, hat_of = {
        MEMBERSHIP: (_ONE_MEMBERSHIP, _membership_hat), PARTICIPATION: (_ONE_PARTICIPATION, _participation_hat)
    }.get(row.hat_kind or "", (None, None))  # fmt: skip
    if query is None or hat_of is None:
        return None, None
    asked = {"person_id": person.id, "today": local_date(now), "hat_id": row.hat_id}
    found = session.execute(query, asked).first()
    if found is None:
        return None, None
    *hat, municipality, key = found
    if key is not None:
        keyring(session).remember_tenant_key(key)
    return hat_of(hat), view_of(municipality)


def find_ended_session_person(session: Session, token: str) -> UUID | None:
    """Whose session this was, though it has run out: to keep what they just typed. Not after signing out."""
    query = select(LoginSession.person_id).where(
        LoginSession.token_hash == token_hash(token), LoginSession.ended_at.is_(None)
    )
    return session.scalar(query)


def _membership_hat(row: Sequence[Any]) -> Hat:
    membership_id, role, municipality_id, name = row
    return Hat(
        kind=MEMBERSHIP,
        id=membership_id,
        role=Role(role),
        municipality_id=municipality_id,
        municipality_name=name,
    )


def _participation_hat(row: Sequence[Any]) -> Hat:
    participation_id, role, municipality_id, name, dossier_id, kenmerk = row
    return Hat(
        kind=PARTICIPATION, id=participation_id, role=Role(role), municipality_id=municipality_id,
        municipality_name=name, dossier_id=dossier_id, kenmerk=kenmerk,
    )  # fmt: skip


def _platform_hat(person_id: UUID) -> Hat:
    return Hat(kind=PLATFORM, id=person_id, role=Role.PLATFORM_ADMIN, municipality_id=None)


def hats_of(session: Session, person_id: UUID, now: datetime) -> list[Hat]:
    """All roles a person has today, staff first."""
    asked = {"person_id": person_id, "today": local_date(now)}
    hats = [_membership_hat(row) for row in session.execute(_MEMBERSHIPS, asked)]
    hats += [_participation_hat(row) for row in session.execute(_PARTICIPATIONS, asked)]
    if session.scalar(select(Person.platform_admin).where(Person.id == person_id)):
        hats.append(_platform_hat(person_id))
    return hats


def find_person(session: Session, email: str) -> Person | None:
    """Find an account by its e-mail address."""
    return session.scalars(
        select(Person).where(Person.email_token == keyring(session).email_token(email))
    ).first()


def find_claimant(session: Session, email: str) -> Person | None:
    """Who last registered at an address that had an account already and has not shown yet that it is theirs."""
    token = keyring(session).email_token(email)
    query = select(Person).where(Person.email_new_token == token).order_by(Person.created_at.desc(), Person.id.desc())
    return session.scalars(query).first()


def password_hash_of(session: Session, person_id: UUID) -> str | None:
    """The stored hash of somebody's password."""
    query = select(Credential.secret_hash).where(
        Credential.person_id == person_id, Credential.kind == "password"
    )
    return session.scalar(query)


def find_token(session: Session, token: str, purpose: str, now: datetime) -> SingleUseToken | None:
    """A link that still works: unused, of this purpose, not run out."""
    row = session.get(SingleUseToken, token_hash(token))
    if row is None or row.purpose != purpose or row.used_at is not None or row.expires_at <= now:
        return None
    return row


@dataclass(frozen=True)
class SessionLine:
    """One live session on the account page."""

    token_hash: bytes
    label: str
    created_at: datetime
    seen_at: datetime


def live_sessions(session: Session, person_id: UUID, now: datetime) -> list[SessionLine]:
    """The browsers in which a person is signed in now."""
    query = (
        select(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
        .where(LoginSession.seen_at > now - IDLE, LoginSession.created_at > now - ABSOLUTE)
        .order_by(LoginSession.seen_at.desc())
    )
    return [SessionLine(r.token_hash, r.label, r.created_at, r.seen_at) for r in session.scalars(query)]


def email_of(session: Session, person_id: UUID) -> str | None:
    """The address of a person, opened; for sending mail and for their own account page."""
    person = session.get(Person, person_id)
    return keyring(session).open(person, "email_sealed") if person else None


def address_to_confirm(session: Session, person_id: UUID) -> str | None:
    """The address that a link to confirm goes to: a new one, else the one that stands."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    return keyring(session).open(person, "email_new_sealed") or email_of(session, person_id)


def waits_for_confirmation(session: Session, person_id: UUID) -> bool:
    """Whether an address of this person is still to be confirmed."""
    person = session.get_one(Person, person_id)
    return person.email_verified_at is None or person.email_new_sealed is not None


def has_kept_form(session: Session, person_id: UUID, path: str, now: datetime) -> bool:
    """Whether a form of this person for this page was kept when their session had run out."""
    query = (
        select(LoginSession.token_hash)
        .where(LoginSession.person_id == person_id, LoginSession.typed_path == path)
        .where(LoginSession.seen_at > now - timedelta(days=1))
    )
    return session.scalars(query).first() is not None


def municipality_for_mail(session: Session, person_id: UUID, now: datetime) -> UUID | None:
    """Whose outbox carries a mail to this person; None for who belongs to the platform only."""
    return next((h.municipality_id for h in hats_of(session, person_id, now) if h.municipality_id), None)
