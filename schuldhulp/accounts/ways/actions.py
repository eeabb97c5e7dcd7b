"""What its owner can do with the ways into an account: say that they know them, and take away what is not theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.accounts.sessions.rows import end_other_sessions
from schuldhulp.accounts.tables import Person
from schuldhulp.accounts.ways.queries import new_ways, ways_of
from schuldhulp.accounts.ways.rows import take_away
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import act, open_write


@dataclass(frozen=True)
class Owner:
    """Whoever takes something away: the session that goes on, and what their work asks.

    `always`: a second step always. `place`: whose mail tells of it; None where nothing is mailed.
    """

    person_id: UUID
    session_hash: bytes
    always: bool
    place: UUID | None


def know_ways(session: Session, person_id: UUID) -> None:
    """Note that somebody knows every way into their account that there is now."""
    open_write(session, None)
    news = new_ways(session, person_id)
    if news:
        session.get_one(Person, person_id).ways_known_at = news[0].since
    session.commit()


@contextmanager
def _changing(session: Session, now: datetime, who: Owner) -> Iterator[None]:
    """Change an account; sessions elsewhere end, and whoever works here hears of it by mail."""
    if who.place is not None:
        with act(session, system_actor(who.place), now) as doing:
            yield
            end_other_sessions(session, now, who.person_id, who.session_hash)
            doing.mail(who.person_id, "second_step_changed")
        return
    open_write(session, None)
    try:
        yield
        end_other_sessions(session, now, who.person_id, who.session_hash)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def remove_way(session: Session, now: datetime, who: Owner, key: str) -> None:
    """Take one way away; sessions elsewhere end. Raises NotYours, NoWayLeft."""
    with _changing(session, now, who):
        present = ways_of(session, who.person_id)
        going = [way for way in present if way.key == key and way.removable]
        if not going:
            raise NotYours
        take_away(session, who.person_id, present, going, always=who.always)


def remove_since(session: Session, now: datetime, who: Owner, since: datetime) -> int:
    """Take away every way that began at a moment or later; sessions elsewhere end. How many. Raises NoWayLeft."""
    with _changing(session, now, who):
        present = ways_of(session, who.person_id)
        going = [way for way in present if way.removable and way.since >= since]
        take_away(session, who.person_id, present, going, always=who.always)
    return len(going)
