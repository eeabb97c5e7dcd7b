"""Leaving at once: the session ends, and what is on the screen says nothing about money."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.extensions import csrf
from schuldhulp.web.chat_ticket import forget_ticket, leave
from schuldhulp.web.guard import public
from schuldhulp.web.known_device import forget
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.sessions import end_present_session, without_session


@blueprint.route("/snel-weg", methods=["GET", "POST"])
@public
@csrf.exempt
def leave_quickly() -> Response:
    """End the session and a talk, and go; needs no token, for a page that has gone stale may stop nobody."""
    end_present_session()
    leave()
    return forget_ticket(forget(without_session(redirect(url_for("public.something_else"), 303))))


@blueprint.get("/even-iets-anders")
@public
def something_else() -> str:
    """A page that could be anybody's, with ways on."""
    return render_template("public/something_else.html")
