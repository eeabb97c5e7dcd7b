"""Packages of texts: taking one over after reading what it changes, and handing out one's own."""

from collections.abc import Mapping
from uuid import uuid4

from flask import Response as FileResponse
from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.own_texts import actions, queries
from schuldhulp.own_texts.kinds import SCRIPT, SLUGS, WORK_FORM, Kind
from schuldhulp.scripts_mi.own import Item, changed_lines
from schuldhulp.scripts_mi.packages import NAME, About, Package, as_package, read_package
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.own_texts.scripts import Scripts
from schuldhulp.web.admin.own_texts.shelf import Shelf
from schuldhulp.web.admin.own_texts.views import in_force, layout
from schuldhulp.web.admin.own_texts.work_forms import WorkForms
from schuldhulp.web.admin.pasted import take_upload
from schuldhulp.web.admin.saving import own_municipality, saved, status_of
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

LONGEST = 400_000
LICENCE = "EUPL-1.2"


class PackageForm(PageForm):
    """The text of a package."""

    content = LongTextField(
        "Tekst van het pakket", [InputRequired("Kies een bestand, of plak de tekst.")], rows=12, max_length=LONGEST,
        description="Een YAML-bestand met package (name, author, version, licence) en scripts, forms of allebei.",
    )  # fmt: skip


@blueprint.route("/beheer/scripts/invoeren", methods=["GET", "POST"])
@door("text:publish")
def import_own_texts() -> str | Response | tuple[str, int]:
    """Read a package, see per text what it changes, and take all of it over after a second press."""
    actor, form, package = current_actor(), PackageForm(), None
    place = actor.municipality_id
    scripts, forms = Scripts(session(), place), WorkForms(session(), place)
    session().close()
    if request.method == "POST":
        take_upload(form.content, LONGEST)
    if form.validate_on_submit():
        try:
            package = read_package(form.content.data, scripts.catalogue, forms.library, SLUGS)
        except CatalogueFault as fault:
            form.content.errors = [f"Dit pakket is niet in orde: {fault}."]
        else:
            package = _without_clients(form, package)
    if package is not None and request.form.get("do") == "neem-over":
        items = [(kind, {**item, "status": "reviewed"}) for kind, item in _texts_of(package)]

        def take(token: FormToken) -> object:
            return actions.take_over(session(), actor, now(), items, str(package.about), form=token)

        there = url_for("admin.own_texts", shelf="scripts" if package.scripts else "werkvormen")
        if (answer := saved(form, take, there, "pakket-overgenomen")) is not None:
            return answer
    form.token.data = uuid4().hex
    changes = _changes(package, {SCRIPT.code: scripts, WORK_FORM.code: forms}) if package else []
    return render_template(
        "admin/import_own_texts.html", layout=layout(), form=form, package=package, changes=changes
    ), status_of(form)


def _without_clients(form: PackageForm, package: Package) -> Package | None:
    """The package, or None when a line names a client of this municipality; the field says where."""
    if not queries.hears_of_clients(current_actor()):
        return package
    found = queries.named_in(session(), own_municipality().id, (form.content.data or "").splitlines())
    session().close()
    if found is None:
        return package
    line, name = found
    form.content.errors = [
        f"Dit pakket is niet in orde: {NAME}:{line}: ‘{name}’ hoort bij een dossier van uw gemeente."
    ]
    return None


def _texts_of(package: Package) -> list[tuple[Kind, Item]]:
    return [
        *((SCRIPT, item) for item in package.scripts.values()),
        *((WORK_FORM, item) for item in package.forms.values()),
    ]


def _changes(
    package: Package, shelves: Mapping[str, Shelf]
) -> list[tuple[str, str, bool, list[str], list[str]]]:
    """Per text what it is, its title, whether it is new here, and the lines that go and come."""
    found = []
    for kind, item in _texts_of(package):
        shelf = shelves[kind.code]
        old = shelf.item(item["id"])
        lines = changed_lines(kind.lines(old) if old else [], kind.lines(item))
        found.append((shelf.names.one, item["title"], old is None, *lines))
    return found


@blueprint.get("/beheer/scripts/pakket")
@door("text:publish")
def export_own_texts() -> FileResponse:
    """Hand out the own texts in force as a package with author, version and licence."""
    actor = current_actor()
    scripts, forms = (
        [one.item for one in sorted(in_force(queries.own_versions(session(), actor, kind)), key=_id)]
        for kind in (SCRIPT, WORK_FORM)
    )
    session().close()
    place = own_municipality()
    about = About(f"Teksten van {place.name}", place.name, local_date(now()).isoformat(), LICENCE)
    answer = make_response(as_package(about, scripts, forms))
    answer.headers["Content-Type"] = "application/yaml; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="teksten.yaml"'
    return answer


def _id(version: queries.OwnVersion) -> str:
    return version.script_id
