"""Who may look along: the client asks somebody, looks a second time, changes it and ends it."""

from typing import Any
from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import ValidationError

from schuldhulp.calendar import local_date, say_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Refused
from schuldhulp.supporters import actions, queries
from schuldhulp.supporters.parts import CAN_HELP, LONGEST, USUAL, Offer, Part
from schuldhulp.supporters.rows import new_secret
from schuldhulp.supporters.suggested.queries import standing
from schuldhulp.timeline.queries import timeline_page
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import CheckboxesField, DateField, InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for

WITHOUT_SEEING = (
    "Helpen kan alleen bij een onderdeel dat deze persoon ook mag zien. Vink dat hierboven ook aan."
)
_SEES = [(part.value, f"{part.label}: {part.about}") for part in Part]
_HELPS = [(part.value, part.label) for part in Part if part in CAN_HELP]


class OfferForm(PageForm):
    """What is shared, where somebody helps, and until when."""

    parts = CheckboxesField(
        "Wat mag deze persoon zien?", [InputRequired("Kies ten minste één onderdeel.")], choices=_SEES,
        description="Uw adres, uw notitieboek en hoe wij u veilig bereiken ziet niemand, wat u ook kiest.",
    )  # fmt: skip
    helps = CheckboxesField(
        "Waar mag deze persoon ook helpen met invullen?", choices=_HELPS,
        description="Dit hoeft niet. Bij elk antwoord staat dan dat u het samen invulde.",
    )  # fmt: skip
    until_on = DateField(
        "Tot en met welke dag?", [InputRequired("Vul de laatste dag in.")], not_past=True,
        description="Ten hoogste negentig dagen. Eerder stoppen kan altijd, met één knop.",
    )  # fmt: skip

    def validate_until_on(self, field: DateField) -> None:
        """Not too far away. Raises ValidationError."""
        if field.data and field.data > local_date(now()) + LONGEST:
            raise ValidationError("Kies een dag binnen negentig dagen. Verlengen kan later altijd.")

    def validate_helps(self, field: CheckboxesField) -> None:
        """Helping goes with seeing. Raises ValidationError."""
        if set(field.data or ()) - set(self.parts.data or ()):
            raise ValidationError(WITHOUT_SEEING)

    @property
    def offer(self) -> Offer:
        """What was filled in."""
        return Offer(
            parts=frozenset(self.parts.data),
            helps=frozenset(self.helps.data or ()),
            until_on=self.until_on.data,
        )

    def words(self) -> list[tuple[str, str]]:
        """What was filled in, to look at once more: (part, seeing or helping too)."""
        return offer_words(self.parts.data or (), self.helps.data or ())


class AskForm(OfferForm):
    """Whom the client asks, and what for."""

    called = TextField(
        "Wie vraagt u?", [InputRequired("Schrijf op wie u wilt vragen.")], max_length=60,
        description="Voor uzelf, om het later te herkennen. Bijvoorbeeld: mijn zus.",
    )  # fmt: skip


def offer_words(parts: Any, helps: Any) -> list[tuple[str, str]]:
    """Parts in words, each with what may be done there."""
    return [
        (part.label, "zien en helpen invullen" if part in set(helps) else "zien")
        for part in Part
        if part in set(parts)
    ]


def _token() -> str:
    return uuid4().hex


@blueprint.route("/mijn/meekijken")
@door("access:read", dossier="own", part="meekijken")
def supporters(dossier: DossierView) -> str:
    """Who looks along now, who was asked, and everything that happened with it."""
    actor = current_actor()
    people = queries.supporters_of(session(), actor, dossier.id, now())
    asked = queries.invitations_of(session(), actor, dossier.id, now())
    suggested = standing(session(), actor, dossier.id)
    page = timeline_page(
        session(), actor, dossier.id, group="meekijken", before=request.args.get("voor", type=int)
    )
    session().close()
    return render_template(
        "client/supporters.html", dossier=dossier, people=people, asked=asked, page=page, words=offer_words,
        new_token=_token, suggested="supporter" in suggested,
        older=url_for("client.supporters", voor=page.older) if page.older else None,
    )  # fmt: skip


