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
    merged, own = CreditorMerge, LocalCreditor
    rows = session.execute(
        select(own, merged.into_register, merged.into_local)
        .outerjoin(
            merged,
            (merged.municipality_id == own.municipality_id)
            & (merged.creditor_id == own.id)
            & merged.undone_at.is_(None),
        )
        .where(own.municipality_id == municipality_id)
        .order_by(own.added_at, own.id)
    )
    return Book.of(
        [
            OwnEntry(id=row.id, name=row.name, kind=row.kind, aliases=tuple(row.aliases), added_at=row.added_at,
                     into=register_id or (str(local_id) if local_id else None))
            for row, register_id, local_id in rows
        ]
    )  # fmt: skip
