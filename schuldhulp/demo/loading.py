"""The bulk loader: stories of people become rows and events, as if everything had just been typed.

Each story is replayed as its events in the order of time, folded into the inbox and linked into the chain with the
functions of the real thing. The same seed and moment give the same data, apart from the noise in sealed values.
"""

import gc
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.access_log.tables import AccessEntry, AccessHead
from schuldhulp.base import Base
from schuldhulp.crypto import keyring
from schuldhulp.demo import (
    loading_arrival,
    loading_contact,
    loading_course,
    loading_money,
    loading_work_forms,
    loading_workbook,
)
from schuldhulp.demo.loading_case import Case, Told, Who
from schuldhulp.demo.loading_chat import add_chat_hour
from schuldhulp.demo.loading_ids import Ids
from schuldhulp.demo.loading_openings import Openings
from schuldhulp.demo.loading_place import Accounts, Place, add_place, add_platform_administrator
from schuldhulp.demo.municipalities import municipality
from schuldhulp.demo.stories import stories
from schuldhulp.demo.story import Story
from schuldhulp.dossier.chain.rows import Link, chain_hash
from schuldhulp.dossier.envelopes import to_envelope
from schuldhulp.dossier.tables import Dossier, Event, EventHead
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.unit_of_work import open_write

BATCH = 250
_FOLDED = tuple(part.name for part in fields(InboxState))
Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to load: so many municipalities, so many dossiers altogether, from this seed, as of this moment.

    `first_weighs`: how many times as many dossiers the first municipality gets as another.
    """

    municipalities: int
    dossiers: int
    seed: int
    now: datetime
    first_weighs: int = 1

    def shares(self) -> list[int]:
        """How many dossiers each municipality gets."""
        whole, rest = divmod(self.dossiers, self.municipalities + self.first_weighs - 1)
        others = [whole] * (self.municipalities - 1)
        for place in range(min(rest, len(others))):
            others[place] += self.first_weighs == 1 and place + 1 < rest
        return [self.dossiers - sum(others), *others]


@dataclass(slots=True)
class Chain:
    """The end of a municipality's event chain while it grows."""

    municipality_id: UUID
    seq: int = 0
    hash: bytes = bytes(32)

    def append(self, told: Told) -> Link:
        """Link one event."""
        link = Link(
            municipality_id=self.municipality_id, seq=self.seq + 1, id=told.id, dossier_id=told.dossier_id,
            kind=type(told.event).__name__, at=told.at, role=told.who.role, person_id=told.who.person_id,
            acting_for=told.who.acting_for, envelope=to_envelope(told.event), detail_sealed=told.detail,
            detail_digest=hashlib.sha256(told.detail or b"").digest(),
        )  # fmt: skip
        link.hash = self.hash = chain_hash(self.hash, link)
        self.seq = link.seq
        return link


def load(
    session: Session, wanted: Wanted, password_hash: str, say: Callable[[int], None] | None = None,
    edit: Callable[[Story], Story] = lambda story: story,
) -> int:  # fmt: skip
    """Load municipalities with their staff, and dossiers in batches of one transaction each; gives how many.

    The database is empty and has its tables. `say` hears after each batch how many dossiers there are; `edit` may
    shorten a story before it is loaded.
    """
    loaded = 0
    open_write(session, None)
    ring = keyring(session)
    ring.create_platform_keys()
    session.flush()
    accounts = Accounts(ring, password_hash)
    add_platform_administrator(Ids(f"{wanted.seed}/platform"), wanted.now, accounts)
    places = []
    for index in range(wanted.municipalities):
        ids = Ids(f"{wanted.seed}/{index}/municipality")
        place = add_place(session, ids, wanted.now, municipality(index), accounts)
        add_chat_hour(session, Ids(f"{wanted.seed}/{index}/chat"), wanted.now, place)
        places.append(place)
    _insert(session, accounts.rows())
    session.commit()
    with _without_collector():
        for (index, place), count in zip(enumerate(places), wanted.shares(), strict=True):
            chain, openings = Chain(place.id), Openings(place.id)
            for batch in _batches(map(edit, stories(wanted.seed, index, count, wanted.now))):
                _load_batch(session, wanted.seed, place, chain, openings, batch, accounts)
                loaded += len(batch)
                if say:
                    say(loaded)
    return loaded


