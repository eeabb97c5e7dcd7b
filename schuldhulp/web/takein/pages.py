"""A package, page by page: choose the file, look at what comes along, and take it over in one act."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from wtforms import FileField

from schuldhulp.documents.apart import judge
from schuldhulp.documents.files import FileRefused, SafeFile
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.takein import actions, queries
from schuldhulp.takein.offered import Offered, offered_by
from schuldhulp.takein.package import MAX_FILES, MAX_PACKAGE, Package, read_package
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.views import Answer, token_for
from schuldhulp.workbook.queries import read_stored


class BringForm(PageForm):
    """The package of another municipality."""

    file = FileField(
        "Het bestand", render_kw={"accept": ".zip,application/zip"},
        description="Het ZIP-bestand uit de andere gemeente. Het heet vaak ‘bestanden’ met een dag erachter. Pak het "
        "niet uit.",
    )  # fmt: skip


def bring_page(place: Place) -> Answer:
    """Choose the package; a post checks it and goes on to what comes along."""
    form = BringForm()
    if form.validate_on_submit():
        posted = request.files.get("file")
        data = posted.stream.read(MAX_PACKAGE + 1) if posted and posted.filename else b""
        try:
            package = read_package(data) if data else None
            if package is None:
                form.file.errors = ["Kies eerst het bestand."]
            else:
                offered_by(package)
                take_in_id = actions.stage(
                    session(), place.actor, now(), place.dossier, data, package,
                    form=FormToken(form.token.data, place.url("bring")),
                )  # fmt: skip
                return redirect(place.url("brought", take_in_id=take_in_id), 303)
        except NotYours:
            raise
        except Refused as refused:
            form.file.errors = [str(refused)]
    before = queries.brought(session(), place.actor, place.dossier.id)
    session().close()
    page = render_template("takein/bring.html", place=place, dossier=place.dossier, form=form, before=before)
    return (page, 422) if form.errors else page


def brought_page(place: Place, take_in_id: UUID) -> Any:
    """What comes along, and what stays in the package; a post takes it over."""
    package, offered = _read(place, take_in_id)
    answered = read_stored(session(), place.dossier.municipality_id, place.dossier.id)
    session().close()
    form = PageForm()
    if form.validate_on_submit():
        clean, refused = _clean(package, offered)
        there = place.url("bring", melding="overgenomen" if not refused else "overgenomen-deels")
        try:
            actions.take_in(
                session(), place.actor, now(), place.dossier, take_in_id, offered, clean,
                form=FormToken(form.token.data, there),
            )  # fmt: skip
        except NotYours:
            raise
        except Refused as refusal:
            form.form_errors = [str(refusal)]
        else:
            return redirect(there, 303)
    page = render_template(
        "takein/brought.html", place=place, dossier=place.dossier, form=form, package=package, offered=offered,
        known=sum(slug in answered for slug in offered.steps), take_in_id=take_in_id, most_files=MAX_FILES,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def throw_package_away(place: Place, take_in_id: UUID) -> Any:
    """Throw the package away; nothing of it comes along."""
    token = token_for(place.url("bring", melding="pakket-weg"))
    actions.throw_away(session(), place.actor, now(), place.dossier, take_in_id, form=token)
    return redirect(token.location, 303)


def _read(place: Place, take_in_id: UUID) -> tuple[Package, Offered]:
    data = queries.staged(session(), place.actor, place.dossier.id, take_in_id)
    session().close()
    package = read_package(data)
    return package, offered_by(package)


def _clean(package: Package, offered: Offered) -> tuple[dict[str, SafeFile], int]:
    """Every file made safe in a process of its own, as any upload; and how many were refused."""
    clean: dict[str, SafeFile] = {}
    refused = 0
    for paper in offered.papers:
        for _, path in paper.files:
            try:
                clean[path] = judge(package.parts[path])
            except FileRefused:
                refused += 1
    return clean, refused
