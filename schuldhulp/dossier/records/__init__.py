"""One frozen record per step: its values are the typed answer, an `Open`, or None."""

from schuldhulp.dossier.records.answers import YesNo, asked_fields, is_empty, unanswered
from schuldhulp.dossier.records.codec import VERSION, UnreadableRecord, from_json, to_json

__all__ = [
    "VERSION", "UnreadableRecord", "YesNo", "asked_fields", "from_json", "is_empty", "to_json",
    "unanswered",
]  # fmt: skip
