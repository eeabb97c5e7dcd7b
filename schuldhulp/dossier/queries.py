"""What can be read of dossiers, and by whom: everything starts from `visible_to(actor)`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.crypto.opened import following
from schuldhulp.dossier.envelopes import EVENTS, from_envelope
from schuldhulp.dossier.events import DossierEvent
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.restriction import is_left_alone
from schuldhulp.dossier.tables import Dossier, DossierKey, Event, Participation, Threat
from schuldhulp.dossier.visibility import (
    ASKED,
    asked_by,
    columns_of,
    read_raw,
    read_rows,
    visible_as,
    with_types,
)
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.queries import (
    SERVES,
    STAFF_COLUMNS,
    MunicipalityView,
    StaffCard,
    card_of,
    get_municipality,
    with_stand_in,
)
from schuldhulp.municipalities.tables import Membership


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """A dossier as a view receives it: frozen, opened, already allowed for this actor."""

    municipality: MunicipalityView
    id: UUID
    kenmerk: str
    version: int
    called: str
    phase: str
    source: str
    channel: str
    language: str
    offline: bool
    mail_allowed: bool
    past_online: str
    registered_at: datetime
    clock_started_on: date
    first_talk_due: date | None
    first_talk_on: date | None
    decision_due: date | None
    closed_at: datetime | None
    closing_reason: str | None
    counsellor: StaffCard | None
    team_id: UUID | None
    waiting_on: str
    waiting_for: str
    waiting_step: str | None
    waiting_since: datetime | None
    reply_due_at: datetime | None
    client_due_on: date | None
    client_clock_paused: bool
    last_client_at: datetime | None
    last_staff_at: datetime | None
    last_event_seq: int
    urgency: int
    threat: str | None
    threat_on: date | None
    threat_unseen: bool
    suspended_until: date | None
    for_client: bool
    step_order: tuple[str, ...] = ()
    successes_shown: bool = True
    experience_asked: bool = True
    register: str = "u"
    without_name: bool = False
    restricted_on: date | None = None
    restriction_ends_on: date | None = None

    def left_alone(self, today: date) -> bool:
        """Whether the client asked to do nothing with the data, and that holds today."""
        return is_left_alone(self.restricted_on, self.restriction_ends_on, today)

    @property
    def municipality_id(self) -> UUID:
        """The municipality's id."""
        return self.municipality.id

    @property
    def closed(self) -> bool:
        """Whether the dossier is closed: readable, not to be written."""
        return self.closed_at is not None

    @property
    def online_open(self) -> bool:
        """Whether 'past online bij u?' still waits for its answer; after the eerste gesprek it is no question."""
        return self.past_online == "open" and self.phase == Phase.AANMELDING and not self.closed


_INBOX_FIELDS = (
    "waiting_on", "waiting_for", "waiting_step", "waiting_since", "reply_due_at", "client_due_on",
    "client_clock_paused", "last_client_at", "last_staff_at", "last_event_seq", "urgency", "threat", "threat_on",
    "threat_unseen", "suspended_until",
)  # fmt: skip
_DOSSIER_FIELDS = (
    "id", "kenmerk", "version", "phase", "source", "channel", "language", "offline", "mail_allowed", "past_online",
    "registered_at", "clock_started_on", "first_talk_due", "first_talk_on", "decision_due", "closed_at",
    "closing_reason", "team_id", "step_order", "successes_shown",
    "experience_asked", "register", "without_name", "restricted_on",
    "restriction_ends_on",
)  # fmt: skip
_EVENT = ("id", "seq", "kind", "at", "role", "person_id", "acting_for", "envelope", "detail_sealed")
_THREAT = (
    "id", "kind", "legal", "letter_date", "threatens_on", "note_sealed", "reported_at", "reported_by_role", "seen_at",
    "resolved_at", "resolution_sealed",
)  # fmt: skip
_VIEWED = _DOSSIER_FIELDS + _INBOX_FIELDS


_DOSSIER, _INBOX, _KEY = Dossier.__table__.c, InboxRow.__table__.c, DossierKey.__table__.c


@cache
def _opened(role: Role, named: bool) -> Select[Any]:
    """A dossier for the door: with its inbox row, its key and its counsellor; named by kenmerk, or one's own."""
    staff = Membership.__table__
    which = _DOSSIER.kenmerk == bindparam("kenmerk") if named else _DOSSIER.id == ASKED["own_dossier_id"]
    query = (
        select(
            _DOSSIER.municipality_id, _DOSSIER.called_sealed, *(_DOSSIER[name] for name in _DOSSIER_FIELDS),
            *(_INBOX[name] for name in _INBOX_FIELDS), _KEY.wrapped, *STAFF_COLUMNS,
        )
        .join_from(
            Dossier.__table__, InboxRow.__table__,
            and_(_INBOX.municipality_id == _DOSSIER.municipality_id, _INBOX.dossier_id == _DOSSIER.id),
        )
        .join(
            DossierKey.__table__,
            and_(_KEY.municipality_id == _DOSSIER.municipality_id, _KEY.dossier_id == _DOSSIER.id),
        )
        .outerjoin(
            staff,
            and_(staff.c.municipality_id == _DOSSIER.municipality_id, staff.c.id == _DOSSIER.counsellor_id, SERVES),
        )
    )  # fmt: skip
    return with_stand_in(query).where(visible_as(role), which)


