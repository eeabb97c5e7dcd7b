"""What can be read of contacts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.contacts.tables import Contact
from schuldhulp.crypto import keyring
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.visibility import rows_of


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """A contact with its words opened."""

    id: UUID
    channel: Channel
    held_at: datetime
    minutes: int | None
    who: str
    summary: str
    first_talk: bool
    wants_to_continue: bool | None
    author: str


def contacts_of(session: Session, actor: Actor, dossier_id: UUID, *, limit: int = 50) -> list[ContactView]:
    """The contacts of a dossier, newest first."""
    query = (
        rows_of(Contact, actor, dossier_id).order_by(Contact.held_at.desc(), Contact.id.desc()).limit(limit)
    )
    ring = keyring(session)
    return [
        ContactView(
            id=row.id, channel=Channel(row.channel), held_at=row.held_at, minutes=row.minutes,
            who=ring.open(row, "who_sealed") or "", summary=ring.open(row, "summary_sealed") or "",
            first_talk=row.first_talk, wants_to_continue=row.wants_to_continue, author=row.author,
        )
        for row in session.scalars(query)
    ]  # fmt: skip
