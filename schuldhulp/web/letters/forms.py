"""The forms of a letter: the questions of its kind, the letter itself, the day it left, and the answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from schuldhulp.calendar import say_date
from schuldhulp.debts.owed import StoredDebt
from schuldhulp.letters.template import AskedInLetter, AskedKind, LetterTemplate
from schuldhulp.money import format_euro
from schuldhulp.web.forms import (
    BooleanField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    LongTextField,
    PageForm,
    TextField,
)

_FIELDS: dict[AskedKind, Any] = {
    AskedKind.EURO: EuroField,
    AskedKind.DATE: DateField,
    AskedKind.LINE: TextField,
    AskedKind.TEXT: LongTextField,
}
NO_DEBT = "geen"


def beginning_form(letter: LetterTemplate, debts: Sequence[StoredDebt], chosen: UUID | None) -> PageForm:
    """The form that begins a letter: the debt it is about, and what the dossier does not know.

    Every question may stay empty: the letter then shows where something is still to be filled in.
    """
    fields: dict[str, Any] = {}
    if letter.about_debt:
        required = [InputRequired("Kies over welke schuld de brief gaat.")]
        fields["debt"] = DropdownField("Over welke schuld gaat de brief?", required)
    for ask in letter.asks:
        more = {"not_past": True} if ask.to_come else {}
        fields[ask.name] = _FIELDS[ask.kind](ask.label, description=ask.help, **more)
    form: PageForm = type("BeginLetterForm", (PageForm,), fields)(
        data={"debt": str(chosen) if chosen else None}
    )
    if letter.about_debt:
        choices = [(str(debt.id), debt.name) for debt in debts]
        if not letter.needs_debt:
            choices.append((NO_DEBT, "Niet in mijn lijst"))
        form["debt"].offer(choices)
    return form


def debt_of(form: PageForm, debts: Sequence[StoredDebt]) -> StoredDebt | None:
    """The debt that was chosen."""
    wanted = form["debt"].data if "debt" in form else None
    return next((debt for debt in debts if str(debt.id) == wanted), None)


def asked_words(form: PageForm, asks: Sequence[AskedInLetter]) -> dict[str, str]:
    """The answers in the words a letter uses: '€ 40,00', '3 maart 2026'; what was left empty is not there."""
    found = {}
    for ask in asks:
        value = form[ask.name].data
        if value is None:
            continue
        if ask.kind is AskedKind.EURO:
            found[ask.name] = format_euro(value)
        elif ask.kind is AskedKind.DATE:
            found[ask.name] = f"{say_date(value)} {value.year}"
        else:
            found[ask.name] = value
    return found


class LetterForm(PageForm):
    """The letter itself."""

    recipient = LongTextField(
        "Aan wie gaat de brief?", rows=4, max_length=300,
        description="Naam en adres, elk op een eigen regel. Het adres staat meestal op hun brief.",
    )  # fmt: skip
    sender = LongTextField("Van wie is de brief?", rows=4, max_length=300, description="Naam en adres.")
    subject = TextField("Onderwerp", [InputRequired("Een brief heeft een onderwerp.")])
    body = LongTextField("De brief", [InputRequired("De brief is nog leeg.")], rows=18, max_length=6_000)
    consulted = BooleanField("Ik heb de waarschuwing gelezen, of ik heb hierover overlegd")


class SentForm(PageForm):
    """The day the letter left."""

    sent_on = DateField(
        "Op welke dag is de brief verstuurd?", [InputRequired("Vul de dag in.")], not_future=True
    )


class AnswerForm(PageForm):
    """The answer."""

    answered_on = DateField(
        "Op welke dag kwam het antwoord?", [InputRequired("Vul de dag in.")], not_future=True
    )
    answer = LongTextField("Wat was het antwoord?", rows=3, max_length=1_000)
