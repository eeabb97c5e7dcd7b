"""What stands open of signs of a crisis, and what the client's screen offers right after sending."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crisis.signs import DANGER, Sign, read_stored
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import visible_to

JUST_SENT = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class SignalView:
    """A signal that is not over, with its signs opened."""

    id: UUID
    message_id: UUID | None
    place: str
    raised_at: datetime
    looked_at: datetime | None
    signs: tuple[Sign, ...]

    @property
    def kind(self) -> str:
        """The gravest kind in it."""
        return min((sign.kind for sign in self.signs), key=DANGER.index)


def open_signals(session: Session, actor: Actor, dossier_id: UUID) -> tuple[SignalView, ...]:
    """The signals of a dossier that are not over, oldest first."""
    query = (
        select(CrisisSignal)
        .join(
            Dossier,
            and_(Dossier.municipality_id == CrisisSignal.municipality_id, Dossier.id == CrisisSignal.dossier_id),
        )
        .where(
            visible_to(actor), CrisisSignal.municipality_id == actor.municipality_id,
            CrisisSignal.dossier_id == dossier_id, CrisisSignal.ended_at.is_(None),
        )
        .order_by(CrisisSignal.raised_at, CrisisSignal.id)
    )  # fmt: skip
    ring = keyring(session)
    return tuple(
        SignalView(
            id=row.id, message_id=row.message_id, place=row.place, raised_at=row.raised_at,
            looked_at=row.looked_at,
            signs=read_stored(json.loads(ring.open(row, "signs_sealed") or "[]")),
        )
        for row in session.scalars(query)
    )  # fmt: skip


def just_told(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> frozenset[str]:
    """The kinds of danger in what was sent a moment ago, for the numbers on the sender's own screen."""
    return frozenset(
        sign.kind
        for signal in open_signals(session, actor, dossier_id)
        if now - signal.raised_at <= JUST_SENT
        for sign in signal.signs
    )
