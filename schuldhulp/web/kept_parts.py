"""A part of a page that shows a dossier and nothing of who looks or when: rendered once for the same values."""

from typing import Any

from flask import get_template_attribute
from markupsafe import Markup

from schuldhulp.crypto.opened import following
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.guard import session


def part(template: str, macro: str, dossier: DossierView, *shown: Any) -> Markup:
    """What a macro makes of these values, which are everything that it shows; kept as decision 0008 says.

    A macro that shows a moment near now, a token or what only this reader may see does not belong here.
    """

    def rendered() -> Markup:
        return Markup(get_template_attribute(template, macro)(*shown))  # nosec B704: a macro escapes by itself

    return following(session(), dossier.municipality_id, dossier.id, f"{template} {macro}", shown, rendered)
