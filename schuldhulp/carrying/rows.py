"""Parting a dossier: what stays is sealed under another key, the rest is erased; inside the act that is under way."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, select, update

from schuldhulp.base import Base
from schuldhulp.carrying.parts import Part, stays
from schuldhulp.debts.tables import MandateCreditor
from schuldhulp.dossier.chain.rows import TOMBSTONE
from schuldhulp.dossier.tables import Dossier, DossierKey, Event, SearchToken
from schuldhulp.unit_of_work import Act

# Never read row by row: the chains, of which only the sealed details go, and rows without an id of their own.
_APART = frozenset({"access_entry", "dossier_key", "event", "inbox_row", "last_visit", "search_token"})


def part_dossier(doing: Act, dossier: Dossier, chosen: frozenset[Part]) -> list[str]:
    """Keep the chosen parts of a dossier and erase the others. Gives the names of files that nothing points at now.

    What stays is sealed under a new key and the old one is gone, so that nothing of the rest opens ever again. Of the
    earlier events, which hold amounts and words of every part, only their place in the chain stays.
    """
    doing.session.flush()
    kept, gone, files = _sorted(doing, dossier, chosen)
    _unlink(kept, gone)
    doing.session.execute(
        delete(MandateCreditor).where(
            MandateCreditor.municipality_id == doing.municipality_id, MandateCreditor.mandate_id.in_(gone)
        )
    )
    again = doing.keyring.renew_dossier_key(
        doing.session.get_one(DossierKey, (doing.municipality_id, dossier.id))
    )
    for row in [dossier, *kept]:
        for column in [c.key for c in inspect(type(row)).columns]:
            if column.endswith("_sealed"):
                again(row, column)
    here = {"municipality_id": doing.municipality_id, "dossier_id": dossier.id}
    emptied: dict[str, Any] = {
        "kind": TOMBSTONE, "envelope": {}, "detail_sealed": None, "person_id": None, "acting_for": None,
    }  # fmt: skip
    doing.session.execute(update(Event).filter_by(**here).values(emptied))
    doing.session.execute(delete(SearchToken).filter_by(**here))
    doing.session.flush()
    return files


def _sorted(doing: Act, dossier: Dossier, chosen: frozenset[Part]) -> tuple[list[Any], set[UUID], list[str]]:
    """Erase the rows that do not stay. Gives those that do, the ids of those that went, and their stored files."""
    kept: list[Any] = []
    gone: set[UUID] = set()
    files: list[str] = []
    for mapper in Base.registry.mappers:
        table: Any = mapper.class_
        name = table.__tablename__
        if "dossier_id" not in mapper.columns or name in _APART:
            continue
        query = select(table).where(
            table.municipality_id == doing.municipality_id, table.dossier_id == dossier.id
        )
        for row in doing.session.scalars(query):
            if stays(name, row, chosen):
                kept.append(row)
                continue
            gone.add(row.id)
            files += [row.stored_as] if name == "paper_file" and row.stored_as else []
            doing.session.delete(row)
    return kept, gone, files


def _unlink(kept: list[Any], gone: set[UUID]) -> None:
    """Let nothing that stays point at what went."""
    for row in kept:
        if getattr(row, "about_id", None) in gone:
            row.about = row.about_id = None
