"""What may be an attack, one line each in the log: who tries to come in, what the door refuses, who is slowed down.

A line holds the view and a code, and nothing of the person: no name, no address, no account (ASVS 5.0 V16.3.1 to
V16.3.3). Who came in when stands in the dossier and at the account itself, for who may read it there.
"""

from collections.abc import Mapping
from types import MappingProxyType

import structlog
from flask import Flask, current_app, g, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.web.guard import COOKIE

log = structlog.get_logger("schuldhulp")
# By what somebody shows who they are, at each address where they do.
WAYS: Mapping[str, str] = MappingProxyType(
    {
        "public.sign_in": "password",
        "public.sign_in_codename": "codename",
        "public.sign_in_passkey": "passkey",
        "public.back_from_provider": "service",
        "public.second_step": "code",
        "public.recovery_code": "paper_code",
        "public.set_up_second_step": "code",
        "account.prove_again": "again",
    }
)
_BACK = "public.back_from_provider"  # a GET, by which a service answers


def init_app(app: Flask) -> None:
    """Look at every answer once it is made."""
    app.after_request(note)


def note(response: Response) -> Response:
    """Write a line when the answer tells of something that an attack would do too."""
    view = request.endpoint
    if view is None:
        return response
    if response.status_code == 429:
        log.warning("slowed_down", endpoint=view)
    elif response.status_code == 404 and _is_guarded(view):
        log.warning("denied", endpoint=view, kind=g.actor.role if g.get("actor") else "nobody")
    elif view in WAYS and (request.method == "POST" or view == _BACK):
        _came_in(view, response)
    return response


def _is_guarded(view: str) -> bool:
    rule = getattr(current_app.view_functions[view], "guard_rule", None)
    return rule is not None and rule.kind != "public"


def _came_in(view: str, response: Response) -> None:
    """A session cookie in the answer is the yes; where a second step follows, half of it."""
    way, there = WAYS[view], response.headers.get("Location", "")
    if any(cookie.startswith(f"{COOKIE}=") for cookie in response.headers.getlist("Set-Cookie")):
        if way != "codename":  # of who has no name no moment is kept, in no log either
            half = there.startswith(url_for("public.second_step"))
            log.info("signed_in", endpoint=view, code=way, kind="half" if half else "whole")
    elif view != _BACK or ("melding=" in there and not there.endswith("melding=gekoppeld")):
        log.warning("sign_in_refused", endpoint=view, code=way)
