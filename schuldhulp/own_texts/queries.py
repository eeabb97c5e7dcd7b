"""The texts a municipality offers: the catalogue with its own versions, and what was proposed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import keyring
from schuldhulp.dossier.steps import STEP
from schuldhulp.messages.queries import somebody_else
from schuldhulp.municipalities.tables import Membership
from schuldhulp.own_texts.tables import OwnScript
from schuldhulp.scripts_mi.loader import load_catalogue
from schuldhulp.scripts_mi.own import Item, faults_of, with_own
from schuldhulp.scripts_mi.script import Catalogue

_NOBODY = UUID(int=0)
PROPOSED, PUBLISHED, REFUSED, WITHDRAWN = "voorstel", "gepubliceerd", "afgewezen", "ingetrokken"


@dataclass(frozen=True, kw_only=True)
class OwnVersion:
    """One version of an own script, with who made it and the note with a proposal."""

    id: UUID
    script_id: str
    version: int
    state: str
    item: Item
    package: str
    note: str
    made_by: str
    made_at: datetime
    decided_at: datetime | None


@cache
def base_catalogue() -> Catalogue:
    """The texts of the product, read once a process."""
    return load_catalogue(STEP)


def offered_catalogue(session: Session, municipality_id: UUID | None) -> Catalogue:
    """The texts of the product with those that this municipality published, each in the place of the one it changes."""
    rows = session.execute(
        select(OwnScript.script_id, OwnScript.content)
        .where(OwnScript.municipality_id == municipality_id, OwnScript.state == PUBLISHED)
        .order_by(OwnScript.script_id, OwnScript.version)
    )
    newest = {row.script_id: row.content for row in rows}
    return _combined(tuple(newest.values())) if newest else base_catalogue()


@lru_cache(maxsize=64)  # one entry a municipality and a set of versions
def _combined(contents: tuple[str, ...]) -> Catalogue:
    base = base_catalogue()
    made = [faults_of(base, tuple(STEP), json.loads(content))[0] for content in contents]
    return with_own(base, [script for script in made if script is not None])


def named_in(session: Session, municipality_id: UUID, lines: Iterable[str]) -> tuple[int, str] | None:
    """The first line (from 1) with the name or the number of a client of this municipality, and what it says there.

    Looked up by the keyed search words of its dossiers: nothing of the text is kept, and a name that nobody here has is
    not judged.
    """
    for number, line in enumerate(lines, start=1):
        words = line.split(" t: ", 1)[-1].strip(" \"'-")
        found = somebody_else(session, municipality_id, _NOBODY, "", words)
        if found:
            return number, found
    return None


def own_versions(session: Session, actor: Actor, *, script_id: str | None = None) -> list[OwnVersion]:
    """The own versions of a municipality, of one script or of all, newest first."""
    query = select(OwnScript).where(OwnScript.municipality_id == actor.municipality_id)
    if script_id is not None:
        query = query.where(OwnScript.script_id == script_id)
    rows = list(session.scalars(query.order_by(OwnScript.made_at.desc(), OwnScript.id.desc())))
    names = _names(session, actor)
    ring = keyring(session)
    return [
        OwnVersion(
            id=row.id, script_id=row.script_id, version=row.version, state=row.state, item=json.loads(row.content),
            package=row.package, note=ring.open(row, "note_sealed") or "", made_by=names.get(row.made_by, ""),
            made_at=row.made_at, decided_at=row.decided_at,
        )
        for row in rows
    ]  # fmt: skip


def _names(session: Session, actor: Actor) -> Mapping[UUID, str]:
    ring = keyring(session)
    rows: Any = session.scalars(select(Membership).where(Membership.municipality_id == actor.municipality_id))
    return {row.id: ring.open(row, "name_sealed") or "" for row in rows}
