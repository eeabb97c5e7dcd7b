"""Signing in at a service outside: the municipality's own for staff, DigiD and the like for clients."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts.links.rows import LinkUsed
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.openid import actions
from schuldhulp.openid.kinds import Provider
from schuldhulp.openid.queries import kinds_in, known_as, links_of, places, subject_token
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.web.forms import PageForm
from schuldhulp.web.going_on import go_on
from schuldhulp.web.guard import current_signed_in, now, public, safe_next, session
from schuldhulp.web.openid import Came, Turned, ask, back_with, came_back, provider_or_404
from schuldhulp.web.public import newcomers
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.coming_in import at_the_door, through_provider
from schuldhulp.web.public.fronts import find_or_404
from schuldhulp.web.sessions import with_session_cookie

Page = str | Response | tuple[str, int]


@blueprint.get("/inloggen/gemeente")
@public
def sign_in_at_municipality() -> Page:
    """Choose the municipality to come in through."""
    listed = places(session())
    session().close()
    if not listed:
        return redirect(url_for("public.sign_in"), 303)
    return render_template("public/sign_in_at_municipality.html", places=listed)


@blueprint.get("/g/<gemeente>/inloggen")
@public
def sign_in_here(gemeente: str) -> Page:
    """The ways to come in that a municipality has besides a password."""
    place = find_or_404(gemeente)
    if not place.sign_in_kinds:
        return redirect(url_for("public.sign_in"), 303)
    return render_template(
        "public/sign_in_here.html", place=place, kinds=kinds_in(list(place.sign_in_kinds)), form=PageForm(),
        going_to=safe_next(request.args.get("verder")),
    )  # fmt: skip


@blueprint.post("/g/<gemeente>/inloggen/<dienst>")
@public
def go_to_provider(gemeente: str, dienst: str) -> Page:
    """Lead to a service, to come in or to take up an invitation."""
    place = find_or_404(gemeente)
    provider = provider_or_404(place, dienst)
    invitation = request.form.get("uitnodiging", "") if provider.kind.is_staff else ""
    if not PageForm().validate_on_submit():
        return redirect(url_for("public.sign_in_here", gemeente=gemeente), 303)
    try:
        if invitation:
            return ask(place, provider, "invite", invitation=invitation[:100])
        return ask(place, provider, "in", going_to=safe_next(request.form.get("verder")))
    except Turned as turned:
        return at_the_door(provider, turned.notice)


@blueprint.get("/g/<gemeente>/inloggen/<dienst>/terug")
@public
def back_from_provider(gemeente: str, dienst: str) -> Page:
    """Take the answer of a service, once, and do what it was asked for."""
    place = find_or_404(gemeente)
    provider = provider_or_404(place, dienst)
    try:
        came = came_back(place, provider)
        token = subject_token(session(), provider, came.shown.subject)
        session().close()
        return _DO[came.purpose](place, came, token)
    except Turned as turned:
        return _turned(provider, turned)


def _turned(provider: Provider, turned: Turned) -> Response:
    if turned.purpose == "link":
        return back_with("account.sign_in_services", turned.notice)
    if turned.purpose == "prove":
        kept = {name: turned.kept[name] for name in ("verder", "actie") if turned.kept.get(name)}
        return back_with("account.prove_again", turned.notice, **kept)
    return at_the_door(provider, turned.notice)


def _come_in(place: MunicipalityView, came: Came, token: bytes) -> Response:
    person_id = known_as(session(), came.provider, token)
    session().close()
    if person_id is not None:
        return through_provider(
            came.provider, token, person_id, came.shown, safe_next(came.kept.get("going_to"))
        )
    if came.provider.kind.is_staff:
        return at_the_door(came.provider, "niet-gekoppeld")
    newcomers.keep(place, came.provider, token)
    there = url_for("public.newcomer", gemeente=place.slug, dienst=came.provider.kind.value)
    return redirect(there, 303)


def _take_up(place: MunicipalityView, came: Came, token: bytes) -> Response:
    try:
        person_id = actions.accept_invitation(session(), now(), came.provider, token, came.kept["invitation"])
    except (LinkUsed, NotYours):
        return at_the_door(came.provider, "uitnodiging-weg")
    except Refused:
        return at_the_door(came.provider, "ander-account")
    return through_provider(came.provider, token, person_id, came.shown, None)


def _link(place: MunicipalityView, came: Came, token: bytes) -> Response:
    person_id = current_signed_in().person_id  # a question to link or prove is answered to its asker only
    try:
        actions.link(session(), now(), came.provider, token, person_id)
    except Refused:
        return back_with("account.sign_in_services", "ander-account")
    return back_with("account.sign_in_services", "gekoppeld")


def _prove(place: MunicipalityView, came: Came, token: bytes) -> Response:
    who = current_signed_in()
    person_id, via = who.person_id, who.via
    mine = known_as(session(), came.provider, token) == person_id
    linked = came.provider.kind in links_of(session(), place.id, person_id)
    session().close()
    if (
        not (mine and linked)
        or via is None
        or (via.municipality_id, via.kind) != (place.id, came.provider.kind)
    ):
        raise Turned("dienst-ander", "prove", came.kept)
    made = actions.prove(session(), now(), came.provider, token, who.token_hash)
    going_to = safe_next(came.kept.get("verder")) or "/"
    return with_session_cookie(go_on(going_to, safe_next(came.kept.get("actie"))), made)


_DO = {"in": _come_in, "invite": _take_up, "link": _link, "prove": _prove}


@blueprint.get("/g/<gemeente>/inloggen/<dienst>/nieuw")
@public
def newcomer(gemeente: str, dienst: str) -> Page:
    """For a client whom the service knows and we do not: link the dossier they have, or register."""
    place = find_or_404(gemeente)
    provider = provider_or_404(place, dienst)
    if provider.kind.is_staff or not newcomers.is_kept():
        return redirect(url_for("public.sign_in_here", gemeente=gemeente), 303)
    return render_template("public/newcomer.html", place=place, provider=provider)
