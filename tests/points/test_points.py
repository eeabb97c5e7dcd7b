"""An own list for both sides: put on it, ticked off, taken back; neither side reads the other's, the turn stays."""

from datetime import date

import pytest
from sqlalchemy import select

from schuldhulp.inbox.queries import find_desk
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.points.actions import Change, NothingOnIt, add_point, change_point
from schuldhulp.points.queries import points_everywhere, points_of
from schuldhulp.points.tables import OwnPoint
from schuldhulp.refusals import NotYours
from tests.web_client import WebClient
from tests.world import World

SOON, LATER = date(2026, 11, 27), date(2026, 12, 3)


def test_each_side_keeps_its_own_list_and_nobody_is_told(world: World) -> None:
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        mine, ours = world.dossier(session, "anna"), world.dossier(session, "anna", "noor")
        turn = select(InboxRow.waiting_on, InboxRow.sort_key, InboxRow.last_client_at, InboxRow.last_staff_at)
        before = session.execute(turn.where(InboxRow.dossier_id == mine.id)).one()
        session.close()
        add_point(session, anna, world.now, mine, "Zonder dag K-mijn")
        soon = add_point(session, anna, world.now, mine, "Bank bellen K-mijn", LATER)
        add_point(session, noor, world.now, ours, "Saldo navragen K-onze", SOON)
        with pytest.raises(NothingOnIt):
            add_point(session, anna, world.now, mine, "  ")
        with pytest.raises(NotYours):
            change_point(session, noor, world.now, ours, soon, Change.DONE)
        own = points_of(session, anna, mine.id)
        assert [point.words for point in own.open] == ["Bank bellen K-mijn", "Zonder dag K-mijn"]
        assert [point.words for point in points_of(session, noor, mine.id).open] == ["Saldo navragen K-onze"]
        assert session.execute(turn.where(InboxRow.dossier_id == mine.id)).one() == before
        assert all(b"K-mijn" not in kept for kept in session.scalars(select(OwnPoint.words_sealed)))


def test_a_point_is_ticked_off_and_both_are_taken_back(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        mine = world.dossier(session, "anna")
        session.close()
        point = add_point(session, anna, world.now, mine, "Envelop openen")

        def become(change: Change) -> tuple[int, int, int]:
            change_point(session, anna, world.now, mine, point, change)
            found = points_of(session, anna, mine.id)
            session.close()
            return len(found.open), len(found.done), len(found.removed)

        assert become(Change.DONE) == (0, 1, 0)
        assert become(Change.DONE) == (0, 1, 0)
        assert become(Change.REMOVED) == (0, 0, 1)
        assert become(Change.RESTORED) == (0, 1, 0)
        assert become(Change.OPEN) == (1, 0, 0)


def test_staff_see_all_dossiers_with_the_nearest_day_first(world: World) -> None:
    noor, bas = world.people["noor"], world.people["bas"]
    world.welcome()
    with world.open() as session:
        for who, words, day in (
            ("anna", "Tweede", LATER),
            ("berend", "Eerste", SOON),
            ("anna", "Ooit", None),
        ):
            there = world.dossier(session, who, "noor")
            session.close()
            add_point(session, noor, world.now, there, words, day)
        desk = find_desk(session, noor, world.now)
        assert [p.words for p in points_everywhere(session, noor, desk.memberships)] == [
            "Eerste",
            "Tweede",
            "Ooit",
        ]
        theirs = find_desk(session, bas, world.now)
        assert points_everywhere(session, bas, theirs.memberships) == []


def test_both_home_pages_lead_to_the_list(sqlite_world: World, client_as: type[WebClient]) -> None:
    world = sqlite_world
    world.welcome()
    anna, noor = client_as("anna"), client_as("noor")
    assert "Zet zelf iets op uw lijst" in anna.get("/mijn").text
    page = anna.submit("/mijn/lijst", {"words": "", "due_on": "morgen"}, status=422)
    assert "Schrijf in een paar woorden" in page.text
    assert 'value="morgen"' in page.text
    anna.submit("/mijn/lijst", {"words": "Meterstand opnemen", "due_on": "3-12-2026"})
    assert "Meterstand opnemen" in anna.get("/mijn").text
    base = f"/dossiers/{world.kenmerken['anna']}"
    noor.submit(f"{base}/lijst", {"words": "Woningbouw bellen"})
    assert "Woningbouw bellen" in noor.get(base).text
    assert "Meterstand opnemen" not in noor.get(base).text + noor.get(f"{base}/lijst").text
    assert "Woningbouw bellen" in noor.get("/lijst").text
    assert "op uw lijst" not in noor.get("/inbox").text
    noor.submit(f"{base}/lijst", {"words": "Vandaag bellen", "due_on": "20-11-2026"})
    assert "1 punt voor vandaag op uw lijst" in noor.get("/inbox").text
    with world.open() as session:
        point = session.scalars(
            select(OwnPoint.id).where(OwnPoint.side == "staff", OwnPoint.due_on.is_(None))
        ).one()
    answer = noor.submit("/lijst", {"wat": "gedaan"}, action=f"{base}/lijst/{point}")
    assert answer.location.startswith("/lijst")
    assert "Woningbouw bellen" not in noor.get("/lijst").text
    assert "Woningbouw bellen" in noor.get(f"{base}/lijst").text
