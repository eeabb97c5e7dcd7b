"""Looking at a sign of a crisis: somebody of staff reads the message and says what it is, and later that it is over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.events import CrisisLooked
from schuldhulp.dossier.queries import DossierView
from schuldhulp.unit_of_work import Act, FormToken, act


def look_at_signals(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, signal_ids: tuple[UUID, ...], *,
    found_crisis: bool, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say 'I read this': it is a crisis and I act, or it is none.

    None ends it and lets every text through again; a crisis stays open, with texts for a crisis only, until
    `end_crisis`. Raises NotYours.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "crisis:look")
        for signal_id in signal_ids:
            row = doing.row(CrisisSignal, signal_id, dossier.id)
            if row.looked_at is not None:
                continue
            row.looked_at, row.looked_by, row.found_crisis = now, actor.person_id, found_crisis
            row.ended_at = None if found_crisis else now
            doing.session.flush()
            doing.record(CrisisLooked(signal_id=row.id, still_unseen=_unseen(doing, dossier.id)), dossier.id)


def end_crisis(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> None:
    """Say that what was read as a crisis is over: every text may be used again. Unread signs stay."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "crisis:look")
        query = select(CrisisSignal).where(
            CrisisSignal.municipality_id == doing.municipality_id, CrisisSignal.dossier_id == dossier.id,
            CrisisSignal.looked_at.is_not(None), CrisisSignal.ended_at.is_(None),
        )  # fmt: skip
        for row in doing.session.scalars(query):
            row.ended_at = now


def _unseen(doing: Act, dossier_id: UUID) -> bool:
    query = select(CrisisSignal.id).where(
        CrisisSignal.municipality_id == doing.municipality_id, CrisisSignal.dossier_id == dossier_id,
        CrisisSignal.looked_at.is_(None),
    )  # fmt: skip
    return doing.session.scalars(query.limit(1)).first() is not None
