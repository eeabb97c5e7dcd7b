"""The texts of a municipality itself: look them through, change a copy, propose or publish, and decide.

One set of pages for every kind of text; what differs is said by its shelf.
"""

from uuid import UUID

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import may
from schuldhulp.own_texts import actions, queries
from schuldhulp.own_texts.queries import PROPOSED, PUBLISHED, OwnVersion
from schuldhulp.replies.themes import NAMES
from schuldhulp.scripts_mi.own import Item, changed_lines
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.own_texts.scripts import Scripts
from schuldhulp.web.admin.own_texts.shelf import OwnTextForm, Shelf
from schuldhulp.web.admin.own_texts.work_forms import WorkForms
from schuldhulp.web.admin.saving import saved, status_of
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session

SHELVES: dict[str, type[Shelf]] = {"scripts": Scripts, "werkvormen": WorkForms}
_ALL = "/beheer/<any(scripts, werkvormen):shelf>"


def layout() -> str:
    """Counsellors and team leads keep their own frame around these pages."""
    return "layouts/counsellor.html" if current_actor().is_staff else "layouts/admin.html"


def read_shelf(name: str) -> Shelf:
    """The texts of a kind as this municipality offers them. The read is left open."""
    return SHELVES[name](session(), current_actor().municipality_id)


@blueprint.get(_ALL)
@door("text:propose")
def own_texts(shelf: str) -> str:
    """Show what waits for a decision, the own texts, and those of one theme."""
    actor = current_actor()
    theme = request.args.get("thema", "")
    texts = read_shelf(shelf)
    versions = queries.own_versions(session(), actor, texts.kind)
    session().close()
    return render_template(
        "admin/own_texts.html", layout=layout(), shelf=texts, shelves=SHELVES, themes=NAMES,
        theme=theme if theme in NAMES else "", found=texts.of_theme(theme) if theme in NAMES else (),
        waiting=[each for each in versions if each.state == PROPOSED], own=in_force(versions),
        publishes=may(actor, "text:publish"), form=PageForm(),
    )  # fmt: skip


def in_force(versions: list[OwnVersion]) -> list[OwnVersion]:
    """The newest published version of each text."""
    newest = {one.script_id: one for one in sorted(versions, key=_number) if one.state == PUBLISHED}
    return list(newest.values())


def _number(version: OwnVersion) -> int:
    return version.version


@blueprint.route(f"{_ALL}/<text_id>", methods=["GET", "POST"])
@door("text:propose")
def own_text(shelf: str, text_id: str) -> str | Response | tuple[str, int]:
    """Change a copy: look at it as both sides see it, then propose it or publish it."""
    actor, texts = current_actor(), read_shelf(shelf)
    versions = queries.own_versions(session(), actor, texts.kind, script_id=text_id)
    session().close()
    old = texts.item(text_id)
    if old is None:
        abort(404)
    looked = texts.look(old)
    form = texts.form(old, filled=request.method == "GET")
    if form.validate_on_submit():
        item = texts.typed(form, old, current_signed_in().name)
        looked = texts.look(item)
        form.form_errors = [*form.form_errors, *looked.reasons]
        if not looked.reasons and (answer := _keep(texts, form, item)) is not None:
            return answer
    page = render_template(
        "admin/own_text.html", layout=layout(), shelf=texts, form=form, item=old, preview=looked.preview,
        versions=versions, publishes=may(actor, "text:publish"),
    )  # fmt: skip
    return page, status_of(form)


def _keep(texts: Shelf, form: OwnTextForm, item: Item) -> Response | None:
    """What the button asked; None when it only asked to look."""
    wanted, actor = request.form.get("do"), current_actor()
    there = url_for("admin.own_texts", shelf=texts.address)
    if wanted == "publiceer" and may(actor, "text:publish"):

        def publish(token: FormToken) -> object:
            return actions.publish_text(session(), actor, now(), texts.kind, item, form=token)

        return saved(form, publish, there, "tekst-gepubliceerd")
    if wanted == "voorstel":

        def propose(token: FormToken) -> object:
            note = form.note.data or ""
            return actions.propose_text(session(), actor, now(), texts.kind, item, note=note, form=token)

        return saved(form, propose, there, "tekst-voorgesteld")
    return None


@blueprint.post(f"{_ALL}/<text_id>/intrekken")
@door("text:publish")
def withdraw_own_text(shelf: str, text_id: str) -> Response:
    """Offer the text of the product again."""
    form, kind = PageForm(), SHELVES[shelf].kind

    def withdraw(token: FormToken) -> None:
        actions.withdraw_text(session(), current_actor(), now(), kind, text_id, form=token)

    there = url_for("admin.own_texts", shelf=shelf)
    return saved(form, withdraw, there, "tekst-ingetrokken") or abort(409)


@blueprint.route(f"{_ALL}/voorstel/<uuid:version_id>", methods=["GET", "POST"])
@door("text:publish")
def own_text_proposal(shelf: str, version_id: UUID) -> str | Response | tuple[str, int]:
    """Read what a proposal changes, as lines and as both sides see it, and take it over or turn it down."""
    actor, form, texts = current_actor(), PageForm(), read_shelf(shelf)
    versions = queries.own_versions(session(), actor, texts.kind)
    session().close()
    found = next((each for each in versions if each.id == version_id), None)
    if found is None:
        abort(404)
    if request.method == "POST" and form.validate():
        accepted = request.form.get("do") == "neem-over"

        def decide(token: FormToken) -> None:
            actions.decide_proposal(session(), actor, now(), version_id, accepted, form=token)

        notice = "tekst-gepubliceerd" if accepted else "tekst-afgewezen"
        if (answer := saved(form, decide, url_for("admin.own_texts", shelf=shelf), notice)) is not None:
            return answer
    old, looked = texts.item(found.script_id), texts.look(found.item)
    gone, come = changed_lines(texts.kind.lines(old) if old else [], texts.kind.lines(found.item))
    page = render_template(
        "admin/own_text_proposal.html", layout=layout(), shelf=texts, form=form, proposal=found, gone=gone, come=come,
        reasons=looked.reasons, preview=looked.preview, waits=found.state == PROPOSED,
    )  # fmt: skip
    return page, status_of(form)
