"""The one way to change state: an act is one transaction of rows, events and mail.

with act(session, actor, now) as doing:
    dossier = doing.dossier(dossier_id, "message:write", version=7)
    doing.session.add(...)
    doing.record(MessageSent(...), dossier_id, {"..."})
    doing.mail(person_id, "new_message", dossier_id)
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import DossierPart, new_id
from schuldhulp.claims.tables import Submission
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.database import WRITE
from schuldhulp.dossier.envelopes import to_envelope
from schuldhulp.dossier.events import DossierEvent
from schuldhulp.dossier.tables import Dossier, Event, EventHead
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import Conflict, DossierClosedForWriting, NotAllowed, NotYours

Row = TypeVar("Row", bound=DossierPart)

_FOLDED = tuple(f.name for f in fields(InboxState))
_GENESIS = bytes(32)
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class AlreadyHandled(Exception):
    """This very form was handled before; `location` is where its sender was sent."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


@dataclass(frozen=True)
class FormToken:
    """A form's idempotency token and the address its sender goes to afterwards."""

    token: str
    location: str


def open_write(session: Session, municipality_id: UUID | None) -> None:
    """Begin a write transaction, and set the tenant for row-level security.

    Raises RuntimeError when a transaction is open already: a read is never upgraded.
    """
    if session.in_transaction():
        raise RuntimeError("an act begins its own transaction; close the read first")
    connection = session.connection(execution_options=WRITE)
    if connection.dialect.name == "postgresql":
        tenant = str(municipality_id) if municipality_id else ""
        connection.execute(text("SELECT set_config('app.municipality', :m, true)"), {"m": tenant})


