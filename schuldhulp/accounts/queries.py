"""What can be read about accounts: sessions, hats, credentials."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.hats import PLATFORM, Hat, membership_hat, participation_hat, platform_hat
from schuldhulp.accounts.second_factor.step import TIME_FOR_IT, SecondStep, is_half
from schuldhulp.accounts.tables import Credential, LoginSession, Person, PlatformKey, SingleUseToken
from schuldhulp.accounts.via import Via, via_of
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.municipalities.queries import VIEWED, MunicipalityView, view_of
from schuldhulp.municipalities.tables import Membership, Municipality, MunicipalityKey
from schuldhulp.tenancy import as_person

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)

# Every request asks these, so they are built once, over columns.
_LOGIN, _PERSON, _KEY = LoginSession.__table__.c, Person.__table__.c, PlatformKey.__table__.c
_MEMBER, _PART, _DOSSIER = Membership.__table__.c, Participation.__table__.c, Dossier.__table__.c
_PLACE, _SEALING = Municipality.__table__.c, MunicipalityKey.__table__.c

_TODAY = bindparam("today", type_=Date())
_WORKS_TODAY = and_(
    or_(_MEMBER.started_on.is_(None), _MEMBER.started_on <= _TODAY),
    or_(_MEMBER.ended_on.is_(None), _MEMBER.ended_on >= _TODAY),
)
_MEMBER_TODAY = and_(_WORKS_TODAY, _MEMBER.by_link.is_(False))
_TAKES_PART = and_(
    _PART.ended_at.is_(None), _PART.role.in_([Role.CLIENT.value, Role.SUPPORTER.value]),
    or_(_PART.until_on.is_(None), _PART.until_on >= _TODAY),
)  # fmt: skip
_OF_DOSSIER = and_(
    _DOSSIER.municipality_id == _PART.municipality_id, _DOSSIER.id == _PART.dossier_id, _DOSSIER.deleted_at.is_(None)
)  # fmt: skip
_MEMBERSHIPS = (
    select(
        _MEMBER.id, _MEMBER.role, _PLACE.id.label("municipality_id"), _PLACE.name,
        _MEMBER.taken_up_on.is_not(None).label("taken_up"),
    )
    .join_from(Membership.__table__, Municipality.__table__, _PLACE.id == _MEMBER.municipality_id)
    .where(_MEMBER.person_id == bindparam("person_id", type_=Uuid()), _MEMBER_TODAY)
    .order_by(_PLACE.name, _MEMBER.role)
)  # fmt: skip
_PARTICIPATIONS = (
    select(
        _PART.id, _PART.role, _PLACE.id.label("municipality_id"), _PLACE.name, _DOSSIER.id.label("dossier_id"),
        _DOSSIER.kenmerk, _PART.parts, _PART.helps,
    )
    .join_from(Participation.__table__, Municipality.__table__, _PLACE.id == _PART.municipality_id)
    .join(Dossier.__table__, _OF_DOSSIER)
    .where(_PART.person_id == bindparam("person_id", type_=Uuid()), _TAKES_PART)
    .order_by(_PART.started_at)
)  # fmt: skip


def _of_hat(kind: str, table: Any) -> ColumnElement[bool]:
    return and_(_LOGIN.hat_kind == kind, table.id == _LOGIN.hat_id, table.person_id == _LOGIN.person_id)


# A session with its person, the hat it wears where that holds today still, the hat's municipality and both keys.
_SESSION = (
    select(
        _LOGIN.token_hash, _LOGIN.person_id, _LOGIN.hat_kind, _LOGIN.hat_id, _LOGIN.created_at, _LOGIN.seen_at,
        _LOGIN.second_step, _LOGIN.proven_at, _LOGIN.via_municipality_id, _LOGIN.via_kind,
        _PERSON.name_sealed, _PERSON.handle,
        _PERSON.email_verified_at, _PERSON.email_new_sealed, _PERSON.email_new_from, _PERSON.platform_admin,
        _KEY.id.label("key_id"), _KEY.wrapped.label("key_wrapped"),
        _MEMBER.role.label("member_role"), _MEMBER.taken_up_on.is_not(None).label("member_taken_up"),
        _PART.role.label("part_role"), _PART.parts, _PART.helps,
        _DOSSIER.id.label("dossier_id"), _DOSSIER.kenmerk, *(_PLACE[name] for name in VIEWED),
        _SEALING.id.label("sealing_id"), _SEALING.wrapped.label("sealing_wrapped"),
    )
    .join_from(LoginSession.__table__, Person.__table__, _PERSON.id == _LOGIN.person_id)
    .outerjoin(PlatformKey.__table__, and_(_KEY.purpose == "seal", _KEY.retired.is_(False)))
    .outerjoin(Membership.__table__, and_(_of_hat("membership", _MEMBER), _MEMBER_TODAY))
    .outerjoin(Participation.__table__, and_(_of_hat("participation", _PART), _TAKES_PART))
    .outerjoin(Dossier.__table__, _OF_DOSSIER)
    .outerjoin(
        Municipality.__table__, _PLACE.id == func.coalesce(_MEMBER.municipality_id, _DOSSIER.municipality_id)
    )
    .outerjoin(
        MunicipalityKey.__table__,
        and_(_SEALING.municipality_id == _PLACE.id, _SEALING.purpose == "seal", _SEALING.retired.is_(False)),
    )
    .where(_LOGIN.token_hash == bindparam("token_hash"), _LOGIN.ended_at.is_(None), _PERSON.blocked_at.is_(None))
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A live session: who, under which hat, and when it ends.

    `email_from`: from when a new address of theirs counts, while it cools.
    `half`: the second step is still to come; such a session opens nothing but the page that asks for it. `stepped`: it
    was made. `via`: the sign-in service it began at, if any.
    """

    person_id: UUID
    name: str
    hat: Hat | None
    token_hash: bytes
    seen_at: datetime
    ends_at: datetime
    must_end_at: datetime
    half: bool
    stepped: bool
    proven_at: datetime | None
    email_from: datetime | None = None
    email_verified: bool = True
    handle: str | None = None
    municipality: MunicipalityView | None = None
    via: Via | None = None

    @property
    def actor(self) -> Actor | None:
        """The actor, or None while no hat is chosen."""
        return self.hat.actor(self.person_id) if self.hat else None


