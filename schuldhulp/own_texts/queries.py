"""The texts a municipality offers: scripts and work forms with its own versions, and what was proposed."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.crypto import keyring
from schuldhulp.messages.queries import somebody_else
from schuldhulp.municipalities.tables import Membership
from schuldhulp.own_texts.kinds import SCRIPT, SLUGS, WORK_FORM, Kind, base_catalogue
from schuldhulp.own_texts.tables import OwnScript
from schuldhulp.scripts_mi.own import Item, faults_of, with_own
from schuldhulp.scripts_mi.script import Catalogue
from schuldhulp.scripts_mi.work_forms.form import Library
from schuldhulp.scripts_mi.work_forms.own import form_faults, with_own_forms
from schuldhulp.workforms.library import library

_NOBODY = UUID(int=0)
_KEY = re.compile(r"^[\s{-]*[a-z][a-z_]*:\s+")  # of a line of YAML
PROPOSED, PUBLISHED, REFUSED, WITHDRAWN = "voorstel", "gepubliceerd", "afgewezen", "ingetrokken"


@dataclass(frozen=True, kw_only=True)
class OwnVersion:
    """One version of an own text, with who made it and the note with a proposal."""

    id: UUID
    kind: str
    script_id: str
    version: int
    state: str
    item: Item
    package: str
    note: str
    made_by: str
    made_at: datetime
    decided_at: datetime | None


def offered_catalogue(session: Session, municipality_id: UUID | None) -> Catalogue:
    """The texts of the product with those that this municipality published, each in the place of the one it changes."""
    rows = _in_force(session, municipality_id, SCRIPT)
    newest = {script_id: content for script_id, state, content in rows if state == PUBLISHED}
    return _combined(tuple(newest.values())) if newest else base_catalogue()


def offered_library(session: Session, municipality_id: UUID | None) -> Library:
    """The work forms of the product with those that this municipality published; versions in use are still found."""
    rows = _in_force(session, municipality_id, WORK_FORM)
    return _with_forms(rows) if rows else library()


def _in_force(session: Session, municipality_id: UUID | None, kind: Kind) -> tuple[tuple[str, str, str], ...]:
    """Id, state and content of what is or was published, the newest of each last."""
    rows = session.execute(
        select(OwnScript.script_id, OwnScript.state, OwnScript.content)
        .where(
            OwnScript.municipality_id == municipality_id, OwnScript.kind == kind.code,
            OwnScript.state.in_((PUBLISHED, WITHDRAWN)),
        )
        .order_by(OwnScript.script_id, OwnScript.version)
    )  # fmt: skip
    return tuple((row.script_id, row.state, row.content) for row in rows)


@lru_cache(maxsize=64)  # one entry a municipality and a set of versions
def _combined(contents: tuple[str, ...]) -> Catalogue:
    base = base_catalogue()
    made = [faults_of(base, SLUGS, json.loads(content))[0] for content in contents]
    return with_own(base, [script for script in made if script is not None])


@lru_cache(maxsize=64)
def _with_forms(rows: tuple[tuple[str, str, str], ...]) -> Library:
    base = library()
    read = [(state, form_faults(base, SLUGS, json.loads(content))[0]) for _, state, content in rows]
    newest = {form.id: form for state, form in read if form is not None and state == PUBLISHED}
    return with_own_forms(base, newest.values(), [form for _, form in read if form is not None])


def hears_of_clients(actor: Actor) -> bool:
    """Whether somebody may hear that a name in a text is a client's: who finds dossiers by name anyway.

    An administrator opens no dossier. A refusal, in whatever words, would tell them who has one, name by name.
    """
    return may(actor, "inbox:read")


def named_in(session: Session, municipality_id: UUID, lines: Iterable[str]) -> tuple[int, str] | None:
    """The first line (from 1) with the name or the number of a client of this municipality, and what it says there.

    Looked up by the keyed search words of its dossiers: nothing of the text is kept, and a name that nobody here has is
    not judged.
    """
    for number, line in enumerate(lines, start=1):
        words = _KEY.sub("", line).strip(" \"'-")
        found = somebody_else(session, municipality_id, _NOBODY, "", words)
        if found:
            return number, found
    return None


def own_versions(
    session: Session, actor: Actor, kind: Kind, *, script_id: str | None = None
) -> list[OwnVersion]:
    """The own versions of a municipality of one kind, of one text or of all, newest first."""
    query = select(OwnScript).where(
        OwnScript.municipality_id == actor.municipality_id, OwnScript.kind == kind.code
    )
    if script_id is not None:
        query = query.where(OwnScript.script_id == script_id)
    rows = list(session.scalars(query.order_by(OwnScript.made_at.desc(), OwnScript.id.desc())))
    names = _names(session, actor)
    ring = keyring(session)
    return [
        OwnVersion(
            id=row.id, kind=row.kind, script_id=row.script_id, version=row.version, state=row.state,
            item=json.loads(row.content), package=row.package, note=ring.open(row, "note_sealed") or "",
            made_by=names.get(row.made_by, ""), made_at=row.made_at, decided_at=row.decided_at,
        )
        for row in rows
    ]  # fmt: skip


def _names(session: Session, actor: Actor) -> Mapping[UUID, str]:
    ring = keyring(session)
    rows: Any = session.scalars(select(Membership).where(Membership.municipality_id == actor.municipality_id))
    return {row.id: ring.open(row, "name_sealed") or "" for row in rows}
