"""People who sign in: person, credential, session, single-use token, rate limit."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Shared, references


class Person(Shared, Base):
    """Somebody who can sign in. What they may do follows from memberships and participations.

    `email_new_sealed` is an address that was given but not yet shown to be theirs: a change, or at registration an
    address that belongs to another account already. `email_new_token` is set for the latter: who registered there
    signs in with that address and their own password until the mail has been read, as at a free address.

    `email_new_from` is when `email_new_sealed`, shown to be theirs, begins to count; until then the address that stands
    does, for signing in and for mail.

    `handle` is set for who began without a name: it finds the account, and nothing else about the person is kept.

    `ways_known_at`: ways to come in that began later were not answered by their owner yet (None: nobody came in yet).
    `email_set_at` is since when the address that stands does, when it took the place of another.
    """

    __tablename__ = "person"

    email_token: Mapped[bytes | None] = mapped_column(unique=True)
    email_sealed: Mapped[bytes | None]
    email_new_sealed: Mapped[bytes | None]
    email_new_token: Mapped[bytes | None] = mapped_column(index=True)
    email_new_from: Mapped[datetime | None]
    name_sealed: Mapped[bytes | None]
    handle: Mapped[str | None] = mapped_column(unique=True)
    email_verified_at: Mapped[datetime | None]
    ways_known_at: Mapped[datetime | None]
    email_set_at: Mapped[datetime | None]
    platform_admin: Mapped[bool] = mapped_column(default=False)
    blocked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Credential(Shared, Base):
    """One way of proving who you are; `kind` is password or codename (six words)."""

    __tablename__ = "credential"

    person_id: Mapped[UUID] = mapped_column(references("person.id"), index=True)
    kind: Mapped[str]
    secret_hash: Mapped[str]
    created_at: Mapped[datetime]


class LoginSession(Base):
    """A signed-in browser. Only the hash of its token is kept.

    `typed_*` holds a form that was sent after the session had ended, until the same person signs in again.
    `inbox_view` is what a staff member last looked at in the inbox. `second_step` is not_asked, due or done: while it
    is due nothing opens but the page that asks for it. `proven_at` is when somebody last showed here who they are.
    `tell`: it began on a device that was not known; its owner reads so elsewhere, until they know it (`told_at`).
    `via_*`: it began at a sign-in service of that municipality, and reaches no further than what that one vouches for.
    """

    __tablename__ = "login_session"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(references("person.id"), index=True)
    label: Mapped[str] = mapped_column(default="")
    municipality_id: Mapped[UUID | None] = mapped_column(references("municipality.id"))
    hat_kind: Mapped[str | None]
    hat_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    typed_path: Mapped[str | None]
    inbox_view: Mapped[str | None]
    typed_sealed: Mapped[bytes | None]
    second_step: Mapped[str] = mapped_column(default="not_asked", server_default="not_asked")
    proven_at: Mapped[datetime | None]
    tell: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_at: Mapped[datetime | None]
    via_municipality_id: Mapped[UUID | None]
    via_kind: Mapped[str | None]


class SingleUseToken(Base):
    """A link in a mail that works once: verify, reset or invite. Only its hash is kept."""

    __tablename__ = "single_use_token"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(references("person.id"), index=True)
    purpose: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RateLimit(Base):
    """How often something was tried in a window; counted by one atomic upsert."""

    __tablename__ = "rate_limit"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]
    __table_args__ = (Index(None, "window_start"),)


class PlatformKey(Shared, Base):
    """A key of the whole installation, wrapped by the master key. `purpose`: seal or search."""

    __tablename__ = "platform_key"

    purpose: Mapped[str]
    master_key_id: Mapped[str]
    wrapped: Mapped[bytes]
    retired: Mapped[bool] = mapped_column(default=False)
