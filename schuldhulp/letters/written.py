"""What stands in a letter, as its writer leaves it, and what it begins with. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schuldhulp.calendar import answer_day, say_date
from schuldhulp.letters.template import LetterTemplate, fill


@dataclass(frozen=True, kw_only=True)
class Written:
    """The parts of a letter a writer can change. `sender` and `recipient` are lines of name and address."""

    recipient: str
    sender: str
    subject: str
    body: str
    consulted: bool = False


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What the dossier knows for a letter; an empty text is not known. Amounts are words already (€ 1.234,50)."""

    creditor: str = ""
    recipient: str = ""
    reference: str = ""
    amount: str = ""
    client: str = ""
    client_address: str = ""
    municipality: str = ""
    municipality_address: str = ""
    kenmerk: str = ""


def begin(letter: LetterTemplate, facts: LetterFacts, asked: Mapping[str, str], today: date) -> Written:
    """A letter filled from the dossier and from what its writer answered."""
    known = {
        "bedrag": facts.amount, "kenmerk": facts.reference, "schuldeiser": facts.creditor,
        "naam": facts.client, "gemeente": facts.municipality, "mijn_kenmerk": facts.kenmerk,
        "antwoord_voor": say_date(answer_day(today, letter.answer_days)),
    }  # fmt: skip
    values = known | dict(asked)
    ours = letter.staff_only
    lines = (facts.municipality, facts.municipality_address) if ours else (facts.client, facts.client_address)
    return Written(
        recipient=facts.recipient or facts.creditor,
        sender="\n".join(line for line in lines if line),
        subject=fill(letter.subject, values, letter.asks),
        body=_named(fill(letter.body, values, letter.asks), facts),
    )


def _named(body: str, facts: LetterFacts) -> str:
    """The body, which says whose claim it is where the letter goes to who collects for another.

    Without that name a dispute or an appeal to expiry would not say which claim it is about.
    """
    if not facts.creditor or facts.recipient in ("", facts.creditor):
        return body
    greeting, rest = body.split("\n\n", 1)
    return f"{greeting}\n\nDeze brief gaat over wat u vraagt namens {facts.creditor}.\n\n{rest}"
