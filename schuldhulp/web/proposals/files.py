"""A proposal as a file: PDF, CSV and JSON, never kept by a browser or in between."""

from types import SimpleNamespace

from flask import abort, make_response, render_template
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.debts.settling import RANK_LABELS
from schuldhulp.norms.queries import norm_loader
from schuldhulp.pdf import PdfFailed, render_pdf
from schuldhulp.schuldregeling.papers import ProposalDocument, answer_words, show_percentage, to_csv, to_json
from schuldhulp.schuldregeling.stored import ProposalView
from schuldhulp.web.guard import now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.proposals.figures import figures_of
from schuldhulp.web.steps.place import Place


def words() -> SimpleNamespace:
    """What templates say of percentages, ranks and answers."""
    return SimpleNamespace(percentage=show_percentage, rank=RANK_LABELS, answer=answer_words)


def proposal_document(place: Place, proposal: ProposalView) -> ProposalDocument:
    """What the paper of a proposal prints."""
    counsellor = place.dossier.counsellor
    return ProposalDocument(
        sender=sender_of(place.dossier.municipality), whose=place.dossier.called, reference=place.dossier.kenmerk,
        made_on=local_date(now()), made_with=counsellor.name if counsellor else "", proposal=proposal,
    )  # fmt: skip


def pdf_file(place: Place, proposal: ProposalView) -> Response:
    """The proposal as a tagged PDF; 503 when none could be made."""
    load = norm_loader(session())
    document = proposal_document(place, proposal)
    html = render_template(
        "pdf/voorstel.html", document=document, words=words(), figures=figures_of(proposal, load)
    )
    try:
        content = render_pdf(html, title=document.title)
    except PdfFailed:
        abort(503)
    return file_answer(content, "application/pdf", f"voorstel-{proposal.number}.pdf", "inline")


def csv_file(proposal: ProposalView, kenmerk: str) -> Response:
    """The proposal as CSV, with a byte order mark so that spreadsheets read the letters right."""
    content = to_csv(proposal, kenmerk).encode("utf-8-sig")
    return file_answer(content, "text/csv; charset=utf-8", f"voorstel-{proposal.number}.csv")


def json_file(proposal: ProposalView, kenmerk: str) -> Response:
    """The claims as JSON."""
    content = to_json(proposal, kenmerk).encode()
    return file_answer(content, "application/json", f"voorstel-{proposal.number}.json")


def file_answer(content: bytes, kind: str, name: str, how: str = "attachment") -> Response:
    """A file to look at or to keep, never kept by a browser or in between."""
    answer: Response = make_response(content)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
