"""The session cookie and where each role begins; used by sign-in and by the chooser of roles."""

from collections.abc import Sequence
from uuid import UUID

from flask import g, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from schuldhulp.access import STAFF, Role
from schuldhulp.accounts import actions
from schuldhulp.accounts.queries import ABSOLUTE, SignedIn, find_ended_session_person, token_hash
from schuldhulp.accounts.ways.queries import Way
from schuldhulp.web.devices import say_device
from schuldhulp.web.guard import COOKIE, now, session

NEWCOMER = "nieuw-via"  # who came in at a service and is not known here yet
NO_DEVICE = "Een apparaat"  # of who signs in without a name not even the browser is kept


def device_label() -> str:
    """How this browser is named in the list of sessions."""
    nameless = g.signed_in is not None and g.signed_in.handle is not None
    return NO_DEVICE if nameless else say_device(request.user_agent.string)


def with_session_cookie(response: Response, token: str) -> Response:
    """Put a session's token in its cookie."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        secure=True,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def forget_open_forms() -> None:
    """Make every form that stands open in this browser stale: it was opened by somebody else, or in another role."""
    for kept in ("csrf_token", NEWCOMER):
        cookie.pop(kept, None)
    g.pop("csrf_token", None)


def end_present_session(goes_on: UUID | None = None) -> None:
    """End the session this browser came with, if it lives; its open forms stay good only for who `goes_on`."""
    token = request.cookies.get(COOKIE)
    was = find_ended_session_person(session(), token) if token else None
    session().close()
    if was is None or was != goes_on:
        forget_open_forms()
    present = g.signed_in or g.half
    if token and present is not None:
        actions.end_session(session(), now(), present.person_id, token_hash(token))


def without_session(response: Response) -> Response:
    """Take the cookie away and wipe what the browser kept."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def home_of(role: Role) -> str:
    """The first page of a role."""
    if role in STAFF:
        return url_for("counsellor.inbox")
    return {
        Role.CLIENT: "/mijn",
        Role.SUPPORTER: "/steun",
        Role.REPORT_READER: "/rapportage",
        Role.MUNICIPALITY_ADMIN: "/beheer",
        Role.PLATFORM_ADMIN: "/beheer",
    }[role]


def may_answer(who: SignedIn, ways: Sequence[Way]) -> bool:
    """Whether the owner can say here that new ways to come in are theirs.

    Not in a browser that was signed in already when one began: whoever made it would answer for the owner.
    """
    began = who.must_end_at - ABSOLUTE
    return all(way.since <= began for way in ways)
