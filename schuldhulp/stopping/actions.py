"""What a client can do about stopping: withdraw, and go on after all."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.closing import COMES_BACK, COMPLETED, ClosingReason
from schuldhulp.dossier.events import DossierReopened, DossierWithdrawn
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Threat
from schuldhulp.phases.queries import case_facts
from schuldhulp.phases.rows import close_row, reopen_row
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class ClosedByUs(Refused):
    """The dossier ended in another way than by the client stopping."""

    sentence = "Dit dossier is afgerond. Meld u opnieuw aan, of bel ons. Wij helpen u graag weer."


def withdraw(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, words: str = "", *,
    form: FormToken | None = None,
) -> bool:  # fmt: skip
    """Stop. Tells whether the dossier closed at once.

    It does where the law asks no *besluit* first (before the eerste gesprek, or when the talk says so) and nothing
    threatens. Otherwise it stays open, and staff answer in time.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "dossier:withdraw")
        facts = case_facts(session, actor, dossier.id)
        place = dossier.municipality
        due = reply_due(now, place.levels, place.opening)
        detail = {"note": words.strip()} if words.strip() else None
        doing.record(DossierWithdrawn(phase=row.phase, reply_due_at=due), row.id, detail)
        if _threatened(doing, row.id):
            return False
        reason = (
            ClosingReason.WITHDRAWN_FIRST_TALK if facts.client_does_not_continue else ClosingReason.WITHDRAWN
        )
        try:
            close_row(doing, row, reason, facts)
        except Refused:
            return False
    return True


def go_on(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> None:
    """Come back after stopping: the dossier opens where it was, and the legal clock of the first talk starts anew.

    Raises ClosedByUs when it ended for another reason.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "dossier:withdraw", closed_too=True)
        place = dossier.municipality
        due = reply_due(now, place.levels, place.opening)
        if row.closed_at is None:
            row.version += 1
            happened = DossierReopened(
                phase=row.phase, first_talk_due=row.first_talk_due if row.first_talk_on is None else None
            )
        elif row.closing_reason in COMES_BACK | COMPLETED:
            happened = reopen_row(doing, row, place, case_facts(session, actor, dossier.id), by_client=True)
        else:
            raise ClosedByUs
        doing.record(replace(happened, reply_due_at=due), row.id)


def _threatened(doing: Act, dossier_id: UUID) -> bool:
    query = select(Threat.id).where(
        Threat.municipality_id == doing.municipality_id,
        Threat.dossier_id == dossier_id,
        Threat.resolved_at.is_(None),
    )
    return doing.session.scalars(query).first() is not None
