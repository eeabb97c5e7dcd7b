"""The chat hour of a demo municipality: hours, roster, and somebody who waits when it is open."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from schuldhulp.chat_hour.queries import hash_of
from schuldhulp.chat_hour.rules import ChatHours, State
from schuldhulp.chat_hour.tables import Chat, ChatHour, ChatRoster
from schuldhulp.crypto import keyring
from schuldhulp.demo.loading_ids import Ids
from schuldhulp.demo.loading_place import Place
from schuldhulp.dossier.opening_hours import Hours

_AFTERNOON, _EVENING = Hours(time(13), time(16)), Hours(time(19), time(21))
WEEK = (_AFTERNOON, _EVENING, _AFTERNOON, _EVENING, _AFTERNOON, None, _EVENING)


def add_chat_hour(session: Session, ids: Ids, now: datetime, place: Place) -> None:
    """Add the week with two counsellors a day; while it is open a visitor has waited for four minutes."""
    people = [one for _, one in sorted(place.colleagues.items())]
    for weekday, hours in enumerate(WEEK):
        if hours is None:
            continue
        session.add(
            ChatHour(
                municipality_id=place.id,
                id=ids.at(now),
                weekday=weekday,
                opens=hours.opens,
                closes=hours.closes,
            )
        )
        on = {people[(weekday + step) % len(people)].membership_id for step in (0, 1)} if people else set()
        session.add_all(
            ChatRoster(municipality_id=place.id, id=ids.at(now), weekday=weekday, membership_id=one)
            for one in sorted(on)
        )
    if ChatHours(WEEK, place.view.opening.closed).state(now) is State.OPEN:
        waits = Chat(
            municipality_id=place.id, id=ids.at(now), token_hash=hash_of(f"demo/{place.id}"),
            asked_at=now - timedelta(minutes=4), seen_at=now, urgent=False,
            outside_hours=not place.view.opening.open_at(now),
        )  # fmt: skip
        keyring(session).seal(waits, "nickname_sealed", "Merel")
        session.add(waits)
