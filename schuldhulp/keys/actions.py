"""Changing keys in small steps, each a transaction of its own: who is killed in the middle begins where it ended.

A municipality gets a new key that seals from then on; the old one is retired and opens what it sealed, until nothing is
under it any more.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import PlatformKey
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import DossierKey
from schuldhulp.keys.queries import SEALED, left_under, under
from schuldhulp.municipalities.tables import MunicipalityKey
from schuldhulp.sealed_file import master_key_id
from schuldhulp.tenancy import within
from schuldhulp.unit_of_work import open_write

BATCH = 200


def rewrap_platform(session: Session, master: bytes) -> int:
    """Wrap the platform's keys under the newest master key; how many were not yet."""
    open_write(session, None)
    rows = session.scalars(
        select(PlatformKey).where(PlatformKey.master_key_id != master_key_id(master))
    ).all()
    for row in rows:
        row.wrapped, row.master_key_id = keyring(session).rewrap(row.wrapped, row.id), master_key_id(master)
    session.commit()
    return len(rows)


def rewrap_municipality(session: Session, master: bytes, municipality_id: UUID) -> int:
    """Wrap a municipality's keys under the newest master key; how many were not yet."""
    open_write(session, municipality_id)
    here = MunicipalityKey.municipality_id == municipality_id
    query = select(MunicipalityKey).where(here, MunicipalityKey.master_key_id != master_key_id(master))
    rows = session.scalars(query).all()
    for row in rows:
        row.wrapped, row.master_key_id = keyring(session).rewrap(row.wrapped, row.id), master_key_id(master)
    session.commit()
    return len(rows)


def retire_key(session: Session, municipality_id: UUID) -> UUID:
    """Give a municipality a new sealing key, and say which one goes. Where one is going already, that one goes on."""
    open_write(session, municipality_id)
    query = select(MunicipalityKey).where(
        MunicipalityKey.municipality_id == municipality_id, MunicipalityKey.purpose == "seal"
    )
    rows = session.scalars(query.order_by(MunicipalityKey.retired.desc()).with_for_update()).all()
    old = rows[0]
    if not old.retired:
        old.retired = True
        session.flush()
        keyring(session).create_municipality_key(municipality_id, "seal")
    session.commit()
    return old.id


def rewrap_dossiers(session: Session, municipality_id: UUID, old: UUID) -> int:
    """Wrap some of the dossier keys that are under the old key under the new one; how many, 0 when none is left."""
    open_write(session, municipality_id)
    query = select(DossierKey).where(
        DossierKey.municipality_id == municipality_id, DossierKey.municipality_key_id == old
    )
    rows = session.scalars(query.limit(BATCH).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.municipality_key_id, row.wrapped = keyring(session).rewrap_dossier(
            municipality_id, row.dossier_id, row.wrapped
        )
    session.commit()
    return len(rows)


def reseal(session: Session, municipality_id: UUID, old: UUID) -> int:
    """Seal some of the values that the old key sealed with the new one; how many, 0 when none is left.

    A value that somebody changed meanwhile is left as it is: it is under the new key already. Where nothing is to be
    done nobody has to wait for us.
    """
    for table, column in SEALED:
        with within(session, municipality_id):
            found = session.execute(under(table, column, municipality_id, old).limit(BATCH)).all()
        session.rollback()
        if found:
            open_write(session, municipality_id)
            for row_id, blob in found:
                session.execute(_resealed(session, table, column, municipality_id, row_id, blob))
            session.commit()
            return len(found)
    return 0


def _resealed(
    session: Session, table: Table, column: str, municipality_id: UUID, row_id: UUID, blob: bytes
) -> Any:
    ring = keyring(session)
    plain = ring.open_bytes_at(blob, table.name, column, row_id, municipality_id=municipality_id)
    again = ring.seal_at(plain, table.name, column, row_id, municipality_id=municipality_id)
    here = (table.c.municipality_id == municipality_id, table.c.id == row_id, table.c[column] == blob)
    return update(table).where(*here).values({column: again})


def end_key(session: Session, municipality_id: UUID, old: UUID) -> bool:
    """Throw the old key away when nothing is under it any more; whether it went."""
    open_write(session, municipality_id)
    gone = not list(left_under(session, municipality_id, old))
    if gone:
        row = session.get(MunicipalityKey, (municipality_id, old))
        if row is not None and row.retired:
            session.delete(row)
    session.commit()
    return gone
