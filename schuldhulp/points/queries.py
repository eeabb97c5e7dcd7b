"""What can be read of an own list: of one dossier, and for staff of all their dossiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.crypto import keyring
from schuldhulp.dossier.across.queries import named
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import asked_by, columns_of, read_rows, visible_to
from schuldhulp.points.sides import STAFF, side_of
from schuldhulp.points.tables import OwnPoint

_MOST = 200


@dataclass(frozen=True, kw_only=True)
class PointView:
    """A point with its words opened. `kenmerk` and `called` are filled in a list over all dossiers."""

    id: UUID
    words: str
    due_on: date | None
    made_at: datetime
    done_at: datetime | None
    removed_at: datetime | None
    person_id: UUID
    kenmerk: str = ""
    called: str = ""

    @property
    def open(self) -> bool:
        """Whether it still stands on the list to be done."""
        return self.done_at is None and self.removed_at is None


@dataclass(frozen=True, slots=True)
class PointList:
    """A list: what is still to do (with a day first, the earliest on top), what was done, what was taken off it."""

    open: tuple[PointView, ...]
    done: tuple[PointView, ...]
    removed: tuple[PointView, ...]


def points_of(session: Session, actor: Actor, dossier_id: UUID) -> PointList:
    """The list of the actor's own side in one dossier."""
    opened = keyring(session).opener(OwnPoint, actor.municipality_id, dossier_id)
    asked = asked_by(actor, dossier_id, side=side_of(actor))
    rows = read_rows(session, _of_dossier(actor.role), asked)
    return _sorted([_view(row, opened(row, "words_sealed") or "") for row in rows])


def points_everywhere(session: Session, actor: Actor, memberships: Sequence[UUID]) -> list[PointView]:
    """What is still to do in the dossiers of these counsellors, and what the actor wrote down in any other."""
    query = (
        select(OwnPoint, Dossier)
        .join(Dossier, and_(Dossier.municipality_id == OwnPoint.municipality_id, Dossier.id == OwnPoint.dossier_id))
        .where(visible_to(actor), OwnPoint.municipality_id == actor.municipality_id, OwnPoint.side == STAFF)
        .where(OwnPoint.done_at.is_(None), OwnPoint.removed_at.is_(None))
        .where(or_(Dossier.counsellor_id.in_(memberships), OwnPoint.person_id == actor.person_id))
        .order_by(OwnPoint.due_on.is_(None), OwnPoint.due_on, OwnPoint.made_at)
        .limit(_MOST)
    )  # fmt: skip
    return [_view(*each) for each in named(session, actor, query, "words_sealed")]


@cache
def _of_dossier(role: Role) -> Select[Any]:
    rows = OwnPoint.__table__.c
    query = columns_of(role, OwnPoint).where(rows.side == bindparam("side"))
    return query.order_by(rows.made_at.desc()).limit(_MOST)


def _view(row: Any, words: str, kenmerk: str = "", called: str = "") -> PointView:
    return PointView(
        id=row.id, words=words, due_on=row.due_on, made_at=row.made_at, done_at=row.done_at,
        removed_at=row.removed_at, person_id=row.person_id, kenmerk=kenmerk, called=called,
    )  # fmt: skip


def _sorted(found: list[PointView]) -> PointList:
    still = [point for point in found if point.open]
    return PointList(
        tuple(
            sorted(still, key=lambda point: (point.due_on is None, point.due_on or date.max, point.made_at))
        ),
        tuple(point for point in found if point.done_at is not None and point.removed_at is None),
        tuple(point for point in found if point.removed_at is not None),
    )
