"""How long dossiers are kept, and the list of those that may go."""

from uuid import UUID, uuid4

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import may
from schuldhulp.calendar import local_date
from schuldhulp.refusals import NotYours
from schuldhulp.retention import actions, queries
from schuldhulp.retention.terms import CHOSEN, DEFAULTS, MOST_MONTHS, WARN_DAYS, Rule, State, say_months
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import own_municipality, saved, status_of
from schuldhulp.web.forms import DateField, InputRequired, IntegerField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session

_NEEDED = [InputRequired("Vul een aantal maanden in.")]


def _months(rule: Rule) -> IntegerField:
    term = DEFAULTS[rule]
    return IntegerField(
        f"{term.label}, in maanden", _NEEDED, min=1, max=MOST_MONTHS,
        description=f"Zonder eigen keuze {say_months(term.months)}. {term.source}",
    )  # fmt: skip


class TermsForm(PageForm):
    """Months after the end of a dossier, by how it ended."""

    geholpen = _months(Rule.HELPED)
    geweigerd = _months(Rule.REFUSED)
    geen_contact = _months(Rule.NO_CONTACT)
    vroegsignaal = _months(Rule.SIGNAL)
    zonder_naam = _months(Rule.NAMELESS)


@blueprint.route("/beheer/bewaartermijnen", methods=["GET", "POST"])
@door("municipality:configure")
def retention_terms() -> str | Response | tuple[str, int]:
    """Choose how long dossiers are kept."""
    place = own_municipality()
    terms = queries.own_terms(session(), place.id)
    session().close()
    form = TermsForm(data={rule.value: terms[rule].months for rule in CHOSEN} | {"version": place.version})
    if form.validate_on_submit():
        months: dict[Rule, int] = {rule: form[rule.value].data for rule in CHOSEN}
        answer = saved(
            form,
            lambda token: actions.change_terms(
                session(), current_actor(), now(), months, form.version.data, form=token
            ),
            url_for("admin.retention_terms"),
        )
        if answer is not None:
            return answer
    return render_template("admin/retention_terms.html", form=form), status_of(form)


def _layout() -> str:
    return "layouts/counsellor.html" if current_actor().is_staff else "layouts/admin.html"


@blueprint.route("/beheer/wissen", methods=["GET", "POST"])
@door("retention:approve", fresh=True)
def retention() -> str | Response | tuple[str, int]:
    """The dossiers whose term is over: counts and kenmerken; ticked ones are approved."""
    form = PageForm()
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.approve(session(), current_actor(), now(), _ticked(), form=token),
            url_for("admin.retention"),
            "wissen-goedgekeurd",
        )
        if answer is not None:
            return answer
    listed = queries.cases(session(), current_actor())
    gone = queries.cases(session(), current_actor(), erased=True)
    session().close()
    page = render_template(
        "admin/retention.html", layout=_layout(), form=form, token=uuid4().hex, gone=gone, labels=DEFAULTS,
        waiting=[one for one in listed if one.state is State.PROPOSED], warn_days=WARN_DAYS,
        other=[one for one in listed if one.state is not State.PROPOSED],
        may_choose=may(current_actor(), "municipality:configure"),
    )  # fmt: skip
    return page, status_of(form)


def _ticked() -> list[UUID]:
    try:
        return [UUID(one) for one in request.form.getlist("dossier")]
    except ValueError:
        abort(400)


class HoldForm(PageForm):
    """Why a dossier stays, and until when."""

    why = TextField("Waarom blijft dit dossier?", [InputRequired("Schrijf waarom.")], max_length=300,
                    description="Noem geen namen. Bijvoorbeeld: er loopt een klacht.")  # fmt: skip
    until = DateField("Tot en met", [InputRequired("Vul een dag in, zoals 31-12-2027.")], not_past=True)


@blueprint.route("/beheer/wissen/<uuid:case_id>/bewaren", methods=["GET", "POST"])
@door("retention:approve")
def hold_dossier(case_id: UUID) -> str | Response | tuple[str, int]:
    """Keep one dossier longer, with a reason."""
    found = next((one for one in queries.cases(session(), current_actor()) if one.id == case_id), None)
    session().close()
    if found is None or found.state is State.ERASING:
        raise NotYours
    form = HoldForm(data={"why": found.hold, "until": found.held_until, "version": found.version})
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.hold(
                session(), current_actor(), now(), case_id, form.why.data, form.until.data, form.version.data,
                form=token,
            ),
            url_for("admin.retention"),
            "blijft-bewaard",
        )  # fmt: skip
        if answer is not None:
            return answer
    page = render_template(
        "admin/hold_dossier.html",
        layout=_layout(),
        form=form,
        one=found,
        labels=DEFAULTS,
        today=local_date(now()),
    )
    return page, status_of(form)
