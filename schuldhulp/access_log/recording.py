"""Writing down who opened what: an append-only chain per municipality, in its own short transaction."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.access_log.tables import AccessEntry, AccessHead
from schuldhulp.unit_of_work import open_write

_GENESIS = bytes(32)


_HEADS: Any = AccessHead.__table__
_ENTRIES: Any = AccessEntry.__table__
_HERE = _HEADS.c.municipality_id == bindparam("tenant")
_HEAD = select(_HEADS.c.seq, _HEADS.c.hash).where(_HERE).with_for_update()
_MOVE_HEAD = update(_HEADS).where(_HERE).values(seq=bindparam("to_seq"), hash=bindparam("to_hash"))
_ADD = insert(_ENTRIES)


class Opening(NamedTuple):
    """One entry as its table takes it, without its link."""

    municipality_id: UUID
    seq: int
    dossier_id: UUID
    person_id: UUID
    role: str
    part: str
    act: str
    reason: str
    acting_for: str
    origin: str
    allowed: bool
    at: datetime


def record_access(
    session: Session, actor: Actor, now: datetime, *,
    municipality_id: UUID, dossier_id: UUID, part: str, act: str, origin: str, allowed: bool = True,
    reason: str | None = None,
    alongside: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Append one entry. `part` and `act` are codes; `origin` is the address it came from, never content.

    `alongside` may note something else of this opening in the same short transaction: the mark of a visit.
    """
    if actor.person_id is None:
        raise ValueError("only a person opens a dossier")
    open_write(session, municipality_id)
    tenant = {"tenant": municipality_id}
    head = session.execute(_HEAD, tenant).one_or_none()
    if head is None:  # two processes may open the first dossier of a municipality at once
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = dialect.insert(AccessHead).values(municipality_id=municipality_id, seq=0, hash=_GENESIS)
        session.execute(first.on_conflict_do_nothing())
        head = session.execute(_HEAD, tenant).one()
    entry = Opening(
        municipality_id=municipality_id, seq=head.seq + 1, dossier_id=dossier_id, person_id=actor.person_id,
        role=str(actor.role), part=part, act=act, reason=reason or actor.reason or "",
        acting_for=actor.acting_for or "", origin=origin, allowed=allowed, at=now,
    )  # fmt: skip
    link = access_hash(head.hash, entry)
    session.execute(_ADD, {**entry._asdict(), "hash": link})
    session.execute(_MOVE_HEAD, {**tenant, "to_seq": entry.seq, "to_hash": link})
    if alongside is not None:
        alongside()
    session.commit()


def access_hash(previous: bytes, entry: AccessEntry | Opening) -> bytes:
    """The link of one entry over the one before and all its fields in a fixed form."""
    values = [
        entry.seq, str(entry.dossier_id), str(entry.person_id), entry.role, entry.part, entry.act, entry.reason,
        entry.acting_for, entry.origin, entry.allowed, entry.at.isoformat(),
    ]  # fmt: skip
    return hashlib.sha256(previous + json.dumps(values, separators=(",", ":")).encode()).digest()