@contextmanager
def _without_collector() -> Iterator[None]:
    """Many rows are alive at once and none of them in a circle: looking for circles would take half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _batches(told: Iterator[Story]) -> Iterator[list[Story]]:
    while batch := list(islice(told, BATCH)):
        yield batch


def _load_batch(
    session: Session, seed: int, place: Place, chain: Chain, openings: Openings, batch: Iterable[Story],
    accounts: Accounts,
) -> None:  # fmt: skip
    """Load some dossiers of one municipality in one transaction."""
    rows: Rows = defaultdict(list)
    told: list[Told] = []
    for story in batch:
        case = replay(story, Ids(f"{seed}/{story.municipality}/{story.number}/ids"), place, accounts)
        for table, found in case.rows.items():
            rows[table] += found
        told += case.told
    told.sort(key=lambda one: one.at)
    rows[Event], rows[InboxRow] = _chained(chain, told)
    rows[AccessEntry] = openings.rows(told)
    session.rollback()  # ends the read of the keys
    open_write(session, place.id)
    _insert(session, accounts.rows())
    _insert(session, {Dossier: rows.pop(Dossier)})
    _insert(session, rows)
    session.merge(EventHead(municipality_id=place.id, seq=chain.seq, hash=chain.hash))
    session.merge(AccessHead(municipality_id=place.id, seq=openings.seq, hash=openings.hash))
    session.commit()
    session.expunge_all()


def _chained(chain: Chain, told: Iterable[Told]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of the events in their order, and the inbox that they fold into."""
    states: dict[UUID, InboxState] = {}
    events = []
    for one in told:
        link = chain.append(one)
        events.append(link.row())
        happened = Happened(
            event=one.event, at=link.at, role=link.role, seq=link.seq, acting_for=link.acting_for
        )
        states[link.dossier_id] = fold(states.get(link.dossier_id) or InboxState(), happened)
    inbox = [
        {"municipality_id": chain.municipality_id, "dossier_id": dossier_id, "sort_key": state.sort_key}
        | {name: getattr(state, name) for name in _FOLDED}
        for dossier_id, state in states.items()
    ]
    return events, inbox


def _insert(session: Session, rows: dict[Any, list[dict[str, Any]]]) -> None:
    for table, found in rows.items():
        if found:
            session.execute(insert(table.__table__), found)


def replay(story: Story, ids: Ids, place: Place, accounts: Accounts) -> Case:
    """Turn one story into the rows and events of its dossier."""
    registered = story.registered_at
    counsellors = place.colleagues
    counsellor = counsellors.get(story.counsellor or "") or next(iter(counsellors.values()))
    client = Who(Role.COUNSELLOR.value, counsellor.person_id, "client")
    if not story.offline and story.person.email:
        person_id = accounts.add(ids, registered, story.person.name, story.person.email)
        client = Who(Role.CLIENT.value, person_id)
    case = Case(
        story=story, place=place, ids=ids, ring=accounts.ring, id=ids.at(registered), kenmerk=ids.kenmerk(),
        counsellor=counsellor, client=client,
        closes_at=story.phases[-1].at if story.phase == "afgesloten" else None,
    )  # fmt: skip
    loading_arrival.dossier_rows(case)
    loading_arrival.arriving(case)
    loading_arrival.threatening(case)
    loading_money.money(case)
    loading_workbook.workbook(case)
    loading_contact.speaking(case)
    loading_work_forms.work_forms(case)
    loading_course.course(case)
    loading_arrival.last_visit(case)
    return case
