"""A dossier whose term is over: proposed, approved, announced, and then gone, with the chains whole."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from schuldhulp.access_log.recording import record_access
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.tables import Person
from schuldhulp.commands.chains import CHAINS, first_fault
from schuldhulp.dossier.tables import Dossier, DossierKey, Event
from schuldhulp.every_table import metadata
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotAllowed
from schuldhulp.retention import actions, queries
from schuldhulp.retention.rows import NOBODY
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.retention.terms import Rule, State, TermNotAllowed, rule_of, say_months
from schuldhulp.rights.actions import ask
from schuldhulp.rights.kinds import Kind
from schuldhulp.rights.tables import RightsRequest
from schuldhulp.stopping.actions import withdraw
from tests.security.estate import furnish
from tests.world import World

YEAR = timedelta(days=366)


def closed(world, who="anna"):
    """Close a dossier; gives the moment its term is over."""
    with world.open() as session:
        row = session.get(Dossier, (world.people[who].municipality_id, world.people[who].dossier_id))
        row.closed_at, row.closing_reason = world.now, "withdrawn"
        for asked in session.scalars(select(RightsRequest).where(RightsRequest.dossier_id == row.id)):
            asked.answered_at, asked.outcome = world.now, "refused"
        session.commit()
    return world.now + YEAR + timedelta(days=5)


def proposed(world, later, slug="voorbeeldstad"):
    """Put what is over on the list; gives the ids of the dossiers."""
    here = world.municipalities[slug]
    with world.open() as session:
        found, _ = queries.candidates(session, here, queries.own_terms(session, here), later.date())
        session.close()
        for one in found:
            actions.propose(session, later, here, one)
    return [one.dossier_id for one in found]


def the_case(world, session):
    return session.scalars(select(RetentionCase)).one()


def erased(world, later):
    here = world.municipalities["voorbeeldstad"]
    with world.open() as session:
        ids = queries.to_erase(session, here, later.date())
        session.close()
        gone = Counter()
        for case_id in ids:
            if actions.begin_erasure(session, later, here, case_id):
                gone.update(actions.erase(session, later, here, case_id))
        return gone


def where_it_still_stands(world, dossier_id: UUID) -> set[str]:
    """The tables that hold the id of a dossier anywhere."""
    found = set()
    with world.open() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(select(table)):
                if any(str(dossier_id) in str(value) for value in row):
                    found.add(table.name)
    return found


def everything_of(world, dossier_id: UUID) -> dict[str, list]:
    with world.open() as session:
        return {
            table.name: sorted(
                map(repr, session.execute(select(table).where(table.c.dossier_id == dossier_id)).all())
            )
            for table in metadata.sorted_tables
            if "dossier_id" in table.c
        }


def over(world: World):
    """Anna's dossier is opened once, closed, and approved; gives the moment a month and a day later."""
    with world.open() as session:
        record_access(
            session, world.people["noor"], world.now, municipality_id=world.municipalities["voorbeeldstad"],
            dossier_id=world.people["anna"].dossier_id, part="budget", act="open", origin="10.0.0.9",
        )  # fmt: skip
    later = closed(world)
    assert proposed(world, later) == [world.people["anna"].dossier_id]
    with world.open() as session:
        case_id = the_case(world, session).id
        session.close()
        assert actions.approve(session, world.people["tess"], later, [case_id]) == 1
    return later + timedelta(days=32)


def test_after_the_term_nothing_of_the_dossier_is_left_and_the_chains_are_whole(world):
    furnish(world)
    day = over(world)
    gone_id, stays_id = world.people["anna"].dossier_id, world.people["berend"].dossier_id
    before = everything_of(world, stays_id)
    lies = len(list(world.store.objects()))
    gone = erased(world, day)
    assert gone["debt"] == 2 and gone["paper_file"] == 1 and gone["dossier_key"] == 1 and gone["person"] == 2
    assert where_it_still_stands(world, gone_id) == {"event", "access_entry", "retention_case"}
    assert everything_of(world, stays_id) == before
    assert len(list(world.store.objects())) == lies - 1
    with world.open() as session:
        links = session.scalars(select(Event).where(Event.dossier_id == gone_id).order_by(Event.seq)).all()
        assert {link.kind for link in links[:-1]} == {"tombstone"} and links[-1].kind == "DossierErased"
        assert all(
            link.detail_sealed is None and link.envelope == {} and link.person_id is None
            for link in links[:-1]
        )
        looked = session.scalars(select(AccessEntry).where(AccessEntry.dossier_id == gone_id)).one()
        assert (looked.person_id, looked.part, looked.origin) == (NOBODY, "", "")
        assert session.get(Person, world.people["anna"].person_id) is None
        case = the_case(world, session)
        assert (case.state, case.kenmerk, case.hold_sealed) == (State.ERASED, "", None)
        assert case.gone["bestanden"] == 1
        place = session.get(Municipality, world.municipalities["voorbeeldstad"])
        for _, table, head, link in CHAINS:
            assert first_fault(session, place, table, head, link)[1] == ""
    assert erased(world, day + timedelta(days=1)) == Counter()


