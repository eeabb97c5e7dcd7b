"""Where a session stands with its second step, who is always asked for one, and how long a proof is fresh. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from schuldhulp.access import MEMBER_ROLES, Role

ALWAYS_ASKED = frozenset({*MEMBER_ROLES, Role.PLATFORM_ADMIN})
TIME_FOR_IT = timedelta(minutes=15)
FRESH = timedelta(minutes=10)


class SecondStep(StrEnum):
    """Not asked of this person, still due, or done."""

    NOT_ASKED = "not_asked"
    DUE = "due"
    DONE = "done"


def is_half(step: str, role: Role | None) -> bool:
    """Whether a session opens nothing yet: its second step is due, or its role asks one that was never made."""
    if step == SecondStep.DONE:
        return False
    return step == SecondStep.DUE or role in ALWAYS_ASKED


def is_fresh(proven_at: datetime | None, now: datetime) -> bool:
    """Whether somebody showed less than ten minutes ago who they are."""
    return proven_at is not None and now - proven_at < FRESH
