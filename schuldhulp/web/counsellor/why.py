"""Opening a colleague's dossier: one tap says why. And the team lead's week of such openings."""

from datetime import timedelta
from uuid import UUID

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.access_log.actions import MOST_WORDS, NoReasonGiven, give_other_reason
from schuldhulp.access_log.digest import digest
from schuldhulp.access_log.reasons import OTHER, REASONS, reason_in_words
from schuldhulp.access_log.recording import record_access
from schuldhulp.dossier.queries import find_dossier
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, safe_next, session

WEEK = timedelta(days=7)
WEEKS_BACK = 12


class WhyForm(PageForm):
    """A reason that is not on the list."""

    words = TextField(
        "Anders, namelijk", max_length=MOST_WORDS,
        description="De teamleider kan dit lezen. De cliënt leest alleen dat het om iets anders ging.",
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/waarom", methods=["GET", "POST"])
@door("inbox:read")
def why(kenmerk: str) -> str | Response | tuple[str, int]:
    """Ask why a dossier of a colleague is opened, before anything of it is shown; the client reads the answer."""
    actor = current_actor()
    found = find_dossier(session(), actor, now(), kenmerk)
    session().close()
    if found is None:
        abort(404)
    form = WhyForm()
    reason = request.form.get("reason") or (OTHER if form.words.data else "")
    here = safe_next(request.values.get("verder")) or url_for("counsellor.case", kenmerk=kenmerk)
    if form.validate_on_submit() and reason in REASONS and _said(form, found.id, reason, here):
        record_access(
            session(), actor, now(), municipality_id=found.municipality_id, dossier_id=found.id, part="dossier",
            act="open", origin=request.remote_addr or "", reason=reason,
        )  # fmt: skip
        return redirect(here, 303)
    if request.method == "POST" and not form.errors and reason not in REASONS:
        form.form_errors = ["Kies een reden."]
    page = render_template(
        "counsellor/why.html", form=form, kenmerk=kenmerk, going_to=here,
        reasons={code: text for code, text in REASONS.items() if code != OTHER}, other=OTHER,
        colleague=found.counsellor.name if found.counsellor else "",
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _said(form: WhyForm, dossier_id: UUID, reason: str, going_to: str) -> bool:
    """Keep the words of another reason; puts the sentence at the field when there are none."""
    if reason != OTHER:
        return True
    token = FormToken(form.token.data, going_to)
    try:
        give_other_reason(session(), current_actor(), now(), dossier_id, form.words.data or "", form=token)
    except NoReasonGiven as refused:
        form.words.errors = [str(refused)]
        return False
    return True


@blueprint.get("/team/inzage")
@door("access:digest")
def openings_digest() -> str:
    """Show a week of openings of colleagues' dossiers, and apart from that what is odd."""
    back = min(max(request.args.get("terug", 0, type=int), 0), WEEKS_BACK)
    until = now() - back * WEEK
    found = digest(session(), current_actor(), until - WEEK, until)
    session().close()
    return render_template(
        "counsellor/openings_digest.html", digest=found, back=back, most=WEEKS_BACK, since=until - WEEK, until=until,
        words=reason_in_words,
    )  # fmt: skip
