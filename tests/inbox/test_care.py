"""The care list and the search on both databases."""

from datetime import timedelta

import pytest

from schuldhulp.inbox import queries
from schuldhulp.inbox.care import queries as care
from schuldhulp.inbox.search.queries import search
from tests.inbox.desks import assign
from tests.world import World


def answered(world: World, whose: str) -> None:
    assign(world, whose)
    world.welcome(whose)


def test_the_longest_quiet_comes_first_and_pages_follow(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care, "PAGE", 2)
    start = world.now
    with world.open() as session:
        for who in ("dirk", "els", "fien"):
            world.now += timedelta(days=1)
            world.add_client(session, who, "voorbeeldstad")
    for who in ("anna", "els", "dirk", "fien"):
        answered(world, who)
    world.now = start + timedelta(days=21)
    with world.open() as session:
        noor = world.people["noor"]
        desk = queries.find_desk(session, noor, world.now)
        first = care.care_page(session, noor, world.now, desk, days=14)
        assert [line.line.called.split()[0] for line in first.lines] == ["Anna", "Dirk"]
        assert [line.quiet_days for line in first.lines] == [21, 20]
        assert first.lines[0].wish == "Ik kom er niet uit K-anna" and first.lines[0].last_success is None
        rest = care.care_page(session, noor, world.now, desk, days=14, after=first.after)
        assert [line.line.called.split()[0] for line in rest.lines] == ["Els", "Fien"] and rest.after is None
        assert care.care_page(session, noor, world.now, desk, days=30).lines == ()
        bas = queries.find_desk(session, world.people["bas"], world.now)
        assert care.care_page(session, world.people["bas"], world.now, bas, days=14).lines == ()
        everybody = care.care_page(session, world.people["bas"], world.now, bas, days=14, everybody=True)
        assert len(everybody.lines) == 2
        other = queries.find_desk(session, world.people["noor_l"], world.now)
        assert (
            care.care_page(session, world.people["noor_l"], world.now, other, days=14, everybody=True).lines
            == ()
        )
        with pytest.raises(ValueError, match=r".+"):
            care.care_page(session, noor, world.now, desk, days=14, after="onzin")


def test_search_knows_accents_beginnings_and_whole_words_first(world: World) -> None:
    with world.open() as session:
        for who in ("José", "josephine", "Jos"):
            world.add_client(session, who, "voorbeeldstad")
        noor = world.people["noor"]
        desk = queries.find_desk(session, noor, world.now)

        def found(typed: str) -> list[str]:
            return [line.called.split()[0] for line in search(session, noor, desk, typed)]

        assert sorted(found("jose")) == ["Josephine", "José"]
        assert found("josephines") == ["Josephine"], "what is typed too long still finds by its beginning"
        assert found("anna K-anna") == ["Anna"] and found("anna berend") == []
        assert found("") == [] and found("!!") == [] and found("chris") == []
        assert len(found("k")) == 5
