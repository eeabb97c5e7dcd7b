"""The *eerste gesprek*: an act with a date, a channel, who was there and what is asked."""

from flask import render_template, request

from schuldhulp.calendar import local_date
from schuldhulp.cards.queries import case_card
from schuldhulp.contacts import actions
from schuldhulp.contacts.kinds import CHANNEL_LABELS
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.acting import case_address
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    ChoiceField,
    DateField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session


class FirstTalkForm(PageForm):
    """What the law asks of the *eerste gesprek*, and what the counsellor wants to keep."""

    held_on = DateField("Dag van het gesprek", [InputRequired("Vul de dag in.")], not_future=True)
    channel = ChoiceField(
        "Hoe?", [InputRequired("Kies hoe u elkaar sprak.")],
        choices=[(channel.value, words) for channel, words in CHANNEL_LABELS.items()],
    )  # fmt: skip
    who = TextField("Wie waren erbij?", description="Bijvoorbeeld: de cliënt en haar zus.")
    question_for_help = LongTextField(
        "De vraag om hulp", [InputRequired("Schrijf op waar de cliënt hulp bij wil.")], rows=3, max_length=1_000,
        description="In de woorden van de cliënt. De cliënt leest dit.",
    )  # fmt: skip
    summary = LongTextField(
        "Kort verslag", rows=3, max_length=2_000, description="Dit hoeft niet. De cliënt leest dit."
    )
    minutes = IntegerField("Minuten", min=1, max=600, description="Dit hoeft niet.")
    wants_to_continue = ChoiceField(
        "Wil de cliënt verder met schuldhulp?", [InputRequired("Kies ja of nee.")],
        choices=[("ja", "Ja"), ("nee", "Nee, wil niet verder")],
        description="Bij nee sluit het dossier zonder besluit (Wgs 4a lid 2). Weer openen kan altijd.",
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/gesprek", methods=["GET", "POST"])
@door("contact:log", dossier="named", part="gesprek")
def first_talk(dossier: DossierView) -> Page:
    """Write down the *eerste gesprek*: its clock stops, the clock of the besluit starts."""
    actor, form = current_actor(), FirstTalkForm()
    if not dossier.municipality.levels.written_contact_counts:
        form.channel.offer([(c.value, w) for c, w in CHANNEL_LABELS.items() if c is not Channel.WRITTEN])
    if form.validate_on_submit():
        goes_on = form.wants_to_continue.data == "ja"
        talk = actions.Talk(
            held_on=form.held_on.data, channel=Channel(form.channel.data), who=form.who.data or "",
            question_for_help=form.question_for_help.data, wants_to_continue=goes_on,
            summary=form.summary.data or "", minutes=form.minutes.data,
        )  # fmt: skip
        answer = done_or_refused(
            form, case_address(dossier, "vastgelegd" if goes_on else "afgesloten"),
            lambda token: actions.hold_first_talk(session(), actor, now(), dossier, talk, form=token),
        )  # fmt: skip
        if answer:
            return answer
    card = case_card(session(), actor, dossier, now())
    session().close()
    if request.method == "GET":
        form.held_on.data = local_date(now())
        form.question_for_help.data = card.question_for_help if card else ""
    return shown(render_template("counsellor/first_talk.html", dossier=dossier, form=form), form)
