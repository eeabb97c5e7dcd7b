"""What can be done with a statement: keep its proposals, choose, take them over in one act, throw them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.budget import rows
from schuldhulp.budget.tables import BudgetPost
from schuldhulp.budget.told import PostTold
from schuldhulp.crypto import keyring
from schuldhulp.dossier.events import StatementUsed
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.rows import announce_change
from schuldhulp.money import format_euro
from schuldhulp.refusals import Conflict, DossierClosedForWriting, NotAllowed, NotYours, Refused
from schuldhulp.statements.drafts import Draft, draft_text
from schuldhulp.statements.queries import waiting
from schuldhulp.statements.tables import BankStatement
from schuldhulp.unit_of_work import FormToken, act, open_write

SOURCE = "bankafschrift"


class NothingChosen(Refused):
    """Every proposal was left out."""

    sentence = (
        "Er is nog niets gekozen om in uw budget te zetten. Kies ten minste één regel, of gooi het weg."
    )


class StatementGone(Refused):
    """The draft was taken over, thrown away or older than a day."""

    sentence = "Dit afschrift staat niet meer klaar. Kies het bestand nog een keer."


@dataclass(frozen=True, kw_only=True)
class Adding:
    """A new line for the budget, and the step it belongs to."""

    told: PostTold
    step: str


@dataclass(frozen=True, kw_only=True)
class Changing:
    """A line that gets another amount; `version` is the one that the choice was made from."""

    post_id: UUID
    version: int
    told: PostTold


def keep_draft(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, draft: Draft, fingerprint: bytes
) -> UUID:
    """Keep what was recognised until it is taken over, for 24 hours and for this person only. Not an act.

    What the same person had under way makes room. Raises DossierClosedForWriting, NotAllowed.
    """
    _may_keep(actor, dossier)
    seen = draft.recognised
    open_write(session, dossier.municipality_id)
    session.execute(_own_waiting(actor, dossier))
    row = BankStatement(
        municipality_id=dossier.municipality_id, id=new_id(), dossier_id=dossier.id, person_id=actor.person_id,
        fingerprint=fingerprint, bank=", ".join(seen.banks)[:80], first_on=seen.first, last_on=seen.last,
        lines=seen.lines, read_by_role=str(actor.role), read_at=now,
    )  # fmt: skip
    keyring(session).seal(row, "draft_sealed", draft_text(draft))
    session.add(row)
    session.commit()
    return row.id


def choose(session: Session, actor: Actor, now: datetime, dossier: DossierView, draft: Draft) -> None:
    """Keep the choices of one page. Not an act. Raises StatementGone, DossierClosedForWriting, NotAllowed."""
    _may_keep(actor, dossier)
    open_write(session, dossier.municipality_id)
    row = session.scalars(waiting(actor, dossier.id, now)).first()
    if row is None:
        session.rollback()
        raise StatementGone
    keyring(session).seal(row, "draft_sealed", draft_text(draft))
    session.commit()


def throw_away(session: Session, actor: Actor, now: datetime, dossier: DossierView) -> None:
    """Forget what this person has under way. Not an act: nothing of it was in the dossier yet."""
    open_write(session, dossier.municipality_id)
    session.execute(_own_waiting(actor, dossier))
    session.commit()


def take_over(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, statement_id: UUID,
    added: Sequence[Adding], changed: Sequence[Changing], *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write the chosen lines in the budget and throw the proposals away, in one act.

    Raises NothingChosen, StatementGone, Conflict (somebody changed one of the lines meanwhile; nothing is written).
    """
    if not added and not changed:
        raise NothingChosen
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        row = session.scalars(
            waiting(actor, dossier.id, now).where(BankStatement.id == statement_id)
        ).one_or_none()
        if row is None:
            raise StatementGone
        for line in added:
            rows.add_post(doing, dossier.id, line.told, line.step, source=SOURCE, together=True)
        for change in changed:
            try:
                post = doing.row(BudgetPost, change.post_id, dossier.id, version=change.version)
            except NotYours:
                raise Conflict from None
            rows.change_post(doing, post, change.told, source=SOURCE, together=True)
        row.draft_sealed, row.used_at = None, now
        doing.record(
            StatementUsed(
                bank=row.bank, first_on=row.first_on, last_on=row.last_on, lines=row.lines, added=len(added),
                changed=len(changed),
            ),
            dossier.id, {"note": _listed([*added, *changed])},
        )  # fmt: skip
        count = len(added) + len(changed)
        announce_change(
            doing, dossier.id,
            f"{count} {'regel' if count == 1 else 'regels'} in uw budget, uit een bankafschrift van {row.bank}.",
        )  # fmt: skip


def _listed(taken: Sequence[Adding | Changing]) -> str:
    """The lines that were taken over, in one text."""
    return " · ".join(
        f"{each.told.name} {format_euro(each.told.cents)} {each.told.period.label}" for each in taken
    )


def _may_keep(actor: Actor, dossier: DossierView) -> None:
    if not may(actor, "budget:change"):
        raise NotAllowed
    if dossier.closed:
        raise DossierClosedForWriting


def _own_waiting(actor: Actor, dossier: DossierView):  # type: ignore[no-untyped-def]
    return delete(BankStatement).where(
        BankStatement.municipality_id == dossier.municipality_id, BankStatement.dossier_id == dossier.id,
        BankStatement.person_id == actor.person_id, BankStatement.used_at.is_(None),
    )  # fmt: skip
