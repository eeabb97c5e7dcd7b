"""Mail that must go out: written in the act that causes it, sent by a job."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Tenant, references, same_municipality


class OutboxMail(Tenant, Base):
    """One mail to one person. The address is looked up when it goes; `params_sealed` holds a secret link."""

    __tablename__ = "outbox_mail"

    dossier_id: Mapped[UUID | None]
    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    template: Mapped[str]
    params_sealed: Mapped[bytes | None]
    dedupe_key: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        same_municipality("dossier_id", "dossier"),
        UniqueConstraint("municipality_id", "dedupe_key"),
        Index(None, "state", "due_at"),
    )
