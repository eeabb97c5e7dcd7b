"""A text that can be pasted in a field or chosen as a file."""

from typing import Any

from flask import request


def take_upload(field: Any, longest: int) -> None:
    """Put the text of a chosen file in the field, as if it was pasted; what is no text leaves it empty."""
    upload = request.files.get("bestand")
    if upload is None or not upload.filename:
        return
    try:
        text = upload.stream.read(longest + 1).decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    field.data, field.raw_data = text or None, [text]
