"""The pages of letters: which there are, beginning one, changing it, its paper, and what came of it."""

from collections.abc import Callable
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.budget.shown import Figure
from schuldhulp.calculations.legal import legal, protected_money
from schuldhulp.calculations.queries import legal_figures
from schuldhulp.calendar import local_date
from schuldhulp.debts.queries import debts_of
from schuldhulp.letters import actions
from schuldhulp.letters.loader import letter_templates
from schuldhulp.letters.queries import LetterView, facts_for, find_letter, letters_of
from schuldhulp.letters.template import LetterTemplate, still_open
from schuldhulp.letters.written import Written, begin
from schuldhulp.pdf import render_pdf
from schuldhulp.prints import LetterDocument
from schuldhulp.reach.queries import ContactWarning, reach_of
from schuldhulp.refusals import Conflict, NotYours
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, read_form, two_versions
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.letters.forms import (
    AnswerForm,
    LetterForm,
    SentForm,
    asked_words,
    beginning_form,
    debt_of,
)
from schuldhulp.web.steps.place import STAFF, Place
from schuldhulp.web.steps.printing import pdf_answer

PROTECTED, BANK = "beslagvrije_voet", "banktegoed"


def letters_page(place: Place) -> str:
    """Show the letters: what is being written, what waits for an answer, what was answered."""
    today = local_date(now())
    found, reach = letters_of(session(), place.actor, place.dossier.id), before_contact(place)
    session().close()
    return render_template(
        "letters/list.html", place=place, today=today, reach=reach,
        drafts=[letter for letter in found if letter.sent_on is None],
        waiting=[letter for letter in found if letter.sent_on and letter.answered_on is None],
        answered=[letter for letter in found if letter.answered_on],
    )  # fmt: skip


def before_contact(place: Place) -> ContactWarning | None:
    """What staff read before a letter leaves: no post to the house, who reads along, what was changed just now."""
    if place.audience is not STAFF:
        return None
    return reach_of(session(), place.actor, place.dossier.id, now())


def new_letter_page(place: Place) -> Page:
    """Choose a kind of letter; with `?soort=` begin one."""
    letter = letter_templates().get(request.args.get("soort", ""))
    if letter is None or (letter.staff_only and not place.beside):
        return _kinds_page(place)
    return _begin_page(place, letter)


def _kinds_page(place: Place) -> str:
    known = [letter for letter in letter_templates().values() if place.beside or not letter.staff_only]
    groups = [(group, list(letters)) for group, letters in groupby(known, key=lambda letter: letter.group)]
    reach = before_contact(place)
    session().close()
    return render_template("letters/kinds.html", place=place, groups=groups, debt=_debt_asked(), reach=reach)


def _begin_page(place: Place, letter: LetterTemplate) -> Page:
    debts = debts_of(session(), place.actor, place.dossier.id).debts
    form = beginning_form(letter, debts, _debt_asked())
    annex, filled = annex_for(place, letter)
    if request.method == "GET":
        for name, value in filled.items():
            form[name].data = value
    if form.validate_on_submit():
        debt = debt_of(form, debts)
        facts = facts_for(session(), place.actor, now(), place.dossier, debt)
        session().close()
        written = begin(letter, facts, asked_words(form, letter.asks), local_date(now()))
        key = new_id()
        answer = done_or_refused(
            form, place.url("letter", letter_id=key),
            lambda token: actions.write_letter(
                session(), _writer(place, letter), now(), place.dossier, letter.slug, written,
                debt_id=debt.id if debt else None, letter_id=key, annex=annex, form=token,
            ),
        )  # fmt: skip
        if answer:
            return answer
    reach = before_contact(place)
    session().close()
    page = render_template(
        "letters/begin.html", place=place, letter=letter, form=form, debts=debts, reach=reach
    )
    return (page, 422) if form.errors else page


def annex_for(place: Place, letter: LetterTemplate) -> tuple[tuple[Figure, ...], dict[str, Any]]:
    """The figures that go with a letter of this kind, as they are today, and the answers that they give.

    Nothing where they cannot be computed yet.
    """
    if letter.annex not in (PROTECTED, BANK):
        return (), {}
    found = legal_figures(session(), place.actor, place.dossier, local_date(now()))
    if letter.annex == PROTECTED and found.figures:
        bvv = legal(found.figures)[0]
        return (bvv,), {"voet_eigen": bvv.cents}
    if letter.annex == BANK and found.given and found.bank:
        home = found.given.answers["leefsituatie"].shown
        return (protected_money(found.given, found.bank),), {
            "beschermd": found.bank.uitkomst,
            "leefsituatie": home,
        }
    return (), {}


def _writer(place: Place, letter: LetterTemplate) -> Actor:
    """Who writes: staff beside the client, or in the name of the municipality."""
    return current_actor() if letter.staff_only else place.actor


def _debt_asked() -> UUID | None:
    try:
        return UUID(request.args.get("schuld", ""))
    except ValueError:
        return None


