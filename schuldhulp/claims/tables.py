"""Who may do a thing once: claim rows of jobs, and forms that were already handled."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, references


class Claim(Base):
    """One run of one job in one slot; its primary key decides which process runs."""

    __tablename__ = "claim"

    job: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime]


class Submission(Base):
    """A form that was handled: a digest of its token and its sender, and where the sender was sent afterwards."""

    __tablename__ = "submission"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str]
    handled_at: Mapped[datetime]
