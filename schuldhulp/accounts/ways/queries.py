"""What can be read of the ways by which somebody comes in: which there are, since when, and which are new to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from schuldhulp.accounts.codename.queries import KIND as WORDS
from schuldhulp.accounts.devices.queries import sign_ins_to_tell
from schuldhulp.accounts.second_factor.queries import passkeys_of
from schuldhulp.accounts.second_factor.tables import Passkey, RecoveryCode, TotpSeed
from schuldhulp.accounts.tables import Credential, LoginSession, Person
from schuldhulp.crypto import keyring
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.openid.kinds import Kind
from schuldhulp.openid.tables import IdentityProvider, LinkedIdentity
from schuldhulp.reach.cooling import COOLING
from schuldhulp.tenancy import as_person, within


class Sort(StrEnum):
    """What a way is; the value stands in forms."""

    PASSWORD = "wachtwoord"
    WORDS = "woorden"
    EMAIL = "e-mail"
    NEW_EMAIL = "nieuw-adres"
    APP = "app"
    CODES = "codes"
    PASSKEY = "passkey"
    LINK = "koppeling"


# A password and words are replaced on their own page, an address by another; the rest can simply go.
_OWN = frozenset({Sort.PASSWORD, Sort.WORDS, Sort.APP, Sort.PASSKEY})
REMOVABLE = frozenset({Sort.NEW_EMAIL, Sort.APP, Sort.CODES, Sort.PASSKEY, Sort.LINK})


@dataclass(frozen=True)
class Way:
    """One way into an account: `id` tells those of one sort apart, `place` is the municipality of a link, and
    `for_staff` says that the link is to a municipality's own service for who works there.
    """

    sort: Sort
    name: str
    since: datetime
    used_at: datetime | None = None
    id: UUID | None = None
    place: UUID | None = None
    for_staff: bool = False

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.sort}:{self.id}" if self.id else self.sort.value

    @property
    def removable(self) -> bool:
        """Whether its owner can take it away here."""
        return self.sort in REMOVABLE


def ways_of(session: Session, person_id: UUID) -> list[Way]:
    """Every way into an account, the newest first."""
    found = [*_known(session, person_id), *_shown(session, person_id), *_links(session, person_id)]
    return sorted(found, key=lambda way: way.since, reverse=True)


def by_service_alone(session: Session, person_id: UUID) -> bool:
    """Whether somebody works at a municipality and comes in by its service, and by nothing that they set up here.

    Whoever reads the mail of such an account must not be able to make the first password and second step of it.
    """
    ways = ways_of(session, person_id)
    return any(way.for_staff for way in ways) and not any(way.sort in _OWN for way in ways)


def _known(session: Session, person_id: UUID) -> list[Way]:
    """By what somebody knows, or by the mail they read."""
    person, ring = session.get_one(Person, person_id), keyring(session)
    names = {"password": (Sort.PASSWORD, "Wachtwoord"), WORDS: (Sort.WORDS, "Uw zes woorden")}
    query = select(Credential.kind, Credential.created_at).where(Credential.person_id == person_id)
    ways = [Way(*names[row.kind], row.created_at) for row in session.execute(query)]
    email, coming = ring.open(person, "email_sealed"), ring.open(person, "email_new_sealed")
    if email:
        ways.append(Way(Sort.EMAIL, f"Mail naar {email}", person.email_set_at or person.created_at))
    if coming and person.email_new_from is not None:
        ways.append(
            Way(Sort.NEW_EMAIL, f"Mail naar {coming} (geldt nog niet)", person.email_new_from - COOLING)
        )
    return ways


def _shown(session: Session, person_id: UUID) -> list[Way]:
    """By what somebody has with them."""
    ways = [
        Way(Sort.PASSKEY, f"Passkey: {k.name}", k.created_at, k.used_at, k.id)
        for k in passkeys_of(session, person_id)
    ]
    app = select(TotpSeed.confirmed_at).where(
        TotpSeed.person_id == person_id, TotpSeed.confirmed_at.is_not(None)
    )
    ways += [Way(Sort.APP, "App voor codes", at) for at in session.scalars(app) if at is not None]
    codes = select(func.max(RecoveryCode.created_at)).where(RecoveryCode.person_id == person_id)
    made = session.scalar(codes.where(RecoveryCode.used_at.is_(None)))
    return [*ways, Way(Sort.CODES, "Herstelcodes op papier", made)] if made else ways


def _links(session: Session, person_id: UUID) -> list[Way]:
    """By a service outside, of whatever municipality."""
    ways = []
    with as_person(session, person_id):
        rows = session.scalars(select(LinkedIdentity).where(LinkedIdentity.person_id == person_id)).all()
    for row in rows:
        query = (
            select(IdentityProvider.kind, Municipality.name)
            .join(Municipality, Municipality.id == IdentityProvider.municipality_id)
            .where(
                IdentityProvider.municipality_id == row.municipality_id,
                IdentityProvider.id == row.provider_id,
            )
        )
        with within(session, row.municipality_id):
            service = session.execute(query).one()
        kind = Kind(service.kind)
        name = f"Inlog van {service.name}" if kind.is_staff else f"{kind.label} bij {service.name}"
        ways.append(
            Way(Sort.LINK, name, row.linked_at, row.used_at, row.id, row.municipality_id, kind.is_staff)
        )
    return ways


@dataclass(frozen=True)
class News:
    """What an account's owner is to answer: sign-ins on devices that were not known, and new ways to come in."""

    sign_ins: list[tuple[datetime, str]]
    ways: list[Way]


_WHO = bindparam("who", type_=Uuid())


def _newest(column: InstrumentedAttribute[Any], owner: InstrumentedAttribute[UUID]) -> Any:
    return select(func.max(column)).where(owner == _WHO).scalar_subquery()


_UNTOLD = select(func.count()).where(
    LoginSession.person_id == _WHO, LoginSession.tell.is_(True), LoginSession.told_at.is_(None)
)
_NEWS = select(
    _UNTOLD.scalar_subquery(), func.coalesce(Person.ways_known_at, Person.created_at),
    Person.email_set_at, Person.email_new_from,
    _newest(Credential.created_at, Credential.person_id), _newest(Passkey.created_at, Passkey.person_id),
    _newest(TotpSeed.confirmed_at, TotpSeed.person_id), _newest(RecoveryCode.created_at, RecoveryCode.person_id),
    _newest(LinkedIdentity.linked_at, LinkedIdentity.person_id),
).where(Person.id == _WHO)  # fmt: skip


def news_of(session: Session, person_id: UUID, token_hash: bytes) -> News:
    """What somebody is to be told of their account; one short question where there is nothing."""
    with as_person(session, person_id):
        devices, since, *moments = session.execute(_NEWS, {"who": person_id}).one()
    new = any(at is not None and at > since for at in moments)
    return News(
        sign_ins=sign_ins_to_tell(session, person_id, token_hash) if devices else [],
        ways=[way for way in ways_of(session, person_id) if way.since > since] if new else [],
    )


def new_ways(session: Session, person_id: UUID) -> list[Way]:
    """The ways that began after their owner last said to know them all, the newest first."""
    return news_of(session, person_id, b"").ways
