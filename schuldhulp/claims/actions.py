"""Who runs a job: of any number of processes, the one whose row comes first."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

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
