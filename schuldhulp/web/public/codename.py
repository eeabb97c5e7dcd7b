"""Beginning without a name: a codename and six words, shown once, kept by nobody until two of them were typed."""

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts import limits
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.codename.actions import begin, make_pepper
from schuldhulp.accounts.codename.hashing import Pepper, hash_words, words_fit
from schuldhulp.accounts.codename.queries import handle_taken, newest_pepper, stored_for
from schuldhulp.accounts.codename.words import (
    WORDS_IN_A_CODENAME,
    draw_handle,
    draw_words,
    read_words,
    word_list,
)
from schuldhulp.accounts.queries import hats_of
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.pdf import render_pdf
from schuldhulp.unit_of_work import AlreadyHandled, FormToken
from schuldhulp.web.forms import InputRequired, PageForm, TextField
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.fronts import find_or_404, unchanged_or
from schuldhulp.web.sessions import NO_DEVICE, end_present_session, with_session_cookie

TICKET_LIFE = timedelta(hours=2)
_PLACE = ("codename", "ticket", b"shown once")
ORDINAL = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
NOT_THIS_ONE = "Dit is een ander woord. Kijk nog eens op uw kaart."
Page = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Ticket:
    """A codename that was shown and is still to be confirmed. It travels sealed in the form and is kept nowhere."""

    handle: str
    words: tuple[str, ...]
    asked: tuple[int, int]
    place: str
    made_at: datetime
    sealed: str = ""


class ConfirmForm(PageForm):
    """Two of the six words, to see that they were written down."""

    codeword_one = TextField("", [InputRequired("Vul dit woord in.")], max_length=20, autocomplete="off")
    codeword_two = TextField("", [InputRequired("Vul dit woord in.")], max_length=20, autocomplete="off")

    def ask(self, ticket: Ticket) -> None:
        """Say which two words are asked."""
        for field, place in zip((self.codeword_one, self.codeword_two), ticket.asked, strict=True):
            field.label.text = f"Wat is uw {ORDINAL[place]} woord?"

    def fits(self, ticket: Ticket) -> bool:
        """Whether both words are right; puts the sentence at a word that is not."""
        fields: tuple[Any, ...] = (self.codeword_one, self.codeword_two)
        for field, place in zip(fields, ticket.asked, strict=True):
            if read_words(field.data or "") != (ticket.words[place],):
                field.errors = [NOT_THIS_ONE]
        return not self.errors


@blueprint.get("/g/<gemeente>/zonder-naam")
@public
def codename(gemeente: str) -> Response:
    """What beginning without a name is: what works, what needs a name, and that nobody can give the words back."""
    place = find_or_404(gemeente)
    if not place.takes_part:
        return redirect(url_for("public.other_help", gemeente=place.slug), 303)
    return unchanged_or(render_template("public/codename.html", place=place))


@blueprint.post("/g/<gemeente>/zonder-naam/woorden")
@public
def codename_words(gemeente: str) -> Page:
    """Draw a codename and show it; shown again as long as it is not confirmed, and by nobody afterwards."""
    place, form = _taking_part(gemeente), PageForm()
    if not form.validate_on_submit():
        return redirect(url_for("public.codename", gemeente=place.slug), 303)
    ticket = _ticket_in_form(place) or _draw(place)
    return render_template("public/codename_words.html", place=place, form=form, ticket=ticket)


@blueprint.post("/g/<gemeente>/zonder-naam/kaart")
@public
def codename_card(gemeente: str) -> Response:
    """The card as a PDF: the codename and the words, and nothing that says what they are for."""
    place = _taking_part(gemeente)
    ticket = _ticket_in_form(place)
    if ticket is None or not PageForm().validate_on_submit():
        return redirect(url_for("public.codename", gemeente=place.slug), 303)
    html = render_template("pdf/kaart.html", handle=ticket.handle, words=ticket.words)
    answer = Response(render_pdf(html, title="Kaart", cache=None), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="kaart.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/g/<gemeente>/zonder-naam/controle")
