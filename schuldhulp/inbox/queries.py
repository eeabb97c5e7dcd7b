"""What can be read of the inbox: one page by keyset, counts that stop at a thousand, and what comes next.

The statements, and the arms they are made of, stand in `inbox.statements`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, union_all
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import local_date
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.dossier.visibility import asked_by, read_rows
from schuldhulp.inbox.state import FIRST_TALK, ORDINARY
from schuldhulp.inbox.statements import queries as statements
from schuldhulp.inbox.statements.queries import PAGE
from schuldhulp.inbox.tables import InboxRow


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Whose inbox it is: the memberships whose work this person does today (own first), the team, the last view.

    `points_due`: how many points of the own list are for today or an earlier day.
    """

    memberships: tuple[UUID, ...]
    team_id: UUID | None
    view: str = ""
    points_due: int = 0


@dataclass(frozen=True, kw_only=True)
class InboxLine:
    """One dossier in the inbox, with its name opened."""

    dossier_id: UUID
    kenmerk: str
    called: str
    phase: str
    offline: bool
    online_open: bool
    counsellor_id: UUID | None
    counsellor: str
    waiting_on: str
    waiting_for: str
    waiting_step: str | None
    waiting_since: datetime | None
    reply_due_at: datetime | None
    client_clock_paused: bool
    first_talk_due: date | None
    decision_due: date | None
    suspended_until: date | None
    last_client_at: datetime | None
    last_staff_at: datetime | None
    urgency: int
    threat: str | None
    threat_on: date | None
    threat_unseen: bool
    steps_talk: int
    steps_decision: int
    steps_arrangement: int
    sort_key: str
    crisis_unseen: bool
    wished_on: date | None
    unread: bool
    reads_along: bool
    stand_in: bool


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """One page in order of urgency; `before` and `after` are the keys to go on with, or None."""

    lines: tuple[InboxLine, ...]
    before: str | None
    after: str | None


def find_desk(session: Session, actor: Actor, now: datetime) -> Desk:
    """The desk of a staff member today, with the colleagues they stand in for; one query."""
    asked = asked_by(actor, membership_id=actor.membership_id, today=local_date(now))
    rows = read_rows(session, statements.DESK, asked)
    if not rows:
        return Desk(memberships=(), team_id=None)
    own, team_id, _, kept, points = rows[0]
    others = sorted({row[2] for row in rows if row[2] is not None} - {own})
    return Desk(memberships=(own, *others), team_id=team_id, view=kept or "", points_due=points)


def _shape(desk: Desk) -> statements.Shape:
    return statements.Shape(len(desk.memberships), desk.team_id is not None)


def _asked(actor: Actor, desk: Desk, **more: Any) -> dict[str, Any]:
    members = {f"member{n}": member for n, member in enumerate(desk.memberships)}
    return asked_by(actor, team=desk.team_id, **members, **more)


def inbox_page(
    session: Session, actor: Actor, desk: Desk, scope: str, *,
    phase: str | None = None, before: str | None = None, after: str | None = None,
) -> InboxPage:  # fmt: skip
    """One page of a scope, threats first, then by promise. `before`/`after` are sort keys of an earlier page."""
    after = None if before else after
    query = statements.page(actor.role, _shape(desk), scope, "before" if before else "after" if after else "")
    if query is None:
        return InboxPage(lines=(), before=None, after=None)
    lines = _lines(session, actor, desk, query, phase=phase, turned=before or after)
    more = len(lines) > PAGE
    if before:
        lines = lines[-PAGE:]
    shown = lines[:PAGE]
    first, last = (shown[0].sort_key, shown[-1].sort_key) if shown else (None, None)
    return InboxPage(
        lines=tuple(shown),
        before=first if (before and more) or after else None,
        after=last if before or more else None,
    )


def lines_of(session: Session, actor: Actor, desk: Desk, ids: Sequence[UUID]) -> list[InboxLine]:
    """The lines of these dossiers, for a search or a care list, in order of urgency."""
    if not ids:
        return []
    return _lines(session, actor, desk, statements.lines(actor.role), ids=list(ids))


def near_law(session: Session, actor: Actor, desk: Desk, until: date) -> list[InboxLine]:
    """The dossiers of a desk where it is not our turn, while a term of the law ends by a day; the nearest first."""
    if not desk.memberships:
        return []
    lines = _lines(session, actor, desk, statements.near_law(actor.role, _shape(desk)), until=until)
    return sorted(lines, key=lambda line: min(filter(None, (line.first_talk_due, line.decision_due))))


