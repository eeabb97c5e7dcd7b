"""Privacy of a municipality: its documents made of the register of columns, and the way to what waits."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Response as FlaskResponse
from flask import abort, render_template

from schuldhulp.breaches.queries import breaches
from schuldhulp.calendar import local_date
from schuldhulp.pdf import render_pdf
from schuldhulp.privacy.document import PrivacyDocument
from schuldhulp.privacy.dpia import dpia
from schuldhulp.privacy.processing import privacy_statement, processing_register
from schuldhulp.privacy.register import Register, the_register
from schuldhulp.retention.queries import counts, own_terms
from schuldhulp.retention.terms import Rule, State, Term
from schuldhulp.rights.queries import open_counts
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import own_municipality
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.letterhead import sender_of

Make = Callable[[Register, str, Mapping[Rule, Term], date], PrivacyDocument]
DOCUMENTS: dict[str, Make] = {
    "verwerkingen": processing_register,
    "dpia": dpia,
    "privacyverklaring": privacy_statement,
}


@blueprint.get("/beheer/privacy")
@door("municipality:configure")
def privacy() -> str:
    """What waits, and the documents."""
    actor, today = current_actor(), local_date(now())
    waiting, late = open_counts(session(), actor, today)
    stand, leaks = counts(session(), actor), breaches(session(), actor)
    session().close()
    return render_template(
        "admin/privacy.html", waiting=waiting, late=late, proposed=stand.get(State.PROPOSED, 0),
        leaks=sum(1 for one in leaks if one.closed_at is None), leaks_late=sum(1 for one in leaks if one.late(now())),
    )  # fmt: skip


def _document(name: str) -> PrivacyDocument:
    if name not in DOCUMENTS:
        abort(404)
    place = own_municipality()
    terms = own_terms(session(), place.id)
    session().close()
    return DOCUMENTS[name](the_register(), place.name, terms, local_date(now()))


@blueprint.get("/beheer/privacy/<document>")
@door("municipality:configure")
def privacy_document(document: str) -> str:
    """One document on screen."""
    return render_template("admin/privacy_document.html", found=_document(document), name=document)


@blueprint.get("/beheer/privacy/<document>.pdf")
@door("municipality:configure")
def privacy_pdf(document: str) -> FlaskResponse:
    """The same document as a tagged PDF."""
    found = _document(document)
    place = own_municipality()
    letter = {"title": found.title, "sender": sender_of(place, [place.phone])}
    data = render_pdf(render_template("pdf/privacy.html", found=found, document=letter), title=found.title)
    answer = FlaskResponse(data, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{document}.pdf"'
    return answer
