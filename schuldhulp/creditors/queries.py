"""What can be read of a municipality's own creditors."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.creditors.book import Book, OwnEntry
from schuldhulp.creditors.tables import CreditorMerge, LocalCreditor


def book_of(session: Session, actor: Actor) -> Book:
    """The register with the own entries of the actor's municipality, in the order in which they were added."""
    return read_book(session, actor.own_municipality)


def read_book(session: Session, municipality_id: UUID) -> Book:
    """The same for one municipality."""
    merges = {
        row.creditor_id: row.into_register or str(row.into_local)
        for row in session.scalars(
            select(CreditorMerge).where(
                CreditorMerge.municipality_id == municipality_id, CreditorMerge.undone_at.is_(None)
            )
        )
    }
    rows = session.scalars(
        select(LocalCreditor)
        .where(LocalCreditor.municipality_id == municipality_id)
        .order_by(LocalCreditor.added_at, LocalCreditor.id)
    )
    return Book.of(
        [
            OwnEntry(id=row.id, name=row.name, kind=row.kind, aliases=tuple(row.aliases), added_at=row.added_at,
                     into=merges.get(row.id))
            for row in rows
        ]
    )  # fmt: skip