def find_dossier(
    session: Session, actor: Actor, now: datetime, kenmerk: str | None = None, *,
    municipality: MunicipalityView | None = None,
) -> DossierView | None:  # fmt: skip
    """The dossier of a kenmerk, or the actor's own without one; None when it is not there for this actor.

    `municipality` is the actor's own, for a caller that has read it already.
    """
    asked = asked_by(actor, kenmerk=kenmerk, today=local_date(now))
    rows = read_rows(session, _opened(actor.role, kenmerk is not None), asked)
    if not rows:
        return None
    row = next((row for row in rows if row.stand_in_id is not None), rows[0])
    ring = keyring(session)
    ring.remember_dossier_key(row.municipality_id, row.id, row.wrapped)
    if municipality is None or municipality.id != row.municipality_id:
        municipality = get_municipality(session, row.municipality_id)
    return DossierView(
        municipality=municipality,
        called=ring.opener(Dossier, row.municipality_id, row.id)(row, "called_sealed") or "",
        counsellor=card_of(ring, row.municipality_id, row) if row.staff_id is not None else None,
        for_client=actor.is_client,
        **{name: getattr(row, name) for name in _VIEWED},
    )


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """One event of a dossier, typed, with who did it."""

    seq: int
    at: datetime
    role: str
    person_id: UUID | None
    acting_for: str | None
    event: DossierEvent
    detail: dict[str, Any]


def events_of(
    session: Session, actor: Actor, dossier_id: UUID, *, after: int = 0, before: int | None = None,
    kinds: tuple[str, ...] = (), limit: int = 200, newest_first: bool = False, keep: str = "",
) -> Sequence[TimelineEvent]:  # fmt: skip
    """The events of a dossier, after and before a number in the chain; details opened.

    `keep` names events that are looked at again and again: they are opened again when another one came.
    """
    wanted, unwanted = _fewest(kinds)
    asked = asked_by(actor, dossier_id, after=after, before=before, kinds=wanted or unwanted, most=limit)
    query = _events(actor.role, before is not None, bool(wanted), bool(unwanted), newest_first)
    raw = read_raw(session, query, asked)

    def opened() -> tuple[TimelineEvent, ...]:
        words = keyring(session).opener(Event, actor.municipality_id, dossier_id)
        return tuple(_event(words, row) for row in with_types(session, query, raw) if row.kind in EVENTS)

    return (
        following(session, actor.municipality_id, dossier_id, keep, raw, opened) if keep else list(opened())
    )


def _event(opened: Callable[[Any, str], str | None], row: Any) -> TimelineEvent:
    return TimelineEvent(
        seq=row.seq, at=row.at, role=row.role, person_id=row.person_id, acting_for=row.acting_for,
        event=from_envelope(row.kind, row.envelope), detail=_detail(opened(row, "detail_sealed")),
    )  # fmt: skip


@cache
def _fewest(kinds: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to ask for, or what to leave out where that is shorter: every kind but a few is eighty parameters."""
    unwanted = tuple(sorted(EVENTS.keys() - set(kinds))) if kinds else ()
    return (kinds, ()) if len(kinds) <= len(unwanted) else ((), unwanted)


@cache
def _events(role: Role, before: bool, of_kinds: bool, but_kinds: bool, newest_first: bool) -> Select[Any]:
    rows = Event.__table__.c
    query = columns_of(role, Event, *_EVENT).where(rows.seq > bindparam("after"))
    if before:
        query = query.where(rows.seq < bindparam("before"))
    if of_kinds:
        query = query.where(rows.kind.in_(bindparam("kinds", expanding=True)))
    if but_kinds:
        query = query.where(rows.kind.not_in(bindparam("kinds", expanding=True)))
    return query.order_by(rows.seq.desc() if newest_first else rows.seq).limit(bindparam("most"))


def _detail(text: str | None) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}


@dataclass(frozen=True, kw_only=True)
class ThreatView:
    """A threat with its note opened."""

    id: UUID
    kind: str
    legal: bool
    letter_date: date | None
    threatens_on: date | None
    note: str
    reported_at: datetime
    reported_by_role: str
    seen_at: datetime | None
    resolved_at: datetime | None
    resolution: str = ""


def threats_of(
    session: Session, actor: Actor, dossier_id: UUID, *, open_only: bool = True
) -> list[ThreatView]:
    """The threats of a dossier, legal ones and near dates first."""
    opened = keyring(session).opener(Threat, actor.municipality_id, dossier_id)
    rows = read_rows(session, _threats(actor.role, open_only), asked_by(actor, dossier_id))
    views = [
        ThreatView(
            id=r.id,
            kind=r.kind,
            legal=r.legal,
            letter_date=r.letter_date,
            threatens_on=r.threatens_on,
            note=opened(r, "note_sealed") or "",
            reported_at=r.reported_at,
            reported_by_role=r.reported_by_role,
            seen_at=r.seen_at,
            resolved_at=r.resolved_at,
            resolution=opened(r, "resolution_sealed") or "",
        )  # fmt: skip
        for r in rows
    ]
    return sorted(views, key=lambda t: (not t.legal, t.threatens_on or date.max, t.reported_at))


@cache
def _threats(role: Role, open_only: bool) -> Select[Any]:
    query = columns_of(role, Threat, *_THREAT)
    return query.where(Threat.__table__.c.resolved_at.is_(None)) if open_only else query


def clients_of(session: Session, municipality_id: UUID, dossier_id: UUID) -> list[UUID]:
    """The persons who take part as client now: those a mail goes to."""
    query = select(Participation.person_id).where(
        Participation.municipality_id == municipality_id, Participation.dossier_id == dossier_id,
        Participation.role == "client", Participation.ended_at.is_(None),
    )  # fmt: skip
    return list(session.scalars(query))
