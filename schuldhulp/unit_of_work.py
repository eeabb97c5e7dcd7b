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
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Date, Select, and_, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.access import NEEDS_A_NAME, Actor, Role, may
from schuldhulp.base import DossierPart, new_id
from schuldhulp.calendar import local_date
from schuldhulp.claims.tables import Submission
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.database import WRITE
from schuldhulp.dossier.chain.rows import Noted, append_events
from schuldhulp.dossier.events import DossierEvent
from schuldhulp.dossier.restriction import LeftAlone, is_left_alone, may_still
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.dossier.visibility import ASKED, asked_by, visible_as
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import (
    FOR_WHO_BEGAN_WITHOUT_A_NAME,
    Conflict,
    DossierClosedForWriting,
    NeedsAName,
    NotAllowed,
    NotYours,
)
from schuldhulp.tenancy import begin_in

Row = TypeVar("Row", bound=DossierPart)


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
    begin_in(session, municipality_id, execution_options=WRITE)


class LockedDossier(NamedTuple):
    """What an act reads of a dossier that it holds and does not change."""

    municipality_id: UUID
    id: UUID
    phase: str
    first_talk_on: date | None
    step_order: list[str]
    closed_at: datetime | None
    without_name: bool
    restricted_on: date | None
    restriction_ends_on: date | None


_HERE = and_(Dossier.municipality_id == bindparam("tenant"), Dossier.id == ASKED["dossier_id"])


_PART = Participation.__table__.c
_SHARED = select(_PART.parts, _PART.helps).where(
    _PART.municipality_id == ASKED["municipality_id"], _PART.dossier_id == ASKED["dossier_id"],
    _PART.person_id == ASKED["asker_id"], _PART.role == Role.SUPPORTER.value, _PART.ended_at.is_(None),
    _PART.until_on >= bindparam("today", type_=Date()),
)  # fmt: skip


@cache
def _to_lock(role: Role) -> Select[Any]:
    return select(Dossier).where(_HERE, visible_as(role)).with_for_update()


@cache
def _to_hold(role: Role) -> Select[Any]:
    columns = (Dossier.__table__.c[name] for name in LockedDossier._fields)
    return select(*columns).where(_HERE, visible_as(role)).with_for_update()


@dataclass
class Act:
    """One act under way. Made by `act()` only."""

    session: Session
    actor: Actor
    now: datetime
    municipality_id: UUID
    keyring: Keyring
    _noted: list[Noted] = field(default_factory=list)

    def dossier(
        self, dossier_id: UUID, permission: str, *, version: int | None = None, closed_too: bool = False
    ) -> Dossier:
        """Load and lock a dossier for a permission.

        Raises NotYours (it is not there for this actor), NotAllowed, DossierClosedForWriting, LeftAlone, Conflict.
        """
        asked = asked_by(self.actor, dossier_id, tenant=self.municipality_id)
        found: Dossier | None = self.session.scalars(_to_lock(self.actor.role), asked).one_or_none()
        if found is None:
            raise NotYours
        self._check(found, permission, closed_too)
        if version is not None and found.version != version:
            raise Conflict
        return found

    def locked(self, dossier_id: UUID, permission: str) -> LockedDossier:
        """The same lock and the same checks, for an act that changes nothing in the row of the dossier itself.

        Raises NotYours (it is not there for this actor), NotAllowed, DossierClosedForWriting, LeftAlone.
        """
        asked = asked_by(self.actor, dossier_id, tenant=self.municipality_id)
        row = self.session.execute(_to_hold(self.actor.role), asked).one_or_none()
        if row is None:
            raise NotYours
        found = LockedDossier(*row)
        self._check(found, permission, closed_too=False)
        return found

    def _check(self, found: Dossier | LockedDossier, permission: str, closed_too: bool) -> None:
        if not may(self.actor, permission):
            raise NotAllowed
        if self.actor.is_supporter and not self._still_shared(found.id):
            raise NotYours
        if found.closed_at is not None and not closed_too:
            raise DossierClosedForWriting
        alone = is_left_alone(found.restricted_on, found.restriction_ends_on, local_date(self.now))
        if alone and not may_still(self.actor, permission):
            raise LeftAlone
        if found.without_name and permission in NEEDS_A_NAME:
            raise NeedsAName(FOR_WHO_BEGAN_WITHOUT_A_NAME if self.actor.is_client else None)

    def _still_shared(self, dossier_id: UUID) -> bool:
        """Whether a supporter has today, under the lock, all that the door let them in with."""
        asked = asked_by(self.actor, dossier_id, today=local_date(self.now))
        row = self.session.execute(_SHARED, asked).one_or_none()
        return row is not None and self.actor.parts <= set(row.parts) and self.actor.helps <= set(row.helps)

    def row(self, table: type[Row], row_id: UUID, dossier_id: UUID, *, version: int | None = None) -> Row:
        """Load a row of a dossier that is already locked. Raises NotYours, Conflict."""
        found = self.session.get(table, (self.municipality_id, row_id))
        if found is None or getattr(found, "dossier_id", None) != dossier_id:
            raise NotYours
        if version is not None and getattr(found, "version", version) != version:
            raise Conflict
        return found

    def only_row(self, table: type[Row], dossier_id: UUID, *, version: int) -> Row | None:
        """The one row that a dossier has of a table, at this version; None for none yet, which is version 0.

        Raises Conflict.
        """
        keyed: Any = table
        query = select(keyed).where(
            keyed.municipality_id == self.municipality_id, keyed.dossier_id == dossier_id
        )
        found: Any = self.session.scalars(query).first()
        if (found.version if found else 0) != version:
            raise Conflict
        row: Row | None = found
        return row

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
        self._noted.append(Noted(dossier_id, event, dict(detail) if detail else None, self.actor))

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
        if self._noted:
            append_events(self.session, self.keyring, self.municipality_id, self.now, self._noted)


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
    claim = {
        "municipality_id": municipality_id, "token": known_by, "location": form.location, "handled_at": now,
    }  # fmt: skip
    if session.execute(_claiming(session.get_bind().dialect.name), claim).first() is None:
        earlier = session.get(Submission, (municipality_id, known_by))
        raise AlreadyHandled(earlier.location if earlier else form.location)


@cache
def _claiming(dialect: str) -> Any:
    """Claim a form; built once for each dialect. Gives no row for a form that was claimed before."""
    to = (postgresql if dialect == "postgresql" else sqlite).insert(Submission.__table__)
    return to.on_conflict_do_nothing().returning(Submission.__table__.c.token)
