"""Municipal reports that were counted or set: frozen with their suppression."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, Tenant


class Report(Tenant, Base):
    """The figures of a period as they were counted (number 0) or set on a day; a recount is a new version.

    `period` is `2026-k3` or `2026`. Of number 0 `set_on` is the day of the count and `set_by` who first asked.
    """

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("municipality_id", "period", "number"),)

    period: Mapped[str]
    number: Mapped[int]
    set_on: Mapped[date]
    set_by: Mapped[UUID]
    comment_sealed: Mapped[bytes | None]
    content: Mapped[str]
    made_at: Mapped[datetime]
