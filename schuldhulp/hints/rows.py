"""Row functions of marks at a message."""

from collections.abc import Sequence
from uuid import UUID

from schuldhulp.hints.tables import MessagePart
from schuldhulp.unit_of_work import Act


def finish_parts(doing: Act, dossier_id: UUID, part_ids: Sequence[UUID]) -> None:
    """Tick off marked parts of this dossier; one that was ticked off before stays as it is. Raises NotYours."""
    for part_id in dict.fromkeys(part_ids):
        part = doing.row(MessagePart, part_id, dossier_id)
        part.done_at = part.done_at or doing.now
