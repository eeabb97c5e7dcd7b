"""What can be read of somebody's second step: which they have, and whether a code they typed is one of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.accounts.hats import Hat
from schuldhulp.accounts.second_factor import recovery, totp
from schuldhulp.accounts.second_factor.passkeys import Stored
from schuldhulp.accounts.second_factor.step import SecondStep, asks_step
from schuldhulp.accounts.second_factor.tables import Passkey, RecoveryCode, TotpSeed
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring


@dataclass(frozen=True)
class Factors:
    """What somebody can show besides a password. `begun`: an app that was not confirmed yet."""

    app: bool
    begun: bool
    passkeys: int
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is something to ask for."""
        return self.app or self.passkeys > 0


@dataclass(frozen=True)
class AppCode:
    """A right code of somebody's app, not yet used up."""

    seed_id: UUID
    step: int


@dataclass(frozen=True)
class PaperCode:
    """A right recovery code, not yet used up."""

    code_id: UUID


@dataclass(frozen=True)
class ShownPasskey:
    """A passkey that was shown, with its counter; 0 from a device that does not count."""

    passkey_id: UUID
    count: int


Proof = AppCode | PaperCode


def factors_of(session: Session, person_id: UUID) -> Factors:
    """Which second steps a person has."""
    seeds = session.scalars(select(TotpSeed.confirmed_at).where(TotpSeed.person_id == person_id)).all()
    keys = select(func.count()).select_from(Passkey).where(Passkey.person_id == person_id)
    codes = select(func.count()).select_from(RecoveryCode)
    left = codes.where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return Factors(
        app=any(at is not None for at in seeds),
        begun=any(at is None for at in seeds),
        passkeys=session.scalar(keys) or 0,
        codes_left=session.scalar(left) or 0,
    )


def step_for(session: Session, person_id: UUID, hats: Sequence[Hat]) -> SecondStep:
    """What a session begins with after the password: due for staff always, for others when they chose it."""
    if asks_step(hats) or factors_of(session, person_id).app:
        return SecondStep.DUE
    return SecondStep.NOT_ASKED


def seed_of(session: Session, person_id: UUID, *, confirmed: bool) -> tuple[UUID, str, int] | None:
    """Somebody's seed in base32 with its id and the step of the last code; the confirmed one, or the one begun."""
    query = select(TotpSeed).where(TotpSeed.person_id == person_id)
    known = TotpSeed.confirmed_at.is_not(None) if confirmed else TotpSeed.confirmed_at.is_(None)
    row = session.scalars(query.where(known).order_by(TotpSeed.created_at.desc())).first()
    if row is None:
        return None
    return row.id, keyring(session).open(row, "seed_sealed") or "", row.last_step


def proof_of(session: Session, person_id: UUID, typed: str, now: datetime) -> Proof | None:
    """What a typed code is of this person: of their app, or one of their paper ones; the read is closed."""
    seed = seed_of(session, person_id, confirmed=True)
    unused = select(RecoveryCode.id, RecoveryCode.code_hash).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    hashes = session.execute(unused).all() if recovery.could_be(typed) else []
    session.close()
    step = totp.step_of_code(seed[1], totp.digits(typed), now) if seed else None
    if seed is not None and step is not None:
        return AppCode(seed[0], step)
    for code_id, stored in hashes:
        if recovery.code_fits(stored, typed):
            return PaperCode(code_id)
    return None


@dataclass(frozen=True)
class PasskeyLine:
    """One passkey on the account page."""

    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None


def passkeys_of(session: Session, person_id: UUID) -> list[PasskeyLine]:
    """Somebody's passkeys, the oldest first."""
    ring = keyring(session)
    query = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.created_at, Passkey.id)
    return [
        PasskeyLine(row.id, ring.open(row, "name_sealed") or "", row.created_at, row.used_at)
        for row in session.scalars(query)
    ]


def credential_ids(session: Session, person_id: UUID) -> list[bytes]:
    """What somebody's devices call their passkeys."""
    return list(session.scalars(select(Passkey.credential_id).where(Passkey.person_id == person_id)))


def passkey_named(session: Session, credential_id: bytes) -> Stored | None:
    """A passkey by what its device calls it, of who is not blocked."""
    query = (
        select(Passkey.id, Passkey.person_id, Passkey.public_key, Passkey.sign_count)
        .join(Person, Person.id == Passkey.person_id)
        .where(Passkey.credential_id == credential_id, Person.blocked_at.is_(None))
    )
    row = session.execute(query).one_or_none()
    return Stored(*row) if row else None
