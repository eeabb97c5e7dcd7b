"""A form that was sent while nobody was signed in, or too long ago: kept, and found again after signing in."""

from flask import g, request
from flask.globals import request_ctx
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from schuldhulp.accounts import actions as accounts
from schuldhulp.web.guard.current import session
from schuldhulp.web.notices import RESTORED

NEVER_KEPT = frozenset(
    {
        "csrf_token",
        "password",
        "new_password",
        "current_password",
        "repeat_password",
        "code",
        "codewords",
        "codeword_one",
        "codeword_two",
        "codename_ticket",
    }
)


def keep_form(token: str, address: str) -> None:
    """Keep what was sent, for whoever this session was of; what is secret is left out."""
    typed = {k: v for k, v in request.form.to_dict(flat=False).items() if k not in NEVER_KEPT}
    session().close()
    accounts.keep_typed_form(session(), g.now, token, address, typed)


def take_typed_form() -> None:
    """Give back a form that came in after the session had run out; the page's form fills itself from it."""
    if g.signed_in is None or request.method != "GET" or request.args.get("melding") != RESTORED:
        return
    session().close()
    who, hat = g.signed_in.person_id, g.signed_in.hat
    g.typed_form = accounts.take_typed_form(session(), g.now, who, hat.id if hat else None, request.path)


def page_of(path: str) -> str:
    """The page that a form stands on: the path itself, or the nearest one above it that can be looked at."""
    adapter = request_ctx.url_adapter
    while adapter is not None and path.strip("/"):
        try:
            adapter.match(path, method="GET")
        except (MethodNotAllowed, NotFound, RequestRedirect):
            path = path.rsplit("/", 1)[0]
        else:
            return path
    return "/"
