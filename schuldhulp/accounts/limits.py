"""Rate limits in the database: one atomic upsert counts, whatever the number of processes.

What is counted is an e-mail address, a name or where somebody came from; the table keeps only its keyed print, so
that nobody who has the table and not the master key can try addresses against it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import RateLimit
from schuldhulp.crypto import keyring
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import open_write


@dataclass(frozen=True)
class Limit:
    """So many tries in so many minutes."""

    name: str
    tries: int
    minutes: int


# From one place five tries at an account; from everywhere together many more, so that nobody locks another out.
SIGN_IN_PER_ACCOUNT = Limit("sign-in-account", 5, 10)
SIGN_IN_ANYWHERE = Limit("sign-in-anywhere", 100, 10)
SIGN_IN_PER_ORIGIN = Limit("sign-in-origin", 60, 10)
RESET = Limit("reset", 3, 60)
RESET_PER_ORIGIN = Limit("reset-origin", 20, 60)
REGISTER = Limit("register", 20, 60)
REGISTER_PER_ADDRESS = Limit("register-address", 3, 60)
CONFIRM = Limit("confirm", 3, 60)
ACCEPT_PER_ORIGIN = Limit("accept-origin", 20, 60)
PROVE = Limit("prove", 5, 10)
CODE = Limit("code", 5, 10)
SIGNED_OUT_PER_ORIGIN = Limit("signed-out-origin", 600, 10)  # a service speaks for a whole municipality
# An anonymous talk: a few from one place, and for a whole municipality more than anybody can answer.
CHAT_PER_ORIGIN = Limit("chat-origin", 6, 60)
CHAT_PER_PLACE = Limit("chat-place", 120, 60)
PASSKEY_PER_ORIGIN = Limit("passkey-origin", 60, 10)


class TooManyTries(Refused):
    """The limit of a window is reached; `retry_after` tells the seconds to wait."""

    sentence = "Dit is nu te vaak geprobeerd. Wacht even en probeer het dan opnieuw."

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


def key_of(session: Session, limit: Limit, subject: str) -> bytes:
    """By what the table knows who tried what."""
    return keyring(session).token(None, f"limit:{limit.name}\x00{subject}")


def count_try(session: Session, limit: Limit, subject: str, now: datetime) -> None:
    """Count one try in its own short transaction. Raises TooManyTries beyond the limit."""
    width = timedelta(minutes=limit.minutes)
    epoch = datetime(2026, 1, 1, tzinfo=UTC)
    start = epoch + (now - epoch) // width * width
    open_write(session, None)
    key = key_of(session, limit, subject)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(RateLimit).values(key=key, window_start=start, count=1)
    counted = session.execute(
        statement.on_conflict_do_update(
            index_elements=[RateLimit.key, RateLimit.window_start], set_={"count": RateLimit.count + 1}
        ).returning(RateLimit.count)
    ).scalar_one()
    session.commit()
    if counted > limit.tries:
        raise TooManyTries(int((start + width - now).total_seconds()) + 1)