def _lines(session: Session, actor: Actor, desk: Desk, query: Select[Any], **asked: Any) -> list[InboxLine]:
    ring, here = keyring(session), actor.own_municipality
    names: dict[UUID | None, str] = {None: "", actor.membership_id: ""}
    lines = []
    for row in read_rows(session, query, _asked(actor, desk, **asked)):
        dossier_id, counsellor_id = row.dossier_id, row.counsellor_id
        ring.remember_dossier_key(here, dossier_id, row.wrapped)
        if counsellor_id not in names:
            names[counsellor_id] = _opened(
                ring, row.counsellor_sealed, "membership", "name_sealed", counsellor_id, here, None
            )
        stored = {name: getattr(row, name) for name in statements.LINE}
        lines.append(
            InboxLine(
                **stored,
                called=_opened(ring, row.called_sealed, "dossier", "called_sealed", dossier_id, here, dossier_id),
                offline=row.offline, online_open=row.past_online == "open" and row.phase == "aanmelding",
                counsellor=names[counsellor_id], reads_along=bool(row.reads_along),
                stand_in=counsellor_id in desk.memberships[1:],
                unread=_unread(row.last_client_at, row.visited, row.last_staff_at),
            )
        )  # fmt: skip
    return lines


def _opened(
    ring: Keyring, blob: bytes | None, table: str, column: str, row_id: UUID, here: UUID, dossier_id: UUID | None
) -> str:  # fmt: skip
    if blob is None:
        return ""
    return ring.open_bytes_at(
        blob, table, column, row_id, municipality_id=here, dossier_id=dossier_id
    ).decode()


def _unread(by_client: datetime | None, *seen: datetime | None) -> bool:
    """Whether the client did something after this person was last there and after staff last did something."""
    return by_client is not None and all(moment is None or by_client > moment for moment in seen)


def counts(session: Session, actor: Actor, desk: Desk) -> dict[str, int]:
    """How many stand in each scope that has a count, capped at a thousand, in one query."""
    row = read_rows(session, statements.counted(_shape(desk)), _asked(actor, desk))[0]
    return dict(zip(statements.COUNTED, row, strict=True))


def waiting_work(session: Session, actor: Actor, desk: Desk) -> dict[str, int]:
    """What the dossiers that wait on this desk wait for, counted to a hundred for each desk."""
    if not desk.memberships:
        return {}
    return {row[0]: row[1] for row in read_rows(session, statements.work(_shape(desk)), _asked(actor, desk))}


def to_read_first(session: Session, actor: Actor) -> tuple[str, ...]:
    """The dossiers of the municipality with a sign of a crisis that nobody read, for who leads the team."""
    query = (
        select(InboxRow.kenmerk)
        .where(InboxRow.municipality_id == actor.municipality_id, InboxRow.crisis_unseen)
        .order_by(InboxRow.sort_key)
        .limit(PAGE)
    )
    return tuple(session.scalars(query))


@dataclass(frozen=True)
class NextDossier:
    """The next dossier that waits on a desk, and for what."""

    kenmerk: str
    waiting_for: str


def next_waiting(session: Session, actor: Actor, desk: Desk, not_this: UUID) -> NextDossier | None:
    """The dossier to go on with after this one, of those that wait on this desk.

    First a threat or a sign of a crisis that nobody read, then the one below this one in the inbox, then the top again:
    who leaves a dossier for later is not sent back to it after every answer. A talk to plan is other work than
    writing: it comes once nothing else waits. Ask before answering: the answer moves this one in the list.
    """
    here = session.scalar(
        select(InboxRow.sort_key).where(
            InboxRow.municipality_id == actor.municipality_id, InboxRow.dossier_id == not_this
        )
    )
    unread = [InboxRow.sort_key < str(ORDINARY), or_(InboxRow.threat_unseen, InboxRow.crisis_unseen)]
    below = [InboxRow.sort_key > here] if here else []
    to_write = InboxRow.waiting_for != FIRST_TALK
    for which in (unread, [*below, to_write], [to_write], below, []):
        found = _first_waiting(session, actor, desk, [InboxRow.dossier_id != not_this, *which])
        if found:
            return found
    return None


def _first_waiting(
    session: Session, actor: Actor, desk: Desk, which: Sequence[ColumnElement[bool]]
) -> NextDossier | None:
    parts = []
    for number, arm in enumerate(statements.arms_of(statements.SCOPES[0], desk.memberships, None, None)):
        query = (
            select(InboxRow.kenmerk, InboxRow.waiting_for, InboxRow.sort_key)
            .where(InboxRow.municipality_id == actor.municipality_id, *arm, *which)
            .order_by(InboxRow.sort_key)
            .limit(1)
            .subquery(f"arm{number}")
        )
        parts.append(select(query.c.kenmerk, query.c.waiting_for, query.c.sort_key))
    if not parts:
        return None
    merged = union_all(*parts).subquery()
    found = session.execute(select(merged).order_by(merged.c.sort_key).limit(1)).first()
    return NextDossier(found.kenmerk, found.waiting_for) if found else None