def token_hash(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def find_session(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Find the live session of a token; None when it ended, was idle too long, or its person was blocked."""
    asked = {"token_hash": token_hash(token), "today": local_date(now)}
    row = session.execute(_SESSION, asked).first()
    if row is None:
        return None
    ends_at = min(row.seen_at + IDLE, row.created_at + ABSOLUTE)
    hat = _chosen_hat(row)
    half = is_half(row.second_step, hat.role if hat else None)
    if half:
        ends_at = min(ends_at, row.created_at + TIME_FOR_IT)
    if now >= ends_at:
        return None
    ring = keyring(session)
    if row.key_id is not None:
        ring.remember_tenant_key(None, row.key_id, row.key_wrapped)
    if row.sealing_id is not None:
        ring.remember_tenant_key(row.id, row.sealing_id, row.sealing_wrapped)
    name = row.name_sealed and ring.open_bytes_at(row.name_sealed, "person", "name_sealed", row.person_id)
    return SignedIn(
        person_id=row.person_id,
        name=name.decode() if name else "Zonder naam" if row.handle else "",
        hat=hat,
        token_hash=row.token_hash,
        seen_at=row.seen_at,
        ends_at=ends_at,
        must_end_at=row.created_at + ABSOLUTE,
        half=half,
        stepped=row.second_step == SecondStep.DONE,
        proven_at=row.proven_at,
        email_from=row.email_new_from,
        email_verified=(row.email_verified_at is not None or row.handle is not None)
        and (row.email_new_sealed is None or row.email_new_from is not None),
        handle=row.handle,
        municipality=view_of(row) if hat is not None and hat.municipality_id else None,
        via=via_of(row.via_municipality_id, row.via_kind),
    )


def _chosen_hat(row: Any) -> Hat | None:
    """The hat of a session, when its person has it today still."""
    if row.hat_kind == PLATFORM:
        mine = row.platform_admin and row.hat_id == row.person_id
        return platform_hat(row.person_id) if mine else None
    if row.member_role is not None:
        return membership_hat((row.hat_id, row.member_role, row.id, row.name, row.member_taken_up))
    if row.dossier_id is not None:
        return participation_hat(
            (row.hat_id, row.part_role, row.id, row.name, row.dossier_id, row.kenmerk, row.parts, row.helps)
        )
    return None


def find_ended_session_person(session: Session, token: str) -> UUID | None:
    """Whose session this was, though it has run out: to keep what they just typed. Not after signing out."""
    query = select(LoginSession.person_id).where(
        LoginSession.token_hash == token_hash(token), LoginSession.ended_at.is_(None)
    )
    return session.scalar(query)


def hats_of(session: Session, person_id: UUID, now: datetime) -> list[Hat]:
    """All roles a person has today, staff first."""
    asked = {"person_id": person_id, "today": local_date(now)}
    with as_person(session, person_id):
        hats = [membership_hat(row) for row in session.execute(_MEMBERSHIPS, asked)]
        hats += [participation_hat(row) for row in session.execute(_PARTICIPATIONS, asked)]
    if session.scalar(select(Person.platform_admin).where(Person.id == person_id)):
        hats.append(platform_hat(person_id))
    return hats


def find_person(session: Session, email: str) -> Person | None:
    """Find an account by its e-mail address."""
    return session.scalars(
        select(Person).where(Person.email_token == keyring(session).email_token(email))
    ).first()


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
        .where(LoginSession.second_step != SecondStep.DUE)
        .order_by(LoginSession.seen_at.desc())
    )
    return [SessionLine(r.token_hash, r.label, r.created_at, r.seen_at) for r in session.scalars(query)]


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
    hats = [hat.municipality_id for hat in hats_of(session, person_id, now) if hat.municipality_id]
    return hats[0] if hats else next(iter(invited_by(session, person_id, now)), None)


def invited_by(session: Session, person_id: UUID, now: datetime) -> dict[UUID, str]:
    """The municipalities with a role for somebody that they did not take up, by name; also behind the mailed link."""
    query = (
        select(_PLACE.id, _PLACE.name)
        .join_from(Membership.__table__, Municipality.__table__, _PLACE.id == _MEMBER.municipality_id)
        .where(_MEMBER.person_id == person_id, _MEMBER.taken_up_on.is_(None), _WORKS_TODAY)
        .order_by(_PLACE.name)
    )
    with as_person(session, person_id):
        return {row.id: row.name for row in session.execute(query, {"today": local_date(now)})}
