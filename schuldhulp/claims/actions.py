"""Who runs a job: of any number of processes, the one whose row comes first."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.claims.marks import LAST, Mark
from schuldhulp.claims.tables import Claim
from schuldhulp.unit_of_work import open_write


def claim(session: Session, now: datetime, job: str, slot: str) -> bool:
    """Take one slot of a job; False when another process has it already."""
    open_write(session, None)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = (
        dialect.insert(Claim)
        .values(job=job, slot=slot, claimed_at=now)
        .on_conflict_do_nothing()
        .returning(Claim.job)
    )
    taken = session.execute(statement).first() is not None
    session.commit()
    return taken


def note_mark(session: Session, at: datetime, mark: Mark) -> None:
    """Write down that something beside the program was done at a moment, in the place of the time before."""
    open_write(session, None)
    row = session.get(Claim, (mark.value, LAST))
    if row is None:
        session.add(Claim(job=mark.value, slot=LAST, claimed_at=at))
    else:
        row.claimed_at = at
    session.commit()
