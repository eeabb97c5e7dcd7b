"""A question or remark at one line or figure, which arrives on the other side as a message about that line."""

from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.messages.actions import send_message
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import DateField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.steps.place import Place


class WishedForm(PageForm):
    """A client's day for the answer. Whoever else asks gets no such field to fill in."""

    wished_on = DateField(
        "Ik hoor het graag vóór", not_past=True, near=True,
        description="Dit hoeft niet. Uw schuldhulpverlener ziet uw wens. De dag die wij u beloven, blijft staan.",
    )  # fmt: skip


class QuestionForm(WishedForm):
    """One text."""

    body = LongTextField("Wat wilt u vragen of zeggen?", [InputRequired("Er staat nog niets.")], rows=4)


def ask_page(
    place: Place, *, about: str, name: str, back: tuple[str, str], amount: str = "", row_id: UUID | None = None,
    first_words: str = "",
) -> str | Response | tuple[str, int]:  # fmt: skip
    """Show the thing and the form, or send what was written. `back` is the view to return to and its name.

    `first_words` stand in the form for a client, who can change them.
    """
    form, view = QuestionForm(), back[0]
    if form.validate_on_submit():
        there = place.url(view, melding="verstuurd")
        named = f"{name} ({amount})" if amount else name
        try:
            send_message(
                session(), current_actor(), now(), place.dossier, f"Over {named}:\n{form.body.data}",
                about=about, about_id=row_id, form=FormToken(form.token.data, there),
                wished_on=None if place.beside else form.wished_on.data,
            )  # fmt: skip
            return redirect(there, 303)
        except Refused as refused:
            form.form_errors.append(str(refused))
    if request.method == "GET" and first_words and not place.beside:
        form.body.data = first_words
    counsellor = place.dossier.counsellor
    page = render_template(
        "budget/ask.html", place=place, form=form, name=name, amount=amount, back=(place.url(view), back[1]),
        reader=place.dossier.called if place.beside else (counsellor.name if counsellor else "Uw schuldhulpverlener"),
    )  # fmt: skip
    return (page, 422) if form.errors else page
