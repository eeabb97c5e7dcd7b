"""Where a value stands. The place is part of the seal, so a value cannot be moved to another row or municipality."""

from typing import Any
from uuid import UUID

_DOSSIER_ROW = "dossier"
_BY_TOKEN = frozenset({"login_session", "sign_in_challenge"})


def place_of(municipality_id: UUID | None, table: str, column: str, row_id: UUID | bytes) -> bytes:
    """The associated data of one column of one row; None for the municipality is the platform."""
    row = row_id if isinstance(row_id, bytes) else row_id.bytes
    tenant = municipality_id.bytes if municipality_id else b"platform"
    return b"\x00".join([tenant, table.encode(), column.encode(), row])


def keys_of(row: Any) -> tuple[UUID | None, UUID | None, UUID | bytes]:
    """Municipality, dossier and row under whose keys a row's values are sealed; the first two may be None."""
    municipality_id = getattr(row, "municipality_id", None)
    if row.__tablename__ == _DOSSIER_ROW:
        return municipality_id, row.id, row.id
    dossier_id = getattr(row, "dossier_id", None)
    if row.__tablename__ in _BY_TOKEN:
        return None, None, row.token_hash
    if row.__tablename__ == "outbox_mail":
        return None, None, row.id
    return municipality_id, dossier_id, row.id
