"""Two partners beside each other, for staff: what each has, what the other does not know, and a message to both."""

from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access_log.recording import record_access
from schuldhulp.dossier.queries import DossierView, find_dossier
from schuldhulp.partners import actions
from schuldhulp.partners.joint import changes_since, lines_of, total
from schuldhulp.partners.queries import Partner, partner_of, plans_of, things_of
from schuldhulp.partners.shown import Kind, Thing, grouped, named_in
from schuldhulp.reach.queries import reach_of
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import BooleanField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.joint_plan import joint_plan_pdf


class ToBothForm(PageForm):
    """One text for both, and a look at what it would tell."""

    body = LongTextField(
        "Bericht aan allebei", [InputRequired("Er staat nog niets in uw bericht.")], rows=5, max_length=3_000,
        description="Ieder leest het in het eigen dossier. Een antwoord daarop leest de ander niet.",
    )  # fmt: skip
    sure = BooleanField("Ik heb dit nagekeken: het bericht verraadt niets")


@blueprint.route("/dossiers/<kenmerk>/huishouden", methods=["GET", "POST"])
@door("household:read", dossier="named", part="samen")
def household(dossier: DossierView) -> Page:
    """Both sides with a mark at what the other does not know; write to both."""
    actor, form = current_actor(), ToBothForm()
    partner = partner_of(session(), actor, dossier.id)
    reach = reach_of(session(), actor, dossier.id, now())
    if partner is None:
        session().close()
        return render_template("counsellor/household.html", dossier=dossier, reach=reach, partner=None)
    other = _other(partner)
    own = things_of(session(), actor, dossier.id)
    theirs = things_of(session(), actor, partner.dossier_id) if other else []
    plans = [plan for plan in plans_of(session(), actor, dossier.id) if plan.replaced_at is None]
    session().close()
    if other:
        record_access(
            session(), actor, now(), municipality_id=other.municipality_id, dossier_id=other.id, part="samen",
            act="open", origin=request.remote_addr or "",
        )  # fmt: skip
    told: list[str] = []
    if form.validate_on_submit() and other:
        told = named_in(form.body.data, [*own, *theirs])
        if told and not form.sure.data:
            form.sure.errors = [f"Hierin staat misschien iets wat de partner niet weet: {', '.join(told)}."]
        else:
            there = url_for("counsellor.household", kenmerk=dossier.kenmerk, melding="allebei-verstuurd")
            answer = done_or_refused(
                form, there,
                lambda token: actions.write_to_both(
                    session(), actor, now(), dossier, other, form.body.data, form=token
                ),
            )  # fmt: skip
            if answer:
                return answer
    present = lines_of(own, theirs)
    page = render_template(
        "counsellor/household.html", dossier=dossier, partner=partner, other=other, reach=reach, form=form, told=told,
        sides=_sides(dossier, partner, own, theirs), plan=plans[0] if plans else None, total=total, kinds=Kind,
        changes=changes_since(plans[0].lines, present) if plans and other else [],
    )  # fmt: skip
    return shown(page, form)


@blueprint.route("/dossiers/<kenmerk>/huishouden/<uuid:plan_id>/afspraak.pdf")
@door("household:read", dossier="named", part="samen")
def agreement_pdf(dossier: DossierView, plan_id: UUID) -> Response:
    """What the two agreed, on paper: the copy of this dossier."""
    return joint_plan_pdf(dossier, plan_id)


def _other(partner: Partner) -> DossierView | None:
    """The partner's dossier, for who helps there too; a colleague's opens by its own door, with its own question."""
    actor = current_actor()
    found = find_dossier(session(), actor, now(), partner.kenmerk)
    if found is None or found.counsellor is None:
        return found
    mine = actor.membership_id in (found.counsellor.membership_id, found.counsellor.stand_in_id)
    return found if mine else None


def _sides(
    dossier: DossierView, partner: Partner, own: list[Thing], theirs: list[Thing]
) -> list[tuple[str, str, list[tuple[Kind, list[Thing]]]]]:
    return [(dossier.called, partner.name, grouped(own)), (partner.name, dossier.called, grouped(theirs))]
