"""Ending sessions from the server, as a breach asks: everybody's, a municipality's, an account's."""

from datetime import UTC, datetime

import pytest
from click.testing import Result
from sqlalchemy import select

from schuldhulp import create_app
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.queries import find_session, find_token
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.extensions import db
from schuldhulp.unit_of_work import open_write
from tests.world import World, config


def sessies(world: World, *words: str) -> Result:
    app = create_app(config(world.url, world.data))
    done: Result = app.test_cli_runner().invoke(args=["sessies", *words])
    with app.app_context():
        db.engine.dispose()
    return done


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        (("--allemaal",), set()),
        (("--gemeente", "voorbeeldstad"), {"chris", "noor_l", "petra"}),
        (("--account", "Anna@client.example "), {"berend", "chris", "noor", "noor_l", "petra"}),
    ],
)
def test_the_sessions_that_are_named_end_and_no_other(
    world: World, words: tuple[str, ...], goes_on: set[str]
) -> None:
    now = datetime.now(UTC)
    cookies = {
        who: world.session_for(who, now) for who in ("anna", "berend", "chris", "noor", "noor_l", "petra")
    }
    with world.open() as session:
        without_role = start_session(session, now, world.people["anna"].person_id, [], "tests")
        open_write(session, None)
        link = add_single_use_token(session, now, world.people["anna"].person_id, "reset")
        session.commit()
    counted = sessies(world, "toon").output.splitlines()
    assert set(counted) == {"-: 2", "lindewaard: 2", "voorbeeldstad: 3"}
    done = sessies(world, "beeindig", *words, "--ook-links")
    assert done.exit_code == 0 and f"{len(cookies) - len(goes_on) + 1} sessies beëindigd." in done.output, (
        done.output
    )
    with world.open() as session:
        assert {who for who, cookie in cookies.items() if find_session(session, cookie, now)} == goes_on
        assert find_session(session, without_role, now) is None
        assert find_token(session, link, "reset", now) is None
        open_ones = session.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None))).all()
        assert len(open_ones) == len(goes_on)
    if not goes_on:
        assert sessies(world, "toon").output == "er is nu niemand ingelogd\n"


def test_what_is_not_there_ends_nothing_and_says_so(sqlite_world: World) -> None:
    cookie = sqlite_world.session_for("anna", datetime.now(UTC))
    for words in (
        (),
        ("--allemaal", "--gemeente", "voorbeeldstad"),
        ("--gemeente", "nergens"),
        ("--account", "x@y.example"),
    ):
        done = sessies(sqlite_world, "beeindig", *words)
        assert done.exit_code == 2 and done.output.count("\n") == 1, done.output
    with sqlite_world.open() as session:
        assert find_session(session, cookie, datetime.now(UTC)) is not None
