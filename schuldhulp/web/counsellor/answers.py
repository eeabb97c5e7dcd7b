"""The answers of all creditors to one proposal on one page, written down in one act."""

from uuid import UUID

from flask import abort, render_template, request, url_for

from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.schuldregeling.actions import record_answers
from schuldhulp.schuldregeling.queries import find_proposal
from schuldhulp.schuldregeling.refused import AnswersMoved
from schuldhulp.schuldregeling.stored import LineView, ProposalView
from schuldhulp.web.acting import Page, done_or_refused
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.proposals.answers import AnswersForm, answers_form
from schuldhulp.web.proposals.files import words


@blueprint.route("/dossiers/<kenmerk>/voorstel/<uuid:proposal_id>/antwoorden", methods=["GET", "POST"])
@door("proposal:change", dossier="named", part="voorstel")
def proposal_answers(dossier: DossierView, proposal_id: UUID) -> Page:
    """Show every creditor with what it answered, and write down what is new."""
    found = _found(dossier, proposal_id)
    lines = [line for line in found.lines if line.takes_part]
    form = answers_form(lines)
    if request.method == "GET":
        form.on.data = local_date(now())
        return _page(dossier, found, lines, form)
    if not (form.validate_on_submit() and form.check(lines, found.offered_on)):
        return _page(dossier, found, lines, form), 422
    there = url_for(
        "counsellor.proposal", kenmerk=dossier.kenmerk, proposal_id=proposal_id, melding="vastgelegd"
    )
    try:
        answer = done_or_refused(
            form, there,
            lambda token: record_answers(
                session(), current_actor(), now(), dossier, proposal_id, form.told(lines), form=token
            ),
        )  # fmt: skip
    except AnswersMoved as moved:
        form.form_errors.append(str(moved))
        found = _found(dossier, proposal_id)
        lines = [line for line in found.lines if line.takes_part]
        form.look_again(lines, moved.line_ids)
        return _page(dossier, found, lines, form, moved=moved.line_ids), 409
    session().close()
    return answer or (_page(dossier, found, lines, form), 422)


def _found(dossier: DossierView, proposal_id: UUID) -> ProposalView:
    """The proposal; 404 for one that is not there."""
    found = find_proposal(session(), current_actor(), dossier.id, proposal_id)
    session().close()
    if found is None:
        abort(404)
    return found


def _page(
    dossier: DossierView, found: ProposalView, lines: list[LineView], form: AnswersForm, *,
    moved: frozenset[UUID] = frozenset(),
) -> str:  # fmt: skip
    return render_template(
        "counsellor/answers.html",
        dossier=dossier,
        proposal=found,
        lines=lines,
        form=form,
        moved=moved,
        words=words(),
    )
