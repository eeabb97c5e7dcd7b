"""Established facts: what a creditor confirmed or a paper shows, beside the client's words."""

from uuid import UUID

from flask import render_template, request, url_for

from schuldhulp.budget.queries import month_of
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.facts import actions, queries
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session

FREE = "vrij"


class FactForm(PageForm):
    """What was established, by whom, and what shows it."""

    about = DropdownField("Waarover?", [InputRequired("Kies waarover het gaat.")])
    author = ChoiceField(
        "Wie stelde dit vast?", [InputRequired("Kies wie dit vaststelde.")],
        choices=[(Author.CREDITOR.value, "De schuldeiser bevestigde"), (Author.STAFF.value, "Wij stelden vast")],
    )  # fmt: skip
    cents = EuroField(
        "Bedrag", description="Het saldo, of het bedrag per periode zoals de cliënt het invulde."
    )
    value = TextField("In woorden", max_length=500, description="Nodig als er geen bedrag is.")
    source = TextField(
        "Waar blijkt dit uit?", [InputRequired("Schrijf op waar dit uit blijkt.")], max_length=300,
        description="Bijvoorbeeld: saldo-opgave van 3 november, specificatie van de uitkering.",
    )  # fmt: skip
    on = DateField("Op welke dag vastgesteld?", [InputRequired("Vul de dag in.")], not_future=True)


def _subjects(dossier: DossierView) -> list[tuple[str, str]]:
    month = month_of(session(), current_actor(), dossier.id)
    found = [(f"{Subject.DEBT.value}:{debt.id}", f"Schuld: {debt.name}") for debt in month.owed.debts]
    found += [(f"{Subject.BUDGET_POST.value}:{line.id}", f"Budget: {line.post.name}") for line in month.lines]
    return [*found, (Subject.HOUSEHOLD.value, "Wie er in huis wonen"), (FREE, "Iets anders")]


def _told(form: FactForm) -> Told:
    subject, _, about = form.about.data.partition(":")
    return Told(
        subject=Subject.FREE if subject == FREE else Subject(subject), about=UUID(about) if about else None,
        author=Author(form.author.data), on=form.on.data, source=form.source.data, value=form.value.data or "",
        cents=form.cents.data,
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/vastgesteld", methods=["GET", "POST"])
@door("fact:establish", dossier="named", part="vastgesteld")
def established(dossier: DossierView) -> Page:
    """Show what was established and write down a fact; the client's words stay as they are."""
    actor, form = current_actor(), FactForm()
    subjects = _subjects(dossier)
    session().close()
    form.about.offer(subjects)
    if request.method == "GET":
        form.on.data = local_date(now())
        wanted = request.args.get("over", "")
        form.about.data = wanted if wanted in dict(subjects) else None
    if form.validate_on_submit():
        there = url_for("counsellor.established", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form,
            there,
            lambda token: actions.establish_fact(session(), actor, now(), dossier, _told(form), form=token),
        )
        if answer:
            return answer
    facts = queries.established_of(session(), actor, dossier.id)
    session().close()
    names = {key.partition(":")[2]: words for key, words in subjects if ":" in key}
    page = render_template(
        "counsellor/established.html", dossier=dossier, form=form, facts=facts, names=names
    )
    return shown(page, form)
