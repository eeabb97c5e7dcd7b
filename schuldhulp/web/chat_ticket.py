"""The cookie of a visitor in the chat hour: where the talk is and the token that opens it; nothing about a person.

It goes when the browser closes, when the talk ends, and when somebody leaves quickly. It never meets a session.
"""

from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from schuldhulp.chat_hour import actions
from schuldhulp.municipalities.queries import find_municipality
from schuldhulp.web.guard import now, session

COOKIE = "__Host-spreekuur"


@dataclass(frozen=True)
class Ticket:
    """The municipality by the name in its address, and the token."""

    slug: str
    token: str


def read_ticket() -> Ticket | None:
    """The ticket this browser came with, if any."""
    slug, _, token = request.cookies.get(COOKIE, "").partition(".")
    return Ticket(slug, token) if slug and token else None


def give_ticket(response: Response, ticket: Ticket) -> Response:
    """Let the browser keep a ticket until it closes; no other site can make it send it along."""
    response.set_cookie(
        COOKIE, f"{ticket.slug}.{ticket.token}", secure=True, httponly=True, samesite="Strict", path="/"
    )
    return response


def forget_ticket(response: Response) -> Response:
    """Take the ticket out of the browser."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
    return response


def leave() -> None:
    """End and erase the talk of this browser, wherever it is."""
    ticket = read_ticket()
    place = find_municipality(session(), ticket.slug) if ticket else None
    session().close()
    if ticket and place:
        actions.leave_chat(session(), now(), place.id, ticket.token)