@blueprint.route("/mijn/meekijken/vragen", methods=["GET", "POST"])
@door("support:invite", dossier="own", part="meekijken")
def invite_supporter(dossier: DossierView) -> Page:
    """Choose whom to ask and what to share; look at it once more; then link and code are made."""
    form, sure = AskForm(), request.form.get("do") == "vraag"
    if request.method == "GET":
        form.parts.data = [Part.PLAN.value, Part.MESSAGES.value]
        form.until_on.data = local_date(now()) + USUAL
    valid = form.validate_on_submit() and request.form.get("do") != "terug"
    if valid and sure:
        try:
            made = actions.invite(
                session(), current_actor(), now(), dossier, form.called.data, form.offer, new_secret(),
                form=FormToken(form.token.data, url_for("client.supporters")),
            )  # fmt: skip
            return redirect(url_for("client.invitation", invitation_id=made), 303)
        except Refused as refusal:
            form.form_errors.append(str(refusal))
    page = render_template(
        "client/invite_supporter.html", dossier=dossier, form=form, look=valid and not form.errors and not sure,
        until=say_date(form.until_on.data) if valid else "",
    )  # fmt: skip
    return shown(page, form)


@blueprint.route("/mijn/meekijken/uitnodiging/<uuid:invitation_id>")
@door("support:invite", dossier="own", part="meekijken")
def invitation(dossier: DossierView, invitation_id: UUID) -> str:
    """The link and the code, to hand over apart; once accepted, the second look."""
    found = queries.find_invitation(session(), current_actor(), dossier.id, invitation_id, now())
    session().close()
    if found is None:
        abort(404)
    asked, secret = found
    link = (
        url_for("supporter.accept", gemeente=dossier.municipality.slug, nummer=secret.number, _external=True)
        if secret
        else ""
    )
    return render_template(
        "client/invitation.html", dossier=dossier, asked=asked, secret=secret, link=link,
        words=offer_words(asked.parts, asked.helps), new_token=_token,
        past=asked.until_on < local_date(now()),
    )  # fmt: skip


@blueprint.post("/mijn/meekijken/uitnodiging/<uuid:invitation_id>/ja")
@door("support:invite", dossier="own", part="meekijken")
def confirm_supporter(dossier: DossierView, invitation_id: UUID) -> Response:
    """The second look: it is who the client meant, and from now it counts."""
    there = url_for("client.supporters", melding="kijkt-mee")
    actions.confirm(session(), current_actor(), now(), dossier, invitation_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.post("/mijn/meekijken/uitnodiging/<uuid:invitation_id>/intrekken")
@door("support:invite", dossier="own", part="meekijken")
def withdraw_invitation(dossier: DossierView, invitation_id: UUID) -> Response:
    """Take an invitation back."""
    there = url_for("client.supporters", melding="ingetrokken")
    actions.withdraw(session(), current_actor(), now(), dossier, invitation_id, form=token_for(there))
    return redirect(there, 303)


@blueprint.route("/mijn/meekijken/<uuid:participation_id>", methods=["GET", "POST"])
@door("support:invite", dossier="own", part="meekijken")
def change_supporter(dossier: DossierView, participation_id: UUID) -> Page:
    """Share more or less, longer or shorter; it counts at once."""
    people = queries.supporters_of(session(), current_actor(), dossier.id, now())
    session().close()
    person = next((each for each in people if each.id == participation_id), None)
    if person is None:
        abort(404)
    form = OfferForm(
        data={"parts": list(person.parts), "helps": list(person.helps), "until_on": person.until_on}
    )
    if form.validate_on_submit():
        answer = done_or_refused(
            form, url_for("client.supporters", melding="veranderd-meekijken"),
            lambda token: actions.change(
                session(), current_actor(), now(), dossier, participation_id, form.offer, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template(
        "client/change_supporter.html", dossier=dossier, form=form, person=person, new_token=_token
    )
    return shown(page, form)


@blueprint.post("/mijn/meekijken/<uuid:participation_id>/stoppen")
@door("support:invite", dossier="own", part="meekijken")
def end_supporter(dossier: DossierView, participation_id: UUID) -> Response:
    """End it: at the next request this person sees nothing any more."""
    there = url_for("client.supporters", melding="kijkt-niet-mee")
    actions.end(session(), current_actor(), now(), dossier, participation_id, form=token_for(there))
    return redirect(there, 303)
