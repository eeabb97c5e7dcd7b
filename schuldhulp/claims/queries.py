"""Whether the jobs run, and when the last copy was made: what the health page reads."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.claims.marks import LAST, Mark
from schuldhulp.claims.tables import Claim


def last_beat(session: Session) -> datetime | None:
    """When a job of any process last began; None when none ever did. Older than two minutes: the jobs stand still."""
    moment: datetime | None = session.scalar(select(func.max(Claim.claimed_at)).where(Claim.job == "watch"))
    return moment


def is_claimed(session: Session, job: str, slot: str) -> bool:
    """Whether a slot of a job was taken, or marked as done."""
    return session.get(Claim, (job, slot)) is not None


def last_marks(session: Session) -> dict[Mark, datetime]:
    """When each mark was last made; without those that never were."""
    query = select(Claim.job, Claim.claimed_at).where(Claim.job.in_(list(Mark)), Claim.slot == LAST)
    return {Mark(job): moment for job, moment in session.execute(query)}
