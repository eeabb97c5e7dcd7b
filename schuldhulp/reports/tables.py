"""Municipal reports that were set: frozen with their suppression."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, Tenant


class Report(Tenant, Base):
    """A report as it was set on a day. `period` is `2026-k3` or `2026`; a recount is a new version."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("municipality_id", "period", "number"),)

    period: Mapped[str]
    number: Mapped[int]
    set_on: Mapped[date]
    set_by: Mapped[UUID]
    comment_sealed: Mapped[bytes | None]
    content: Mapped[str]
    made_at: Mapped[datetime]
