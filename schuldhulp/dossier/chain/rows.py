"""The end of every act: its events join the municipality's chain, and fold into the inbox.

Statements are built once and read columns: every act runs them.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Update, and_, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id, new_unlinkable_id
from schuldhulp.crypto import Keyring
from schuldhulp.dossier.envelopes import to_envelope
from schuldhulp.dossier.events import DossierErased, DossierEvent
from schuldhulp.dossier.tables import Event, EventHead
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow

TOMBSTONE = "tombstone"
"""The kind of a link that was erased: number, moment and hash stay, and a later event that `erases` names it."""

_GENESIS = bytes(32)
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_FOLDED = tuple(f.name for f in fields(InboxState))

_HEADS: Any = EventHead.__table__
_ROWS: Any = InboxRow.__table__
_OF_TENANT = _HEADS.c.municipality_id == bindparam("tenant")
_HEAD = select(_HEADS.c.seq, _HEADS.c.hash).where(_OF_TENANT).with_for_update()
_MOVE_HEAD = update(_HEADS).where(_OF_TENANT).values(seq=bindparam("to_seq"), hash=bindparam("to_hash"))
_ADD_EVENTS, _ADD_INBOX = insert(cast(Any, Event.__table__)), insert(_ROWS)
_THIS_ROW = and_(
    _ROWS.c.municipality_id == bindparam("tenant"), _ROWS.c.dossier_id == bindparam("of_dossier")
)
_INBOX = select(*(_ROWS.c[name] for name in _FOLDED)).where(_THIS_ROW)


class Noted(NamedTuple):
    """What an act noted: an event of a dossier, the words that go with it, and who acted."""

    dossier_id: UUID
    event: DossierEvent
    detail: dict[str, Any] | None
    who: Actor


@dataclass(slots=True, kw_only=True)
class Link:
    """One event as its table takes it, column by column."""

    municipality_id: UUID
    seq: int
    id: UUID
    dossier_id: UUID
    kind: str
    at: datetime
    role: str
    person_id: UUID | None
    acting_for: str | None
    envelope: dict[str, Any]
    detail_sealed: bytes | None
    detail_digest: bytes
    hash: bytes = b""

    def row(self) -> dict[str, Any]:
        """The values of its columns."""
        return dict(zip(Link.__slots__, _VALUES(self), strict=True))


_VALUES = attrgetter(*Link.__slots__)


def chain_hash(previous: bytes, row: Event | Link) -> bytes:
    """The link of one event: what came before, the envelope in a fixed form, and the digest of the sealed part."""
    envelope = [
        row.seq, str(row.id), str(row.dossier_id), row.kind, row.at.isoformat(), row.role,
        str(row.person_id), row.acting_for, row.envelope,
    ]  # fmt: skip
    return hashlib.sha256(previous + _CANONICAL(envelope).encode() + row.detail_digest).digest()


def append_events(
    session: Session, ring: Keyring, municipality_id: UUID, now: datetime, noted: Iterable[Noted]
) -> None:
    """Link events at the end of the chain, whose head is locked until the act ends, and fold them into the inbox."""
    seq, last = _locked_head(session, municipality_id)
    rows: list[dict[str, Any]] = []
    states: dict[UUID, tuple[InboxState | None, InboxState]] = {}
    for one in noted:
        link = _link(ring, municipality_id, seq + 1, now, one)
        link.hash = last = chain_hash(last, link)
        seq = link.seq
        rows.append(link.row())
        if isinstance(one.event, DossierErased):  # there is no dossier any more to wait for
            continue
        before, state = states.get(one.dossier_id) or _folded(session, municipality_id, one.dossier_id)
        happened = Happened(event=one.event, at=now, role=link.role, seq=seq, acting_for=link.acting_for)
        states[one.dossier_id] = before, fold(state, happened)
    session.execute(_ADD_EVENTS, rows)
    session.execute(_MOVE_HEAD, {"tenant": municipality_id, "to_seq": seq, "to_hash": last})
    for dossier_id, (before, state) in states.items():
        _store(session, municipality_id, dossier_id, before, state)


def _locked_head(session: Session, municipality_id: UUID) -> tuple[int, bytes]:
    tenant = {"tenant": municipality_id}
    head = session.execute(_HEAD, tenant).one_or_none()
    if head is None:  # the first acts of a municipality may come at once
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = dialect.insert(EventHead).values(municipality_id=municipality_id, seq=0, hash=_GENESIS)
        session.execute(first.on_conflict_do_nothing())
        head = session.execute(_HEAD, tenant).one()
    return head.seq, head.hash


def _link(ring: Keyring, municipality_id: UUID, seq: int, now: datetime, noted: Noted) -> Link:
    dossier_id, event, detail, who = noted
    event_id, sealed = new_unlinkable_id() if event.unlinkable else new_id(), None
    if detail:
        text = json.dumps(detail, ensure_ascii=False)
        place = {"municipality_id": municipality_id, "dossier_id": dossier_id}
        sealed = ring.seal_at(text, Event.__tablename__, "detail_sealed", event_id, **place)
    return Link(
        municipality_id=municipality_id, seq=seq, id=event_id, dossier_id=dossier_id, kind=type(event).__name__,
        at=now, role=str(who.role), person_id=who.person_id, acting_for=who.acting_for,
        envelope=to_envelope(event), detail_sealed=sealed,
        detail_digest=hashlib.sha256(sealed or b"").digest(),
    )  # fmt: skip


def _folded(
    session: Session, municipality_id: UUID, dossier_id: UUID
) -> tuple[InboxState | None, InboxState]:
    """The inbox row as it stands, and what to fold into: an empty state for a dossier that has none yet."""
    row = session.execute(_INBOX, {"tenant": municipality_id, "of_dossier": dossier_id}).one_or_none()
    before = InboxState(**row._asdict()) if row else None
    return before, before or InboxState()


def _store(
    session: Session, municipality_id: UUID, dossier_id: UUID, before: InboxState | None, state: InboxState
) -> None:
    """Write what changed of the inbox row: an index that holds nothing of it is left alone."""
    values = {name: getattr(state, name) for name in _FOLDED} | {"sort_key": state.sort_key}
    if before is None:
        session.execute(_ADD_INBOX, {"municipality_id": municipality_id, "dossier_id": dossier_id, **values})
        return
    changed = {name: value for name, value in values.items() if value != getattr(before, name)}
    if changed:
        where = {"tenant": municipality_id, "of_dossier": dossier_id}
        session.execute(_update_inbox(tuple(changed)), {**changed, **where})


@cache
def _update_inbox(names: tuple[str, ...]) -> Update:
    return update(_ROWS).where(_THIS_ROW).values({name: bindparam(name) for name in names})
