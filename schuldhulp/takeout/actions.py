"""Noting that the client took everything along: it stands in the history, as everything that leaves the house."""

from datetime import datetime

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.events import TakenOut
from schuldhulp.dossier.queries import DossierView
from schuldhulp.unit_of_work import FormToken, act


def note_taken_out(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    files: int,
    *,
    form: FormToken | None = None,
) -> None:
    """Note it, also in a dossier that was closed. Nothing of what goes along is kept by us."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "dossier:take_out", closed_too=True)
        doing.record(TakenOut(files=files), dossier.id)