def test_a_tombstone_that_no_erasure_names_is_found(sqlite_world):
    world = sqlite_world
    erased(world, over(world))
    with world.open() as session:
        link = session.scalars(
            select(Event).where(Event.dossier_id == world.people["berend"].dossier_id)
        ).first()
        link.kind, link.envelope, link.detail_sealed = "tombstone", {}, None
        link.person_id = link.acting_for = None
        session.commit()
        place = session.get(Municipality, world.municipalities["voorbeeldstad"])
        seq, fault = first_fault(session, place, *CHAINS[0][1:])
        assert (seq, fault) == (link.seq, "is leeg zonder dat een wissing het zegt")


def test_a_process_that_dies_halfway_goes_on_where_it_was(sqlite_world, monkeypatch):
    world, day = sqlite_world, over(sqlite_world)

    def dies(*_):
        raise KeyboardInterrupt

    here, dossier_id = world.municipalities["voorbeeldstad"], world.people["anna"].dossier_id
    with world.open() as session:
        (case_id,) = queries.to_erase(session, here, day.date())
        session.close()
        actions.begin_erasure(session, day, here, case_id)
    for where in ("schuldhulp.retention.actions._files", "schuldhulp.retention.rows._tombstones"):
        with monkeypatch.context() as patch, world.open() as session:
            patch.setattr(where, dies)
            with pytest.raises(KeyboardInterrupt):
                actions.erase(session, day, here, case_id)
    with world.open() as session:
        assert session.get(DossierKey, (here, dossier_id)) is not None
        assert session.get(Dossier, (here, dossier_id)).deleted_at == day
    assert erased(world, day)["dossier"] == 1
    assert where_it_still_stands(world, dossier_id) == {"event", "access_entry", "retention_case"}


def test_the_client_is_told_a_month_before_and_nothing_goes_earlier(sqlite_world):
    world = sqlite_world
    early = over(world) - timedelta(days=3)
    assert erased(world, early) == Counter()
    with world.open() as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "own_data")).one()
        assert mail.person_id == world.people["anna"].person_id
        assert "ErasureAnnounced" in session.scalars(select(Event.kind)).all()


def test_who_came_back_meanwhile_stays(sqlite_world):
    world, later = sqlite_world, closed(sqlite_world)
    proposed(world, later)
    with world.open() as session:
        case_id = the_case(world, session).id
        session.close()
        actions.approve(session, world.people["ada"], later, [case_id])
        row = session.get(Dossier, (world.people["anna"].municipality_id, world.people["anna"].dossier_id))
        row.closed_at = None
        session.commit()
    assert erased(world, later + timedelta(days=40)) == Counter()
    with world.open() as session:
        assert session.scalars(select(RetentionCase)).all() == []


def test_a_hold_has_a_reason_and_a_last_day_and_comes_back_on_the_list(sqlite_world):
    world, later = sqlite_world, closed(sqlite_world)
    proposed(world, later)
    here, until = world.municipalities["voorbeeldstad"], later.date() + timedelta(days=60)
    with world.open() as session:
        case_id = the_case(world, session).id
        session.close()
        for why, day in (("", until), ("Er loopt een klacht", later.date())):
            with pytest.raises(actions.NoReason):
                actions.hold(session, world.people["tess"], later, case_id, why, day)
        actions.hold(session, world.people["tess"], later, case_id, "Er loopt een klacht", until)
        (case,) = queries.cases(session, world.people["tess"])
        assert (case.hold, case.held_until, case.state) == ("Er loopt een klacht", until, State.HELD)
        session.close()
        assert queries.holds_over(session, here, until) == []
        (again,) = queries.holds_over(session, here, until + timedelta(days=1))
        session.close()
        actions.release(session, later, here, again)
        assert the_case(world, session).state == State.PROPOSED
        session.close()
        with pytest.raises(NotAllowed):
            actions.approve(session, world.people["noor"], later, [case_id])