@dataclass
class Act:
    """One act under way. Made by `act()` only."""

    session: Session
    actor: Actor
    now: datetime
    municipality_id: UUID
    keyring: Keyring
    _events: list[tuple[UUID, DossierEvent, dict[str, Any] | None, Actor]] = field(default_factory=list)

    def dossier(
        self, dossier_id: UUID, permission: str, *, version: int | None = None, closed_too: bool = False
    ) -> Dossier:
        """Load and lock a dossier for a permission.

        Raises NotYours (it is not there for this actor), NotAllowed, DossierClosedForWriting, Conflict.
        """
        query = (
            select(Dossier)
            .where(Dossier.municipality_id == self.municipality_id, Dossier.id == dossier_id)
            .where(visible_to(self.actor))
            .with_for_update()
        )
        found = self.session.scalars(query).one_or_none()
        if found is None:
            raise NotYours
        if not may(self.actor, permission):
            raise NotAllowed
        if found.closed_at is not None and not closed_too:
            raise DossierClosedForWriting
        if version is not None and found.version != version:
            raise Conflict
        return found

    def row(self, table: type[Row], row_id: UUID, dossier_id: UUID, *, version: int | None = None) -> Row:
        """Load a row of a dossier that is already locked. Raises NotYours, Conflict."""
        found = self.session.get(table, (self.municipality_id, row_id))
        if found is None or getattr(found, "dossier_id", None) != dossier_id:
            raise NotYours
        if version is not None and getattr(found, "version", version) != version:
            raise Conflict
        return found

    def new_row(self, table: type[Row], dossier_id: UUID, **values: Any) -> Row:
        """Make a row of a dossier with its keys set, so that its columns can be sealed; add it to the session."""
        make: Any = table  # a mixin has no constructor of its own; the mapped class has
        row: Row = make(
            municipality_id=self.municipality_id,
            id=values.pop("id", None) or new_id(),
            dossier_id=dossier_id,
            **values,
        )
        self.session.add(row)
        return row

    def record(self, event: DossierEvent, dossier_id: UUID, detail: Mapping[str, Any] | None = None) -> None:
        """Note what happened; it joins the chain when the act ends, under who acted now. `detail` is sealed."""
        self._events.append((dossier_id, event, dict(detail) if detail else None, self.actor))

    def mail(
        self, person_id: UUID, template: str, dossier_id: UUID | None = None, *,
        dedupe_key: str | None = None, due_at: datetime | None = None, params: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Put a mail in the outbox. It says that there is something to read and nothing else."""
        row = OutboxMail(
            municipality_id=self.municipality_id,
            id=new_id(),
            dossier_id=dossier_id,
            person_id=person_id,
            template=template,
            dedupe_key=dedupe_key or str(new_id()),
            created_at=self.now,
            due_at=due_at or self.now,
        )
        if params:
            self.keyring.seal(row, "params_sealed", json.dumps(dict(params)))
        self.session.add(row)

    def _finish(self) -> None:
        self.session.flush()
        if not self._events:
            return
        head = self._locked_head()
        for dossier_id, event, detail, who in self._events:
            self._append(head, dossier_id, event, detail, who)
        self.session.flush()

    def _locked_head(self) -> EventHead:
        query = select(EventHead).where(EventHead.municipality_id == self.municipality_id).with_for_update()
        head = self.session.scalars(query).one_or_none()
        if head is None:  # the first acts of a municipality may come at once
            dialect = postgresql if self.session.get_bind().dialect.name == "postgresql" else sqlite
            first = dialect.insert(EventHead).values(
                municipality_id=self.municipality_id, seq=0, hash=_GENESIS
            )
            self.session.execute(first.on_conflict_do_nothing())
            head = self.session.scalars(query).one()
        return head

    def _append(
        self,
        head: EventHead,
        dossier_id: UUID,
        event: DossierEvent,
        detail: dict[str, Any] | None,
        who: Actor,
    ) -> None:
        row = Event(
            municipality_id=self.municipality_id,
            seq=head.seq + 1,
            id=new_id(),
            dossier_id=dossier_id,
            kind=type(event).__name__,
            at=self.now,
            role=str(who.role),
            person_id=who.person_id,
            acting_for=who.acting_for,
            envelope=to_envelope(event),
            detail_digest=b"",
        )
        if detail:
            self.keyring.seal(row, "detail_sealed", json.dumps(detail, ensure_ascii=False))
        row.detail_digest = hashlib.sha256(row.detail_sealed or b"").digest()
        row.hash = chain_hash(head.hash, row)
        head.seq, head.hash = row.seq, row.hash
        self.session.add(row)
        self._project(row, event)

    def _project(self, row: Event, event: DossierEvent) -> None:
        inbox = self.session.get(InboxRow, (self.municipality_id, row.dossier_id))
        if inbox is None:
            inbox = InboxRow(municipality_id=self.municipality_id, dossier_id=row.dossier_id)
            self.session.add(inbox)
            state = InboxState()
        else:
            state = InboxState(**{name: getattr(inbox, name) for name in _FOLDED})
        happened = Happened(event=event, at=row.at, role=row.role, seq=row.seq, acting_for=row.acting_for)
        store_inbox(inbox, fold(state, happened))


def store_inbox(row: InboxRow, state: InboxState) -> None:
    """Write a folded state into its row."""
    for name in _FOLDED:
        setattr(row, name, getattr(state, name))
    row.sort_key = state.sort_key


def chain_hash(previous: bytes, row: Event) -> bytes:
    """The link of one event: what came before, the envelope in a fixed form, and the digest of the sealed part."""
    envelope = [
        row.seq, str(row.id), str(row.dossier_id), row.kind, row.at.isoformat(), row.role,
        str(row.person_id), row.acting_for, row.envelope,
    ]  # fmt: skip
    return hashlib.sha256(previous + _CANONICAL(envelope).encode() + row.detail_digest).digest()


@contextmanager
def act(
    session: Session, actor: Actor, now: datetime, *,
    municipality_id: UUID | None = None, form: FormToken | None = None,
) -> Iterator[Act]:  # fmt: skip
    """Run one act as one transaction; at its end append events, fold the inbox, commit once.

    `form` makes it idempotent: the same token a second time raises AlreadyHandled with the first answer.
    Nothing is kept when the body raises. No hashing, rendering or mailing inside.
    """
    tenant = municipality_id or actor.municipality_id
    if tenant is None:
        raise NotAllowed
    open_write(session, tenant)
    try:
        if form is not None:
            _claim_form(session, actor, tenant, form, now)
        doing = Act(session, actor, now, tenant, keyring(session))
        yield doing
        doing._finish()
        session.commit()
    except BaseException:
        session.rollback()
        raise


def was_handled(session: Session, actor: Actor, municipality_id: UUID, token: str) -> bool:
    """Whether this actor's form with this token was handled: a draft of it that comes in later is old."""
    return session.get(Submission, (municipality_id, _form_of(actor, token))) is not None


def _form_of(actor: Actor, token: str) -> str:
    """What a form is known by: its token, for this person only, and for a client in this dossier only.

    So the token of somebody else's form neither swallows an act nor tells where its sender was sent. Who registers is
    nobody yet, and has only the token.
    """
    sender = f"{actor.person_id}/{actor.dossier_id}" if actor.person_id else ""
    return hashlib.sha256(f"{sender}/{token}".encode()).hexdigest()


def _claim_form(
    session: Session, actor: Actor, municipality_id: UUID, form: FormToken, now: datetime
) -> None:
    known_by = _form_of(actor, form.token)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = (
        dialect.insert(Submission)
        .values(municipality_id=municipality_id, token=known_by, location=form.location, handled_at=now)
        .on_conflict_do_nothing()
        .returning(Submission.token)
    )
    if session.execute(statement).first() is None:
        earlier = session.get(Submission, (municipality_id, known_by))
        raise AlreadyHandled(earlier.location if earlier else form.location)
