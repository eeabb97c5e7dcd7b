"""Health for machines: alive, ready, figures. Nothing here tells of people, and little of the house."""

import shutil
from datetime import timedelta
from time import perf_counter

from flask import abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from schuldhulp.claims.marks import Mark, overdue
from schuldhulp.claims.queries import last_beat, last_marks
from schuldhulp.config import LOOPBACK
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.outbox.queries import oldest_waiting
from schuldhulp.revisions import newest, version_of
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.public.blueprint import blueprint

NEWEST = newest()
REGISTRY = CollectorRegistry()
ANSWERS = Counter("schuldhulp_answers", "Answers by view and status", ["view", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "schuldhulp_seconds", "Time to answer by view", ["view"], registry=REGISTRY,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
# Jobs claim a slot every minute; a mail that was refused is tried again within minutes.
JOBS_STAND_STILL = timedelta(minutes=2)
MAIL_WAITS = timedelta(minutes=30)
DISK_LEFT = 500 * 1024 * 1024
"""Bytes: below this a day of papers and a copy no longer fit."""
Text = tuple[str, int, dict[str, str]]


@blueprint.get("/gezond")
@public
def alive() -> Text:
    """The process answers; asks the database nothing."""
    return _plain("gezond", 200)


@blueprint.get("/klaar")
@public
def ready() -> Text:
    """The database answers, has the newest migration, and its keys open.

    Jobs that stand still, mail that waits, a disk that is nearly full, and a copy or a drill with one that is older
    than wished are said behind the yes, to this machine only: pages still work, so no traffic is turned away.
    """
    try:
        migrated = version_of(session().connection()) == NEWEST
        keyring(session()).email_token("klaar")
        behind = _behind() if migrated and _from_inside() else ""
        session().close()
    except (SQLAlchemyError, Sealed):
        session().rollback()
        return _plain("niet klaar", 503)
    return _plain(f"klaar{behind}", 200) if migrated else _plain("niet klaar", 503)


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Counts and times for whoever watches this machine, from this machine only, and for no browser."""
    browser = any(kind == "text/html" for kind, _ in request.accept_mimetypes)
    if not _from_inside() or browser:
        abort(404)
    return current_app.response_class(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


@blueprint.get("/.well-known/security.txt")
@public
def security() -> Text:
    """Whom to tell of a weak spot (RFC 9116)."""
    settings = current_app.config["SETTINGS"]
    expires = (now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: mailto:{settings.mail_from}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return _plain("\n".join(lines), 200)


@blueprint.before_app_request
def note_start() -> None:
    """Remember when an answer began."""
    g.began = perf_counter()


@blueprint.after_app_request
def count_answer(response: Response) -> Response:
    """Count the answer under the name of its view, never its address."""
    view = request.endpoint or "none"
    ANSWERS.labels(view, str(response.status_code)).inc()
    if "began" in g:
        SECONDS.labels(view).observe(perf_counter() - g.began)
    return response


def _from_inside() -> bool:
    """Whether this machine itself asks, and not somebody through the proxy."""
    passed_on = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    return request.remote_addr in LOOPBACK and not passed_on


def _behind() -> str:
    moment = now()
    beat, waiting = last_beat(session()), oldest_waiting(session())
    said = ", taken staan stil" if beat is None or moment - beat > JOBS_STAND_STILL else ""
    said += ", mail wacht" if waiting is not None and moment - waiting > MAIL_WAITS else ""
    settings = current_app.config["SETTINGS"]
    said += ", schijf bijna vol" if shutil.disk_usage(settings.data).free < DISK_LEFT else ""
    late = overdue(last_marks(session()), settings.marks_within, moment)
    said += ", kopie te oud" if Mark.COPY in late else ""
    return said + (", oefening te lang geleden" if Mark.DRILL in late else "")


def _plain(word: str, status: int) -> Text:
    return word + "\n", status, {"Content-Type": "text/plain; charset=utf-8"}