def test_an_open_request_keeps_a_dossier_off_the_list(sqlite_world):
    world, later = sqlite_world, closed(sqlite_world)
    with world.open() as session:
        ask(
            session,
            world.people["anna"],
            world.now,
            world.dossier(session),
            Kind.RESTRICTION,
            "Nog niet wissen",
        )
    assert proposed(world, later) == []


def test_the_term_follows_from_how_it_ended_and_the_municipality_may_choose_it(sqlite_world):
    world = sqlite_world
    assert rule_of("completed_arrangement", "zelf", True) is Rule.HELPED
    assert rule_of("withdrawn", "zelf", True) is Rule.REFUSED
    assert rule_of("no_contact", "vroegsignaal", False) is Rule.SIGNAL
    assert rule_of("no_contact", "zelf", False) is Rule.NO_CONTACT
    assert [say_months(n) for n in (0, 1, 3, 12, 60)] == [
        "meteen",
        "1 maand",
        "3 maanden",
        "1 jaar",
        "5 jaar",
    ]
    here = world.municipalities["voorbeeldstad"]
    with world.open() as session:
        actions.change_terms(
            session, world.people["ada"], world.now, {Rule.REFUSED: 24, Rule.HELPED: 60}, None
        )
        terms = queries.own_terms(session, here)
        assert (terms[Rule.REFUSED].months, terms[Rule.HELPED].months) == (24, 60)
        session.close()
        with pytest.raises(TermNotAllowed):
            actions.change_terms(session, world.people["ada"], world.now, {Rule.REFUSED: 0}, None)
    later = closed(world)
    assert proposed(world, later) == []
    assert proposed(world, world.now + 2 * YEAR + timedelta(days=5)) == [world.people["anna"].dossier_id]
    assert queries.ends_on(date(2026, 1, 31), terms[Rule.NO_CONTACT]) == date(2026, 5, 1)


def test_stopping_oneself_gives_the_short_term(sqlite_world):
    world = sqlite_world
    with world.open() as session:
        withdraw(session, world.people["anna"], world.now, world.dossier(session))
    assert proposed(world, world.now + timedelta(days=300)) == []
    assert proposed(world, world.now + YEAR + timedelta(days=2)) == [world.people["anna"].dossier_id]


def idle_and_nameless(world, who="berend"):
    """Let a client be one who began without a name; gives the moment after three months of silence."""
    with world.open() as session:
        row = session.get(Dossier, (world.people[who].municipality_id, world.people[who].dossier_id))
        row.without_name = True
        session.commit()
    return world.now + timedelta(days=95)


def test_who_began_without_a_name_and_stayed_away_goes_after_three_months(world: World) -> None:
    later, here = idle_and_nameless(world), world.municipalities["voorbeeldstad"]
    mine = world.people["berend"].dossier_id
    assert proposed(world, world.now + timedelta(days=85)) == []
    assert proposed(world, later) == [mine]
    with world.open() as session:
        case = the_case(world, session)
        assert (case.rule, case.state) == (Rule.NAMELESS, State.PROPOSED)
        session.close()
        actions.approve(session, world.people["tess"], later, [case.id])
    after = later + timedelta(days=32)
    with world.open() as session:
        assert actions.begin_erasure(session, after, here, case.id) == mine


def test_who_was_here_again_in_the_last_month_stays(world: World) -> None:
    later, here = idle_and_nameless(world), world.municipalities["voorbeeldstad"]
    proposed(world, later)
    with world.open() as session:
        case = the_case(world, session)
        session.close()
        actions.approve(session, world.people["tess"], later, [case.id])
        start_session(
            session, later + timedelta(days=20), world.people["berend"].person_id, [], "x", tell=True
        )
        assert actions.begin_erasure(session, later + timedelta(days=32), here, case.id) is None
        assert session.scalars(select(RetentionCase)).all() == []
