"""The sign-in services somebody comes in by: link one, or take the link away."""

from uuid import UUID

from flask import abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.openid.actions import unlink
from schuldhulp.openid.kinds import Kind
from schuldhulp.openid.queries import kinds_in, links_of
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_signed_in, freshly_signed_in, session, signed_in
from schuldhulp.web.openid import Turned, ask, back_with, provider_or_404

Page = str | Response


def kinds_for(place: MunicipalityView | None) -> tuple[Kind, ...]:
    """The services for whoever is signed in, in the role they have on: those for staff, or those for residents."""
    who = current_signed_in()
    if place is None or who.actor is None or who.handle is not None:
        return ()
    staff = who.actor.membership_id is not None
    return tuple(kind for kind in kinds_in(list(place.sign_in_kinds)) if kind.is_staff == staff)


@blueprint.get("/account/inlogdiensten")
@signed_in
def sign_in_services() -> Page:
    """Which services there are for somebody, and which they are linked with."""
    place = g.municipality
    kinds = kinds_for(place)
    if not kinds:
        return redirect(url_for("account.account"), 303)
    links = links_of(session(), place.id, current_signed_in().person_id)
    session().close()
    return render_template(
        "account/sign_in_services.html", kinds=kinds, links=links, place=place, form=PageForm()
    )


@blueprint.post("/account/inlogdiensten/<dienst>/koppelen")
@freshly_signed_in
def link_service(dienst: str) -> Page:
    """Lead to a service, to link whoever comes back from it with this account."""
    place = g.municipality
    if dienst not in kinds_for(place):
        abort(404)
    provider = provider_or_404(place, dienst)
    if not PageForm().validate_on_submit():
        return redirect(url_for("account.sign_in_services"), 303)
    try:
        return ask(place, provider, "link", person_id=current_signed_in().person_id)
    except Turned as turned:
        return back_with("account.sign_in_services", turned.notice)


@blueprint.post("/account/inlogdiensten/<uuid:link_id>/weg")
@freshly_signed_in
def unlink_service(link_id: UUID) -> Page:
    """Take a link away; what began at that service ends."""
    place, who = g.municipality, current_signed_in()
    if place is None:
        abort(404)
    session().close()
    if PageForm().validate_on_submit():
        unlink(session(), g.now, place.id, who.person_id, link_id)
    return back_with("account.sign_in_services", "ontkoppeld")
