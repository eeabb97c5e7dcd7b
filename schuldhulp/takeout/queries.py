"""Everything that is kept of one client's dossier, opened, as plain values of JSON.

Which tables and columns go along follows from the register of columns: all, but for what it names with a reason.
Other people are named by what they are (a schuldhulpverlener, a supporter), never by name or number.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from schuldhulp.access import ROLE_LABELS, Actor, Role
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.access_log.words import part_in_words
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import Keyring, keyring
from schuldhulp.debts.tables import Mandate, MandateCreditor
from schuldhulp.documents.keeping.queries import StoredFile, stored_files
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.every_table import metadata
from schuldhulp.municipalities.tables import Membership
from schuldhulp.privacy.register import KEYS, Register, the_register
from schuldhulp.refusals import NotYours

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KEPT_KEYS = frozenset({"id"})
CLIENT = "de inwoner"


@dataclass(frozen=True, kw_only=True)
class Everything:
    """What goes along. `rows` are by table; `looked` who opened the dossier; `files` are read when they are needed."""

    account: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    looked: list[dict[str, Any]]
    files: list[StoredFile]


def everything_of(session: Session, actor: Actor, dossier: DossierView) -> Everything:
    """All of the actor's own dossier. Raises NotYours for anybody but its client."""
    if not actor.is_client or actor.dossier_id != dossier.id or actor.person_id is None:
        raise NotYours
    ring, register = keyring(session), the_register()
    raw = {
        name: [dict(row._mapping) for row in session.execute(_rows(name, actor, dossier))]
        for name, table in register.tables.items()
        if table.take_out != "nee" and _of_dossier(name)
    }
    clean = _Clean(
        _people(session, actor, dossier), {r["id"] for rows in raw.values() for r in rows if "id" in r}
    )
    rows = {
        name: [_opened(ring, register, metadata.tables[name], row, dossier, clean) for row in found]
        for name, found in raw.items()
    }
    return Everything(
        account=_account(session, ring, actor.person_id), rows=rows, looked=_looked(session, actor, dossier),
        files=stored_files(session, actor, dossier.id),
    )  # fmt: skip


def _of_dossier(name: str) -> bool:
    own = "dossier_id" in metadata.tables[name].c or name in (
        Dossier.__tablename__,
        MandateCreditor.__tablename__,
    )
    return own and name != AccessEntry.__tablename__


def _rows(name: str, actor: Actor, dossier: DossierView) -> Select[Any]:
    """The rows of one table; of what people are still typing only the client's own."""
    table = metadata.tables[name]
    query = select(table).where(table.c.municipality_id == dossier.municipality_id)
    if name == Dossier.__tablename__:
        return query.where(table.c.id == dossier.id)
    if name == MandateCreditor.__tablename__:
        ids = select(Mandate.id).where(
            Mandate.municipality_id == dossier.municipality_id, Mandate.dossier_id == dossier.id
        )
        return query.where(table.c.mandate_id.in_(ids))
    query = query.where(table.c.dossier_id == dossier.id)
    if the_register().tables[name].take_out == "eigen":
        query = query.where(table.c.person_id == actor.person_id)
    return query.order_by(*table.primary_key.columns)


def _people(session: Session, actor: Actor, dossier: DossierView) -> dict[str, str]:
    """What everybody who stands in the dossier is, by the number of the person or the membership."""
    found: dict[str, str] = {}
    members = select(Membership).where(Membership.municipality_id == dossier.municipality_id)
    for member in session.scalars(members):
        found[str(member.id)] = found[str(member.person_id)] = ROLE_LABELS[Role(member.role)]
    beside = select(Participation).where(
        Participation.municipality_id == dossier.municipality_id, Participation.dossier_id == dossier.id
    )
    for one in session.scalars(beside):
        found[str(one.person_id)] = one.role if one.role != "client" else CLIENT
    return {**found, str(actor.person_id): CLIENT, str(dossier.id): "dit dossier"}


class _Clean:
    """Takes the numbers of others out of values: a person becomes what they are, a number of nothing here goes."""

    def __init__(self, people: dict[str, str], own: set[UUID]) -> None:
        self._people, self._own = people, {str(one) for one in own}

    def __call__(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self(each) for each in value]
        if isinstance(value, UUID) or (isinstance(value, str) and _UUID.fullmatch(value)):
            text = str(value)
            return text if text in self._own else self._people.get(text)
        if isinstance(value, datetime | date):
            return value.isoformat()
        return str(value) if isinstance(value, Decimal) else value


def _opened(
    ring: Keyring,
    register: Register,
    table: Table,
    row: dict[str, Any],
    dossier: DossierView,
    clean: Callable[[Any], Any],
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in row.items():
        column = register.tables[table.name].columns[name]
        if (
            column.take_out == "nee"
            or column.storage == "afdruk"
            or (name in KEYS and name not in _KEPT_KEYS)
        ):
            continue
        if table.name == "paper_file" and name == "content_sealed":
            continue
        if name.endswith("_sealed"):
            value = None if value is None else _text(
                ring.open_bytes_at(
                    value, table.name, name, row["id"], municipality_id=dossier.municipality_id, dossier_id=dossier.id
                )
            )  # fmt: skip
        told[name.removesuffix("_sealed")] = clean(value)
    return told


def _text(data: bytes) -> Any:
    """Opened bytes as text, or as the values in it where it is a JSON object or list."""
    text = data.decode("utf-8", "replace")
    if text[:1] in ("{", "["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _account(session: Session, ring: Keyring, person_id: UUID) -> dict[str, Any]:
    person = session.get_one(Person, person_id)
    return {
        "naam": ring.open(person, "name_sealed"), "mailadres": ring.open(person, "email_sealed"),
        "nieuw_mailadres": ring.open(person, "email_new_sealed"), "gemaakt_op": person.created_at.isoformat(),
    }  # fmt: skip


def _looked(session: Session, actor: Actor, dossier: DossierView) -> list[dict[str, Any]]:
    query = select(AccessEntry).where(
        AccessEntry.municipality_id == dossier.municipality_id, AccessEntry.dossier_id == dossier.id
    )
    return [
        {
            "wanneer": row.at.isoformat(), "wie": ROLE_LABELS[Role(row.role)], "wat": part_in_words(row.part),
            "deed": {"open": "opende", "write": "veranderde"}.get(row.act, row.act), "reden": row.reason,
            "namens": row.acting_for, "mocht": row.allowed,
        }
        for row in session.scalars(query.order_by(AccessEntry.seq))
    ]  # fmt: skip
