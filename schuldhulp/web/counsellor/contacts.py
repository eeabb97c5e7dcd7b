"""Writing down a call, a meeting or a letter, in a minute."""

from datetime import timedelta

from flask import render_template, request

from schuldhulp.calendar import local
from schuldhulp.contacts import actions, queries
from schuldhulp.contacts.kinds import CHANNEL_LABELS
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.queries import DossierView
from schuldhulp.reach.queries import reach_of
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.acting import TimeField, case_address, moment_of
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import ChoiceField, DateField, InputRequired, IntegerField, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session


class ContactForm(PageForm):
    """One contact in four answers."""

    channel = ChoiceField(
        "Hoe?", [InputRequired("Kies hoe u contact had.")],
        choices=[(channel.value, words) for channel, words in CHANNEL_LABELS.items()],
    )  # fmt: skip
    reached = ChoiceField(
        "Kreeg u iemand te spreken?", choices=[("ja", "Ja"), ("nee", "Nee, niet bereikt")], default="ja"
    )
    summary = LongTextField(
        "Waar ging het over?", rows=3, max_length=1_000,
        description="Een tot drie regels. De cliënt leest dit in de tijdlijn.",
    )  # fmt: skip
    minutes = IntegerField("Minuten", min=1, max=600, description="Dit hoeft niet.")
    day = DateField("Dag", [InputRequired("Vul de dag in.")], not_future=True)
    at = TimeField("Tijd", [InputRequired("Vul de tijd in.")])


@blueprint.route("/dossiers/<kenmerk>/contact", methods=["GET", "POST"])
@door("contact:log", dossier="named", part="contact")
def contact(dossier: DossierView) -> Page:
    """Log a contact; day and time are now unless somebody changes them."""
    actor, form = current_actor(), ContactForm()
    if request.method == "GET":
        there = local(now())
        form.day.data, form.at.data = there.date(), there.time()
    if form.validate_on_submit():
        held_at = moment_of(form.day.data, form.at.data)
        # The clock on the form has no seconds; what was typed a moment ago is not in the future.
        if now() < held_at <= now() + timedelta(minutes=2):
            held_at = now()
        answer = done_or_refused(
            form, case_address(dossier),
            lambda token: actions.log_contact(
                session(), actor, now(), dossier, channel=Channel(form.channel.data), held_at=held_at,
                summary=form.summary.data or "", minutes=form.minutes.data, reached=form.reached.data != "nee",
                form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    earlier = queries.contacts_of(session(), actor, dossier.id, limit=5)
    reach = reach_of(session(), actor, dossier.id, now())
    session().close()
    page = render_template(
        "counsellor/contact.html",
        dossier=dossier,
        form=form,
        earlier=earlier,
        reach=reach,
        labels=CHANNEL_LABELS,
    )
    return shown(page, form)
