"""Asking a question and taking its one answer. Shared rows, so each in its own short write transaction."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.crypto import keyring
from schuldhulp.unit_of_work import open_write

TIME_TO_ANSWER = timedelta(minutes=10)
TIME_TO_REGISTER = timedelta(minutes=30)  # as long as a session may be silent


def ask(
    session: Session, now: datetime, purpose: str, detail: dict[str, Any], *, person_id: UUID | None = None,
    life: timedelta = TIME_TO_ANSWER,
) -> str:  # fmt: skip
    """Keep what a later answer is held against; gives the token for the browser's cookie. `detail` goes into JSON."""
    token = secrets.token_urlsafe(32)
    open_write(session, None)
    row = SignInChallenge(
        token_hash=token_hash(token), purpose=purpose, person_id=person_id, expires_at=now + life
    )
    keyring(session).seal(row, "detail_sealed", json.dumps(detail))
    session.add(row)
    session.commit()
    return token


def take(
    session: Session, now: datetime, token: str, purpose: str, *, person_id: UUID | None = None
) -> dict[str, Any] | None:
    """What was kept under a token, for this purpose and person, and forget it; of several answers one gets it.

    None when it was answered before, is over, or was another question.
    """
    open_write(session, None)
    row = session.get(SignInChallenge, token_hash(token), with_for_update=True)
    found: dict[str, Any] | None = None
    if row is not None and (row.purpose, row.person_id) == (purpose, person_id):
        if row.expires_at > now:
            found = json.loads(keyring(session).open(row, "detail_sealed") or "{}")
        session.delete(row)
    session.commit()
    return found
