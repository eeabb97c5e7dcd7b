"""The inbox on both databases: order, scopes, paging both ways, and the index that serves it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from schuldhulp.dossier.actions import ThreatTold
from schuldhulp.inbox import queries
from schuldhulp.inbox.statements import queries as statements
from schuldhulp.messages.actions import send_message
from schuldhulp.replies.actions import answer_online
from tests.inbox.desks import assign
from tests.world import World


def page(
    world: World, session: Session, scope: str, who: str = "noor", **more: str | None
) -> queries.InboxPage:
    actor = world.people[who]
    return queries.inbox_page(session, actor, queries.find_desk(session, actor, world.now), scope, **more)


def names(lines: Iterable[queries.InboxLine]) -> list[str]:
    return [line.called.split()[0] for line in lines]


def test_threats_come_first_then_the_earliest_promise(world: World) -> None:
    with world.open() as session:
        threat = ThreatTold(kind="ontruiming", threatens_on=date(2026, 12, 1))
        world.add_client(session, "dirk", "voorbeeldstad", (threat,))
    for who in ("anna", "berend", "dirk"):
        assign(world, who)
    world.welcome("anna")
    with world.open() as session:
        world.now += timedelta(days=4)
        send_message(
            session, world.people["anna"], world.now, world.dossier(session, "anna"), "Ik ben er weer"
        )
    with world.open() as session:
        found = page(world, session, "mij")
        assert names(found.lines) == ["Dirk", "Berend", "Anna"]
        assert [line.urgency for line in found.lines] == [0, 2, 2]
        assert found.lines[2].waiting_for == "bericht" and found.lines[0].threat == "ontruiming"
        assert names(page(world, session, "dreiging").lines) == ["Dirk"]


def test_each_scope_holds_its_own_and_nothing_of_another_municipality(world: World) -> None:
    assign(world, "anna")
    with world.open() as session:
        assert names(page(world, session, "mij").lines) == ["Anna"]
        assert names(page(world, session, "mij", "bas").lines) == []
        assert names(page(world, session, "niet-verdeeld").lines) == ["Berend"]
        assert names(page(world, session, "team").lines) == ["Berend"]
        assert sorted(names(page(world, session, "alles").lines)) == ["Anna", "Berend"]
        assert names(page(world, session, "alles", "noor_l").lines) == ["Chris"]
        assert sorted(names(page(world, session, "fase", phase="aanmelding").lines)) == ["Anna", "Berend"]
        assert page(world, session, "fase", phase="nazorg").lines == ()
        actor = world.people["noor"]
        numbers = queries.counts(session, actor, queries.find_desk(session, actor, world.now))
        assert numbers == {"mij": 1, "team": 1, "niet-verdeeld": 1, "dreiging": 0}


def test_paging_goes_forth_and_back_over_every_row_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    with world.open() as session:
        for n in range(5):
            world.add_client(session, f"gast{n}", "voorbeeldstad")
    for n in range(5):
        assign(world, f"gast{n}")
    with world.open() as session:
        first = page(world, session, "mij")
        assert first.before is None and first.after is not None
        second = page(world, session, "mij", after=first.after)
        third = page(world, session, "mij", after=second.after)
        everything = [line.sort_key for p in (first, second, third) for line in p.lines]
        assert everything == sorted(set(everything)) and len(everything) == 5
        assert third.after is None
        back = page(world, session, "mij", before=third.before)
        assert [line.kenmerk for line in back.lines] == [line.kenmerk for line in second.lines]
        start = page(world, session, "mij", before=back.before)
        assert [line.kenmerk for line in start.lines] == [line.kenmerk for line in first.lines]
        assert start.before is None


@pytest.mark.parametrize("scope", ["mij", "team", "niet-verdeeld", "dreiging", "alles", "fase"])
def test_an_index_gives_the_page_in_order(world: World, scope: str) -> None:
    assign(world, "anna")
    with world.open() as session:
        actor = world.people["noor"]
        desk = queries.find_desk(session, actor, world.now)
        desk = queries.Desk(memberships=desk.memberships, team_id=desk.team_id or actor.membership_id)
        query = statements.page_keys(
            actor.municipality_id,
            statements.arms_of(scope, desk.memberships, desk.team_id, "aanmelding"),
            after="2",
        )
        sql = str(query.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
        if session.get_bind().dialect.name == "sqlite":
            plan = " ".join(row[3] for row in session.execute(text("EXPLAIN QUERY PLAN " + sql)))
            assert "SCAN inbox_row" not in plan and "USING" in plan and "ix_inbox_row" in plan, plan
        else:
            session.execute(text("SET LOCAL enable_seqscan = off"))
            session.execute(text("SET LOCAL enable_bitmapscan = off"))
            plan = " ".join(row[0] for row in session.execute(text("EXPLAIN " + sql)))
            assert "ix_inbox_row" in plan and "Seq Scan on inbox_row" not in plan, plan


def test_the_counts_read_an_index_and_no_row(sqlite_world: World) -> None:
    with sqlite_world.open() as session:
        noor = sqlite_world.people["noor"]
        shape = statements.Shape(1, True)
        compiled = statements.counted(shape).compile(
            session.get_bind(), compile_kwargs={"render_postcompile": True}
        )
        asked = compiled.construct_params(
            {
                "municipality_id": noor.municipality_id,
                "member0": noor.membership_id,
                "team": noor.membership_id,
            }
        )
        values = [
            value.hex if isinstance(value, UUID) else value
            for value in (asked[name] for name in compiled.positiontup or ())
        ]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(values)).all()
        searches = [row[3] for row in plan if row[3].startswith("SEARCH inbox_row")]
        assert len(searches) == 5 and all("COVERING INDEX" in line for line in searches), searches


def test_the_next_who_waits_is_the_most_urgent_but_this_one(world: World) -> None:
    assign(world, "anna")
    assign(world, "berend")
    with world.open() as session:
        actor = world.people["noor"]
        desk = queries.find_desk(session, actor, world.now)
        first = page(world, session, "mij").lines[0]
        found = queries.next_waiting(session, actor, desk, first.dossier_id)
        assert found is not None and found.kenmerk != first.kenmerk and found.waiting_for == "aanmelding"
        bas = world.people["bas"]
        desk_of_bas = queries.find_desk(session, bas, world.now)
        assert queries.next_waiting(session, bas, desk_of_bas, first.dossier_id) is None


def test_the_next_goes_down_the_list_and_a_threat_nobody_read_goes_first(world: World) -> None:
    """Who leaves a planned talk on top for later is not sent back to it after every answer."""
    for n in range(3):
        with world.open() as session:
            world.add_client(session, f"gast{n}", "voorbeeldstad")
        assign(world, f"gast{n}")
    with world.open() as session:
        actor = world.people["noor"]
        desk = queries.find_desk(session, actor, world.now)
        top, middle, last = page(world, session, "mij").lines

        def after(line: queries.InboxLine) -> str | None:
            found = queries.next_waiting(session, actor, desk, line.dossier_id)
            return found and found.kenmerk

        assert [after(top), after(middle), after(last)] == [middle.kenmerk, last.kenmerk, top.kenmerk]
    with world.open() as session:
        threat = ThreatTold(kind="ontruiming", threatens_on=date(2026, 12, 1))
        world.add_client(session, "dirk", "voorbeeldstad", (threat,))
    assign(world, "dirk")
    with world.open() as session:
        urgent = page(world, session, "mij").lines[0]
        assert urgent.threat_unseen and after(middle) == urgent.kenmerk
        assert after(urgent) == top.kenmerk


def test_a_talk_to_plan_comes_after_what_is_to_write(world: World) -> None:
    for n in range(3):
        with world.open() as session:
            world.add_client(session, f"gast{n}", "voorbeeldstad")
        assign(world, f"gast{n}")
    with world.open() as session:
        noor = world.people["noor"]
        session.close()
        answer_online(
            session, noor, world.now, world.dossier(session, "gast1", "noor"), False, "Wij bellen u."
        )
        desk = queries.find_desk(session, noor, world.now)
        lines = page(world, session, "mij").lines
        planning = [line for line in lines if line.waiting_for == "eerste_gesprek"]
        others = [line for line in lines if line not in planning]
        assert (len(planning), len(others)) == (1, 2)
        for line, other in (others, others[::-1]):
            found = queries.next_waiting(session, noor, desk, line.dossier_id)
            assert found is not None and found.kenmerk == other.kenmerk
