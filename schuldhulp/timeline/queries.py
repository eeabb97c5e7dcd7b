"""The timeline of a dossier: everything that happened and was sent, whatever the channel, in one list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.tables import Person
from schuldhulp.calendar import local_date
from schuldhulp.contacts.tables import Contact
from schuldhulp.crypto import keyring
from schuldhulp.crypto.opened import following
from schuldhulp.dossier.queries import TimelineEvent, events_of
from schuldhulp.dossier.visibility import asked_by, columns_of, read_raw, with_types
from schuldhulp.messages.tables import Message
from schuldhulp.timeline.words import Told, kinds_of, tell

PAGE, _NEW = 20, 40
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
    def words(self) -> str:
        """What is said of the event, or of all of them."""
        if self.times > 1 and self.told.many:
            return self.told.many.format(times=self.times)
        # Coming back to a step once is how a step goes; more often says something.
        return f"{self.told.text} ({self.times} keer bewaard)" if self.times > 2 else self.told.text

    @property
    def day(self) -> date:
        """The day in Amsterdam."""
        return local_date(self.at)


class _Words(NamedTuple):
    """Rows as the driver gave them."""

    messages: list[tuple[Any, ...]]
    contacts: list[tuple[Any, ...]]
    names: list[tuple[Any, ...]]


_InWords = tuple[tuple[TimelineEvent, Told], ...]


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
    kinds = _kinds(actor, group)
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
    told = told_of(session, actor, dossier_id, events)
    return TimelinePage(entries=tuple(_merged(entry for _, entry in told)), older=older, newer=newer)


def first_page(
    session: Session, actor: Actor, dossier_id: UUID, since: datetime | None
) -> tuple[TimelinePage, list[Entry]]:
    """The newest page of everything, and what others did since a moment: both of one reading of the events.

    Where more than a page is new they are read again, up to forty.
    """
    kinds = _kinds(actor, None)
    found = events_of(
        session, actor, dossier_id, kinds=kinds, limit=PAGE + 1, newest_first=True, keep="events"
    )
    if since is not None and len(found) > PAGE and found[-1].at > since:  # more is new than a page shows
        found = events_of(session, actor, dossier_id, kinds=kinds, limit=_NEW + 1, newest_first=True)
    fresh = list(takewhile(lambda event: since is not None and event.at > since, found[:_NEW]))
    told = _told_again(session, actor, dossier_id, found[: max(PAGE, len(fresh))])
    page = TimelinePage(
        entries=tuple(_merged(entry for event, entry in told if event.seq >= found[:PAGE][-1].seq)),
        older=found[PAGE - 1].seq if len(found) > PAGE else None,
        newer=None,
    )
    new = {event.seq for event in fresh if event.person_id != actor.person_id or event.person_id is None}
    return page, list(_merged(entry for event, entry in told if event.seq in new))


def _kinds(actor: Actor, group: str | None) -> tuple[str, ...]:
    """The kinds to ask for."""
    return kinds_of(group, for_client=not actor.is_staff)


def told_of(
    session: Session, actor: Actor, dossier_id: UUID, events: Sequence[TimelineEvent]
) -> list[tuple[TimelineEvent, Entry]]:
    """Events of one dossier in words, with names, messages and notes of contacts fetched in one query each."""
    told = _in_words(events, actor.is_staff)
    return _entries(session, actor, dossier_id, told, _read_words(session, actor, dossier_id, told))


def _told_again(
    session: Session, actor: Actor, dossier_id: UUID, events: Sequence[TimelineEvent]
) -> Sequence[tuple[TimelineEvent, Entry]]:
    """The same of events that are looked at again and again: what did not change is not opened a second time."""
    place, staff = (session, actor.municipality_id, dossier_id), actor.is_staff
    told = following(*place, "told", (events, staff), lambda: _in_words(events, staff))
    words = _read_words(session, actor, dossier_id, told)
    entries = lambda: _entries(session, actor, dossier_id, told, words)  # noqa: E731
    return following(*place, "entries", (told, words), entries)


def _in_words(events: Iterable[TimelineEvent], staff: bool) -> _InWords:
    told = ((event, tell(event.event)) for event in events)
    return tuple(
        (event, words) for event, words in told if not (words.client_only if staff else words.staff_only)
    )


def _read_words(session: Session, actor: Actor, dossier_id: UUID, told: _InWords) -> _Words:
    """The rows of messages, of notes of contacts and of names that these events need, still sealed."""
    asked, people = asked_by(actor, dossier_id), {event.person_id for event, _ in told if event.person_id}

    def rows(query: Select[Any], ids: Iterable[UUID]) -> list[tuple[Any, ...]]:
        wanted = list(ids)
        return read_raw(session, query, asked | {"ids": wanted}) if wanted else []

    return _Words(
        rows(_words(actor.role), (w.message_id for _, w in told if w.message_id)),
        rows(_notes(actor.role), (w.contact_id for _, w in told if w.contact_id)),
        rows(_NAMES, people),
    )


def _entries(
    session: Session, actor: Actor, dossier_id: UUID, told: _InWords, sealed: _Words
) -> list[tuple[TimelineEvent, Entry]]:
    bodies = _messages(session, actor, dossier_id, sealed.messages)
    notes = _contacts(session, actor, dossier_id, sealed.contacts)
    names = _names(session, sealed.names)
    return [
        (event, Entry(
            seq=event.seq, at=event.at, told=words,
            author="system" if words.automatic else _AUTHORS.get(event.role, "system"),
            name=names.get(event.person_id, "Geldhulp") if event.person_id and not words.automatic else "Geldhulp",
            beside=event.acting_for == "client", note=_note(event, notes, words),
            body=bodies.get(words.message_id, ("", ""))[0] if words.message_id else "",
            first_version=bodies.get(words.message_id, ("", ""))[1] if words.message_id else "",
        ))
        for event, words in told
    ]  # fmt: skip


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
    session: Session, actor: Actor, dossier_id: UUID, raw: list[tuple[Any, ...]]
) -> dict[UUID, tuple[str, str]]:
    opened = keyring(session).opener(Message, actor.municipality_id, dossier_id)
    found: dict[UUID, tuple[str, str]] = {}
    for row in with_types(session, _words(actor.role), raw):
        text = opened(row, "body_sealed") or ""
        if row.corrects_id is None:
            found[row.id] = (text, "")
        elif row.corrects_id in found:
            now_says, first = found[row.corrects_id]
            found[row.corrects_id] = (text, first or now_says)
    return found


def _contacts(
    session: Session, actor: Actor, dossier_id: UUID, raw: list[tuple[Any, ...]]
) -> dict[UUID, str]:
    opened = keyring(session).opener(Contact, actor.municipality_id, dossier_id)
    rows = with_types(session, _notes(actor.role), raw)
    return {row.id: opened(row, "summary_sealed") or "" for row in rows}


@cache
def _words(role: Role) -> Select[Any]:
    rows = Message.__table__.c
    ids: Any = bindparam("ids", expanding=True)
    return (
        columns_of(role, Message, "id", "corrects_id", "body_sealed")
        .where(
            rows.id.in_(ids) | rows.corrects_id.in_(ids)
        )  # the dossier narrows it: no index serves the `or`
        .order_by(rows.sent_at, rows.id)
    )


@cache
def _notes(role: Role) -> Select[Any]:
    query = columns_of(role, Contact, "id", "summary_sealed")
    return query.where(Contact.__table__.c.id.in_(bindparam("ids", expanding=True)))


_PERSON = Person.__table__.c
_NAMES = select(_PERSON.id, _PERSON.name_sealed).where(_PERSON.id.in_(bindparam("ids", expanding=True)))


def _names(session: Session, raw: list[tuple[Any, ...]]) -> dict[UUID, str]:
    opened = keyring(session).opener(Person, None, None)
    return {row.id: opened(row, "name_sealed") or "Zonder naam" for row in with_types(session, _NAMES, raw)}
