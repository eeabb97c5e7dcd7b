"""What can be done with letters: writing, changing, sending, keeping the answer, and saying that none came."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, system_actor
from schuldhulp.budget.shown import Figure, frozen
from schuldhulp.calendar import local_date
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.events import LetterAnswered, LetterSent, LetterUnanswered
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.letters.loader import letter_templates
from schuldhulp.letters.rows import add_letter, answer_due, check_mandate, check_ready, write
from schuldhulp.letters.tables import Letter
from schuldhulp.letters.template import LetterTemplate
from schuldhulp.letters.written import Written
from schuldhulp.refusals import NotAllowed, NotYours, Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class DayToCome(Refused):
    """A letter is sent, and answered, on a day that has come."""

    sentence = "Deze dag komt nog. Kies vandaag of een eerdere dag."


class AnsweredTooSoon(Refused):
    """An answer comes after the letter."""

    sentence = "Deze dag ligt voor de dag waarop de brief is verstuurd."


class NotSentYet(Refused):
    """Only a letter that was sent gets an answer."""

    sentence = "Deze brief is nog niet verstuurd."


def write_letter(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, slug: str, written: Written, *,
    debt_id: UUID | None = None, letter_id: UUID | None = None, annex: Sequence[Figure] = (),
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Begin a letter. `letter_id` is its key, chosen by who asks; `annex` are the figures that go with it, and stay.

    Raises NotYours, NotAllowed, MandateMissing.
    """
    letter = letter_templates().get(slug)
    if letter is None or (letter.needs_debt and debt_id is None):
        raise NotYours
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, _permission(letter))
        if debt_id is not None:
            doing.row(Debt, debt_id, dossier.id)
            if letter.needs_mandate:
                check_mandate(doing, dossier.id, debt_id)
        row = add_letter(doing, dossier.id, letter, written, debt_id, letter_id)
        kept = json.dumps(frozen(annex), ensure_ascii=False) if annex else None
        doing.keyring.seal(row, "annex_sealed", kept)


def save_letter(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, letter_id: UUID, written: Written, *,
    version: int | None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep what the writer changed. Raises NotYours, NotAllowed, Conflict, LetterSentAlready."""
    with act(session, actor, now, form=form) as doing:
        row, _ = _open(doing, dossier.id, letter_id, version)
        write(doing, row, written)
        row.version += 1


def send_letter(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, letter_id: UUID, sent_on: date, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Note that a letter left; from now on it stays as it is, and its answer is awaited.

    Raises NotYours, NotAllowed, DayToCome, LetterSentAlready, StillOpen, NotConsulted.
    """
    if sent_on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        row, letter = _open(doing, dossier.id, letter_id)
        check_ready(doing, row, letter)
        row.sent_on, row.answer_due_on = sent_on, answer_due(sent_on, letter)
        row.version += 1
        doing.record(LetterSent(template=letter.slug, answer_due_on=row.answer_due_on), dossier.id)


def record_answer(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, letter_id: UUID, answered_on: date,
    words: str, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep what the answer was. Raises NotYours, NotAllowed, NotSentYet, DayToCome, AnsweredTooSoon."""
    if answered_on > local_date(now):
        raise DayToCome
    with act(session, actor, now, form=form) as doing:
        row, letter = _open(doing, dossier.id, letter_id)
        if row.sent_on is None:
            raise NotSentYet
        if answered_on < row.sent_on:
            raise AnsweredTooSoon
        row.answered_on = answered_on
        doing.keyring.seal(row, "answer_sealed", words.strip() or None)
        row.version += 1
        doing.record(LetterAnswered(template=letter.slug, answered_on=answered_on), dossier.id)


def remove_letter(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, letter_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take away a letter that was not sent. Raises NotYours, NotAllowed, LetterSentAlready."""
    with act(session, actor, now, form=form) as doing:
        row, _ = _open(doing, dossier.id, letter_id)
        write(doing, row, Written(recipient="", sender="", subject="", body=""))
        row.removed_at = doing.now


def tell_unanswered(session: Session, now: datetime, municipality_id: UUID, letter_id: UUID) -> bool:
    """Say once that the day of an answer has passed; False when there is no reason any more."""
    with act(session, system_actor(municipality_id), now) as doing:
        found = session.get(Letter, (municipality_id, letter_id))
        if found is None:
            return False
        dossier = doing.dossier(found.dossier_id, "dossier:watch", closed_too=True)
        row = session.get_one(Letter, (municipality_id, letter_id), populate_existing=True)
        if row.told_late_at or row.answered_on or row.removed_at or row.answer_due_on is None:
            return False
        if dossier.closed_at is not None or row.answer_due_on >= local_date(now):
            return False
        row.told_late_at = now
        doing.record(LetterUnanswered(template=row.template, sent_on=row.sent_on), row.dossier_id)
        if dossier.mail_allowed and not dossier.offline:
            for person_id in clients_of(session, municipality_id, row.dossier_id):
                key = f"letter:{row.id}:{person_id}"
                doing.mail(person_id, "letter_unanswered", row.dossier_id, dedupe_key=key)
    return True


def _permission(letter: LetterTemplate) -> str:
    return "letter:write_for_municipality" if letter.staff_only else "letter:write"


def _open(
    doing: Act, dossier_id: UUID, letter_id: UUID, version: int | None = None
) -> tuple[Letter, LetterTemplate]:
    """A letter that is there, for who may write it. Raises NotYours, NotAllowed, Conflict."""
    doing.dossier(dossier_id, "letter:write")
    row = doing.row(Letter, letter_id, dossier_id, version=version)
    letter = letter_templates()[row.template]
    if row.removed_at is not None:
        raise NotYours
    if letter.staff_only and not doing.actor.is_staff:
        raise NotAllowed
    return row, letter