def letter_page(place: Place, letter_id: UUID) -> Page:
    """Read and change one letter; a letter that was sent is only read."""
    letter = _found(place, letter_id)
    stored = _stored(letter)
    form = read_form(LetterForm, stored, letter.version)
    if letter.sent_on is None and form.validate_on_submit():
        written = Written(
            **{name: form[name].data or "" for name in _PARTS}, consulted=bool(form.consulted.data)
        )
        try:
            answer = done_or_refused(
                form, place.url("letter", letter_id=letter_id, melding="gewijzigd"),
                lambda token: actions.save_letter(
                    session(), _writer(place, letter.template), now(), place.dossier, letter_id, written,
                    version=form.version.data, form=token,
                ),
            )  # fmt: skip
        except Conflict:
            newer = _found(place, letter_id)
            return two_versions(
                form, _stored(newer), newer.version, place.url("letter", letter_id=letter_id), layout=place.layout,
                other="Iemand anders",
            )  # fmt: skip
        if answer:
            return answer
    page = _shown(place, letter, form, SentForm(formdata=None), AnswerForm(formdata=None))
    return (page, 422) if form.errors else page


_PARTS = ("recipient", "sender", "subject", "body")


def _stored(letter: LetterView) -> dict[str, Any]:
    return {name: getattr(letter.written, name) for name in (*_PARTS, "consulted")}


def letter_pdf(place: Place, letter_id: UUID) -> Page:
    """The letter on paper, made to fit a window envelope."""
    letter = _found(place, letter_id)
    if missing := still_open(letter.written.subject, letter.written.body, letter.written.recipient):
        form = read_form(LetterForm, _stored(letter), letter.version)
        form.form_errors.append(f"In de brief staat nog iets open: {', '.join(missing)}. Vul het in en bewaar de "
                                "brief. Daarna kunt u hem printen.")  # fmt: skip
        return _shown(place, letter, form, SentForm(formdata=None), AnswerForm(formdata=None)), 422
    document = letter_document(place, letter)
    data = render_pdf(render_template("pdf/brief.html", document=document), title=document.title)
    return pdf_answer(data, f"brief-{letter.number}.pdf")


def letter_document(place: Place, letter: LetterView) -> LetterDocument:
    """What the paper of a letter prints."""
    return LetterDocument(
        sender=sender_of(place.dossier.municipality), from_lines=tuple(letter.written.sender.splitlines()),
        to_lines=tuple(letter.written.recipient.splitlines()), subject=letter.written.subject,
        text=letter.written.body, reference=letter.reference(place.dossier.kenmerk),
        made_on=letter.sent_on or local_date(now()), by_municipality=letter.template.staff_only, annex=letter.annex,
    )  # fmt: skip


def sent_page(place: Place, letter_id: UUID) -> Page:
    """Note the day the letter left."""
    letter, form = _found(place, letter_id), SentForm()
    return _after(place, letter, form, form, AnswerForm(formdata=None), "verstuurd-brief", lambda token:
                  actions.send_letter(session(), _writer(place, letter.template), now(), place.dossier, letter_id,
                                      form.sent_on.data, form=token))  # fmt: skip


def answered_page(place: Place, letter_id: UUID) -> Page:
    """Keep the answer to the letter."""
    letter, form = _found(place, letter_id), AnswerForm()
    return _after(place, letter, form, SentForm(formdata=None), form, "gewijzigd", lambda token:
                  actions.record_answer(session(), _writer(place, letter.template), now(), place.dossier, letter_id,
                                        form.answered_on.data, form.answer.data or "", form=token))  # fmt: skip


def remove_page(place: Place, letter_id: UUID) -> Response:
    """Take away a letter that was not sent."""
    form, there = PageForm(), place.url("letters", melding="brief-weg")
    if form.validate_on_submit():
        token = FormToken(form.token.data, there)
        actions.remove_letter(session(), place.actor, now(), place.dossier, letter_id, form=token)
    return redirect(there, 303)


def _after(
    place: Place, letter: LetterView, form: PageForm, sent: PageForm, answer: PageForm, notice: str,
    do: Callable[[FormToken], None],
) -> Page:  # fmt: skip
    if form.validate_on_submit():
        done = done_or_refused(form, place.url("letter", letter_id=letter.id, melding=notice), do)
        if done:
            return done
    page = _shown(place, letter, LetterForm(formdata=None, data=_stored(letter)), sent, answer)
    return (page, 422) if form.errors else page


def _found(place: Place, letter_id: UUID) -> LetterView:
    try:
        letter = find_letter(session(), place.actor, place.dossier.id, letter_id)
    except NotYours:
        abort(404)
    finally:
        session().close()
    if letter.template.staff_only and not place.beside and letter.sent_on is None:
        abort(404)  # what the municipality still writes in its own name is read when it has left
    return letter


def _shown(place: Place, letter: LetterView, form: LetterForm, sent: PageForm, answer: PageForm) -> str:
    reach = before_contact(place)
    session().close()
    return render_template(
        "letters/letter.html", place=place, letter=letter, reach=reach, form=form, sent=sent, answer=answer,
        plain=PageForm(formdata=None), today=local_date(now()), still_open=still_open(letter.written.body),
        own=place.beside or not letter.template.staff_only,
    )  # fmt: skip
