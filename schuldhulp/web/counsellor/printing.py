"""Paper for staff: the case on one page."""

import io
from dataclasses import replace

import pikepdf
from flask import render_template
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.pdf import render_pdf
from schuldhulp.prints import CaseSummaryDocument
from schuldhulp.summaries.queries import summary_of
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, current_signed_in, door, now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.steps.printing import pdf_answer


@blueprint.get("/dossiers/<kenmerk>/samenvatting.pdf")
@door("dossier:read", dossier="named", part="samenvatting")
def case_summary(dossier: DossierView) -> Response:
    """The case on one page."""
    document = summary_of(
        session(), current_actor(), now(), dossier, sender=sender_of(dossier.municipality),
        made_by=current_signed_in().name,
    )  # fmt: skip
    session().close()
    return pdf_answer(_on_one_page(document), f"samenvatting-{dossier.kenmerk}.pdf")


def _on_one_page(document: CaseSummaryDocument) -> bytes:
    """The paper with as many debts as one page has room for; how many are left out stands on it."""
    data = _printed(document)
    for most in (4, 2, 0):
        if _pages(data) == 1:
            break
        data = _printed(replace(document, debts=document.debts[:most]))
    return data


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as paper:
        return len(paper.pages)


def _printed(document: CaseSummaryDocument) -> bytes:
    return render_pdf(render_template("pdf/samenvatting.html", document=document), title=document.title)
