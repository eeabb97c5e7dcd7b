"""What can be read about municipalities: their settings as one frozen value, catchment, staff."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import STAFF
from schuldhulp.crypto import Keyring
from schuldhulp.dossier.clocks import DecisionClockStart, ServiceLevels
from schuldhulp.dossier.opening_hours import Hours, OpeningHours
from schuldhulp.municipalities.logo import Logo, read_logo
from schuldhulp.municipalities.tables import (
    Absence,
    CatchmentArea,
    Membership,
    Municipality,
    MunicipalityLogo,
    Team,
)

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, kw_only=True)
class MunicipalityView:
    """A municipality with its settings read. `texts` and `theme` are its own words and colours."""

    id: UUID
    slug: str
    name: str
    takes_part: bool
    texts: dict[str, Any] = field(default_factory=dict)
    theme: dict[str, Any] = field(default_factory=dict)
    levels: ServiceLevels = ServiceLevels()
    opening: OpeningHours = OpeningHours()
    opening_stored: dict[str, Any] = field(default_factory=dict)
    report_settings: dict[str, Any] = field(default_factory=dict)
    alarm_settings: dict[str, Any] = field(default_factory=dict)
    version: int = 1
    sign_in_kinds: tuple[str, ...] = ()

    @property
    def logo(self) -> Logo | None:
        """The logo, when there is one."""
        return read_logo(self.theme)

    @property
    def phone(self) -> str:
        """The telephone number people see on every page."""
        return str(self.texts.get("phone", ""))

    @property
    def opening_hours_text(self) -> str:
        """The hours in words: 'ma–do 9.00–17.00 uur, vr 9.00–12.00 uur'."""
        return say_week(self.opening)

    def text(self, name: str, default: str = "") -> str:
        """One of the municipality's own texts."""
        return str(self.texts.get(name) or default)

    @property
    def post_address(self) -> str:
        """Where post to the municipality goes, in lines: its postal address, otherwise that of the desk."""
        return self.text("post_address") or self.text("address").replace(", ", "\n")


def read_opening(stored: dict[str, Any]) -> OpeningHours:
    """Read opening hours from their stored form: {"ma": ["09:00", "17:00"], …, "closed": ["2026-12-24"]}."""
    if not any(stored.get(d) for d in DAYS):
        return OpeningHours()
    week = tuple(
        Hours(time.fromisoformat(stored[d][0]), time.fromisoformat(stored[d][1])) if stored.get(d) else None
        for d in DAYS
    )
    return OpeningHours(week, frozenset(date.fromisoformat(d) for d in stored.get("closed", [])))


def read_levels(stored: dict[str, Any]) -> ServiceLevels:
    """Read service levels from their stored form; what is not set has the default."""
    known = {k: v for k, v in stored.items() if k in ServiceLevels.__dataclass_fields__}
    if "decision_clock_start" in known:
        known["decision_clock_start"] = DecisionClockStart(known["decision_clock_start"])
    for days in ("reminder_days", "aftercare_months"):
        if days in known:
            known[days] = tuple(known[days])
    return ServiceLevels(**known)


def say_week(opening: OpeningHours) -> str:
    """Opening hours in words, equal days that follow each other taken together."""
    runs: list[tuple[int, int, Hours]] = []
    for day, hours in enumerate(opening.week):
        if hours is None:
            continue
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], day, hours)
        else:
            runs.append((day, day, hours))
    parts = []
    for first, last, hours in runs:
        days = DAYS[first] if first == last else f"{DAYS[first]} tot en met {DAYS[last]}"
        parts.append(f"{days} {_clock(hours.opens)}–{_clock(hours.closes)} uur")
    return ", ".join(parts)


def _clock(moment: time) -> str:
    return f"{moment.hour}.{moment.minute:02d}"


# The columns that `view_of` reads, for a statement that brings them along.
VIEWED = (
    "id", "slug", "name", "takes_part", "texts", "theme", "service_levels", "opening_hours", "report_settings",
    "alarm_settings", "version", "sign_in_kinds",
)  # fmt: skip


def view_of(row: Any) -> MunicipalityView:
    """Turn the stored row, or the columns of it named in `VIEWED`, into the value everybody reads."""
    return MunicipalityView(
        id=row.id, slug=row.slug, name=row.name, takes_part=row.takes_part, texts=dict(row.texts),
        theme=dict(row.theme), levels=read_levels(row.service_levels), opening=read_opening(row.opening_hours),
        opening_stored=dict(row.opening_hours), report_settings=dict(row.report_settings),
        alarm_settings=dict(row.alarm_settings), version=row.version,
        sign_in_kinds=tuple(row.sign_in_kinds),
    )  # fmt: skip


def get_municipality(session: Session, municipality_id: UUID) -> MunicipalityView:
    """The municipality of an id that exists. Raises NoResultFound."""
    return view_of(session.scalars(select(Municipality).where(Municipality.id == municipality_id)).one())


