"""What is read of hints and marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.hints.notes import Note, notes_of
from schuldhulp.hints.tables import MessagePart, RejectedHint
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.analysis.splitting import fold


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A marked part of a message, with its words opened."""

    id: UUID
    message_id: UUID
    place: int
    choice: str
    words: str
    marked_at: datetime
    done_at: datetime | None


@cache
def tables() -> Tables:
    """The tables by which a sentence is labelled, read once a process."""
    return load_tables()


def digest_of(ring: Keyring, municipality_id: UUID, note: Note) -> bytes:
    """The keyed digest by which a hint at the same words is known again."""
    return ring.token(municipality_id, f"hint:{note.rule}:{fold(note.sentence)}")


def notes_for(session: Session, actor: Actor, text: str) -> tuple[Note, ...]:
    """The hints at a message, without those that a colleague called wrong for these very words."""
    here, ring = actor.own_municipality, keyring(session)
    known = {digest_of(ring, here, note): note for note in notes_of(text, tables())}
    query = select(RejectedHint.digest).where(
        RejectedHint.municipality_id == here, RejectedHint.digest.in_(list(known))
    )
    wrong = {bytes(digest) for digest in session.scalars(query)}
    return tuple(note for digest, note in known.items() if digest not in wrong)


def parts_of(session: Session, actor: Actor, dossier_id: UUID) -> tuple[PartView, ...]:
    """The marked parts of a dossier's messages, oldest first."""
    query = (
        select(MessagePart)
        .join(
            Dossier,
            and_(Dossier.municipality_id == MessagePart.municipality_id, Dossier.id == MessagePart.dossier_id),
        )
        .where(
            visible_to(actor), MessagePart.municipality_id == actor.municipality_id,
            MessagePart.dossier_id == dossier_id,
        )
        .order_by(MessagePart.marked_at, MessagePart.place)
    )  # fmt: skip
    ring = keyring(session)
    return tuple(
        PartView(
            id=row.id, message_id=row.message_id, place=row.place, choice=row.choice,
            words=ring.open(row, "words_sealed") or "", marked_at=row.marked_at, done_at=row.done_at,
        )
        for row in session.scalars(query)
    )  # fmt: skip


def still_to_do(parts: Sequence[PartView]) -> tuple[PartView, ...]:
    """What comes back at the next reply: for now first, then for later, until it is ticked off."""
    waiting = [part for part in parts if part.done_at is None and part.choice != "niet"]
    return tuple(sorted(waiting, key=lambda part: (part.choice != "nu", part.marked_at, part.place)))
