"""Whose paper it is: the municipality with its colour, logo and ways of contact."""

import base64
from collections.abc import Iterable

from schuldhulp.budget.document import Sender
from schuldhulp.municipalities.colours import theme_of
from schuldhulp.municipalities.queries import MunicipalityView, logo_image
from schuldhulp.web.guard import session


def sender_of(municipality: MunicipalityView, lines: Iterable[str] = ()) -> Sender:
    """The sender of a paper; `lines` stand in the place of telephone and opening hours. The read is closed."""
    own = tuple(lines) or (municipality.phone, municipality.opening_hours_text)
    logo = municipality.logo
    image = logo_image(session(), municipality.id) if logo else None
    session().close()
    return Sender(
        municipality.name, theme_of(municipality.theme).main, tuple(line for line in own if line),
        f"data:image/png;base64,{base64.b64encode(image).decode()}" if image else "",
        logo.alt if logo else "",
    )  # fmt: skip
