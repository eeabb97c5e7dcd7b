"""The mark that says that a database holds demo data: only a marked or empty one is ever filled or wiped."""

from datetime import datetime
from enum import Enum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import Person, PlatformKey
from schuldhulp.claims.tables import Claim
from schuldhulp.every_table import metadata
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.unit_of_work import open_write

JOB, MARK, WHOLE = "demo", "mark", "whole"


class Found(Enum):
    """What a database holds."""

    EMPTY = "empty"
    HALF = "half"
    DEMO = "demo"
    REAL = "real"


def what_is_here(session: Session) -> Found:
    """Tell whether a database is empty, holds the demo (whole or half-loaded), or something else."""
    slots = set(session.scalars(select(Claim.slot).where(Claim.job == JOB)))
    any_row = any(
        session.execute(select(table.id).limit(1)).first() for table in (Person, PlatformKey, Municipality)
    )
    session.rollback()
    if MARK in slots:
        return Found.DEMO if WHOLE in slots else Found.HALF
    return Found.REAL if any_row else Found.EMPTY


def set_mark(session: Session, now: datetime, slot: str) -> None:
    """Mark the database: MARK before the first row of the demo, WHOLE after the last."""
    open_write(session, None)
    session.add(Claim(job=JOB, slot=slot, claimed_at=now))
    session.commit()


def wipe(session: Session) -> None:
    """Delete every row of a marked database, in one transaction. Raises ValueError for any other."""
    if what_is_here(session) not in (Found.DEMO, Found.HALF):
        raise ValueError("only demo data is ever wiped")
    open_write(session, None)
    for table in reversed(metadata.sorted_tables):
        session.execute(delete(table))
    session.commit()
    session.expunge_all()
