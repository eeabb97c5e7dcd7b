"""Rows of many dossiers at once, each with its words opened and the name of its dossier."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier


class Named(NamedTuple):
    """A row with its words, and the number and the name of its dossier."""

    row: Any
    words: str
    kenmerk: str
    called: str


def named(session: Session, actor: Actor, query: Select[Any, Dossier], column: str) -> Iterator[Named]:
    """What a query of (row, Dossier) finds, with `column` of the row opened; the keys are read in one statement."""
    ring, found = keyring(session), list(session.execute(query))
    if found:
        ring.load_dossiers(actor.own_municipality, {dossier.id for _, dossier in found})
    for row, dossier in found:
        yield Named(
            row, ring.open(row, column) or "", dossier.kenmerk, ring.open(dossier, "called_sealed") or ""
        )
