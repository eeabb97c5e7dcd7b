"""Taking away the second step of a colleague who lost their telephone and their codes."""

from uuid import UUID

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import Role
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.queries import is_there
from schuldhulp.staff.actions import reset_second_step
from schuldhulp.staff.queries import Member, for_the_platform, members
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import own_municipality, saved, status_of
from schuldhulp.web.forms import ChoiceField, InputRequired, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

Page = str | Response | tuple[str, int]


class ResetForm(PageForm):
    """How somebody showed who they are."""

    proof = ChoiceField(
        "Hoe weet u dat het deze collega is?", [InputRequired("Kies hoe u dat weet.")],
        choices=[
            ("in_person", "Wij staan bij elkaar"), ("video", "Wij zien elkaar via beeldbellen"),
            ("called_back", "Ik belde terug op het nummer dat wij al hadden"),
        ],
        description="Een mail of een telefoontje alleen is niet genoeg: dat kan iemand anders zijn.",
    )  # fmt: skip


@blueprint.route("/beheer/medewerkers/<uuid:membership_id>/tweede-stap", methods=["GET", "POST"])
@door("staff:manage", fresh=True)
def reset_factor(membership_id: UUID) -> Page:
    """Take a colleague's second step away; of an administrator only the platform does, of who is invited nobody."""
    found = members(session(), current_actor(), membership_id)
    session().close()
    if not found or found[0].role is Role.MUNICIPALITY_ADMIN or found[0].invited:
        abort(404)
    form, back = ResetForm(), url_for("admin.staff")
    answer = _reset(form, own_municipality().id, found[0].id, back)
    if answer is not None:
        return answer
    page = render_template("admin/reset_factor.html", form=form, member=found[0], back=back)
    return page, status_of(form)


@blueprint.get("/beheer/gemeenten/<uuid:municipality_id>/beheerders")
@door("platform:manage")
def platform_administrators(municipality_id: UUID) -> str:
    """Show who has only the platform to take their second step away: administrators, and who works elsewhere too."""
    if not is_there(session(), municipality_id):
        abort(404)
    return render_template(
        "admin/platform_administrators.html",
        members=_for_the_platform(municipality_id),
        place=municipality_id,
    )


@blueprint.route(
    "/beheer/gemeenten/<uuid:municipality_id>/beheerders/<uuid:membership_id>", methods=["GET", "POST"]
)
@door("platform:manage", fresh=True)
def reset_administrator(municipality_id: UUID, membership_id: UUID) -> Page:
    """Take the second step away of an administrator, or of who works for several municipalities."""
    found = [one for one in _for_the_platform(municipality_id) if one.id == membership_id]
    if not found:
        abort(404)
    form, back = ResetForm(), url_for("admin.platform_administrators", municipality_id=municipality_id)
    answer = _reset(form, municipality_id, membership_id, back)
    if answer is not None:
        return answer
    page = render_template("admin/reset_administrator.html", form=form, member=found[0], back=back)
    return page, status_of(form)


def _for_the_platform(municipality_id: UUID) -> list[Member]:
    found = for_the_platform(session(), municipality_id, local_date(now()))
    session().close()
    return found


def _reset(form: ResetForm, municipality_id: UUID, membership_id: UUID, there: str) -> Response | None:
    if not form.validate_on_submit():
        return None
    return saved(
        form,
        lambda token: reset_second_step(
            session(), current_actor(), now(), municipality_id, membership_id, form.proof.data, form=token
        ),
        there,
        "tweede-stap-gewist",
    )
