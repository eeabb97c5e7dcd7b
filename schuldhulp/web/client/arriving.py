"""The page after registering: it is in, by when an answer comes, and what happens now."""

from flask import render_template

from schuldhulp.accounts.addresses.queries import address_to_confirm
from schuldhulp.crisis.queries import just_told
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session


@blueprint.get("/mijn/aangemeld")
@door("dossier:read", dossier="own", part="aangemeld")
def registered(dossier: DossierView) -> str:
    """Acknowledge a registration with its number and the moment of the answer."""
    who = current_signed_in()
    address = None if who.email_verified else address_to_confirm(session(), who.person_id)
    kinds = just_told(session(), current_actor(), dossier.id, now())
    session().close()
    return render_template(
        "client/registered.html", dossier=dossier, address=address, kinds=kinds, place=dossier.municipality
    )
