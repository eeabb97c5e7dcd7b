"""Running the jobs' rounds at a moment, in this process."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select

from schuldhulp.access import Actor
from schuldhulp.dossier.events import OnlineAnswered
from schuldhulp.dossier.tables import Event
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.jobs.rounds import Rounds
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.unit_of_work import act
from tests.world import World, config


def amsterdam(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026, in Dutch winter time."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def rounds_at(world: World, moment: datetime | Callable[[], datetime], **settings: object) -> Rounds:
    """The rounds of one process at a moment."""
    clock = moment if callable(moment) else lambda: moment
    return Rounds(world.engine, config(world.url, world.data, **settings), clock)


def answer_registration(world: World, whose: str, at: datetime) -> None:
    """Say yes to 'past online bij u?', so that it is the client's turn."""
    actor = world.people[whose]
    assert actor.dossier_id is not None
    staff = "noor" if actor.municipality_id == world.people["noor"].municipality_id else "noor_l"
    with world.open() as session, act(session, world.people[staff], at) as doing:
        doing.dossier(actor.dossier_id, "message:write")
        doing.record(OnlineAnswered(fits=True), actor.dossier_id)


def mails(world: World, template: str) -> list[str]:
    """To whom mails of a kind were put in the outbox, by their first names."""
    names = {actor.person_id: who for who, actor in world.people.items()}
    with world.open() as session:
        found = session.scalars(select(OutboxMail.person_id).where(OutboxMail.template == template))
        return sorted(names[person] for person in found)


def kinds_of(world: World, whose: Actor, *kinds: str) -> list[dict[str, object]]:
    """The envelopes of a dossier's events of these kinds, in order."""
    with world.open() as session:
        query = (
            select(Event.envelope)
            .where(Event.municipality_id == whose.municipality_id, Event.dossier_id == whose.dossier_id)
            .where(Event.kind.in_(kinds))
            .order_by(Event.seq)
        )
        return [dict(envelope) for envelope in session.scalars(query)]


def inbox_of(world: World, who: str) -> InboxRow:
    """The inbox row of a client's dossier."""
    actor = world.people[who]
    with world.open() as session:
        return session.get_one(InboxRow, (actor.municipality_id, actor.dossier_id))