def is_there(session: Session, municipality_id: UUID) -> bool:
    """Whether a municipality has this id."""
    return session.scalar(select(Municipality.id).where(Municipality.id == municipality_id)) is not None


def find_municipality(session: Session, slug: str) -> MunicipalityView | None:
    """A municipality by the name in its address."""
    row = session.scalars(select(Municipality).where(Municipality.slug == slug)).first()
    return view_of(row) if row else None


def logo_image(session: Session, municipality_id: UUID) -> bytes | None:
    """The logo as PNG, or None."""
    return session.scalar(
        select(MunicipalityLogo.image).where(MunicipalityLogo.municipality_id == municipality_id)
    )


def municipalities(session: Session) -> list[MunicipalityView]:
    """All municipalities by name."""
    return [view_of(row) for row in session.scalars(select(Municipality).order_by(Municipality.name))]


def municipality_of_postcode(session: Session, postcode: str) -> MunicipalityView | None:
    """The municipality that serves a postcode ('1234AB' or '1234'); None when no one here does."""
    digits = int(postcode[:4])
    query = (
        select(Municipality)
        .join(CatchmentArea, CatchmentArea.municipality_id == Municipality.id)
        .where(CatchmentArea.first_postcode <= digits, CatchmentArea.last_postcode >= digits)
    )
    row = session.scalars(query).first()
    return view_of(row) if row else None


@dataclass(frozen=True, kw_only=True)
class StaffCard:
    """What a client sees of the person on the other side."""

    membership_id: UUID
    person_id: UUID
    name: str
    role: str
    function: str
    working_days: tuple[str, ...]
    languages: tuple[str, ...]
    intro: str
    team_id: UUID | None
    hours_a_week: int
    stand_in: str | None = None
    stand_in_until: date | None = None
    stand_in_id: UUID | None = None


_STAFF_TABLE, _OTHER_TABLE = Membership.__table__, Membership.__table__.alias("stand_in")
_MEMBER, _OTHER, _ABSENT = _STAFF_TABLE.c, _OTHER_TABLE.c, Absence.__table__.c
_CARD = (
    "id", "person_id", "role", "name_sealed", "intro_sealed", "function", "working_days", "languages",
    "hours_a_week", "team_id",
)  # fmt: skip
_ON = bindparam("today", type_=Date())
_AWAY = and_(
    _ABSENT.municipality_id == _MEMBER.municipality_id, _ABSENT.membership_id == _MEMBER.id,
    _ABSENT.first_day <= _ON, _ABSENT.last_day >= _ON,
)  # fmt: skip
_STANDS_IN = and_(_OTHER.municipality_id == _ABSENT.municipality_id, _OTHER.id == _ABSENT.stand_in_id)
# For a statement that brings a member of staff along: the columns `card_of` reads, who serves on the day `today`,
# and the joins to who stands in that day. A person who is away twice on a day gives two rows.
STAFF_COLUMNS = (
    *(_MEMBER[name].label(f"staff_{name}") for name in _CARD),
    _OTHER.id.label("stand_in_id"), _OTHER.name_sealed.label("stand_in_sealed"), _ABSENT.last_day,
)  # fmt: skip
SERVES = and_(
    _MEMBER.role.in_([role.value for role in STAFF]), or_(_MEMBER.ended_on.is_(None), _MEMBER.ended_on >= _ON)
)


def with_stand_in(query: Select[Any]) -> Select[Any]:
    """Join the absence of the member of staff in a statement, and who stands in."""
    return query.outerjoin(Absence.__table__, _AWAY).outerjoin(_OTHER_TABLE, _STANDS_IN)


def card_of(ring: Keyring, municipality_id: UUID, row: Any) -> StaffCard:
    """The card of the member of staff that a row brought along in `STAFF_COLUMNS`."""

    def opened(blob: bytes | None, column: str, row_id: UUID) -> str:
        if blob is None:
            return ""
        return ring.open_bytes_at(
            blob, "membership", column, row_id, municipality_id=municipality_id
        ).decode()

    staff_id, stand_in_id = row.staff_id, row.stand_in_id
    away = stand_in_id is not None
    return StaffCard(
        membership_id=staff_id, person_id=row.staff_person_id, role=row.staff_role,
        name=opened(row.staff_name_sealed, "name_sealed", staff_id), function=row.staff_function,
        working_days=tuple(row.staff_working_days), languages=tuple(row.staff_languages),
        intro=opened(row.staff_intro_sealed, "intro_sealed", staff_id), team_id=row.staff_team_id,
        hours_a_week=row.staff_hours_a_week,
        stand_in=opened(row.stand_in_sealed, "name_sealed", stand_in_id) if away else None,
        stand_in_until=row.last_day if away else None, stand_in_id=stand_in_id,
    )  # fmt: skip


def teams(session: Session, municipality_id: UUID) -> list[tuple[UUID, str]]:
    """The teams of a municipality by name."""
    query = select(Team.id, Team.name).where(Team.municipality_id == municipality_id).order_by(Team.name)
    return [(row[0], row[1]) for row in session.execute(query)]
