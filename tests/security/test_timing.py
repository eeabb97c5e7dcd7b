"""Whether the time of an answer tells who has an account: the work is the same, and at night the clock says so too.

In the suite nothing is timed: a door asks the database the same for somebody and for nobody, in the same order. At
night (`NIGHTLY=1`) 400 pairs a door are timed, and how well the times tell them apart is told: 0.5 is not at all.
A right password beside a wrong code is no door of these: the page for the code, which follows, says in the open that
the password was right.
"""

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.accounts import limits
from schuldhulp.accounts.codename import actions as codename
from schuldhulp.accounts.codename.hashing import hash_words
from schuldhulp.accounts.codename.queries import newest_pepper
from schuldhulp.accounts.tables import Person
from schuldhulp.dossier.actions import Registration, register
from schuldhulp.staff.actions import invite_member
from schuldhulp.staff.rows import Invited
from tests.web_client import WebClient
from tests.world import World, password_hash

HANDLE, OTHER, WORDS = "R7K-4PX", "B2C-3DF", ("appel", "boom", "citroen", "deur", "emmer", "fiets")
DOORS = {
    "/inloggen": ("email", "anna@client.example", "niemand@client.example", {"password": "dit is het niet"}),
    "/inloggen/zonder-naam": ("codename", HANDLE, OTHER, {"codewords": "een twee drie vier vijf zes"}),
    "/wachtwoord-vergeten": ("email", "anna@client.example", "niemand@client.example", {}),
}
PAIRS = 400


@pytest.fixture
def doors(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> WebClient:
    """A visitor whom nothing slows down, where anna has an address and somebody without a name six words."""
    monkeypatch.setattr(limits, "count_try", lambda *_: None)
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False
    with sqlite_world.open() as session:
        codename.make_pepper(session)
        pepper, place = newest_pepper(session), sqlite_world.municipality(session)
        session.close()
        assert pepper is not None
        codename.begin(session, sqlite_world.now, place, HANDLE, hash_words(pepper, WORDS))
    return WebClient(sqlite_world, None)


def knock(client: WebClient, door: str, *, known: bool) -> tuple[int, float]:
    """The status of an answer, and how long it took."""
    field, somebody, nobody, rest = DOORS[door]
    began = time.perf_counter()
    answer = client.http.post(
        door, data={**rest, field: somebody if known else nobody}, base_url="http://localhost"
    )
    return answer.status_code, time.perf_counter() - began


@contextmanager
def asked_of(world: World) -> Iterator[list[str]]:
    """What the application asks its database, as statements without their values."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    with world.app.app_context():
        engine = world.app.extensions["sqlalchemy"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("door", DOORS)
def test_a_door_asks_the_database_the_same_for_somebody_and_for_nobody(
    sqlite_world: World, doors: WebClient, door: str
) -> None:
    asked = {}
    for known in (True, False):
        with doors._clock(), asked_of(sqlite_world) as said:
            asked[known] = (knock(doors, door, known=known)[0], list(said))
    assert asked[True] == asked[False]
    assert len(asked[True][1]) > 1


def asked_by(world: World, do: Callable[[Session], object]) -> list[str]:
    """What an act asks the database."""
    with world.open() as session:
        session.rollback()
        said: list[str] = []

        def note(connection: object, cursor: object, statement: str, *_: object) -> None:
            said.append(statement)

        event.listen(world.engine, "before_cursor_execute", note)
        try:
            do(session)
        finally:
            event.remove(world.engine, "before_cursor_execute", note)
    return said


@pytest.fixture
def proven(sqlite_world: World) -> World:
    """The world in which anna showed that her address is hers, and berend did not."""
    with sqlite_world.open() as session:
        session.get_one(Person, sqlite_world.people["anna"].person_id).email_verified_at = sqlite_world.now
        session.commit()
    return sqlite_world


@pytest.mark.parametrize("known", ["anna@client.example", "berend@client.example"])
def test_registering_asks_the_database_the_same_for_somebody_and_for_nobody(
    proven: World, known: str
) -> None:
    with proven.open() as session:
        town = proven.municipality(session)

    def asked(email: str) -> list[str]:
        told = Registration(called="Iemand", email=email)
        return asked_by(proven, lambda session: register(session, proven.now, town, told, password_hash()))

    assert asked(known) == asked("niemand@client.example")


@pytest.mark.parametrize("known", ["anna@client.example", "berend@client.example", "bas@staf.example"])
def test_inviting_a_colleague_asks_the_same_and_reads_the_same_but_for_the_row_of_a_new_account(
    proven: World, known: str, client_as: Callable[[str | None], WebClient]
) -> None:
    """Supporters and partners are asked by a link and a spoken code: there is no address to look up."""

    def asked(email: str) -> list[str]:
        told = Invited(name="Iemand", email=email, role=Role.TEAM_LEAD)
        return asked_by(
            proven, lambda session: invite_member(session, proven.people["ada"], proven.now, told)
        )

    somebody, nobody = asked(known), asked("niemand@client.example")
    added = [each for each in nobody if each.startswith("INSERT INTO person ")]
    assert len(added) == 1
    nobody.remove(added[0])
    assert somebody == nobody
    lines = client_as("ada").get("/beheer/medewerkers").text.split("<tr")[1:]
    shown = [line.partition("</tr>")[0] for line in lines if "Iemand" in line]
    masked = {
        re.sub(r"/beheer/medewerkers/[0-9a-f-]+", "", line).replace(known, "niemand@client.example")
        for line in shown
    }
    assert len(shown) == 2 and len(masked) == 1, masked


def told_apart(some: Sequence[float], others: Sequence[float]) -> float:
    """The chance that one of `some` is larger than one of `others`: the area under the ROC curve."""
    wins = sum((one > other) + (one == other) / 2 for one in some for other in others)
    return wins / (len(some) * len(others))


def test_how_well_times_tell_apart_is_half_for_the_same_and_one_for_what_never_meets() -> None:
    assert told_apart([1, 2, 3], [1, 2, 3]) == 0.5
    assert told_apart([4, 5], [1, 2, 3]) == 1 and told_apart([1, 2, 3], [4, 5]) == 0


@pytest.mark.nightly
@pytest.mark.parametrize("door", DOORS)
def test_the_times_of_somebody_and_of_nobody_are_measured(
    doors: WebClient, door: str, measured: Callable[[str], None]
) -> None:
    taken: dict[bool, list[float]] = {True: [], False: []}
    order = random.Random(10)
    with doors._clock():
        for _ in range(PAIRS):
            for known in order.sample((True, False), 2):
                taken[known].append(knock(doors, door, known=known)[1])
    assert len(taken[True]) == len(taken[False]) == PAIRS
    middle = [median(taken[known]) * 1000 for known in (True, False)]
    measured(
        f"{door}: AUC {told_apart(taken[True], taken[False]):.3f} over {PAIRS} paren, "
        f"{middle[0]:.1f} ms bekend, {middle[1]:.1f} ms onbekend"
    )
