"""Links that are mailed: one use, and a time they last."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.tables import SingleUseToken
from schuldhulp.refusals import Refused

TOKEN_LIFE = {"verify": timedelta(days=7), "reset": timedelta(hours=2), "invite": timedelta(days=7)}


class LinkUsed(Refused):
    """The link was used before, or its time has passed."""

    sentence = "Deze link werkt niet meer. Vraag een nieuwe aan."


def add_single_use_token(session: Session, now: datetime, person_id: UUID, purpose: str) -> str:
    """Add a link's token to the transaction that is open, and give it for the mail."""
    token = secrets.token_urlsafe(32)
    session.add(
        SingleUseToken(
            token_hash=token_hash(token),
            person_id=person_id,
            purpose=purpose,
            expires_at=now + TOKEN_LIFE[purpose],
        )
    )
    return token


def use_token(session: Session, now: datetime, token: str, purpose: str) -> UUID:
    used = session.execute(
        update(SingleUseToken)
        .where(
            SingleUseToken.token_hash == token_hash(token),
            SingleUseToken.purpose == purpose,
            SingleUseToken.used_at.is_(None),
            SingleUseToken.expires_at > now,
        )
        .values(used_at=now)
        .returning(SingleUseToken.person_id)
    ).first()
    if used is None:
        raise LinkUsed
    person_id: UUID = used[0]
    return person_id


def void_links(session: Session, now: datetime, person_id: UUID, *, keep: str = "") -> None:
    """Make every link that was mailed for a person useless, but those of the purpose to `keep`."""
    session.execute(
        update(SingleUseToken)
        .where(SingleUseToken.person_id == person_id, SingleUseToken.used_at.is_(None))
        .where(SingleUseToken.purpose != keep)
        .values(used_at=now)
    )
