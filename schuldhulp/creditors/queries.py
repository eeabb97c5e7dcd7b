"""What can be read of a municipality's own creditors."""

from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.creditors.book import Book, OwnEntry
from schuldhulp.creditors.tables import CreditorMerge, LocalCreditor
from schuldhulp.dossier.visibility import read_rows

_OWN, _MERGED = LocalCreditor.__table__.c, CreditorMerge.__table__.c
_ENTRIES = (
    select(
        _OWN.id, _OWN.name, _OWN.kind, _OWN.aliases, _OWN.added_at, _MERGED.into_register, _MERGED.into_local,
    )
    .join_from(
        LocalCreditor.__table__, CreditorMerge.__table__,
        and_(_MERGED.municipality_id == _OWN.municipality_id, _MERGED.creditor_id == _OWN.id,
             _MERGED.undone_at.is_(None)),
        isouter=True,
    )
    .where(_OWN.municipality_id == bindparam("municipality_id"))
    .order_by(_OWN.added_at, _OWN.id)
)  # fmt: skip


def book_of(session: Session, actor: Actor) -> Book:
    """The register with the own entries of the actor's municipality, in the order in which they were added."""
    return read_book(session, actor.own_municipality)


def read_book(session: Session, municipality_id: UUID) -> Book:
    """The same for one municipality."""
    return Book.of(
        [
            OwnEntry(id=row.id, name=row.name, kind=row.kind, aliases=tuple(row.aliases), added_at=row.added_at,
                     into=row.into_register or (str(row.into_local) if row.into_local else None))
            for row in read_rows(session, _ENTRIES, {"municipality_id": municipality_id})
        ]
    )  # fmt: skip
