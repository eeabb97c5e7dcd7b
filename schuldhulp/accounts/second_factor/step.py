"""Where a session stands with its second step, who is always asked for one, and how long a proof is fresh. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from schuldhulp.access import MEMBER_ROLES, Role
from schuldhulp.accounts.hats import Hat

ALWAYS_ASKED = frozenset({*MEMBER_ROLES, Role.PLATFORM_ADMIN})
TIME_FOR_IT = timedelta(minutes=15)
FRESH = timedelta(minutes=10)


class SecondStep(StrEnum):
    """Not asked of this person, still due, or done."""

    NOT_ASKED = "not_asked"
    DUE = "due"
    DONE = "done"


def asks_step(hats: Sequence[Hat]) -> bool:
    """Whether somebody with these roles always makes a second step, whichever they choose.

    A role they were only invited for asks it once they choose that one, unless there is nothing else to come in for.
    """
    asked = [hat for hat in hats if hat.role in ALWAYS_ASKED]
    return any(hat.taken_up for hat in asked) or (bool(asked) and len(asked) == len(hats))


def is_half(step: str, role: Role | None) -> bool:
    """Whether a session opens nothing yet: its second step is due, or its role asks one that was never made."""
    if step == SecondStep.DONE:
        return False
    return step == SecondStep.DUE or role in ALWAYS_ASKED


def is_fresh(proven_at: datetime | None, now: datetime) -> bool:
    """Whether somebody showed less than ten minutes ago who they are."""
    return proven_at is not None and now - proven_at < FRESH
