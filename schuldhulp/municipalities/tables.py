"""Municipalities: who takes part, with which people, hours and promises."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Shared, Tenant, references, same_municipality


class Municipality(Shared, Base):
    """One municipality and its settings. Texts, theme and terms are its own.

    `routing` says which team a registration goes to (see teamwork.routing); `alarm_settings` who hears of a threat
    outside office hours: {"oncall": [membership id, …], "team_leads_too": true}. `sign_in_kinds` are the sign-in
    services in use (openid.kinds), for the page on which nobody is signed in yet.
    """

    __tablename__ = "municipality"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    takes_part: Mapped[bool] = mapped_column(default=True)
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    theme: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opening_hours: Mapped[dict[str, Any]] = mapped_column(default=dict)
    service_levels: Mapped[dict[str, Any]] = mapped_column(default=dict)
    report_settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    alarm_settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    routing: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    retention: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    sign_in_kinds: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    version: Mapped[int] = mapped_column(default=1)


class MunicipalityLogo(Base):
    """A municipality's logo as we re-encoded it (PNG), with its words; `digest` names it in its address."""

    __tablename__ = "municipality_logo"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    image: Mapped[bytes]
    digest: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str]
    changed_at: Mapped[datetime]


class CatchmentArea(Shared, Base):
    """A range of postcodes (four digits, both ends included) that a municipality serves."""

    __tablename__ = "catchment_area"

    municipality_id: Mapped[UUID] = mapped_column()
    first_postcode: Mapped[int]
    last_postcode: Mapped[int]
    __table_args__ = (Index(None, "first_postcode", "last_postcode"), Index(None, "municipality_id"))


class MunicipalityKey(Tenant, Base):
    """A municipality's own key, wrapped by the master key. `purpose`: seal or search."""

    __tablename__ = "municipality_key"

    purpose: Mapped[str]
    master_key_id: Mapped[str]
    wrapped: Mapped[bytes]
    retired: Mapped[bool] = mapped_column(default=False)


class Team(Tenant, Base):
    """A group of counsellors that shares an inbox."""

    __tablename__ = "team"

    name: Mapped[str]
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)


class Membership(Tenant, Base):
    """A person's role in a municipality, with what clients see of a counsellor.

    `taken_up_on`: the day on which they came in with it first. Until then they only are invited, and may not even know.
    `by_link`: nobody showed yet that the account is of who was invited; the role is there once the mailed link is used.
    """

    __tablename__ = "membership"

    person_id: Mapped[UUID] = mapped_column()
    role: Mapped[str]
    team_id: Mapped[UUID | None]
    name_sealed: Mapped[bytes | None]
    intro_sealed: Mapped[bytes | None]
    function: Mapped[str] = mapped_column(default="")
    working_days: Mapped[list[str]] = mapped_column(default=list)
    languages: Mapped[list[str]] = mapped_column(default=list)
    hours_a_week: Mapped[int] = mapped_column(default=28)
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    taken_up_on: Mapped[date | None]
    by_link: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        same_municipality("team_id", "team"),
        UniqueConstraint("municipality_id", "person_id", "role"),
        Index(None, "person_id"),
    )


class Absence(Tenant, Base):
    """Days on which a counsellor is away, and the colleague who stands in."""

    __tablename__ = "absence"

    membership_id: Mapped[UUID]
    stand_in_id: Mapped[UUID | None]
    first_day: Mapped[date]
    last_day: Mapped[date]
    __table_args__ = (
        same_municipality("membership_id", "membership"),
        same_municipality("stand_in_id", "membership"),
        Index(None, "municipality_id", "membership_id"),
    )


class SettingChange(Tenant, Base):
    """Who changed which part of the municipality's settings or staff, and when; never what it said."""

    __tablename__ = "setting_change"

    at: Mapped[datetime]
    person_id: Mapped[UUID] = mapped_column(references("person.id"))
    role: Mapped[str]
    part: Mapped[str]
    change: Mapped[str]
    fields: Mapped[list[str]] = mapped_column(default=list)
    subject_id: Mapped[UUID | None]
    __table_args__ = (Index(None, "municipality_id", "at"),)
