"""What the platform watches for in the client's dossier, on one page."""

from flask import render_template

from schuldhulp.dossier.queries import DossierView
from schuldhulp.watch.rules import read_alarm
from schuldhulp.watch.told import told_to_client
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import door, session


@blueprint.get("/mijn/opletten")
@door("dossier:read", dossier="own")
def watched(dossier: DossierView) -> str:
    """Tell which rules raise a sign, who hears it, and what happens then."""
    session().close()
    town = dossier.municipality
    return render_template(
        "client/watched.html",
        dossier=dossier,
        rules=told_to_client(town.levels, read_alarm(town.alarm_settings)),
    )
