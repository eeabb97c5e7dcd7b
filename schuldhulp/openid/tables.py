"""The sign-in services that a municipality uses, and which person is known there as whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Tenant, references, same_municipality


class IdentityProvider(Tenant, Base):
    """A sign-in service: `kind` is one of openid.kinds.Kind, and of each there is one in a municipality.

    `subject_claim` names the claim that carries the person. `levels` are the values of acr that are enough to come in
    (none: any); `strong_acr` and `strong_amr` those that stand for a second step. `passwords_off`: staff who are
    linked come in here only.
    """

    __tablename__ = "identity_provider"

    kind: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret_sealed: Mapped[bytes | None]
    subject_claim: Mapped[str] = mapped_column(default="sub")
    levels: Mapped[list[str]] = mapped_column(default=list)
    strong_acr: Mapped[list[str]] = mapped_column(default=list)
    strong_amr: Mapped[list[str]] = mapped_column(default=list)
    in_use: Mapped[bool] = mapped_column(default=False)
    passwords_off: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("municipality_id", "kind"),)


class LinkedIdentity(Tenant, Base):
    """A person as a sign-in service knows them. `subject_token` is a keyed print of issuer and subject, never these."""

    __tablename__ = "linked_identity"

    provider_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    subject_token: Mapped[bytes]
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (
        same_municipality("provider_id", "identity_provider"),
        UniqueConstraint("municipality_id", "provider_id", "subject_token"),
        UniqueConstraint("municipality_id", "provider_id", "person_id"),
        Index(None, "person_id"),
    )
