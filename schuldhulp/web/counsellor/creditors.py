"""The creditors of the municipality itself, beside the register: add one, put two together, part them again."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.creditors import actions
from schuldhulp.creditors.queries import book_of
from schuldhulp.debts.register import KINDS, register
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import DropdownField, InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for

_KINDS = [(code, label) for code, (label, _) in KINDS.items() if code != "particulier"]


class CreditorForm(PageForm):
    """An organisation that the register does not know."""

    name = TextField(
        "Naam", [InputRequired("Vul de naam in.")], max_length=120,
        description="Een organisatie. Namen van privépersonen horen hier niet.",
    )  # fmt: skip
    kind = DropdownField("Soort", [InputRequired("Kies de soort.")], choices=_KINDS)
    aliases = TextField(
        "Andere namen", max_length=200, description="Met een komma ertussen. Dit mag leeg blijven."
    )


class MergeForm(PageForm):
    """Which entry is the same as another."""

    entry = DropdownField("Welke naam?", [InputRequired("Kies een naam.")])
    into = TextField(
        "Is dezelfde als", [InputRequired("Vul de andere naam in.")], max_length=120,
        description="Een naam uit het register of uit de eigen lijst, precies zo geschreven.",
    )  # fmt: skip


def _page(add: CreditorForm | None = None, merge: MergeForm | None = None) -> Page:
    book = book_of(session(), current_actor())
    session().close()
    adding, merging = add or CreditorForm(formdata=None), merge or MergeForm(formdata=None)
    merging.entry.offer([(str(entry.id), entry.name) for entry in book.entries if not entry.into])
    page = render_template(
        "counsellor/creditors.html", book=book, add=adding, merge=merging, known=len(register()),
        names=[*book.names, *(creditor.name for creditor in register())],
    )  # fmt: skip
    return shown(page, adding if adding.errors else merging)


@blueprint.route("/schuldeisers", methods=["GET", "POST"])
@door("creditor:change")
def creditors() -> Page:
    """Show the own list and add to it."""
    form = CreditorForm()
    if form.validate_on_submit():
        there = url_for("counsellor.creditors", melding="gewijzigd")
        aliases = [each.strip() for each in (form.aliases.data or "").split(",") if each.strip()]
        answer = done_or_refused(
            form, there,
            lambda token: actions.add_creditor(
                session(), current_actor(), now(), form.name.data, form.kind.data, aliases, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    session().close()
    return _page(add=form if form.errors else None)


@blueprint.post("/schuldeisers/samen")
@door("creditor:change")
def merge_creditors() -> Page:
    """Say that one entry is another."""
    form = MergeForm()
    book = book_of(session(), current_actor())
    session().close()
    form.entry.offer([(str(entry.id), entry.name) for entry in book.entries if not entry.into])
    if form.validate_on_submit():
        if book.find(form.into.data) is None:
            form.into.errors = ["Deze naam staat niet in het register of in de eigen lijst."]
        else:
            there = url_for("counsellor.creditors", melding="gewijzigd")
            answer = done_or_refused(
                form, there,
                lambda token: actions.merge_creditor(
                    session(), current_actor(), now(), UUID(form.entry.data), form.into.data, form=token
                ),
            )  # fmt: skip
            if answer:
                return answer
    session().close()
    return _page(merge=form)


@blueprint.post("/schuldeisers/<uuid:creditor_id>/uit-elkaar")
@door("creditor:change")
def part_creditors(creditor_id: UUID) -> Response:
    """Undo a merge."""
    there = url_for("counsellor.creditors", melding="gewijzigd")
    actions.part_creditor(session(), current_actor(), now(), creditor_id, form=token_for(there))
    return redirect(there, 303)
