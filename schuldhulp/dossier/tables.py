"""The dossier and what hangs on it directly: keys, people, identity, threats, decisions, events."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Tenant, Versioned, references, same_municipality


class Dossier(Tenant, Versioned, Base):
    """One client's case in one municipality. `kenmerk` is random and unique everywhere.

    `register` is how the client wants to be addressed, u or je.
    `step_order` holds the steps in the client's own order (empty: ours), `successes_shown` whether they want to read
    what was done, `experience_asked` whether we may ask how the help is.
    `restricted_on`: since then staff do nothing with it (art. 18 AVG), up to `restriction_ends_on` when that was said.
    """

    __tablename__ = "dossier"

    kenmerk: Mapped[str] = mapped_column(unique=True)
    phase: Mapped[str]
    source: Mapped[str]
    channel: Mapped[str]
    language: Mapped[str] = mapped_column(default="nl")
    register: Mapped[str] = mapped_column(default="u")
    offline: Mapped[bool] = mapped_column(default=False)
    called_sealed: Mapped[bytes | None]
    zaaknummer_elders_sealed: Mapped[bytes | None]
    safety_note_sealed: Mapped[bytes | None]
    contact_sealed: Mapped[bytes | None]
    postcode_sealed: Mapped[bytes | None]
    mail_allowed: Mapped[bool] = mapped_column(default=True)
    question_for_help_sealed: Mapped[bytes | None]
    team_id: Mapped[UUID | None]
    counsellor_id: Mapped[UUID | None]
    registered_at: Mapped[datetime]
    clock_started_on: Mapped[date]
    past_online: Mapped[str] = mapped_column(default="open")
    first_talk_due: Mapped[date | None]
    first_talk_on: Mapped[date | None]
    decision_due: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closing_reason: Mapped[str | None]
    deleted_at: Mapped[datetime | None]
    step_order: Mapped[list[str]] = mapped_column(default=list)
    successes_shown: Mapped[bool] = mapped_column(default=True)
    experience_asked: Mapped[bool] = mapped_column(default=True)
    without_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    restricted_on: Mapped[date | None]
    restriction_ends_on: Mapped[date | None]
    __table_args__ = (
        same_municipality("team_id", "team"),
        same_municipality("counsellor_id", "membership"),
        Index(None, "municipality_id", "counsellor_id"),
        Index(None, "municipality_id", "phase"),
        Index("ix_dossier_ended", "municipality_id", "closing_reason", "closed_at"),
    )


class DossierKey(Base):
    """The dossier's own key, wrapped by its municipality's key. Without it nothing sealed can be read."""

    __tablename__ = "dossier_key"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_key_id: Mapped[UUID]
    wrapped: Mapped[bytes]
    __table_args__ = (same_municipality("dossier_id", "dossier"),)


class Participation(DossierPart, Base):
    """A person in a dossier: role, the parts they see and those they help with, from and until.

    `until_on` is the last day of a supporter; a client has none. Of a partner `own_dossier_id` is their own dossier:
    two who share each take part in the other's as partner, and see there what was shown to them.
    """

    __tablename__ = "participation"
    __further_args__ = (
        Index(None, "person_id"),
        UniqueConstraint("municipality_id", "dossier_id", "person_id", "role"),
        same_municipality("own_dossier_id", "dossier"),
    )

    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    role: Mapped[str]
    parts: Mapped[list[str]] = mapped_column(default=list)
    helps: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    started_at: Mapped[datetime]
    until_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    own_dossier_id: Mapped[UUID | None]


class SearchToken(Base):
    """A keyed word or prefix by which a dossier is found; tells nothing without the key."""

    __tablename__ = "search_token"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (
        same_municipality("dossier_id", "dossier"),
        Index(None, "municipality_id", "dossier_id"),
    )


class Identity(DossierPart, Versioned, Base):
    """The identity block, filled late and rarely opened. One row a dossier; its id is the dossier's."""

    __tablename__ = "identity"

    legal_name_sealed: Mapped[bytes | None]
    birth_date_sealed: Mapped[bytes | None]
    address_sealed: Mapped[bytes | None]
    bsn_sealed: Mapped[bytes | None]
    document_seen_by: Mapped[UUID | None]
    document_seen_on: Mapped[date | None]
    document_seen_how: Mapped[str | None]


class Threat(DossierPart, Base):
    """Something that threatens: of Wgs 4(2) (`legal`) or *spoed* without a legal term."""

    __tablename__ = "threat"

    kind: Mapped[str]
    legal: Mapped[bool]
    letter_date: Mapped[date | None]
    threatens_on: Mapped[date | None]
    note_sealed: Mapped[bytes | None]
    reported_at: Mapped[datetime]
    reported_by_role: Mapped[str]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]
    resolution_sealed: Mapped[bytes | None]


class Decision(DossierPart, Base):
    """A *besluit*: plan van aanpak, weigering or beëindiging, taken here or recorded from elsewhere."""

    __tablename__ = "decision"

    kind: Mapped[str]
    decided_on: Mapped[date]
    elsewhere: Mapped[bool]
    document_sealed: Mapped[bytes | None]
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID]


class TermSuspension(DossierPart, Base):
    """A *hersteltermijn*: the term of the besluit stands still while the client adds what is missing (Awb 4:15).

    `supplied_on` is the day on which the request was complete; None while we wait, or when nothing came.
    """

    __tablename__ = "term_suspension"

    letter_on: Mapped[date]
    until_on: Mapped[date]
    supplied_on: Mapped[date | None]
    reason_sealed: Mapped[bytes]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID]


class Service(DossierPart, Base):
    """A service beside the phases: betalingsregeling, budgetbeheer, bewind or Wsnp."""

    __tablename__ = "service"

    kind: Mapped[str]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]


class Established(DossierPart, Versioned, Base):
    """What staff or a creditor established, beside the client's words, and the client's dispute."""

    __tablename__ = "established"

    subject: Mapped[str]
    subject_id: Mapped[UUID | None]
    author: Mapped[str]
    value_sealed: Mapped[bytes]
    source_sealed: Mapped[bytes]
    amount_cents: Mapped[int | None]
    principal_cents: Mapped[int | None] = mapped_column(BigInteger)
    interest_cents: Mapped[int | None] = mapped_column(BigInteger)
    costs_cents: Mapped[int | None] = mapped_column(BigInteger)
    established_on: Mapped[date]
    recorded_by: Mapped[UUID]
    disputed_at: Mapped[datetime | None]
    dispute_sealed: Mapped[bytes | None]


class LastVisit(Base):
    """When a staff member last opened a dossier: the mark behind 'nieuw sinds uw laatste bezoek'."""

    __tablename__ = "last_visit"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    before: Mapped[datetime | None]
    __table_args__ = (same_municipality("dossier_id", "dossier"),)


class Event(Base):
    """What happened: a plain envelope, a sealed detail, and a link in the municipality's chain."""

    __tablename__ = "event"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    dossier_id: Mapped[UUID]
    kind: Mapped[str]
    at: Mapped[datetime]
    role: Mapped[str]
    person_id: Mapped[UUID | None]
    acting_for: Mapped[str | None]
    envelope: Mapped[dict[str, Any]]
    detail_sealed: Mapped[bytes | None]
    detail_digest: Mapped[bytes]
    hash: Mapped[bytes]
    __table_args__ = (
        Index(None, "municipality_id", "dossier_id", "seq"),
        Index(None, "municipality_id", "kind", "at"),
    )


class EventHead(Base):
    """The last link of a municipality's event chain; locked last in every act."""

    __tablename__ = "event_head"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[bytes]
