"""Paper for staff: the case on one page."""

from flask import render_template
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.pdf import render_pdf
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
    data = render_pdf(render_template("pdf/samenvatting.html", document=document), title=document.title)
    return pdf_answer(data, f"samenvatting-{dossier.kenmerk}.pdf")
