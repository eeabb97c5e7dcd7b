"""Marking the parts of a message, and calling a hint wrong."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.queries import DossierView
from schuldhulp.hints.notes import CHOICES, notes_of
from schuldhulp.hints.queries import digest_of, tables
from schuldhulp.hints.tables import MessagePart, RejectedHint
from schuldhulp.messages.queries import find_client_message
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import FormToken, act


def mark_parts(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, message_id: UUID,
    choices: Mapping[int, str], *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Mark parts of a client's message, by their place: nu, later or niet. What is done and marked again returns.

    Raises NotYours for a message, a place or a choice that does not exist.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "message:mark")
        message = find_client_message(session, actor, dossier.id, message_id)
        sentences = {note.place: note.sentence for note in notes_of(message.body, tables())}
        query = select(MessagePart).where(
            MessagePart.municipality_id == doing.municipality_id, MessagePart.message_id == message_id
        )
        me = actor.person_id
        if me is None:
            raise NotYours
        standing = {row.place: row for row in session.scalars(query)}
        for place, choice in choices.items():
            if choice not in CHOICES or place not in sentences:
                raise NotYours
            row = standing.get(place)
            if row is None:
                row = doing.new_row(MessagePart, dossier.id, message_id=message_id, place=place, choice=choice,
                                    marked_at=now, marked_by=me)  # fmt: skip
                doing.keyring.seal(row, "words_sealed", sentences[place])
            elif row.choice != choice:
                row.choice, row.marked_at, row.marked_by, row.done_at = choice, now, me, None


def reject_hint(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, message_id: UUID, place: int, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say 'this hint is wrong': the rule and a keyed digest of the sentence are kept, no words. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "message:mark")
        message = find_client_message(session, actor, dossier.id, message_id)
        note = next((one for one in notes_of(message.body, tables()) if one.place == place), None)
        if note is None:
            raise NotYours
        digest = digest_of(doing.keyring, doing.municipality_id, note)
        known = select(RejectedHint.id).where(
            RejectedHint.municipality_id == doing.municipality_id, RejectedHint.rule == note.rule,
            RejectedHint.digest == digest,
        )  # fmt: skip
        if session.scalar(known) is None:
            session.add(
                RejectedHint(
                    municipality_id=doing.municipality_id, rule=note.rule, digest=digest, rejected_at=now
                )
            )
