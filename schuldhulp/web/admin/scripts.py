"""The texts for replies of a municipality: look them through, change a copy, propose or publish, and decide."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import may
from schuldhulp.dossier.steps import STEP
from schuldhulp.own_texts import actions, queries
from schuldhulp.own_texts.queries import PROPOSED, PUBLISHED
from schuldhulp.replies.themes import NAMES
from schuldhulp.scripts_mi.browsing import browse
from schuldhulp.scripts_mi.choosing import look_up
from schuldhulp.scripts_mi.composing import compose
from schuldhulp.scripts_mi.example import example_for
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger
from schuldhulp.scripts_mi.own import Item, changed_lines, edited, faults_of, item_of, with_own
from schuldhulp.scripts_mi.script import Catalogue, Script
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import saved, status_of
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session

_ANYWHERE = snapshot_of({"crisis.open": False, "threat.open": False})
_SLOT_NAMES = {
    "opening": "Opening", "waardering": "Waardering", "reflectie": "Weergeven wat u leest", "kern": "Vraag",
    "stap": "Kleine stap", "autonomie": "Ruimte om te kiezen", "afsluiting": "Afsluiting",
}  # fmt: skip


def _slot_field(name: str) -> LongTextField:
    return LongTextField(
        _SLOT_NAMES[name], rows=5, max_length=8000, description="Eén zin of twee op elke regel."
    )


class ScriptForm(PageForm):
    """A script in words: per part its variants, each on a row."""

    title = TextField("Titel in de lijst", [InputRequired("Vul een titel in.")], max_length=70)
    why = TextField("Waarom deze tekst past", [InputRequired("Zeg waarom deze tekst past.")], max_length=160)
    opening = _slot_field("opening")
    waardering = _slot_field("waardering")
    reflectie = _slot_field("reflectie")
    kern = _slot_field("kern")
    stap = _slot_field("stap")
    autonomie = _slot_field("autonomie")
    afsluiting = _slot_field("afsluiting")
    note = TextField("Toelichting bij uw voorstel", max_length=300)


def layout() -> str:
    """Counsellors and team leads keep their own frame around these pages."""
    return "layouts/counsellor.html" if current_actor().is_staff else "layouts/admin.html"


@blueprint.get("/beheer/scripts")
@door("text:propose")
def scripts() -> str:
    """Show what waits for a decision, the own texts, and those of one theme."""
    actor = current_actor()
    theme = request.args.get("thema", "")
    catalogue = queries.offered_catalogue(session(), actor.municipality_id)
    versions = queries.own_versions(session(), actor)
    session().close()
    return render_template(
        "admin/scripts.html", layout=layout(), themes=NAMES, theme=theme if theme in NAMES else "",
        found=browse(catalogue, _ANYWHERE, theme=theme) if theme in NAMES else (),
        waiting=[each for each in versions if each.state == PROPOSED], own=_in_force(versions),
        publishes=may(actor, "text:publish"), form=PageForm(),
    )  # fmt: skip


def _in_force(versions: list[queries.OwnVersion]) -> list[queries.OwnVersion]:
    newest: dict[str, queries.OwnVersion] = {}
    for each in sorted(versions, key=lambda one: one.version):
        if each.state == PUBLISHED:
            newest[each.script_id] = each
    return list(newest.values())


@blueprint.route("/beheer/scripts/<script_id>", methods=["GET", "POST"])
@door("text:propose")
def script(script_id: str) -> str | Response | tuple[str, int]:
    """Change a copy: look at it as the client reads it, then propose it or publish it."""
    actor, form = current_actor(), ScriptForm()
    catalogue = queries.offered_catalogue(session(), actor.municipality_id)
    versions = queries.own_versions(session(), actor, script_id=script_id)
    session().close()
    if script_id not in catalogue.scripts:
        abort(404)
    old = item_of(catalogue.scripts[script_id])
    preview: list[str] = []
    if request.method == "GET":
        _fill(form, old)
        preview = previews(catalogue, catalogue.scripts[script_id])
    elif form.validate_on_submit():
        item = _typed(form, old)
        made, reasons = faults_of(catalogue, tuple(STEP), item)
        form.form_errors = [*form.form_errors, *reasons]
        if made is not None:
            preview = previews(with_own(catalogue, [made]), made)
        if not reasons and (answer := _keep(form, item)) is not None:
            return answer
    page = render_template(
        "admin/script.html", layout=layout(), form=form, script=catalogue.scripts[script_id], preview=preview,
        slots=[name for name in _SLOT_NAMES if name in old["slots"]], versions=versions,
        publishes=may(actor, "text:publish"), own=[each for each in versions if each.state == PUBLISHED],
        plain=PageForm(),
    )  # fmt: skip
    return page, status_of(form)


def _fill(form: ScriptForm, item: Item) -> None:
    form.title.data, form.why.data = item["title"], item["why"]
    for name, lines in item["slots"].items():
        form[name].data = "\n".join(line["t"] for line in lines)


def _typed(form: ScriptForm, old: Item) -> Item:
    lines = {name: form[name].data or "" for name in old["slots"]}
    return edited(
        old, title=form.title.data, why=form.why.data, lines=lines, reviewed_by=current_signed_in().name,
        version=old["version"] + 1,
    )  # fmt: skip


def _keep(form: ScriptForm, item: Item) -> Response | None:
    """What the button asked; None when it only asked to look."""
    wanted, actor, there = request.form.get("do"), current_actor(), url_for("admin.scripts")
    if wanted == "publiceer" and may(actor, "text:publish"):

        def publish(token: FormToken) -> object:
            return actions.publish_script(session(), actor, now(), item, form=token)

        return saved(form, publish, there, "tekst-gepubliceerd")
    if wanted == "voorstel":

        def propose(token: FormToken) -> object:
            return actions.propose_script(
                session(), actor, now(), item, note=form.note.data or "", form=token
            )

        return saved(form, propose, there, "tekst-voorgesteld")
    return None


def previews(catalogue: Catalogue, made: Script) -> list[str]:
    """The letter as an invented client reads it, in the u-form and in the je-form."""
    texts = []
    for register in ("u", "je"):
        snapshot = example_for(made, client__register=register)
        found = look_up(made, snapshot, Ledger(), "voorbeeld")
        if found is not None:
            texts.append(compose(catalogue, found, snapshot).text)
    return texts


@blueprint.post("/beheer/scripts/<script_id>/intrekken")
@door("text:publish")
def withdraw_script(script_id: str) -> Response:
    """Offer the text of the product again."""
    form = PageForm()

    def withdraw(token: FormToken) -> None:
        actions.withdraw_script(session(), current_actor(), now(), script_id, form=token)

    return saved(form, withdraw, url_for("admin.scripts"), "tekst-ingetrokken") or abort(409)


@blueprint.route("/beheer/scripts/voorstel/<uuid:version_id>", methods=["GET", "POST"])
@door("text:publish")
def script_proposal(version_id: UUID) -> str | Response | tuple[str, int]:
    """Read what a proposal changes, as lines and as the client reads it, and take it over or turn it down."""
    actor, form = current_actor(), PageForm()
    catalogue = queries.offered_catalogue(session(), actor.municipality_id)
    found = next((each for each in queries.own_versions(session(), actor) if each.id == version_id), None)
    session().close()
    if found is None:
        abort(404)
    if request.method == "POST" and form.validate():
        accepted = request.form.get("do") == "neem-over"

        def decide(token: FormToken) -> None:
            actions.decide_proposal(session(), actor, now(), version_id, accepted, form=token)

        notice = "tekst-gepubliceerd" if accepted else "tekst-afgewezen"
        if (answer := saved(form, decide, url_for("admin.scripts"), notice)) is not None:
            return answer
    old: Any = catalogue.scripts.get(found.script_id)
    made, reasons = faults_of(catalogue, tuple(STEP), found.item)
    gone, come = changed_lines(item_of(old) if old else None, found.item)
    page = render_template(
        "admin/script_proposal.html", layout=layout(), form=form, proposal=found, gone=gone, come=come,
        reasons=reasons, preview=previews(with_own(catalogue, [made]), made) if made else [],
        waits=found.state == PROPOSED,
    )  # fmt: skip
    return page, status_of(form)
