"""A square picture of an address that a telephone reads, as SVG without style or script."""

import segno
from markupsafe import Markup


def qr_picture(text: str) -> Markup:
    """Draw a QR code, dark on white with its quiet edge; it takes the width of what it stands in."""
    drawn = segno.make(text, error="m", micro=False)
    picture = drawn.svg_inline(dark="#000", light="#fff", border=4, omitsize=True, svgclass="qr__picture")
    # Paths only: nothing of the text stands in it.
    return Markup(picture)  # nosec B704
