"""Requests of residents about their own data: a worklist with the clock of the law. No dossier is opened here."""

from uuid import UUID

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.dossier.restriction import NOTICE
from schuldhulp.rights import actions, queries
from schuldhulp.rights.kinds import GOES_AT_ONCE, STAYS, Kind, Outcome, extended_until
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import saved, status_of
from schuldhulp.web.forms import ChoiceField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

_OUTCOMES = [(o.value, o.label.capitalize()) for o in (Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED)]


class AnswerForm(PageForm):
    """An outcome with words that the client reads."""

    outcome = ChoiceField("Uitkomst", [InputRequired("Kies een uitkomst.")], choices=_OUTCOMES)
    words = LongTextField(
        "Uw antwoord", [InputRequired("Schrijf uw antwoord.")], rows=8, max_length=actions.MAX_WORDS,
        description=(
            "De inwoner leest dit. Zeg wat u deed. Iets niet gedaan? Zeg waarom, en dat bezwaar en een "
            "klacht kunnen."
        ),
    )  # fmt: skip


class ExtendForm(PageForm):
    """A reason for more time."""

    words = LongTextField(
        "Waarom is meer tijd nodig?",
        [InputRequired("Schrijf waarom.")],
        rows=3,
        description="De inwoner leest dit.",
    )


class EndForm(PageForm):
    """Why the data are worked with again."""

    words = LongTextField(
        "Waarom werkt u weer met de gegevens?", [InputRequired("Schrijf waarom.")], rows=4,
        max_length=actions.MAX_WORDS, description="De inwoner leest dit in de tijdlijn.",
    )  # fmt: skip


@blueprint.get("/beheer/verzoeken")
@door("rights:handle")
def rights_requests() -> str:
    """What waits, the first day first; and what was answered."""
    waiting = queries.worklist(session(), current_actor())
    answered = queries.worklist(session(), current_actor(), answered=True)
    session().close()
    return render_template(
        "admin/rights_requests.html", waiting=waiting, answered=answered, today=local_date(now())
    )


@blueprint.route("/beheer/verzoeken/<uuid:request_id>", methods=["GET", "POST"])
@door("rights:handle")
def rights_request(request_id: UUID) -> str | Response | tuple[str, int]:
    """One request: its words, its clock, and the answer."""
    found = _found(request_id)
    form = AnswerForm(data={"version": found.version})
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.answer(
                session(), current_actor(), now(), request_id, Outcome(form.outcome.data), form.words.data,
                form.version.data, form=token,
            ),
            url_for("admin.rights_requests"),
            "verzoek-beantwoord",
        )  # fmt: skip
        if answer is not None:
            return answer
    page = render_template(
        "admin/rights_request.html", one=found, form=form, today=local_date(now()),
        erasure=found.kind is Kind.ERASURE, restriction=found.kind is Kind.RESTRICTION, goes=GOES_AT_ONCE, stays=STAYS,
    )  # fmt: skip
    return page, status_of(form)


@blueprint.route("/beheer/verzoeken/<uuid:request_id>/meer-tijd", methods=["GET", "POST"])
@door("rights:handle")
def extend_request(request_id: UUID) -> str | Response | tuple[str, int]:
    """Take two more months, with a reason."""
    found = _found(request_id)
    form = ExtendForm(data={"version": found.version})
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.extend(
                session(), current_actor(), now(), request_id, form.words.data, form.version.data, form=token
            ),
            url_for("admin.rights_request", request_id=request_id),
            "meer-tijd-genomen",
        )
        if answer is not None:
            return answer
    until = extended_until(queries.asked_on(found))
    return render_template("admin/extend_request.html", one=found, form=form, until=until), status_of(form)


@blueprint.route("/beheer/verzoeken/<uuid:request_id>/opheffen", methods=["GET", "POST"])
@door("rights:handle")
def end_restriction(request_id: UUID) -> str | Response | tuple[str, int]:
    """Say that a dossier is no longer left alone, a week before it is so."""
    found = _found(request_id)
    if found.kind is not Kind.RESTRICTION or found.outcome is not Outcome.GRANTED:
        abort(404)
    form = EndForm()
    if form.validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.end_restriction(
                session(), current_actor(), now(), request_id, form.words.data, form=token
            ),
            url_for("admin.rights_request", request_id=request_id),
            "opheffen-gezegd",
        )
        if answer is not None:
            return answer
    page = render_template("admin/end_restriction.html", one=found, form=form, on=local_date(now()) + NOTICE)
    return page, status_of(form)


def _found(request_id: UUID) -> queries.Request:
    found = queries.find_request(session(), current_actor(), request_id)
    session().close()
    return found
