"""Row functions of reaching somebody: a change of contact data cools, and can be taken back as long as it does."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select

from schuldhulp.dossier.records import to_json
from schuldhulp.dossier.records.situation import Reach
from schuldhulp.reach.cooling import COOLING, What, only_safer
from schuldhulp.reach.tables import ContactChange
from schuldhulp.unit_of_work import Act


def let_cool(doing: Act, dossier_id: UUID, what: What, before: str) -> ContactChange | None:
    """Keep what counted until now: it goes on counting for 48 hours. Where nothing stood there is nothing to keep."""
    if not before.strip():
        return None
    row = doing.new_row(
        ContactChange, dossier_id, what=what.value, changed_at=doing.now, counts_from=doing.now + COOLING,
        changed_by_role=str(doing.actor.role),
    )  # fmt: skip
    doing.keyring.seal(row, "before_sealed", before)
    return row


def let_wishes_cool(doing: Act, dossier_id: UUID, before: Any, after: Any) -> None:
    """The same for the answers of 'bereiken': what makes somebody safer counts at once and needs no row."""
    if isinstance(before, Reach) and isinstance(after, Reach) and not only_safer(before, after):
        let_cool(doing, dossier_id, What.WISHES, json.dumps(to_json(before), ensure_ascii=False))


def take_back(doing: Act, dossier_id: UUID, what: What) -> str | None:
    """End what cools of one kind, and give what counted before it; None when nothing cools any more."""
    query = select(ContactChange).where(
        ContactChange.municipality_id == doing.municipality_id, ContactChange.dossier_id == dossier_id,
        ContactChange.what == what.value, ContactChange.undone_at.is_(None), ContactChange.counts_from > doing.now,
    )  # fmt: skip
    rows = doing.session.scalars(query.order_by(ContactChange.changed_at, ContactChange.id)).all()
    for row in rows:
        row.undone_at = doing.now
    return doing.keyring.open(rows[0], "before_sealed") if rows else None
