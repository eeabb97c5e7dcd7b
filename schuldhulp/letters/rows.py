"""Row functions of letters: a new one with its number, and the text of one that is not sent yet."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select

from schuldhulp.calendar import answer_day
from schuldhulp.debts.tables import Mandate, MandateCreditor
from schuldhulp.letters.tables import Letter
from schuldhulp.letters.template import LetterTemplate, still_open
from schuldhulp.letters.written import Written
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act


class LetterSentAlready(Refused):
    """A letter that was sent stays as it was sent."""

    sentence = "Deze brief is al verstuurd. Wat u verstuurde, blijft zo staan."


class StillOpen(Refused):
    """Something in the letter is still to be filled in."""

    def __init__(self, what: tuple[str, ...]) -> None:
        super().__init__(
            f"In de brief staat nog iets open: {', '.join(what)}. Vul het in en bewaar de brief."
        )


class NotConsulted(Refused):
    """The writer has not said that the warning was read."""

    sentence = "Lees eerst de waarschuwing boven de brief, en zet dan het vinkje."


class MandateMissing(Refused):
    """Staff may ask a creditor only what the client signed for."""

    sentence = "Voor deze brief is een machtiging nodig die deze schuldeiser noemt."


def add_letter(
    doing: Act, dossier_id: UUID, letter: LetterTemplate, written: Written, debt_id: UUID | None,
    letter_id: UUID | None = None,
) -> Letter:  # fmt: skip
    """Add a letter with the next number of the dossier, which is locked."""
    last = doing.session.scalar(
        select(func.max(Letter.number)).where(
            Letter.municipality_id == doing.municipality_id, Letter.dossier_id == dossier_id
        )
    )
    row = doing.new_row(
        Letter, dossier_id, id=letter_id, number=(last or 0) + 1, template=letter.slug, debt_id=debt_id, version=1,
        written_by_role=str(doing.actor.role), written_at=doing.now,
    )  # fmt: skip
    write(doing, row, written)
    return row


def write(doing: Act, row: Letter, written: Written) -> None:
    """Put the text in the letter. Raises LetterSentAlready."""
    if row.sent_on is not None:
        raise LetterSentAlready
    for name in ("recipient", "sender", "subject", "body"):
        doing.keyring.seal(row, f"{name}_sealed", getattr(written, name) or None)
    row.consulted = written.consulted


def check_ready(doing: Act, row: Letter, letter: LetterTemplate) -> None:
    """Whether the letter may leave. Raises StillOpen, NotConsulted."""
    opened = [doing.keyring.open(row, f"{name}_sealed") or "" for name in ("recipient", "subject", "body")]
    if missing := still_open(*opened):
        raise StillOpen(missing)
    if not opened[0]:
        raise StillOpen(("naam en adres van wie de brief krijgt",))
    if letter.hard_warnings and not row.consulted:
        raise NotConsulted


def answer_due(sent_on: date, letter: LetterTemplate) -> date:
    """The day by which an answer is expected: so many days after sending, on a working day."""
    return answer_day(sent_on, letter.answer_days)


def check_mandate(doing: Act, dossier_id: UUID, debt_id: UUID) -> None:
    """Whether a machtiging that holds names this debt. Raises MandateMissing."""
    query = (
        select(MandateCreditor.debt_id)
        .join(
            Mandate,
            and_(
                Mandate.municipality_id == MandateCreditor.municipality_id,
                Mandate.id == MandateCreditor.mandate_id,
            ),
        )
        .where(Mandate.municipality_id == doing.municipality_id, Mandate.dossier_id == dossier_id)
        .where(Mandate.withdrawn_at.is_(None), MandateCreditor.debt_id == debt_id)
        .limit(1)
    )
    if doing.session.scalar(query) is None:
        raise MandateMissing
