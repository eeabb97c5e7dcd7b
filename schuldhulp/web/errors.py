"""Every refusal and every fault as a calm Dutch page that loses nothing that was typed."""

import secrets
from collections.abc import Iterable

import structlog
from flask import Flask, g, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from schuldhulp.accounts.limits import TooManyTries
from schuldhulp.extensions import db
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.storage.room import is_no_room
from schuldhulp.storage.store import StoreFailed
from schuldhulp.unit_of_work import AlreadyHandled
from schuldhulp.web.chat_ticket import forget_ticket
from schuldhulp.web.guard.kept_forms import NEVER_KEPT
from schuldhulp.web.known_device import forget
from schuldhulp.web.sessions import without_session
from schuldhulp.web.uploads import typed_in_what_is_too_large

log = structlog.get_logger("schuldhulp")
PAGES = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
LEAVING, GONE = "public.leave_quickly", "/even-iets-anders"
Answer = tuple[str, int] | tuple[str, int, dict[str, str]]


def init_app(app: Flask) -> None:
    """Register a page for every kind of fault."""
    app.register_error_handler(AlreadyHandled, _already_handled)
    app.register_error_handler(TooManyTries, _too_many)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_gone)
    app.register_error_handler(InterfaceError, _database_gone)
    app.register_error_handler(NoConnectionFree, _database_gone)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_say_in_title)


def _say_in_title(response: Response) -> Response:
    """A page that sends somebody back to a form says so in its title: that is read out first."""
    if response.status_code == 422 and response.mimetype == "text/html":
        response.set_data(response.get_data().replace(b"<title>", b"<title>Fout: ", 1))
    return response


def posted_fields() -> list[tuple[str, str]]:
    """What was posted, without passwords and CSRF token, to show it again."""
    return _shown(request.form.items(multi=True))


def _shown(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, words) for name, words in fields if name not in NEVER_KEPT]


def _already_handled(error: AlreadyHandled) -> Response:
    return redirect(error.location, 303)


def _too_many(error: TooManyTries) -> Answer:
    page = render_template("errors/429.html", sentence=str(error), seconds=error.retry_after)
    return page, 429, {"Retry-After": str(error.retry_after)}


def _refused(error: Refused) -> Answer:
    if isinstance(error, NotYours | NotAllowed):
        return render_template("errors/404.html"), 404
    log.info("refused", kind=type(error).__name__, endpoint=request.endpoint)
    template = "errors/conflict.html" if isinstance(error, Conflict) else "errors/refused.html"
    page = render_template(template, sentence=str(error), posted=posted_fields(), conflicts=[])
    return (page, 503, {"Retry-After": "300"}) if isinstance(error, StoreFailed) else (page, 409)


def _csrf(error: CSRFError) -> Answer:
    log.warning("foreign_form", endpoint=request.endpoint)
    return render_template("errors/400.html", posted=posted_fields(), stale=True), 400


def _http(error: HTTPException) -> Answer | Response:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    known = code if code in PAGES else 400
    posted = typed_in_what_is_too_large() if code == 413 else list(request.form.items(multi=True))
    return render_template(f"errors/{known}.html", posted=_shown(posted)), code


def _database_gone(error: Exception) -> Answer | Response:
    """The database does not answer, or the disk is full: a page that needs neither, with every field, to send again."""
    db.session.remove()
    g.half = g.signed_in = g.actor = g.municipality = g.dossier = None
    first = getattr(error, "orig", error)
    code = getattr(first, "sqlite_errorname", None) or getattr(first, "sqlstate", None) or ""
    said = "no_room" if is_no_room(error) else "database_gone"
    log.error(said, kind=type(first).__name__, code=code)
    if (
        request.endpoint == LEAVING
    ):  # whoever wants to be gone is gone: the session ends when it was still for a while
        return forget_ticket(forget(without_session(redirect(GONE, 303))))
    page = render_template("errors/503.html", posted=posted_fields(), with_files=bool(request.files))
    return page, 503, {"Retry-After": "30"}


def _connection_lost(error: BaseException | None) -> bool:
    """Whether a fault, or what it came from, is a database that went away in the middle."""
    seen: set[int] = set()
    while (
        error is not None and id(error) not in seen
    ):  # what was raised while another was handled may lead in a circle
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        if lost or isinstance(error, OperationalError | InterfaceError | PendingRollbackError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _unexpected(error: Exception) -> Answer | Response:
    if _connection_lost(error) or is_no_room(error):
        return _database_gone(error)
    number = secrets.token_hex(4)
    log.error(
        "unexpected", number=number, kind=type(error).__name__, endpoint=request.endpoint, exc_info=error
    )
    return render_template("errors/500.html", number=number, posted=posted_fields()), 500
