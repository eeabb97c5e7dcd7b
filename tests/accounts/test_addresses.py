"""Addresses: a taken one is never told of, a confirmed one is somebody's, and a link works once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.accounts import actions, queries
from schuldhulp.accounts.addresses import queries as addresses
from schuldhulp.accounts.links.rows import LinkUsed
from schuldhulp.crypto import keyring
from schuldhulp.dossier.actions import Registration, register
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.supporters.actions import accept, confirm, invite
from schuldhulp.supporters.parts import Offer, Part
from schuldhulp.supporters.queries import invitations_of
from schuldhulp.supporters.rows import Newcomer, OwnDossier, new_secret
from tests.world import password_hash


def mails(session, template):
    rows = session.scalars(select(OutboxMail).where(OutboxMail.template == template).order_by(OutboxMail.id))
    return [(row.person_id, keyring(session).open(row, "params_sealed")) for row in rows]


def link_in(mail):
    return mail[1].split('"token": "')[1].split('"')[0]


def register_as_anna(world, session, **told):
    town = world.municipality(session)
    session.close()
    given = Registration(called="Anna weer", email="ANNA@client.example ", **told)
    done = register(session, world.now, town, given, password_hash())
    return done


def test_an_address_that_has_an_account_gives_a_dossier_and_a_mail_to_its_owner(world):
    with world.open() as session:
        owner = world.people["anna"].person_id
        (link,) = [link_in(m) for m in mails(session, "verify_email") if m[0] == owner]
        session.close()
        actions.verify_email(session, world.now, link)
        done = register_as_anna(world, session)
        assert done.person_id != owner and done.kenmerk
        assert queries.find_person(session, "anna@client.example").id == owner
        (told,) = mails(session, "already_registered")
        assert told[0] == owner
        assert not [m for m in mails(session, "verify_email") if m[0] == done.person_id]
        session.close()
        token = actions.start_session(session, world.now, done.person_id, [], "test")
        assert actions.verify_email(session, world.now, link_in(told)) == owner
        kenmerken = {hat.kenmerk for hat in queries.hats_of(session, owner, world.now)}
        assert kenmerken == {done.kenmerk, world.kenmerken["anna"]}
        assert queries.find_session(session, token, world.now) is None
        session.close()
        with pytest.raises(LinkUsed):
            actions.verify_email(session, world.now, link_in(told))


def test_an_unknown_address_is_confirmed_by_its_link(world):
    with world.open() as session:
        anna = world.people["anna"].person_id
        assert addresses.waits_for_confirmation(session, anna)
        mail = next(m for m in mails(session, "verify_email") if m[0] == anna)
        session.close()
        assert actions.verify_email(session, world.now, link_in(mail)) == anna
        assert not addresses.waits_for_confirmation(session, anna)


def test_no_mail_goes_where_none_is_allowed(world):
    with world.open() as session:
        register_as_anna(world, session, mail_allowed=False)
        assert not mails(session, "already_registered")


def test_a_new_address_counts_once_it_is_confirmed(world):
    anna = world.people["anna"]
    with world.open() as session:
        actions.ask_new_email(session, world.now, anna.municipality_id, anna.person_id, "anna@nieuw.example")
        assert queries.find_person(session, "anna@nieuw.example") is None
        assert addresses.address_to_confirm(session, anna.person_id) == "anna@nieuw.example"
        mail = mails(session, "verify_email")[-1]
        assert mail[0] == anna.person_id
        session.close()
        actions.verify_email(session, world.now, link_in(mail))
        assert queries.find_person(session, "anna@nieuw.example").id == anna.person_id
        assert queries.find_person(session, "anna@client.example") is None


def test_a_new_address_of_somebody_else_tells_only_its_owner(world):
    anna, berend = world.people["anna"], world.people["berend"]
    with world.open() as session:
        before = len(mails(session, "verify_email"))
        session.close()
        actions.ask_new_email(
            session, world.now, anna.municipality_id, anna.person_id, "berend@client.example"
        )
        actions.mail_verification_link(session, world.now, anna.municipality_id, anna.person_id)
        assert mails(session, "already_registered") == [(berend.person_id, None)] * 2
        assert len(mails(session, "verify_email")) == before
        assert addresses.address_to_confirm(session, anna.person_id) == "berend@client.example"
        assert queries.find_person(session, "berend@client.example").id == berend.person_id


def test_what_an_account_accepted_goes_with_it_when_it_turns_out_to_be_another(world):
    """The client's second look lets in whoever can sign in, by the name of that account; never themselves."""
    anna, berend = world.people["anna"], world.people["berend"]
    offer = Offer(parts=frozenset(Part), helps=frozenset(), until_on=(world.now + timedelta(days=30)).date())

    def accepted_as(address):
        secret = new_secret()
        with world.open() as session:
            dossier = world.dossier(session, "anna", "anna")
            session.close()
            asked = invite(session, anna, world.now, dossier, "B.", offer, secret)
            newcomer = Newcomer(name="Iemand", email=address, password_hash=password_hash())
            made = accept(
                session, world.now, anna.municipality_id, secret.number, secret.code, newcomer=newcomer
            )
            told = [link_in(mail) for mail in mails(session, "already_registered")][-1]
            session.close()
            owner = actions.verify_email(session, world.now, told)
            assert owner != made
        return asked, owner, dossier

    asked, owner, dossier = accepted_as("berend@client.example")
    assert owner == berend.person_id
    with world.open() as session:
        assert [line.name for line in invitations_of(session, anna, dossier.id, world.now)] == ["Berend K-berend"]
        session.close()
        confirm(session, anna, world.now, dossier, asked)
        hats = queries.hats_of(session, owner, world.now)
        assert [hat.dossier_id for hat in hats if hat.role is Role.SUPPORTER] == [dossier.id]
    asked, owner, dossier = accepted_as("anna@client.example")
    assert owner == anna.person_id
    with world.open() as session, pytest.raises(OwnDossier):
        confirm(session, anna, world.now, dossier, asked)
