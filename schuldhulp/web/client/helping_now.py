"""Whom to call when it cannot wait, on every page of the client."""

from flask import render_template

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import door


@blueprint.get("/mijn/hulp-nu")
@door("dossier:read", dossier="own", part="hulp-nu")
def help_now(dossier: DossierView) -> str:
    """The numbers, with the municipality's own."""
    return render_template("client/help_now.html", place=dossier.municipality)
