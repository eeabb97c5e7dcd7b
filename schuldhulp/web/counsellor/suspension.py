"""The hersteltermijn: the term of the besluit stands still while the client adds what is missing."""

from uuid import UUID

from flask import render_template, url_for

from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.phases import actions
from schuldhulp.phases.queries import suspensions_of
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import DateField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class SuspensionForm(PageForm):
    """The letter that asks for what is missing."""

    letter_on = DateField(
        "Op welke dag gaat de brief weg?", [InputRequired("Vul de dag in.")], not_future=True
    )
    until_on = DateField(
        "Tot en met welke dag mag de cliënt aanvullen?", [InputRequired("Vul de dag in.")],
        description="De wet noemt geen vaste tijd. Kies een dag die redelijk is; hij staat ook in de brief.",
    )  # fmt: skip
    reason = LongTextField(
        "Wat ontbreekt er?", [InputRequired("Schrijf op wat er ontbreekt.")], rows=3, max_length=2_000,
        description="De cliënt leest dit in de tijdlijn.",
    )  # fmt: skip


class SuppliedForm(PageForm):
    """The day on which it came in."""

    supplied_on = DateField(
        "Op welke dag kwam het binnen?", [InputRequired("Vul de dag in.")], not_future=True
    )


@blueprint.route("/dossiers/<kenmerk>/hersteltermijn", methods=["GET", "POST"])
@door("decision:record", dossier="named", part="besluit")
def suspension(dossier: DossierView) -> Page:
    """Show the hersteltermijnen of a dossier and give one."""
    form = SuspensionForm()
    if not form.is_submitted():
        form.letter_on.data = local_date(now())
    if form.validate_on_submit():
        answer = done_or_refused(
            form, _here(dossier),
            lambda token: actions.suspend_term(
                session(), current_actor(), now(), dossier, form.letter_on.data, form.until_on.data,
                form.reason.data, form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    return _page(dossier, form, SuppliedForm(formdata=None), form)


@blueprint.post("/dossiers/<kenmerk>/hersteltermijn/<uuid:suspension_id>/compleet")
@door("decision:record", dossier="named", part="besluit")
def complete_request(dossier: DossierView, suspension_id: UUID) -> Page:
    """Note that what was missing came in."""
    form = SuppliedForm()
    if form.validate_on_submit():
        answer = done_or_refused(
            form, _here(dossier),
            lambda token: actions.complete_request(
                session(), current_actor(), now(), dossier, suspension_id, form.supplied_on.data, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    return _page(dossier, SuspensionForm(formdata=None), form, form)


def _here(dossier: DossierView) -> str:
    return url_for("counsellor.suspension", kenmerk=dossier.kenmerk, melding="vastgelegd")


def _page(dossier: DossierView, form: SuspensionForm, supplied: SuppliedForm, posted: PageForm) -> Page:
    given = suspensions_of(session(), current_actor(), dossier.id)
    session().close()
    page = render_template(
        "counsellor/suspension.html", dossier=dossier, form=form, supplied=supplied, posted=posted, given=given,
        today=local_date(now()),
    )  # fmt: skip
    return shown(page, posted)
