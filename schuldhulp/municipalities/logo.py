"""A municipality's logo: made small enough for a header and a letter, from a picture that was judged safe. Pure."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image

MAX_SIZE = (480, 160)  # twice what a page shows, for a sharp screen


@dataclass(frozen=True, slots=True)
class Logo:
    """What a page has to know of a logo: `digest` names it in its address, `alt` are its words; size in points."""

    digest: str
    alt: str
    width: int
    height: int

    def stored(self) -> dict[str, Any]:
        """As it is kept beside the colours."""
        return asdict(self)


def read_logo(theme: Mapping[str, Any]) -> Logo | None:
    """The logo that stands beside the colours, or None."""
    found = theme.get("logo")
    return Logo(**found) if isinstance(found, Mapping) else None


def make_logo(picture: bytes, alt: str) -> tuple[Logo, bytes]:
    """Fit a picture (PNG or JPEG that was drawn again) in a logo; gives its facts and its PNG."""
    with Image.open(io.BytesIO(picture), formats=["PNG", "JPEG"]) as opened:
        small = opened.convert("RGBA")
    small.thumbnail(MAX_SIZE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    image = out.getvalue()
    return Logo(hashlib.sha256(image).hexdigest()[:24], alt, *small.size), image
