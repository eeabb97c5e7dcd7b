"""What can be read of talks: all of a dossier, and one with the parts of both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.contacts.kinds import CHANNEL_LABELS
from schuldhulp.contacts.tables import Contact
from schuldhulp.crypto import keyring
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.points.sides import CLIENT, STAFF
from schuldhulp.refusals import NotYours
from schuldhulp.talks.tables import TalkPart

_MOST = 100


@dataclass(frozen=True, slots=True)
class Version:
    """What one side wrote, by whom and when."""

    number: int
    name: str
    words: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class TalkView:
    """A talk with the versions of both sides, oldest first."""

    id: UUID
    how: str
    held_at: datetime
    who: str
    first_talk: bool
    staff: tuple[Version, ...]
    client: tuple[Version, ...]

    @property
    def by_both(self) -> bool:
        """Whether both wrote their part."""
        return bool(self.staff and self.client)


def talks_of(session: Session, actor: Actor, dossier: DossierView) -> list[TalkView]:
    """The talks of a dossier, newest first."""
    query = (
        rows_of(Contact, actor, dossier.id).order_by(Contact.held_at.desc(), Contact.id.desc()).limit(_MOST)
    )
    contacts = list(session.scalars(query))
    parts = list(session.scalars(rows_of(TalkPart, actor, dossier.id).order_by(TalkPart.number)))
    ring = keyring(session)
    writers = {part.person_id for part in parts} | {contact.recorded_by for contact in contacts}
    people = session.scalars(select(Person).where(Person.id.in_(writers)))
    names = {person.id: ring.open(person, "name_sealed") or "" for person in people}

    def versions(contact: Contact, side: str) -> tuple[Version, ...]:
        return tuple(
            Version(
                part.number, dossier.called if side == CLIENT else names.get(part.person_id, ""),
                ring.open(part, "words_sealed") or "", part.written_at,
            )
            for part in parts
            if part.contact_id == contact.id and part.side == side
        )  # fmt: skip

    def first(contact: Any) -> Version:
        return Version(
            1,
            names.get(contact.recorded_by, ""),
            ring.open(contact, "summary_sealed") or "",
            contact.recorded_at,
        )

    return [
        TalkView(
            id=contact.id, how=CHANNEL_LABELS[Channel(contact.channel)], held_at=contact.held_at,
            who=ring.open(contact, "who_sealed") or "", first_talk=contact.first_talk,
            staff=(first(contact), *versions(contact, STAFF)), client=versions(contact, CLIENT),
        )
        for contact in contacts
    ]  # fmt: skip


def find_talk(session: Session, actor: Actor, dossier: DossierView, contact_id: UUID) -> TalkView:
    """One talk of a dossier. Raises NotYours."""
    for found in talks_of(session, actor, dossier):
        if found.id == contact_id:
            return found
    raise NotYours
