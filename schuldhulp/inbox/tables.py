"""The inbox: a projection of events, one row a dossier."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, references, same_municipality


class InboxRow(Base):
    """Who is next in a dossier, since when and by when. Folded from events; never written by hand."""

    __tablename__ = "inbox_row"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    kenmerk: Mapped[str]
    phase: Mapped[str]
    counsellor_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    waiting_on: Mapped[str]
    waiting_for: Mapped[str]
    waiting_step: Mapped[str | None]
    waiting_since: Mapped[datetime | None]
    reply_due_at: Mapped[datetime | None]
    client_due_on: Mapped[date | None]
    client_clock_paused: Mapped[bool]
    last_client_at: Mapped[datetime | None]
    last_staff_at: Mapped[datetime | None]
    last_event_seq: Mapped[int]
    urgency: Mapped[int]
    threat: Mapped[str | None]
    threat_on: Mapped[date | None]
    threat_unseen: Mapped[bool]
    first_talk_due: Mapped[date | None]
    decision_due: Mapped[date | None]
    steps_talk: Mapped[int]
    steps_decision: Mapped[int]
    steps_arrangement: Mapped[int]
    sort_key: Mapped[str]
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")
    promise_told: Mapped[str] = mapped_column(default="", server_default="")
    threat_told_on: Mapped[date | None]
    plan_talk: Mapped[bool] = mapped_column(default=False, server_default=false())
    suspended_until: Mapped[date | None]
    crisis_unseen: Mapped[bool] = mapped_column(default=False, server_default=false())
    wished_on: Mapped[date | None]
    __table_args__ = (
        same_municipality("dossier_id", "dossier"),
        Index(None, "municipality_id", "waiting_on", "sort_key"),
        Index(None, "municipality_id", "counsellor_id", "waiting_on", "sort_key"),
        Index(None, "municipality_id", "team_id", "waiting_on", "sort_key"),
        Index(None, "municipality_id", "urgency", "sort_key"),
        Index("ix_inbox_row_promised", "municipality_id", "waiting_on", "promise_told", "reply_due_at"),
        Index("ix_inbox_row_asked", "municipality_id", "waiting_on", "client_due_on", "waiting_since"),
        Index("ix_inbox_row_unseen", "municipality_id", "threat_unseen", "threat_told_on", "dossier_id"),
        Index("ix_inbox_row_phase", "municipality_id", "phase", "sort_key"),
        Index("ix_inbox_row_quiet", "municipality_id", "waiting_on", "last_client_at"),
        Index(
            "ix_inbox_row_counsellor_quiet",
            "municipality_id",
            "counsellor_id",
            "waiting_on",
            "last_client_at",
        ),
    )
