"""How we reach the client: what counts now, what was changed and cools for 48 hours, and taking that back."""

from typing import Any
from uuid import uuid4

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts.addresses.queries import coming_address, email_of
from schuldhulp.dossier.queries import DossierView
from schuldhulp.reach import actions
from schuldhulp.reach.cooling import What
from schuldhulp.reach.queries import own_contact
from schuldhulp.refusals import Refused
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import LongTextField, PageForm
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session
from schuldhulp.web.steps.views import token_for


class ContactForm(PageForm):
    """A telephone number, and what is good to know with it."""

    contact = LongTextField(
        "Telefoonnummer, en hoe wij u het beste bereiken", rows=3, max_length=500,
        description="Bijvoorbeeld: 06 12345678, liefst een berichtje vooraf.",
    )  # fmt: skip


@blueprint.route("/mijn/bereiken", methods=["GET", "POST"])
@door("contact:read", dossier="own", part="bereiken")
def contact(dossier: DossierView) -> Page:
    """Look at how we reach you, and change the telephone number."""
    actor, who = current_actor(), current_signed_in()
    found = own_contact(session(), actor, dossier, now())
    address, coming = email_of(session(), who.person_id), coming_address(session(), who.person_id)
    session().close()
    form = ContactForm(data={"contact": found.contact})
    if form.validate_on_submit():
        answer = done_or_refused(
            form, url_for("client.contact", melding="bereiken-gewijzigd"),
            lambda token: actions.change_contact(
                session(), actor, now(), dossier, form.contact.data or "", form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template(
        "client/contact.html", dossier=dossier, found=found, address=address, coming=coming, form=form,
        sentence=_REFUSED if request.args.get("te-laat") else "", new_token=_token, labels=_labels(found.changes),
    )  # fmt: skip
    return shown(page, form)


_REFUSED = actions.NothingCools.sentence


@blueprint.post("/mijn/bereiken/terug/<what>")
@door("contact:change", dossier="own", part="bereiken")
def take_contact_back(dossier: DossierView, what: str) -> Response:
    """Take a change back that does not count yet."""
    there = url_for("client.contact", melding="teruggedraaid")
    try:
        kind = What(what)
        actions.take_change_back(session(), current_actor(), now(), dossier, kind, form=token_for(there))
    except (ValueError, Refused):
        return redirect(url_for("client.contact") + "?te-laat=1", 303)
    return redirect(there, 303)


def _labels(changes: Any) -> list[tuple[What, Any, Any]]:
    """Each kind once, with when it was changed first and from when the last change counts."""
    kinds = dict.fromkeys(each.what for each in changes)
    return [
        (
            kind,
            min(each.changed_at for each in changes if each.what is kind),
            max(each.counts_from for each in changes if each.what is kind),
        )
        for kind in kinds
    ]


def _token() -> str:
    return uuid4().hex
