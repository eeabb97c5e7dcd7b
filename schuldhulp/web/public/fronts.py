"""The front pages: choosing a municipality, the municipality's own, and its colours as a stylesheet."""

from flask import abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import say_moment
from schuldhulp.chat_hour.queries import attending, hours_of
from schuldhulp.chat_hour.rules import State
from schuldhulp.dossier.clocks import past_online_due
from schuldhulp.municipalities import queries
from schuldhulp.municipalities.colours import theme_of
from schuldhulp.tenancy import within
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.headers import FILE_POLICY
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.sessions import home_of
from schuldhulp.web.who_fields import ANY_POSTCODE, postcode_digits


def find_or_404(gemeente: str) -> queries.MunicipalityView:
    """The municipality of an address, for the page and its layout; else the page is not there."""
    found = queries.find_municipality(session(), gemeente)
    session().close()
    if found is None:
        abort(404)
    g.municipality = found
    return found


def unchanged_or(page: str) -> Response:
    """The page, with a mark of its content for whoever is not signed in, so that it need not travel twice."""
    response: Response = make_response(page)
    if g.signed_in is None:
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Vary"] = "Cookie"
        response.add_etag()
        response.make_conditional(request)
    return response


@blueprint.get("/")
@public
def start() -> str | Response | tuple[str, int]:
    """Choose a municipality, by postcode or from the list. Who is signed in goes to the own first page."""
    if g.signed_in is not None:
        return redirect(home_of(g.actor.role) if g.actor else url_for("account.choose_hat"), 303)
    typed, fault, found = asked_postcode()
    if found is not None:
        return found
    page = render_template("public/start.html", listed=taking_part(), typed=typed, fault=fault)
    return (page, 422) if fault else unchanged_or(page)


def asked_postcode(endpoint: str = "public.municipality") -> tuple[str, str, Response | None]:
    """The postcode in the address: what was typed, what is wrong with it, or the way on from it."""
    typed = request.args.get("postcode", "").strip()[:12]
    digits = postcode_digits(typed)
    if digits is None:
        return typed, ANY_POSTCODE if "postcode" in request.args else "", None
    found = queries.municipality_of_postcode(session(), digits)
    session().close()
    if found is None or not found.takes_part:
        return typed, "", redirect(url_for("public.other_help", postcode=digits), 303)
    kept = digits if endpoint != "public.municipality" else None
    return typed, "", redirect(url_for(endpoint, gemeente=found.slug, postcode=kept), 303)


def taking_part() -> list[queries.MunicipalityView]:
    """The municipalities somebody can register with, by name."""
    listed = [m for m in queries.municipalities(session()) if m.takes_part]
    session().close()
    return listed


@blueprint.get("/g/<gemeente>")
@public
def municipality(gemeente: str) -> Response:
    """A municipality's front page: what this is, what it costs, when an answer comes, and the ways in."""
    found = find_or_404(gemeente)
    if not found.takes_part:
        return redirect(url_for("public.other_help", gemeente=found.slug), 303)
    due = past_online_due(now(), found.levels, found.opening)
    reached = "" if found.opening.open_at(now()) else say_moment(found.opening.next_opening(now()), now())
    return unchanged_or(
        render_template(
            "public/municipality.html", place=found, due=due, chat=_chat(found), phone_from=reached
        )
    )


def _chat(place: queries.MunicipalityView) -> str:
    """Whether one can chat now, in a sentence; empty where there is no chat hour."""
    with within(session(), place.id):
        hours = hours_of(session(), place)
        there = hours.offered and hours.state(now()) is State.OPEN and attending(session(), place.id, now())
    session().close()
    if there:
        return "Nu open."
    opens_at = hours.next_opening(now())
    if hours.offered and hours.state(now()) is not State.CLOSED:
        return "Vandaag spreekuur."
    return f"Weer open: {say_moment(opens_at, now())} uur." if opens_at else ""


@blueprint.get("/andere-hulp")
@public
def other_help() -> Response:
    """Other help, for somebody whose municipality does not take part or is not known here."""
    slug = request.args.get("gemeente", "")
    place = queries.find_municipality(session(), slug) if slug else None
    session().close()
    digits = postcode_digits(request.args.get("postcode", ""))
    return unchanged_or(render_template("public/other_help.html", place=place, digits=digits))


@blueprint.get("/thema/<gemeente>.css")
@public
def theme(gemeente: str) -> Response:
    """A municipality's colours as a stylesheet; it may be kept for five minutes and asks whether it changed."""
    found = queries.find_municipality(session(), gemeente)
    session().close()
    if found is None:
        abort(404)
    response: Response = make_response(
        render_template("components/theme.css.j2", theme=theme_of(found.theme))
    )
    response.mimetype = "text/css"
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/g/<gemeente>/logo.png")
@public
def logo(gemeente: str) -> Response:
    """A municipality's logo; another picture has another `?v=`, so it may be kept for a year."""
    found = queries.find_municipality(session(), gemeente)
    known = found.logo if found else None
    image = None
    if found and known:
        with within(session(), found.id):
            image = queries.logo_image(session(), found.id)
    session().close()
    if image is None:
        abort(404)
    response = make_response(image)
    response.mimetype = "image/png"
    asked = known is not None and request.args.get("v") == known.digest
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if asked else "public, max-age=300"
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
