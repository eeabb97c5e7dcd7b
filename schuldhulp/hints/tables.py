"""What a counsellor marks at a client's message."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Tenant, references, same_municipality


class MessagePart(DossierPart, Base):
    """A sentence of a client's message that a counsellor answers now, later or not; comes back until it is done."""

    __tablename__ = "message_part"
    __further_args__ = (
        same_municipality("message_id", "message"),
        UniqueConstraint("municipality_id", "message_id", "place"),
    )

    message_id: Mapped[UUID]
    place: Mapped[int]
    choice: Mapped[str]
    words_sealed: Mapped[bytes]
    marked_at: Mapped[datetime]
    marked_by: Mapped[UUID] = mapped_column(references("person.id"))
    done_at: Mapped[datetime | None]


class RejectedHint(Tenant, Base):
    """A hint that somebody called wrong: the rule and a keyed digest of the sentence, no words and no dossier."""

    __tablename__ = "rejected_hint"
    __table_args__ = (UniqueConstraint("municipality_id", "rule", "digest"),)

    rule: Mapped[str]
    digest: Mapped[bytes]
    rejected_at: Mapped[datetime]