@public
def codename_check(gemeente: str) -> Page:
    """Ask two of the words; when they are right the dossier is made and its owner comes in."""
    place = _taking_part(gemeente)
    ticket = _ticket_in_form(place)
    if ticket is None:
        return redirect(url_for("public.codename", gemeente=place.slug, melding="woorden-verlopen"), 303)
    answering = "codeword_one" in request.form
    form = ConfirmForm() if answering else ConfirmForm(formdata=None)
    form.ask(ticket)
    if answering and form.validate() and form.fits(ticket):
        return _come_in(place, ticket)
    page = render_template("public/codename_check.html", place=place, form=form, ticket=ticket)
    return (page, 422) if form.errors else page


@blueprint.get("/codewoorden")
@public
def codewords() -> Response:
    """The list of words, for the script that asks 'bedoelt u …'; it is no secret."""
    answer = Response("\n".join(word_list()), mimetype="text/plain")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _taking_part(gemeente: str) -> MunicipalityView:
    place = find_or_404(gemeente)
    if not place.takes_part:
        abort(404)
    return place


def _draw(place: MunicipalityView) -> Ticket:
    handle = draw_handle()
    while handle_taken(session(), handle):
        handle = draw_handle()
    session().close()
    one, two = sorted(secrets.SystemRandom().sample(range(WORDS_IN_A_CODENAME), 2))
    drawn = Ticket(handle, draw_words(), (one, two), place.slug, now())
    text = json.dumps([drawn.handle, drawn.words, drawn.asked, drawn.place, drawn.made_at.isoformat()])
    sealed = base64.urlsafe_b64encode(keyring(session()).seal_at(text, *_PLACE)).decode()
    session().close()
    return Ticket(drawn.handle, drawn.words, drawn.asked, drawn.place, drawn.made_at, sealed)


def _ticket_in_form(place: MunicipalityView) -> Ticket | None:
    """The codename that was shown, out of the form; None when there is none, it was changed, or it is too old."""
    sealed = request.form.get("codename_ticket", "")
    if not sealed:
        return None
    try:
        text = keyring(session()).open_bytes_at(base64.urlsafe_b64decode(sealed), *_PLACE)
    except (Sealed, binascii.Error, ValueError):
        return None
    finally:
        session().close()
    handle, words, asked, slug, made_at = json.loads(text)
    made = datetime.fromisoformat(made_at)
    if slug != place.slug or now() - made > TICKET_LIFE:
        return None
    return Ticket(handle, tuple(words), (asked[0], asked[1]), slug, made, sealed)


def _come_in(place: MunicipalityView, ticket: Ticket) -> Response:
    limits.count_try(session(), limits.REGISTER, request.remote_addr or "", now())
    there = url_for("client.home", melding="begonnen")
    hashed = hash_words(_pepper(), ticket.words)
    once = hashlib.sha256(ticket.sealed.encode()).hexdigest()
    try:
        person_id = begin(
            session(), now(), place, ticket.handle, hashed, form=FormToken(once, there)
        ).person_id
    except (
        AlreadyHandled
    ):  # the same codename confirmed twice: the first made the account, and its words open it
        stored = stored_for(session(), ticket.handle)
        session().close()
        if (
            stored is None
            or stored.person_id is None
            or not words_fit(stored.secret_hash, stored.pepper, ticket.words)
        ):
            return redirect(url_for("public.sign_in_codename"), 303)
        person_id = stored.person_id
    hats = hats_of(session(), person_id, now())
    session().close()
    end_present_session(goes_on=person_id)
    token = start_session(session(), now(), person_id, hats, NO_DEVICE)
    return with_session_cookie(redirect(there, 303), token)


def _pepper() -> Pepper:
    found = newest_pepper(session())
    session().close()
    if found is None:
        make_pepper(session())
        found = newest_pepper(session())
        session().close()
    if found is None:
        raise LookupError("the pepper that was just made is not there")
    return found
