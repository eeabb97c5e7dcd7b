"""The timeline of a dossier: everything that happened and was sent, whatever the channel, in one list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.calendar import local_date
from schuldhulp.contacts.tables import Contact
from schuldhulp.crypto import keyring
from schuldhulp.dossier.queries import TimelineEvent, events_of
from schuldhulp.dossier.tables import Event
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.messages.tables import Message
from schuldhulp.timeline.words import Told, kinds_of, tell

PAGE = 20
_AUTHORS = {
    "client": "client",
    "supporter": "supporter",
    "counsellor": "counsellor",
    "team_lead": "counsellor",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the timeline: who (client, counsellor, supporter, system), when, what, and the words that were sent.

    `times` counts events that are told once; `beside` when staff wrote down what the client said.
    """

    seq: int
    at: datetime
    author: str
    name: str
    beside: bool
    told: Told
    body: str = ""
    first_version: str = ""
    note: str = ""
    times: int = 1

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return local_date(self.at)


@dataclass(frozen=True, kw_only=True)
class TimelinePage:
    """A page, newest first; `older` and `newer` are numbers to go on with, or None."""

    entries: tuple[Entry, ...]
    older: int | None
    newer: int | None


def timeline_page(
    session: Session, actor: Actor, dossier_id: UUID, *,
    group: str | None = None, before: int | None = None, after: int | None = None, limit: int = PAGE,
) -> TimelinePage:  # fmt: skip
    """One page of a dossier's timeline, of one group or of all. `before`/`after` are numbers of events."""
    kinds = kinds_of(group, for_client=not actor.is_staff)
    if after is not None:
        found = events_of(session, actor, dossier_id, after=after, kinds=kinds, limit=limit + 1)[::-1]
        more_newer = len(found) > limit
        events = found[-limit:]
        older, newer = (events[-1].seq if events else None), (events[0].seq if more_newer else None)
    else:
        found = events_of(
            session, actor, dossier_id, before=before, kinds=kinds, limit=limit + 1, newest_first=True
        )
        events = found[:limit]
        older = events[-1].seq if len(found) > limit else None
        newer = events[0].seq if before is not None and events else None
    return TimelinePage(
        entries=tuple(entries_of(session, actor, dossier_id, events)), older=older, newer=newer
    )


def new_since(
    session: Session, actor: Actor, dossier_id: UUID, since: datetime, *, limit: int = 40
) -> list[Entry]:
    """What others did since a moment, newest first, told shortly."""
    first = session.scalar(
        select(func.max(Event.seq)).where(
            Event.municipality_id == actor.municipality_id, Event.dossier_id == dossier_id, Event.at <= since
        )
    )
    events = events_of(
        session, actor, dossier_id, after=first or 0, kinds=kinds_of(None, for_client=not actor.is_staff),
        limit=limit, newest_first=True,
    )  # fmt: skip
    others = [e for e in events if e.person_id != actor.person_id or e.person_id is None]
    return entries_of(session, actor, dossier_id, others)


def entries_of(
    session: Session, actor: Actor, dossier_id: UUID, events: Sequence[TimelineEvent]
) -> list[Entry]:
    """Events of one dossier in words, with names, messages and notes of contacts fetched in one query each."""
    told = [(event, tell(event.event)) for event in events]
    if not actor.is_staff:
        told = [(event, words) for event, words in told if not words.staff_only]
    bodies = _messages(session, actor, dossier_id, [w.message_id for _, w in told if w.message_id])
    notes = _contacts(session, actor, dossier_id, [w.contact_id for _, w in told if w.contact_id])
    names = _names(session, {event.person_id for event, _ in told if event.person_id})
    entries = [
        Entry(
            seq=event.seq, at=event.at, told=words,
            author="system" if words.automatic else _AUTHORS.get(event.role, "system"),
            name=names.get(event.person_id, "Geldhulp") if event.person_id and not words.automatic else "Geldhulp",
            beside=event.acting_for == "client", note=_note(event, notes, words),
            body=bodies.get(words.message_id, ("", ""))[0] if words.message_id else "",
            first_version=bodies.get(words.message_id, ("", ""))[1] if words.message_id else "",
        )
        for event, words in told
    ]  # fmt: skip
    return list(_merged(entries))


def _note(event: TimelineEvent, notes: dict[UUID, str], told: Told) -> str:
    """The words that go with an event: the note of a contact, or why something was done."""
    if told.contact_id:
        return notes.get(told.contact_id, "")
    return str(event.detail.get("note", ""))


def _merged(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Tell once what was done several times in a row on one day by one person: saving a step, changing lines."""
    last: Entry | None = None
    for entry in entries:
        if last is not None and _same(last, entry):
            last = replace(last, times=last.times + entry.times)
            continue
        if last is not None:
            yield last
        last = entry
    if last is not None:
        yield last


def _same(one: Entry, other: Entry) -> bool:
    if not one.told.merge or (one.author, one.name, one.day) != (other.author, other.name, other.day):
        return False
    # Working at a step and finishing it afterwards is one thing; the newest stands first.
    return one.told.merge == other.told.merge or (
        one.told.merge.startswith("done:") and one.told.merge[5:] == other.told.merge.removeprefix("begun:")
    )


def _messages(
    session: Session, actor: Actor, dossier_id: UUID, ids: Sequence[UUID]
) -> dict[UUID, tuple[str, str]]:
    if not ids:
        return {}
    query = (
        rows_of(Message, actor, dossier_id)  # the dossier narrows it: no index serves the `or`
        .where(Message.id.in_(ids) | Message.corrects_id.in_(ids))
        .order_by(Message.sent_at, Message.id)
    )
    ring = keyring(session)
    found: dict[UUID, tuple[str, str]] = {}
    for row in session.scalars(query):
        text = ring.open(row, "body_sealed") or ""
        if row.corrects_id is None:
            found[row.id] = (text, "")
        elif row.corrects_id in found:
            now_says, first = found[row.corrects_id]
            found[row.corrects_id] = (text, first or now_says)
    return found


def _contacts(session: Session, actor: Actor, dossier_id: UUID, ids: Sequence[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    query = rows_of(Contact, actor, dossier_id).where(Contact.id.in_(ids))
    ring = keyring(session)
    return {row.id: ring.open(row, "summary_sealed") or "" for row in session.scalars(query)}


def _names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    ring = keyring(session)
    query = select(Person).where(Person.id.in_(ids))
    return {person.id: ring.open(person, "name_sealed") or "" for person in session.scalars(query)}
