"""What somebody proves who they are with, besides a password; and what waits for an answer while they do."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Shared, references


class TotpSeed(Shared, Base):
    """The seed of somebody's authenticator app. Not confirmed: it stands on their screen and counts for nothing yet.

    `last_step` is the step of 30 seconds since 1970 of the last code that was used: that one and earlier ones work
    no more.
    """

    __tablename__ = "totp_seed"

    person_id: Mapped[UUID] = mapped_column(references("person.id"), index=True)
    seed_sealed: Mapped[bytes]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class RecoveryCode(Shared, Base):
    """A code on paper for who lost their telephone. Only its hash is kept, and it works once."""

    __tablename__ = "recovery_code"

    person_id: Mapped[UUID] = mapped_column(references("person.id"), index=True)
    code_hash: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Shared, Base):
    """A passkey: the public half of a key that a device keeps. `sign_count` never goes back."""

    __tablename__ = "passkey"

    person_id: Mapped[UUID] = mapped_column(references("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name_sealed: Mapped[bytes | None]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInChallenge(Base):
    """A question that a device, another sign-in service or a mail still has to answer; taken away by its one answer.

    Only the hash of its token is kept; the browser has the token in its cookie. `detail_sealed` is JSON.
    """

    __tablename__ = "sign_in_challenge"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(references("person.id"), index=True)
    detail_sealed: Mapped[bytes]
    expires_at: Mapped[datetime]
