"""What staff think of a paper: good, a question, needed again with the reason, no longer needed."""

from uuid import UUID

from schuldhulp.documents.answers import actions
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web import papers
from schuldhulp.web.acting import Page, done_or_refused
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.paper_forms import JudgeForm
from schuldhulp.web.steps.place import STAFF, Place


@blueprint.post("/dossiers/<kenmerk>/papieren/<uuid:paper_id>/oordeel")
@door("paper:mark_seen", dossier="named", part="papieren")
def judge_paper(dossier: DossierView, paper_id: UUID) -> Page:
    """Take in what somebody thinks of a paper."""
    place, form = Place(STAFF, dossier), JudgeForm()
    done = None
    if form.validate_on_submit():
        done = done_or_refused(
            form, place.url("paper", paper_id=paper_id, melding="bewaard"),
            lambda token: actions.judge_paper(
                session(), current_actor(), now(), dossier, paper_id, form.verdict.data,
                remark=form.remark.data or "", used_for=form.used_for.data or None, version=form.version.data,
                form=token,
            ),
        )  # fmt: skip
    return done or (papers.paper_page(place, paper_id, judging=form), 422)
