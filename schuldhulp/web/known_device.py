"""Knowing a browser again, so that its owner can be told of one that was not there before.

The browser keeps a mark in a cookie that says nothing by itself; the server keeps nothing. A new password makes every
mark stale. Who signs in without a name gets none.
"""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from schuldhulp.accounts.devices.queries import password_set_at
from schuldhulp.crypto import keyring
from schuldhulp.web.guard import session

COOKIE = "__Host-apparaat"
_KEPT = 400 * 24 * 3600
_MOST = 5  # people who share a browser


def is_known(person_id: UUID) -> bool:
    """Whether this person came in with this browser before."""
    return _mark(person_id) in _marks()


def remember(response: Response, person_id: UUID) -> Response:
    """Let the browser be known again as one of this person's."""
    mark = _mark(person_id)
    marks = [mark, *(one for one in _marks() if one != mark)][:_MOST]
    response.set_cookie(
        COOKIE, ".".join(marks), max_age=_KEPT, secure=True, httponly=True, samesite="Lax", path="/"
    )
    return response


def forget(response: Response) -> Response:
    """Take the mark out of the browser."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
    return response


def _marks() -> list[str]:
    return [one for one in request.cookies.get(COOKIE, "").split(".") if one][:_MOST]


def _mark(person_id: UUID) -> str:
    since = password_set_at(session(), person_id)
    mark = keyring(session()).token(None, f"device:{person_id}:{since.isoformat() if since else ''}").hex()
    session().close()
    return mark
