"""Packages of texts: taking one over after reading what it changes, and handing out one's own."""

from uuid import uuid4

from flask import Response as FileResponse
from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.dossier.steps import STEP
from schuldhulp.own_texts import actions, queries
from schuldhulp.own_texts.queries import PUBLISHED
from schuldhulp.scripts_mi.own import About, Package, as_package, changed_lines, item_of, read_package
from schuldhulp.scripts_mi.script import Catalogue
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import own_municipality, saved, status_of
from schuldhulp.web.admin.scripts import layout
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

LONGEST = 400_000
LICENCE = "EUPL-1.2"


class PackageForm(PageForm):
    """The text of a package."""

    content = LongTextField(
        "Tekst van het pakket", [InputRequired("Kies een bestand, of plak de tekst.")], rows=12, max_length=LONGEST,
        description="Een YAML-bestand met package (name, author, version, licence) en scripts.",
    )  # fmt: skip


@blueprint.route("/beheer/scripts/invoeren", methods=["GET", "POST"])
@door("text:publish")
def import_scripts() -> str | Response | tuple[str, int]:
    """Read a package, see per text what it changes, and take all of it over after a second press."""
    actor, form, package = current_actor(), PackageForm(), None
    catalogue = queries.offered_catalogue(session(), actor.municipality_id)
    session().close()
    if request.method == "POST":
        _take_upload(form)
    if form.validate_on_submit():
        try:
            package = read_package(form.content.data, catalogue, tuple(STEP))
        except CatalogueFault as fault:
            form.content.errors = [f"Dit pakket is niet in orde: {fault}."]
        else:
            package = _without_clients(form, package)
    if package is not None and request.form.get("do") == "neem-over":
        items = [{**item, "status": "reviewed"} for item in package.items.values()]

        def take(token: FormToken) -> object:
            return actions.take_over(session(), actor, now(), items, str(package.about), form=token)

        if (answer := saved(form, take, url_for("admin.scripts"), "pakket-overgenomen")) is not None:
            return answer
    form.token.data = uuid4().hex
    changes = _changes(package, catalogue) if package else []
    return render_template(
        "admin/import_scripts.html", layout=layout(), form=form, package=package, changes=changes
    ), status_of(form)


def _without_clients(form: PackageForm, package: Package) -> Package | None:
    """The package, or None when a line names a client of this municipality; the field says where."""
    found = queries.named_in(session(), own_municipality().id, (form.content.data or "").splitlines())
    session().close()
    if found is None:
        return package
    line, name = found
    form.content.errors = [
        f"Dit pakket is niet in orde: pakket.yaml:{line}: ‘{name}’ hoort bij een dossier van uw gemeente."
    ]
    return None


def _changes(package: Package, catalogue: Catalogue) -> list[tuple[str, bool, list[str], list[str]]]:
    """Per text its title, whether it is new here, and the lines that go and come."""
    found = []
    for script_id, item in package.items.items():
        old = catalogue.scripts.get(script_id)
        found.append((item["title"], old is None, *changed_lines(item_of(old) if old else None, item)))
    return found


def _take_upload(form: PackageForm) -> None:
    upload = request.files.get("bestand")
    if upload is None or not upload.filename:
        return
    try:
        text = upload.stream.read(LONGEST + 1).decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    form.content.data, form.content.raw_data = text or None, [text]


@blueprint.get("/beheer/scripts/pakket")
@door("text:publish")
def export_scripts() -> FileResponse:
    """Hand out the own texts in force as a package with author, version and licence."""
    versions = queries.own_versions(session(), current_actor())
    session().close()
    newest = {
        each.script_id: each.item
        for each in sorted(versions, key=lambda one: one.version)
        if each.state == PUBLISHED
    }
    place = own_municipality()
    about = About(f"Teksten van {place.name}", place.name, local_date(now()).isoformat(), LICENCE)
    answer = make_response(as_package(about, [newest[name] for name in sorted(newest)]))
    answer.headers["Content-Type"] = "application/yaml; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="teksten.yaml"'
    return answer
