"""What can be read of the letters of a dossier."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.shown import Figure, thawed
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.debts.owed import StoredDebt
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Identity
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.letters.loader import letter_templates
from schuldhulp.letters.tables import Letter
from schuldhulp.letters.template import LetterTemplate
from schuldhulp.letters.written import LetterFacts, Written
from schuldhulp.money import format_euro
from schuldhulp.reach.cooling import What, counting
from schuldhulp.reach.queries import cooling_of
from schuldhulp.refusals import NotYours


@dataclass(frozen=True, kw_only=True)
class LetterView:
    """A letter of a dossier."""

    id: UUID
    version: int
    number: int
    template: LetterTemplate
    debt_id: UUID | None
    written: Written
    written_at: datetime
    written_by_role: str
    sent_on: date | None
    answer_due_on: date | None
    answered_on: date | None
    answer: str
    annex: tuple[Figure, ...] = ()

    def reference(self, kenmerk: str) -> str:
        """The own reference a creditor is asked to name: the number of the dossier and of the letter."""
        return f"{kenmerk}/{self.number}"

    def late(self, today: date) -> bool:
        """Whether the day of the answer has passed without one."""
        return self.answered_on is None and self.answer_due_on is not None and self.answer_due_on < today


def letters_of(session: Session, actor: Actor, dossier_id: UUID) -> list[LetterView]:
    """The letters of a dossier, newest first, without the removed ones."""
    query = rows_of(Letter, actor, dossier_id).where(Letter.removed_at.is_(None))
    ring = keyring(session)
    return [_view(ring, row) for row in session.scalars(query.order_by(Letter.number.desc()))]


def find_letter(session: Session, actor: Actor, dossier_id: UUID, letter_id: UUID) -> LetterView:
    """One letter. Raises NotYours."""
    query = rows_of(Letter, actor, dossier_id).where(Letter.id == letter_id, Letter.removed_at.is_(None))
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotYours
    return _view(keyring(session), row)


def _view(ring: Keyring, row: Letter) -> LetterView:
    written = Written(
        recipient=ring.open(row, "recipient_sealed") or "", sender=ring.open(row, "sender_sealed") or "",
        subject=ring.open(row, "subject_sealed") or "", body=ring.open(row, "body_sealed") or "",
        consulted=row.consulted,
    )  # fmt: skip
    return LetterView(
        id=row.id, version=row.version, number=row.number, template=letter_templates()[row.template],
        debt_id=row.debt_id, written=written, written_at=row.written_at, written_by_role=row.written_by_role,
        sent_on=row.sent_on, answer_due_on=row.answer_due_on, answered_on=row.answered_on,
        answer=ring.open(row, "answer_sealed") or "",
        annex=thawed(json.loads(ring.open(row, "annex_sealed") or "[]")),
    )  # fmt: skip


def facts_for(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, debt: StoredDebt | None
) -> LetterFacts:
    """What the dossier knows for a letter about a debt (or about none); of an address the one that counts now."""
    identity = session.scalars(rows_of(Identity, actor, dossier.id)).one_or_none()
    ring = keyring(session)
    name = ring.open(identity, "legal_name_sealed") if identity else None
    typed = ring.open(identity, "address_sealed") if identity else None
    cooling = cooling_of(session, dossier.municipality_id, dossier.id, now) if typed else ()
    address = counting(typed or "", cooling, What.ADDRESS)
    told = debt.told if debt else None
    cents = debt.confirmed_cents or debt.told.claimed_cents if debt else None
    place = dossier.municipality
    return LetterFacts(
        creditor=told.creditor if told else "",
        recipient=(told.collector or told.creditor) if told else "",
        reference=told.reference if told else "",
        amount=format_euro(cents) if cents is not None else "",
        client=name or dossier.called, client_address=address,
        municipality=place.name, municipality_address=place.post_address, kenmerk=dossier.kenmerk,
    )  # fmt: skip


def unanswered(session: Session, municipality_id: UUID, today: date) -> list[UUID]:
    """The letters whose answer did not come in time and of which nothing was said yet; at most 200, oldest first."""
    query = (
        select(Letter.id)
        .where(Letter.municipality_id == municipality_id, Letter.answer_due_on < today)
        .where(Letter.told_late_at.is_(None), Letter.answered_on.is_(None), Letter.removed_at.is_(None))
        .order_by(Letter.answer_due_on, Letter.id)
        .limit(200)
    )
    return list(session.scalars(query))
