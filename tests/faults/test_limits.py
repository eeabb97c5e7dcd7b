"""Limits hold exactly when several processes of the web server count at once: the database counts, no process does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from schuldhulp.accounts.limits import SIGN_IN_PER_ACCOUNT, key_of
from schuldhulp.accounts.tables import RateLimit
from tests.faults.server import Answer, Visitor, web_servers
from tests.world import World

PROCESSES = 4
ADDRESS, ORIGIN = "anna@client.example", "127.0.0.1"


def counted(world: World) -> list[int]:
    """How often signing in to this account was tried, for each window of time."""
    with world.open() as session:
        key = key_of(session, SIGN_IN_PER_ACCOUNT, f"{ADDRESS}\x00{ORIGIN}")
        return list(session.scalars(select(RateLimit.count).where(RateLimit.key == key)))


def guess_at_once(world: World, tries: int) -> list[Answer]:
    """So many wrong passwords for one account at the same time, spread over the processes."""
    with web_servers(world, PROCESSES) as servers:
        first = Visitor(servers.ports[0])
        csrf = first.csrf()

        def guess(number: int) -> Answer:
            visitor = first.at(servers.ports[number % PROCESSES])
            given = {"csrf_token": csrf, "email": ADDRESS, "password": f"verkeerd-{number}"}
            return visitor.ask("POST", "/inloggen", given, timeout=120)

        with ThreadPoolExecutor(2 * PROCESSES) as crowd:
            return list(crowd.map(guess, range(tries)))


def hold(world: World, tries: int) -> None:
    answers = guess_at_once(world, tries)
    looked_at = [answer for answer in answers if answer.status == 422]
    busy = sum(
        answer.status == 503 for answer in answers
    )  # the database was waited for too long: nothing looked at
    assert {answer.status for answer in answers} <= {422, 429, 503}
    windows = counted(world)  # a window may end halfway; each lets five through, and not one more
    most = sum(min(SIGN_IN_PER_ACCOUNT.tries, count) for count in windows)
    assert most >= 5 and most - busy <= len(looked_at) <= most
    assert all(0 < int(answer.headers["Retry-After"]) <= 3600 for answer in answers if answer.status == 429)


def test_of_many_guesses_at_four_processes_five_are_looked_at(sqlite_world: World) -> None:
    hold(sqlite_world, 24)


@pytest.mark.nightly
def test_of_two_hundred_guesses_at_four_processes_five_are_looked_at(world: World) -> None:
    hold(world, 200)
