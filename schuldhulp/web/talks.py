"""Gesprekken: the reports of talks, and one's own part of it beside that of the other."""

from uuid import UUID

from flask import render_template

from schuldhulp.talks import actions, queries
from schuldhulp.web.acting import Page, done_or_refused, shown
from schuldhulp.web.forms import InputRequired, IntegerField, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.steps.place import Place


class PartForm(PageForm):
    """One text, and the version that it was made from."""

    words = LongTextField(
        "Uw deel van het verslag",
        [InputRequired("Er staat nog niets in uw deel van het verslag.")],
        rows=8,
        max_length=6_000,
    )
    number = IntegerField("Versie", min=0, max=10_000)


def talks_page(place: Place) -> str:
    """Show every talk that was noted, and whether both wrote of it."""
    found = queries.talks_of(session(), current_actor(), place.dossier)
    session().close()
    return render_template("talks/talks.html", place=place, dossier=place.dossier, talks=found)


def talk_page(place: Place, contact_id: UUID) -> Page:
    """Show what both wrote of a talk, and write one's own part."""
    actor, form = current_actor(), PartForm()
    if form.validate_on_submit():
        answer = done_or_refused(
            form, place.url("talk", contact_id=contact_id, melding="verslag"),
            lambda token: actions.write_part(
                session(), actor, now(), place.dossier, contact_id, form.words.data, form.number.data or 0, form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    talk = queries.find_talk(session(), actor, place.dossier, contact_id)
    session().close()
    own = talk.staff if place.beside else talk.client
    if not form.is_submitted() and own:
        form.words.data = own[-1].words
    form.number.data = own[-1].number if own else 0
    page = render_template(
        "talks/talk.html", place=place, dossier=place.dossier, talk=talk, form=form, own=own
    )
    return shown(page, form)
