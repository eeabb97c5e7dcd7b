"""What is kept of opened dossiers: for the same rows and the same key only, for so long, and for so many.

That it is what would be made now, every test holds (`tests/kept.py`).
"""

from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from schuldhulp.budget.rows import add_post
from schuldhulp.budget.tables import BudgetPost
from schuldhulp.budget.told import PostTold
from schuldhulp.crypto import Sealed
from schuldhulp.crypto.opened import DOSSIERS, SECONDS, Opened
from schuldhulp.dossier.tables import DossierKey
from schuldhulp.unit_of_work import act
from schuldhulp.workbook.queries import Workbook, workbook
from tests.world import World

PHONE = PostTold(code="telephone", cents=2500)


class Clock:
    """A clock that stands still until it is put forward."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def given(opened: Opened, key: bytes, source: object, made: str) -> str:
    return opened.recall(key, "name", source, lambda: made)


def test_the_same_source_gives_what_was_made_and_another_does_not() -> None:
    opened = Opened(DOSSIERS, SECONDS)
    assert given(opened, b"key", [(1, "a")], "first") == "first"
    assert given(opened, b"key", [(1, "a")], "second") == "first"
    assert given(opened, b"key", [(1, "b")], "third") == "third"
    assert given(opened, b"key", [(1, "a")], "fourth") == "fourth"
    assert given(opened, b"other", [(1, "a")], "fifth") == "fifth"


def test_after_its_time_nothing_is_there_and_looking_does_not_lengthen_it() -> None:
    clock = Clock()
    opened = Opened(DOSSIERS, SECONDS, clock)
    given(opened, b"key", 1, "first")
    clock.seconds = SECONDS - 1
    assert given(opened, b"key", 1, "second") == "first"
    clock.seconds = SECONDS + 1
    given(opened, b"other", 1, "third")
    assert list(opened._kept) == [b"other"]


def test_the_dossiers_that_were_looked_at_last_are_kept() -> None:
    opened = Opened(2, SECONDS)
    for key in (b"one", b"two", b"one", b"three"):
        given(opened, key, 1, key.decode())
    assert set(opened._kept) == {b"one", b"three"}
    opened.forget()
    assert not opened._kept


def looked(world: World, who: str = "noor") -> Workbook:
    with world.open() as session:
        view = world.dossier(session, "anna", who)
        return workbook(session, world.people[who], view)


def test_a_werkboek_is_opened_once_until_a_row_of_it_changes(world: World) -> None:
    with world.open() as session:
        view = world.dossier(session, "anna")
        with act(session, world.people["anna"], world.now) as doing:
            doing.dossier(view.id, "step:answer")
            add_post(doing, view.id, PHONE, "telefoon-internet-abonnementen")
    before = looked(world)
    assert looked(world) is before
    assert looked(world, "anna").month is before.month
    with world.open() as session:  # a row, behind the back of every act
        session.execute(update(BudgetPost).values(cents=2600))
        session.commit()
    after = looked(world)
    assert after.month.budget.room_cents == before.month.budget.room_cents - 100
    assert after.stored is before.stored


def test_without_the_key_nothing_opens_that_was_open(world: World) -> None:
    with world.open() as session:
        view = world.dossier(session, "anna")
        with act(session, world.people["anna"], world.now) as doing:
            doing.dossier(view.id, "step:answer")
            add_post(doing, view.id, replace(PHONE, label="Prepaid"), "telefoon-internet-abonnementen")
    looked(world)
    with world.open() as session:
        view = world.dossier(session, "anna", "noor")
        session.execute(delete(DossierKey).where(DossierKey.dossier_id == view.id))
        session.commit()
    with world.open() as session, pytest.raises(Sealed):
        workbook(session, world.people["noor"], view)
