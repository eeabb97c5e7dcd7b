"""A dossier for somebody without e-mail: at the desk, by telephone, from a wijkteam or a signal."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from wtforms import ValidationError

from schuldhulp.calendar import local_date
from schuldhulp.dossier.actions import ThreatTold, create_at_desk
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import PartOfDay, Reach
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.municipalities.queries import get_municipality
from schuldhulp.refusals import NotAllowed, NotYours, Refused
from schuldhulp.unit_of_work import AlreadyHandled, FormToken
from schuldhulp.web.acting import Page, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    DateField,
    InputRequired,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.step_form import NoneAlone

SOURCES = {
    "balie": "Aan de balie",
    "telefoon": "Telefoon",
    "wijkteam": "Wijkteam of maatschappelijk werk",
    "vroegsignaal": "Vroegsignaal",
}
LEGAL = tuple((kind.value, kind.label) for kind in ThreatKind if kind.legal)
URGENT = tuple((kind.value, kind.label) for kind in ThreatKind if not kind.legal)


class DeskForm(PageForm):
    """What is needed to begin; the rest comes later, in the same dossier."""

    called = TextField(
        "Hoe wil de cliënt genoemd worden?",
        [InputRequired("Vul in hoe de cliënt genoemd wil worden.")],
        max_length=80,
    )
    legal_name = TextField(
        "Voornamen en achternaam",
        max_length=120,
        description="Zoals op het identiteitsbewijs. Staat straks bij Persoonsgegevens; u kunt er ook op zoeken.",
    )
    source = ChoiceField(
        "Hoe kwam de cliënt binnen?", [InputRequired("Kies hoe.")], choices=list(SOURCES.items())
    )
    clock_started_on = DateField(
        "Dag van de melding", [InputRequired("Vul de dag in.")], not_future=True, earliest=date(2020, 1, 1),
        description="Hier begint de wettelijke termijn. Bij een vroegsignaal: de dag waarop het aanbod is aangenomen.",
    )  # fmt: skip
    question_for_help = LongTextField(
        "De vraag om hulp", rows=2, max_length=1_000, description="In de woorden van de cliënt."
    )
    threats = CheckboxesField(
        "Dreigt er iets?", [NoneAlone("geen")], choices=[*LEGAL, ("geen", "Nee, geen van deze")],
        description="Deze zes geven een wettelijke termijn van drie werkdagen.",
    )  # fmt: skip
    threats_on = DateField("Eerste dag die in een brief staat", near=True)
    urgent = CheckboxesField(
        "Is er iets anders dat haast heeft?", [NoneAlone("geen")], choices=[*URGENT, ("geen", "Nee")]
    )
    urgent_on = DateField("Dag daarvan", near=True)
    contact = LongTextField(
        "Hoe te bereiken?",
        rows=2,
        max_length=500,
        description="Telefoonnummer, via wie, wanneer. De cliënt kan dit later lezen.",
    )
    call_when = CheckboxesField("Wanneer bellen?", [NoneAlone("niet")], choices=PartOfDay)
    voicemail = ChoiceField("Voicemail inspreken?", choices=YesNo)
    post_home = ChoiceField("Post naar huis?", choices=YesNo)
    reads_along = ChoiceField("Leest er iemand mee?", choices=YesNo)
    safety_note = LongTextField(
        "Wat alleen collega’s lezen",
        rows=2,
        max_length=2_000,
        description="Veiligheid, of wat niet in de omgeving mag staan.",
    )
    zaaknummer = TextField("Zaaknummer elders", max_length=80)
    mine = BooleanField("Ik begeleid deze cliënt zelf", default=True)

    def validate_clock_started_on(self, field: DateField) -> None:
        """A day that is years ago is a slip of the pen. Raises ValidationError."""
        if field.data and (local_date(now()) - field.data).days > 400:
            raise ValidationError("Deze dag is langer dan een jaar geleden. Kijk hem nog eens na.")

    def told(self) -> dict[str, Any]:
        """Everything that creating the dossier takes."""
        threats = [
            ThreatTold(kind=str(kind), threatens_on=self.threats_on.data) for kind in self.threats.data or ()
        ]
        threats += [
            ThreatTold(kind=str(kind), threatens_on=self.urgent_on.data) for kind in self.urgent.data or ()
        ]
        reach = Reach(
            called=self.called.data, call_when=self.call_when.data, voicemail=self.voicemail.data,
            post_home=self.post_home.data, reads_along=self.reads_along.data,
        )  # fmt: skip
        return {
            "called": self.called.data, "source": self.source.data, "channel": self.source.data,
            "clock_started_on": self.clock_started_on.data, "legal_name": self.legal_name.data or "",
            "contact": self.contact.data or "", "zaaknummer": self.zaaknummer.data or "",
            "question_for_help": self.question_for_help.data or "", "safety_note": self.safety_note.data or "",
            "threats": tuple(t for t in threats if t.kind != "geen"), "answers": {"bereiken": reach},
            "counsellor_id": current_actor().membership_id if self.mine.data else None,
        }  # fmt: skip


@blueprint.route("/dossiers/nieuw", methods=["GET", "POST"])
@door("dossier:create")
def new_dossier() -> Page:
    """Create a dossier at the desk and go on in it."""
    actor, form = current_actor(), DeskForm()
    if request.method == "GET":
        form.clock_started_on.data = local_date(now())
    if form.validate_on_submit():
        assert actor.municipality_id is not None
        municipality = get_municipality(session(), actor.municipality_id)
        session().close()
        # Where it goes is known only once it exists; the same form again lands in the inbox.
        token = FormToken(form.token.data, url_for("counsellor.inbox", melding="vastgelegd"))
        try:
            kenmerk = create_at_desk(session(), actor, now(), municipality, form=token, **form.told())
        except (NotYours, NotAllowed, AlreadyHandled):
            raise
        except Refused as refusal:
            form.form_errors.append(str(refusal))
        else:
            return redirect(url_for("counsellor.case", kenmerk=kenmerk, melding="dossier-gemaakt"), 303)
    return shown(render_template("counsellor/new_dossier.html", form=form), form)
