"""What must hold in the database after any fault: whole acts or none."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from schuldhulp.crypto import keyring
from schuldhulp.dossier.chain.rows import chain_hash
from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.tables import Event, EventHead
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from tests.world import World


def messages_of(world: World) -> Counter[str]:
    """Every message's words, and how often they stand there."""
    with world.open() as session:
        return messages_in(session)


def messages_in(session: Session) -> Counter[str]:
    """The same, for who has other keys than the world."""
    ring = keyring(session)
    return Counter(str(ring.open(row, "body_sealed")) for row in session.scalars(select(Message)))


def assert_whole(world: World) -> None:
    """Each message has its event and its mail, the chain is unbroken, and the inbox is what its events give."""
    with world.open() as session:
        events = list(session.scalars(select(Event).order_by(Event.municipality_id, Event.seq)))
        heads = {head.municipality_id: head for head in session.scalars(select(EventHead))}
        _chain(events, heads)
        _inbox(events, {row.dossier_id: row for row in session.scalars(select(InboxRow))})
        told = Counter(str(e.envelope["message_id"]) for e in events if e.kind == "MessageSent")
        rows = list(session.scalars(select(Message).where(Message.corrects_id.is_(None))))
        assert told == Counter(str(row.id) for row in rows)
        mails = Counter(
            session.scalars(select(OutboxMail.dedupe_key).where(OutboxMail.template == "new_message"))
        )
        assert set(mails.values()) <= {1}
        assert len(mails) == sum(row.author == "counsellor" for row in rows)
        if session.connection().dialect.name == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def _chain(events: list[Event], heads: Mapping[UUID, EventHead]) -> None:
    before: dict[UUID, tuple[int, bytes]] = {}
    for row in events:
        seq, link = before.get(row.municipality_id, (0, bytes(32)))
        assert row.seq == seq + 1
        assert row.hash == chain_hash(link, row)
        before[row.municipality_id] = (row.seq, row.hash)
    assert {key: (head.seq, head.hash) for key, head in heads.items()} == before


def _inbox(events: list[Event], rows: Mapping[UUID, Any]) -> None:
    states: dict[UUID, InboxState] = {}
    for row in events:
        happened = Happened(
            event=from_envelope(row.kind, row.envelope), at=row.at, role=row.role, seq=row.seq,
            acting_for=row.acting_for,
        )  # fmt: skip
        states[row.dossier_id] = fold(states.get(row.dossier_id, InboxState()), happened)
    assert set(states) == set(rows)
    for dossier_id, state in states.items():
        for name in ("waiting_on", "reply_due_at", "last_event_seq", "last_client_at", "sort_key"):
            assert getattr(rows[dossier_id], name) == getattr(state, name)
