"""The identity block on its own page; opening it, and seeing the whole BSN, is written in the access log."""

from typing import Any

from flask import render_template, request, url_for

from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.identifiers import NotABsn, read_bsn
from schuldhulp.identity import actions, queries
from schuldhulp.refusals import Conflict
from schuldhulp.web.acting import Page, done_or_refused, read_form, shown, two_versions
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import DateField, DropdownField, LongTextField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session


class BsnField(TextField):
    """A BSN; only one that passes the elfproef is taken."""

    def read(self, typed: str) -> str:
        """Nine digits. Raises ValueError with the sentence."""
        try:
            return read_bsn(typed)
        except NotABsn:
            raise ValueError(
                "Dit is geen geldig burgerservicenummer. Kijk het na op het paspoort of de ID-kaart."
            ) from None


class IdentityForm(PageForm):
    """Who somebody is to the law."""

    legal_name = TextField("Naam zoals op het identiteitsbewijs", autocomplete="off")
    birth_date = DateField("Geboortedatum", not_future=True)
    address = LongTextField("Adres", rows=3, max_length=300)
    bsn = BsnField("Burgerservicenummer", max_length=20, autocomplete="off")
    seen_on = DateField("Bewijs gezien op", not_future=True)
    seen_how = DropdownField("Hoe gezien", choices=actions.SeenHow, blank="Nog niet gezien")


def _stored(found: queries.IdentityView) -> dict[str, Any]:
    return {
        "legal_name": found.legal_name, "birth_date": found.birth_date, "address": found.address,
        "seen_on": found.seen_on, "seen_how": actions.SeenHow(found.seen_how) if found.seen_how else None,
    }  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/identiteit", methods=["GET", "POST"])
@door("identity:change", dossier="named", part="identiteit")
def identity(dossier: DossierView) -> Page:
    """Show and change the identity block; an empty BSN leaves the stored one."""
    actor = current_actor()
    found = queries.identity_of(session(), actor, dossier.id)
    session().close()
    form = read_form(IdentityForm, _stored(found), found.version)
    if form.validate_on_submit():
        there = url_for("counsellor.identity", kenmerk=dossier.kenmerk, melding="vastgelegd")
        try:
            answer = done_or_refused(
                form, there,
                lambda token: actions.record_identity(
                    session(), actor, now(), dossier, _told(form), version=form.version.data or 0, form=token
                ),
            )  # fmt: skip
        except Conflict:
            newer = queries.identity_of(session(), actor, dossier.id)
            return two_versions(form, _stored(newer), newer.version, request.path)
        if answer:
            return answer
    return _page(dossier, found, form)


@blueprint.post("/dossiers/<kenmerk>/identiteit/bsn")
@door("identity:read", dossier="named", part="bsn")
def reveal_bsn(dossier: DossierView) -> Page:
    """Show the whole BSN once; the door writes down who asked."""
    actor = current_actor()
    bsn = queries.bsn_of(session(), actor, dossier.id) if PageForm().validate_on_submit() else ""
    session().close()
    return render_template("counsellor/reveal_bsn.html", dossier=dossier, bsn=bsn)


def _told(form: IdentityForm) -> actions.Particulars:
    return actions.Particulars(
        legal_name=form.legal_name.data or "", birth_date=form.birth_date.data, address=form.address.data or "",
        bsn=form.bsn.data or None, seen_on=form.seen_on.data, seen_how=form.seen_how.data,
    )  # fmt: skip


def _page(dossier: DossierView, found: queries.IdentityView, form: IdentityForm) -> Page:
    page = render_template(
        "counsellor/identity.html", dossier=dossier, identity=found, form=form, reveal=PageForm(formdata=None),
        today=local_date(now()), how={how.value: how.label for how in actions.SeenHow},
    )  # fmt: skip
    return shown(page, form)
