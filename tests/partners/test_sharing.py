"""Two partners: nothing is seen before it is shown, both sign what they agreed, and either stops alone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Role
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.tables import Person
from schuldhulp.debts.queries import debts_of
from schuldhulp.dossier.queries import events_of
from schuldhulp.dossier.tables import Participation
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.partners import actions
from schuldhulp.partners.joint import OTHER, OWN
from schuldhulp.partners.queries import partner_note, partner_of, plans_of, things_of
from schuldhulp.refusals import NotAllowed, NotYours
from schuldhulp.reports.queries import histories
from schuldhulp.retention.rows import erase_rows
from schuldhulp.supporters.rows import NamelessAccount, new_secret
from schuldhulp.takeout.queries import everything_of
from schuldhulp.unit_of_work import open_write
from tests.partners.two import fill, join, seen, show, things
from tests.world import World


def kinds(world: World, who: str) -> list[tuple[str, str]]:
    with world.open() as session:
        actor = world.people[who]
        return [
            (each.event.change, each.role)
            for each in events_of(session, actor, actor.dossier_id, kinds=("SharingChanged",))
        ]


def test_the_partner_gets_an_account_and_a_dossier_of_their_own(world: World) -> None:
    join(world)
    anna, pim = world.people["anna"], world.people["pim"]
    with world.open() as session:
        assert pim.dossier_id != anna.dossier_id
        hats = hats_of(session, pim.person_id, world.now)
        assert [(hat.role, hat.dossier_id) for hat in hats] == [(Role.CLIENT, pim.dossier_id)], (
            "no hat of Anna's"
        )
        assert partner_of(session, anna, anna.dossier_id).name == "Pim K-pim"
        assert partner_of(session, pim, pim.dossier_id).dossier_id == anna.dossier_id
        berend = world.people["berend"]
        assert partner_of(session, berend, anna.dossier_id) is None
        assert (
            world.dossier(session, "anna", "noor").counsellor
            == world.dossier(session, "pim", "noor").counsellor
        )
    assert kinds(world, "anna") == [("asked", "client"), ("accepted", "system"), ("begun", "client")]
    assert kinds(world, "pim") == [("begun", "system")]


def test_link_and_code_are_both_needed_and_a_second_partner_is_not_asked(world: World) -> None:
    anna, secret = world.people["anna"], new_secret()
    with world.open() as session:
        own = world.dossier(session)
        asked = actions.invite(session, anna, world.now, own, "Pim", secret)
        with pytest.raises(actions.AlreadyPartner):
            actions.invite(session, anna, world.now, own, "Nog iemand", new_secret())
        wrong = "000000" if secret.code != "000000" else "111111"
        place, berend = own.municipality_id, world.people["berend"].person_id
        for _ in range(5):
            assert actions.accept(session, world.now, place, secret.number, wrong, person_id=berend) is None
        assert actions.accept(session, world.now, place, secret.number, secret.code, person_id=berend) is None
        with pytest.raises(NotYours):
            actions.begin(session, anna, world.now, own, asked)
        late, secret = world.now + timedelta(days=8), new_secret()
        actions.invite(session, anna, world.now, own, "Pim", secret)
        assert actions.accept(session, late, place, secret.number, secret.code, person_id=berend) is None


def called(session: Session, person_id: UUID | None, codename: str | None) -> None:
    open_write(session, None)
    session.get_one(Person, person_id).handle = codename
    session.commit()


def test_an_account_without_a_name_is_no_partner_and_spends_nothing(world: World) -> None:
    anna, berend, secret = world.people["anna"], world.people["berend"].person_id, new_secret()
    with world.open() as session:
        own = world.dossier(session)
        asked = actions.invite(session, anna, world.now, own, "Berend", secret)
        called(session, berend, "merel-2026")
        numbers: tuple[Any, ...] = (session, world.now, own.municipality_id, secret.number, secret.code)
        with pytest.raises(NamelessAccount):
            actions.accept(*numbers, person_id=berend)
        with pytest.raises(NotYours):
            actions.begin(session, anna, world.now, own, asked)
        called(session, berend, None)
        assert actions.accept(*numbers, person_id=berend) == berend


def test_only_what_was_shown_is_seen_and_only_as_long_as_it_is(world: World) -> None:
    join(world)
    for who in ("anna", "pim"):
        fill(world, who)
    assert seen(world, "pim") == seen(world, "anna") == []
    show(world, "anna")
    assert sorted(seen(world, "pim")) == [
        "Internet en tv (Toonnet K-anna)", "Toonbrief K-anna", "Toonvraag K-anna", "Toonwinkel K-anna"
    ]  # fmt: skip
    assert seen(world, "anna") == []
    show(world, "anna", "winkel")
    assert sorted(seen(world, "pim")) == ["Geheimwinkel K-anna", "Toonwinkel K-anna"]
    show(world, "anna", "niets hiervan")
    assert seen(world, "pim") == []
    anna, pim = world.people["anna"], world.people["pim"]
    with world.open() as session:
        assert debts_of(session, pim, anna.dossier_id).debts == (), (
            "as client Pim reaches his own dossier only"
        )
        with pytest.raises(NotYours):
            actions.show(session, pim, world.now, world.dossier(session), [things(world, "anna")[0].key])
        with pytest.raises(NotYours):
            actions.show(session, world.people["berend"], world.now, world.dossier(session, "berend"), [])


def test_staff_read_what_the_partner_does_not_know(world: World) -> None:
    join(world)
    fill(world, "anna")
    noor, anna = world.people["noor"], world.people["anna"]
    with world.open() as session:
        note = partner_note(session, noor, anna.dossier_id, world.now)
        assert (note.name, note.unknown) == ("Pim K-pim", "2 uitgaven en 2 schulden")
    show(world, "anna", "K-anna")
    with world.open() as session:
        assert partner_note(session, noor, anna.dossier_id, world.now).unknown == ""


def test_both_sign_the_same_plan_and_read_what_changed_since(world: World) -> None:
    join(world)
    for who in ("anna", "pim"):
        fill(world, who)
        show(world, who)
    anna, pim = world.people["anna"], world.people["pim"]
    with world.open() as session:
        hers, his = world.dossier(session, "anna"), world.dossier(session, "pim")
        plan_id = actions.agree(session, anna, world.now, hers)
        (plan,) = plans_of(session, pim, pim.dossier_id)
        assert {(line.side, line.name) for line in plan.lines} == {
            (OTHER, "Internet en tv (Toonnet K-anna)"), (OTHER, "Toonwinkel K-anna"),
            (OWN, "Internet en tv (Toonnet K-pim)"),
            (OWN, "Toonwinkel K-pim"),
        }  # fmt: skip
        session.close()
        later = world.now + timedelta(hours=2)
        actions.sign(session, pim, later, his, plan_id)
        (copy,) = plans_of(session, anna, anna.dossier_id)
        assert (copy.own_signed_at, copy.other_signed_at, copy.signed) == (None, later, False)
        session.close()
        actions.sign(session, anna, later, hers, plan_id)
        actions.sign(session, anna, later + timedelta(hours=1), hers, plan_id)
        (copy,) = plans_of(session, pim, pim.dossier_id)
        assert copy.signed and copy.other_signed_at == later, "a second time changes nothing"
        session.close()
        with pytest.raises(NotAllowed):
            actions.sign(
                session, world.people["noor"], later, world.dossier(session, "anna", "noor"), plan_id
            )
        with pytest.raises(NotYours):
            actions.sign(session, world.people["berend"], later, world.dossier(session, "berend"), plan_id)
        newer = actions.agree(session, world.people["noor"], later, world.dossier(session, "anna", "noor"))
        with pytest.raises(NotYours):
            actions.sign(session, pim, later, his, plan_id)
        assert [each.id for each in plans_of(session, pim, pim.dossier_id)] == [newer, plan_id]
    assert kinds(world, "anna")[-4:] == [
        ("agreed", "client"), ("signed", "partner"), ("both_signed", "client"), ("agreed", "counsellor")
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["anna", "pim"])
def test_either_stops_alone_without_a_mail_and_nobody_reads_who(world: World, who: str) -> None:
    join(world)
    for each in ("anna", "pim"):
        fill(world, each)
        show(world, each)
    anna, pim, noor = (world.people[name] for name in ("anna", "pim", "noor"))
    with world.open() as session:
        plan_id = actions.agree(session, anna, world.now, world.dossier(session))
        mails = session.scalar(select(func.count()).select_from(OutboxMail))
        session.close()
        later = world.now + timedelta(days=1)
        actions.stop(session, world.people[who], later, world.dossier(session, who))
        assert session.scalar(select(func.count()).select_from(OutboxMail)) == mails
        for client in (anna, pim):
            assert partner_of(session, client, client.dossier_id) is None
            assert len(plans_of(session, client, client.dossier_id)) == 1, "each keeps their copy"
            assert all(thing.shown_at is None for thing in things_of(session, client, client.dossier_id))
            assert partner_note(session, noor, client.dossier_id, later).stopped_at == later
            assert partner_note(session, noor, client.dossier_id, later + timedelta(days=31)) is None
        session.close()
        with pytest.raises(NotYours):
            actions.stop(session, anna, later, world.dossier(session, "anna"))
        with pytest.raises(NotYours):
            actions.sign(session, anna, later, world.dossier(session, "anna"), plan_id)
        ends = session.scalars(
            select(Participation.ended_at).where(Participation.role == Role.PARTNER.value)
        ).all()
        assert list(ends) == [later, later]
    assert kinds(world, "anna")[-1] == kinds(world, "pim")[-1] == ("stopped", "system")
    assert seen(world, "anna") == seen(world, "pim") == []


def test_what_is_taken_out_holds_nothing_that_was_not_shown(world: World) -> None:
    join(world)
    for who in ("anna", "pim"):
        fill(world, who)
    show(world, "anna")
    with world.open() as session:
        actions.agree(session, world.people["pim"], world.now, world.dossier(session, "pim"))
        bag = repr(everything_of(session, world.people["pim"], world.dossier(session, "pim")))
    assert "Toonwinkel K-anna" in bag, "what was agreed is of both"
    assert "Geheim" in bag.replace("K-anna", "") and "K-anna" not in bag.replace(
        "Toonwinkel K-anna", ""
    ).replace("Toonnet K-anna", "")
    assert str(world.people["anna"].dossier_id) not in bag


def test_a_message_to_both_is_staffs_and_reaches_each_in_their_own_dossier(world: World) -> None:
    join(world)
    noor = world.people["noor"]
    with world.open() as session:
        hers, his = world.dossier(session, "anna", "noor"), world.dossier(session, "pim", "noor")
        actions.write_to_both(session, noor, world.now, hers, his, "Dag Anna en Pim, komt dinsdag uit?")
        with pytest.raises(NotAllowed):
            actions.write_to_both(session, world.people["anna"], world.now, hers, hers, "Dag")
        with pytest.raises(NotYours):
            actions.write_to_both(
                session, noor, world.now, hers, world.dossier(session, "berend", "noor"), "Dag"
            )
        for who in ("anna", "pim"):
            actor = world.people[who]
            said = [
                each for each in events_of(session, actor, actor.dossier_id, kinds=("MessageSent",))
                if each.role == "counsellor"
            ]  # fmt: skip
            assert len(said) == 1


def test_a_report_knows_who_share_and_counts_each_of_them(world: World) -> None:
    join(world)
    with world.open() as session:
        found = {each.dossier_id: each.together for each in histories(session, world.people["gert"])}
    anna, pim = (str(world.people[who].dossier_id) for who in ("anna", "pim"))
    assert [each.other for each in found[anna]] == [pim] and [each.other for each in found[pim]] == [anna]
    assert found[str(world.people["berend"].dossier_id)] == ()


def test_a_dossier_is_erased_and_the_other_keeps_theirs(world: World) -> None:
    join(world)
    for who in ("anna", "pim"):
        fill(world, who)
        show(world, who)
    anna, pim = world.people["anna"], world.people["pim"]
    with world.open() as session:
        actions.agree(session, anna, world.now, world.dossier(session))
        open_write(session, anna.municipality_id)
        gone = erase_rows(session, anna.municipality_id, anna.dossier_id)
        session.commit()
        assert gone["participation"] == 3, "her own, his in hers and hers in his"
        assert partner_of(session, pim, pim.dossier_id) is None
        assert len(plans_of(session, pim, pim.dossier_id)) == 1
        assert len(debts_of(session, pim, pim.dossier_id).debts) == 2
