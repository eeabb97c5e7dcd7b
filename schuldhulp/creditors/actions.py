"""What can be done with a municipality's own creditors: add one, merge two that are one, part them again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.creditors.book import Book
from schuldhulp.creditors.queries import read_book
from schuldhulp.creditors.tables import CreditorMerge, LocalCreditor
from schuldhulp.debts.register import KINDS, creditor_by_id, recognise
from schuldhulp.refusals import NotAllowed, NotYours, Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class CreditorKnown(Refused):
    """The register or the own list has this name."""

    sentence = "Deze naam staat al in het register."


class MergedAlready(Refused):
    """The entry leads to another one by now."""

    sentence = "Deze schuldeiser is al samengevoegd. Haal dat eerst weer uit elkaar."


class MergedIntoItself(Refused):
    """An entry cannot be merged into itself, or into what leads to it."""

    sentence = "Kies een andere schuldeiser: deze twee leiden al naar elkaar."


class NotMerged(Refused):
    """There is nothing to part."""

    sentence = "Deze schuldeiser is niet samengevoegd."


def add_creditor(
    session: Session, actor: Actor, now: datetime, name: str, kind: str, aliases: Sequence[str] = (), *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Add an organisation to the own list. Raises CreditorKnown."""
    if kind not in KINDS:
        raise ValueError(kind)
    with act(session, actor, now, form=form) as doing:
        book = _changing(doing)
        if any(book.find(each) for each in (name, *aliases)):
            raise CreditorKnown
        row = LocalCreditor(
            municipality_id=doing.municipality_id, id=new_id(), name=name, kind=kind, aliases=list(aliases),
            added_by=actor.person_id, added_at=now,
        )  # fmt: skip
        session.add(row)
    return row.id


def merge_creditor(
    session: Session,
    actor: Actor,
    now: datetime,
    creditor_id: UUID,
    into: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Let one own entry lead to another, by name: of the register or of the own list. Debts keep the name they have.

    Raises NotYours, MergedAlready, MergedIntoItself.
    """
    with act(session, actor, now, form=form) as doing:
        book = _changing(doing)
        entry = next((each for each in book.entries if each.id == creditor_id), None)
        known = creditor_by_id(into) or recognise(into)
        found = book.find(into)
        if entry is None or found is None:
            raise NotYours
        if entry.into:
            raise MergedAlready
        if found.own_id == creditor_id:
            raise MergedIntoItself
        session.add(
            CreditorMerge(
                municipality_id=doing.municipality_id, id=new_id(), creditor_id=creditor_id,
                into_register=known.id if known else found.register_id,
                into_local=None if known or found.register_id else found.own_id,
                merged_by=actor.person_id, merged_at=now,
            )
        )  # fmt: skip


def part_creditor(
    session: Session, actor: Actor, now: datetime, creditor_id: UUID, *, form: FormToken | None = None
) -> None:
    """Undo a merge; the row of it stays with who undid it. Raises NotMerged."""
    with act(session, actor, now, form=form) as doing:
        _changing(doing)
        row = session.scalars(
            select(CreditorMerge).where(
                CreditorMerge.municipality_id == doing.municipality_id, CreditorMerge.creditor_id == creditor_id,
                CreditorMerge.undone_at.is_(None),
            )
        ).first()  # fmt: skip
        if row is None:
            raise NotMerged
        row.undone_at, row.undone_by = now, actor.person_id


def _changing(doing: Act) -> Book:
    if not may(doing.actor, "creditor:change"):
        raise NotAllowed
    return read_book(doing.session, doing.municipality_id)
