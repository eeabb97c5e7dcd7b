"""The statements of the inbox, built once: what they ask of a person or a desk is given as parameters.

A scope is a few *arms*: sets of equal conditions that one index serves in the order of the sort key. Each arm is
asked for one page at most, so the work does not grow with the number of dossiers.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from schuldhulp.access import Role
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.dossier.tables import Dossier, DossierKey, LastVisit, Participation
from schuldhulp.dossier.visibility import ASKED, visible_as
from schuldhulp.inbox.state import US
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.inbox.workload import CAP, WORK_CAP
from schuldhulp.municipalities.tables import Absence, Membership
from schuldhulp.points.sides import STAFF
from schuldhulp.points.tables import OwnPoint

PAGE = 25
TURNS = ("us", "client", "nobody")
SCOPES = ("mij", "mijn-dossiers", "team", "niet-verdeeld", "dreiging", "fase", "alles")
_MINE, _ALL_MINE, _TEAM, _UNASSIGNED, _THREATENED, _PHASE, _EVERYTHING = SCOPES
COUNTED = (_MINE, _TEAM, _UNASSIGNED, _THREATENED)
# The columns of a row that a line shows as they are stored.
LINE = (
    "dossier_id", "kenmerk", "phase", "counsellor_id", "waiting_on", "waiting_for", "waiting_step", "waiting_since",
    "reply_due_at", "client_clock_paused", "first_talk_due", "decision_due", "suspended_until", "last_client_at",
    "last_staff_at", "urgency", "threat", "threat_on", "threat_unseen", "steps_talk", "steps_decision",
    "steps_arrangement", "sort_key", "crisis_unseen", "wished_on",
)  # fmt: skip
_PERSON, _TODAY = ASKED["asker_id"], bindparam("today", type_=Date())
_HERE, _UNTIL = ASKED["municipality_id"], bindparam("until", type_=Date())
_ROW, _DOSSIER, _KEY = InboxRow.__table__.c, Dossier.__table__.c, DossierKey.__table__.c
_VISIT, _PART, _MEMBER = LastVisit.__table__.c, Participation.__table__.c, Membership.__table__.c
_LOGIN, _ABSENT = LoginSession.__table__.c, Absence.__table__.c
_VIEW = (
    select(_LOGIN.inbox_view)
    .where(_LOGIN.person_id == _PERSON, _LOGIN.municipality_id == _HERE, _LOGIN.inbox_view.is_not(None))
    .order_by(_LOGIN.seen_at.desc())
    .limit(1)
    .scalar_subquery()
)
_POINT = OwnPoint.__table__.c
_DUE_POINTS = (
    select(func.count())
    .where(_POINT.municipality_id == _HERE, _POINT.side == STAFF, _POINT.done_at.is_(None))
    .where(_POINT.due_on <= _TODAY, _POINT.removed_at.is_(None), _POINT.person_id == _PERSON)
    .scalar_subquery()
)
DESK: Select[Any] = (
    select(_MEMBER.id, _MEMBER.team_id, _ABSENT.membership_id, _VIEW, _DUE_POINTS)
    .outerjoin_from(
        Membership.__table__, Absence.__table__,
        and_(_ABSENT.municipality_id == _MEMBER.municipality_id, _ABSENT.stand_in_id == _MEMBER.id,
             _ABSENT.first_day <= _TODAY, _ABSENT.last_day >= _TODAY),
    )
    .where(_MEMBER.municipality_id == _HERE, _MEMBER.id == bindparam("membership_id", type_=Uuid()))
)  # fmt: skip


def arms_of(
    scope: str, memberships: Sequence[Any], team_id: Any, phase: Any
) -> list[list[ColumnElement[bool]]]:
    """The arms of a scope, with values or with parameters in their place."""
    row = _ROW
    if scope == _MINE:
        return [[row.counsellor_id == m, row.waiting_on == US] for m in memberships]
    if scope == _ALL_MINE:
        return [[row.counsellor_id == m, row.waiting_on == turn] for m in memberships for turn in TURNS]
    if scope == _TEAM:
        return [[row.team_id == team_id, row.waiting_on == US]] if team_id is not None else []
    if scope == _UNASSIGNED:
        return [[row.counsellor_id.is_(None), row.waiting_on == US]]
    if scope == _THREATENED:
        return [[row.urgency == urgency] for urgency in (0, 1)]
    if scope == _PHASE:
        return [[row.phase == phase]]
    return [[row.urgency == urgency] for urgency in (0, 1, 2)]


class Shape(NamedTuple):
    """What a statement of the inbox is built from, apart from values: how many memberships, with a team or not."""

    members: int
    team: bool

    def arms(self, scope: str) -> list[list[ColumnElement[bool]]]:
        """The arms of a scope over parameters; the reader gives their values."""
        members = [bindparam(f"member{n}", type_=Uuid()) for n in range(self.members)]
        team = bindparam("team", type_=Uuid()) if self.team else None
        return arms_of(scope, members, team, bindparam("phase"))


def _keys(municipality_id: Any, arm: list[ColumnElement[bool]]) -> Select[UUID, str]:
    return select(_ROW.dossier_id, _ROW.sort_key).where(_ROW.municipality_id == municipality_id, *arm)


def page_keys(
    municipality_id: Any, arms: Sequence[list[ColumnElement[bool]]], *, before: Any = None, after: Any = None
) -> Select[UUID, str]:
    """The keys of one page and one more, each arm cut short before they are merged."""
    order = _ROW.sort_key.desc() if before is not None else _ROW.sort_key.asc()
    parts = []
    for number, arm in enumerate(arms):
        query = _keys(municipality_id, arm)
        if after is not None:
            query = query.where(_ROW.sort_key > after)
        if before is not None:
            query = query.where(_ROW.sort_key < before)
        cut = query.order_by(order).limit(PAGE + 1).subquery(f"arm{number}")
        parts.append(select(cut.c.dossier_id, cut.c.sort_key))
    merged = union_all(*parts).subquery("keys")
    key = merged.c.sort_key
    return (
        select(merged.c.dossier_id, key).order_by(key.desc() if before is not None else key).limit(PAGE + 1)
    )


@cache
def page(role: Role, shape: Shape, scope: str, turned: str) -> Select[Any] | None:
    """The lines of one page; `turned` is before, after or nothing. None for a scope without arms."""
    arms = shape.arms(scope)
    if not arms:
        return None
    keys = page_keys(_HERE, arms, **{turned: bindparam("turned")} if turned else {}).subquery("page")
    return _lines_in(role, _ROW.dossier_id.in_(select(keys.c.dossier_id)))


@cache
def lines(role: Role) -> Select[Any]:
    """The lines of the dossiers in `ids`."""
    return _lines_in(role, _ROW.dossier_id.in_(bindparam("ids", expanding=True)))


@cache
def near_law(role: Role, shape: Shape) -> Select[Any]:
    """The lines of a desk where it is not our turn, and a term of the law ends on or before `until`."""
    in_sight = or_(_ROW.first_talk_due <= _UNTIL, _ROW.decision_due <= _UNTIL)
    others = [
        and_(_ROW.counsellor_id == bindparam(f"member{n}", type_=Uuid()), _ROW.waiting_on == turn, in_sight)
        for n in range(shape.members) for turn in TURNS if turn != US
    ]  # fmt: skip
    return _lines_in(role, or_(*others)).limit(PAGE)


def _lines_in(role: Role, these: ColumnElement[bool]) -> Select[Any]:
    """The lines of these dossiers, with key, last visit of who asks, and the name of the counsellor."""
    along = exists().where(
        _PART.municipality_id == _ROW.municipality_id, _PART.dossier_id == _ROW.dossier_id,
        _PART.role == "supporter", _PART.ended_at.is_(None),
    )  # fmt: skip
    visit = and_(
        _VISIT.municipality_id == _ROW.municipality_id, _VISIT.dossier_id == _ROW.dossier_id,
        _VISIT.person_id == _PERSON,
    )  # fmt: skip
    counsellor = and_(_MEMBER.municipality_id == _ROW.municipality_id, _MEMBER.id == _ROW.counsellor_id)
    return (
        select(
            *(_ROW[name] for name in LINE), _DOSSIER.called_sealed, _DOSSIER.offline, _DOSSIER.past_online,
            _KEY.wrapped, _VISIT.at.label("visited"), along.label("reads_along"),
            _MEMBER.name_sealed.label("counsellor_sealed"),
        )
        .join_from(
            InboxRow.__table__, Dossier.__table__,
            and_(_DOSSIER.municipality_id == _ROW.municipality_id, _DOSSIER.id == _ROW.dossier_id),
        )
        .join(
            DossierKey.__table__,
            and_(_KEY.municipality_id == _ROW.municipality_id, _KEY.dossier_id == _ROW.dossier_id),
        )
        .outerjoin(LastVisit.__table__, visit)
        .outerjoin(Membership.__table__, counsellor)
        .where(_ROW.municipality_id == _HERE, these, visible_as(role))
        .order_by(_ROW.sort_key)
    )  # fmt: skip


@cache
def counted(shape: Shape) -> Select[Any]:
    """How many stand in each scope of `COUNTED`, each arm capped."""
    columns: list[Any] = [_capped_count(shape.arms(scope)).label(scope) for scope in COUNTED]
    return select(*columns)


def _capped_count(arms: list[list[ColumnElement[bool]]]) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0)
    for arm in arms:
        # Nothing of the row itself is asked, so that an index answers without it.
        cut = select(literal(1)).where(_ROW.municipality_id == _HERE, *arm).limit(CAP).subquery()
        total = total + select(func.count()).select_from(cut).scalar_subquery()
    return total


@cache
def work(shape: Shape) -> Select[Any]:
    """What the dossiers that wait on a desk wait for, and how many of each."""
    parts = [
        select(_ROW.waiting_for)
        .where(_ROW.municipality_id == _HERE, *arm)
        .limit(WORK_CAP)
        .subquery(f"part{number}")
        for number, arm in enumerate(shape.arms(_MINE))
    ]
    waiting = union_all(*(select(part.c.waiting_for) for part in parts)).subquery()
    return select(waiting.c.waiting_for, func.count()).group_by(waiting.c.waiting_for)
