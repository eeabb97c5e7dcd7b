"""Writing down who opened what: an append-only chain per municipality, in its own short transaction."""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.access_log.tables import AccessEntry, AccessHead
from schuldhulp.unit_of_work import open_write

_GENESIS = bytes(32)


def record_access(
    session: Session, actor: Actor, now: datetime, *,
    municipality_id: UUID, dossier_id: UUID, part: str, act: str, origin: str, allowed: bool = True,
) -> None:  # fmt: skip
    """Append one entry. `part` and `act` are codes; `origin` is the address it came from, never content."""
    if actor.person_id is None:
        raise ValueError("only a person opens a dossier")
    open_write(session, municipality_id)
    query = select(AccessHead).where(AccessHead.municipality_id == municipality_id).with_for_update()
    head = session.scalars(query).one_or_none()
    if head is None:  # two processes may open the first dossier of a municipality at once
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = dialect.insert(AccessHead).values(municipality_id=municipality_id, seq=0, hash=_GENESIS)
        session.execute(first.on_conflict_do_nothing())
        head = session.scalars(query).one()
    entry = AccessEntry(
        municipality_id=municipality_id, seq=head.seq + 1, dossier_id=dossier_id, person_id=actor.person_id,
        role=str(actor.role), part=part, act=act, reason=actor.reason or "", acting_for=actor.acting_for or "",
        origin=origin, allowed=allowed, at=now,
    )  # fmt: skip
    entry.hash = access_hash(head.hash, entry)
    head.seq, head.hash = entry.seq, entry.hash
    session.add(entry)
    session.commit()


def access_hash(previous: bytes, entry: AccessEntry) -> bytes:
    """The link of one entry over the one before and all its fields in a fixed form."""
    values = [
        entry.seq, str(entry.dossier_id), str(entry.person_id), entry.role, entry.part, entry.act, entry.reason,
        entry.acting_for, entry.origin, entry.allowed, entry.at.isoformat(),
    ]  # fmt: skip
    return hashlib.sha256(previous + json.dumps(values, separators=(",", ":")).encode()).digest()
