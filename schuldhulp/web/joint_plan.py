"""The plan two partners made, on paper: for each of them and for who helps."""

from uuid import UUID

from flask import abort, render_template
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.partners.paper import JointPlanDocument
from schuldhulp.partners.queries import partner_of, plans_of
from schuldhulp.pdf import render_pdf
from schuldhulp.web.guard import current_actor, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.steps.printing import pdf_answer


def joint_plan_pdf(dossier: DossierView, plan_id: UUID) -> Response:
    """The copy of this dossier; who the other is stands on it as long as the two share."""
    actor = current_actor()
    partner = partner_of(session(), actor, dossier.id)
    plan = next((each for each in plans_of(session(), actor, dossier.id) if each.id == plan_id), None)
    session().close()
    if plan is None:
        abort(404)
    other = partner.name if partner else "De ander"
    document = JointPlanDocument(
        sender=sender_of(dossier.municipality), own_name=dossier.called, other_name=other, lines=plan.lines,
        made_on=local_date(plan.made_at),
        signed=((dossier.called, plan.own_signed_at), (other, plan.other_signed_at)),
        replaced_on=local_date(plan.replaced_at) if plan.replaced_at else None,
    )  # fmt: skip
    return pdf_answer(
        render_pdf(render_template("pdf/afspraak.html", document=document), title=document.title),
        "afspraak.pdf",
    )
