"""Accounts at somebody else's address: whoever registers there gets nothing of the one whose address it is."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.accounts import actions, queries
from schuldhulp.accounts.addresses import queries as addresses
from schuldhulp.accounts.addresses.actions import let_address_count
from schuldhulp.accounts.forgotten.actions import ask_link, mail_links
from schuldhulp.accounts.links.rows import LinkUsed
from schuldhulp.accounts.passwords import hash_password, password_fits
from schuldhulp.accounts.queries import invited_by
from schuldhulp.accounts.second_factor import actions as second_step
from schuldhulp.accounts.second_factor.passkeys import Made
from schuldhulp.accounts.second_factor.queries import AppCode, factors_of, passkey_named, seed_of
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.actions import Registered, Registration, register
from schuldhulp.municipalities.tables import Membership
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotYours
from schuldhulp.staff.actions import invite_again, invite_member
from schuldhulp.staff.rows import Invited
from tests.world import PASSWORD, World, password_hash

VICTIM = "slachtoffer@post.example"


def register_at(world: World, session: Any, email: str) -> Registered:
    town = world.municipality(session)
    session.close()
    return register(session, world.now, town, Registration(called="Iemand", email=email), password_hash())


def forgot(session: Any, now: Any, email: str) -> None:
    """Ask a new password at the door, and let the jobs mail the link."""
    ask_link(session, now, email)
    assert mail_links(session, now) == 1


def links(session: Any, to: Any) -> list[str]:
    """The tokens mailed to a person, oldest first."""
    query = select(OutboxMail).where(OutboxMail.person_id == to).order_by(OutboxMail.id)
    texts = [keyring(session).open(row, "params_sealed") or "" for row in session.scalars(query)]
    session.close()
    return [t.split('"token": "')[1].split('"')[0] for t in texts if '"token"' in t]


def sign_in(world: World, session: Any, person_id: Any) -> str:
    hats = queries.hats_of(session, person_id, world.now)
    session.close()
    return actions.start_session(session, world.now, person_id, hats, "aanvaller")


def test_who_registers_at_an_address_first_does_not_get_the_dossier_of_its_holder(world: World) -> None:
    with world.open() as session:
        thief = register_at(world, session, VICTIM)
        cookie = sign_in(world, session, thief.person_id)
        holder = register_at(world, session, VICTIM)
        assert (
            actions.verify_email(session, world.now, links(session, thief.person_id)[-1]) == thief.person_id
        )
        kenmerken = {h.kenmerk for h in queries.hats_of(session, thief.person_id, world.now)}
        assert holder.kenmerk in kenmerken
        assert queries.find_session(session, cookie, world.now) is None
        assert queries.password_hash_of(session, thief.person_id) is None


def invited(world: World, session: Any, email: str) -> None:
    told = Invited(name="Nieuwe Collega", email=email, role=Role.COUNSELLOR)
    invite_member(session, world.people["ada"], world.now, told)


def roles_of(world: World, session: Any, person_id: Any) -> set[Role]:
    found = {hat.role for hat in queries.hats_of(session, person_id, world.now)}
    session.close()
    return found


def test_an_invitation_shuts_nobody_out_of_an_account_at_that_address(world: World) -> None:
    """A client who did not confirm the address goes on; an invitation of anybody's takes nothing from them."""
    with world.open() as session:
        client = register_at(world, session, VICTIM)
        plant_keys(session, world.now, client.person_id)
        cookie = sign_in(world, session, client.person_id)
        invited(world, session, VICTIM)
        assert queries.find_session(session, cookie, world.now) is not None
        assert queries.password_hash_of(session, client.person_id) is not None
        assert factors_of(session, client.person_id).app and passkey_named(session, client.person_id.bytes)
        assert roles_of(world, session, client.person_id) == {Role.CLIENT}
        first, _invitation = links(session, client.person_id)
        assert actions.verify_email(session, world.now, first) == client.person_id


@pytest.mark.parametrize("confirmed", [False, True])
def test_who_registers_at_the_address_of_a_colleague_does_not_become_staff(
    world: World, confirmed: bool
) -> None:
    """Not even when the colleague pressed the link that the other asked for: the role is behind its own link."""
    with world.open() as session:
        thief = register_at(world, session, VICTIM)
        plant_keys(session, world.now, thief.person_id)
        cookie = sign_in(world, session, thief.person_id)
        invited(world, session, VICTIM)
        first, invitation = links(session, thief.person_id)
        if confirmed:
            actions.verify_email(session, world.now, first)
        assert roles_of(world, session, thief.person_id) == {Role.CLIENT}
        assert invited_by(session, thief.person_id, world.now).keys() == {
            world.municipalities["voorbeeldstad"]
        }
        session.close()
        actions.use_reset_link(session, world.now, invitation, "invite", hash_password("van de collega zelf"))
        assert queries.find_session(session, cookie, world.now) is None
        assert password_fits(queries.password_hash_of(session, thief.person_id), "van de collega zelf")
        assert not factors_of(session, thief.person_id).any
        assert passkey_named(session, thief.person_id.bytes) is None
        assert Role.COUNSELLOR in roles_of(world, session, thief.person_id)


@pytest.mark.parametrize("confirmed", [False, True])
def test_an_account_that_goes_on_with_another_address_takes_no_invitation_along(
    world: World, confirmed: bool
) -> None:
    """Else the link of the next invitation goes to the address that whoever planted the account reads."""
    place, later = world.municipalities["voorbeeldstad"], world.now + timedelta(hours=49)
    with world.open() as session:
        thief = register_at(world, session, VICTIM)
        invited(world, session, VICTIM)
        first, invitation = links(session, thief.person_id)
        if confirmed:
            actions.verify_email(session, world.now, first)
        actions.ask_new_email(session, world.now, place, thief.person_id, "aanvaller@post.example")
        actions.verify_email(session, world.now, links(session, thief.person_id)[-1])
        assert let_address_count(session, later, thief.person_id) is confirmed
        holder = queries.find_person(session, "aanvaller@post.example")
        assert holder is not None and holder.id == thief.person_id
        session.close()
        with pytest.raises(LinkUsed):
            actions.use_reset_link(session, world.now, invitation, "invite", password_hash())
        row = session.scalars(select(Membership).where(Membership.person_id == thief.person_id)).one()
        session.close()
        with pytest.raises(NotYours):
            invite_again(session, world.people["ada"], later, row.id)
        assert roles_of(world, session, thief.person_id) == {Role.CLIENT}
        invited(world, session, VICTIM)
        colleague = queries.find_person(session, VICTIM)
        assert colleague is not None and colleague.id != thief.person_id


def test_a_forgotten_password_opens_the_role_too_when_nobody_is_left_inside(world: World) -> None:
    with world.open() as session:
        thief = register_at(world, session, VICTIM)
        invited(world, session, VICTIM)
        forgot(session, world.now, VICTIM)
        reset = links(session, thief.person_id)[-1]
        actions.use_reset_link(session, world.now, reset, "reset", password_hash())
        assert Role.COUNSELLOR in roles_of(world, session, thief.person_id)


def test_a_link_to_one_address_confirms_no_other(world: World) -> None:
    with world.open() as session:
        thief = register_at(world, session, "aanvaller@post.example")
        own_link = links(session, thief.person_id)[0]
        place = world.municipalities["voorbeeldstad"]
        actions.ask_new_email(session, world.now, place, thief.person_id, VICTIM)
        with pytest.raises(LinkUsed):
            actions.verify_email(session, world.now, own_link)
        assert queries.find_person(session, VICTIM) is None


def test_a_new_password_ends_a_change_of_address_that_waits(world: World) -> None:
    """Somebody who was in an account for a while asks for their own address there; the owner resets the password."""
    anna = world.people["anna"]
    with world.open() as session:
        actions.ask_new_email(
            session, world.now, anna.own_municipality, anna.person_id, "aanvaller@post.example"
        )
        waiting = links(session, anna.person_id)[-1]
        forgot(session, world.now, "anna@client.example")
        reset = links(session, anna.person_id)[-1]
        actions.use_reset_link(session, world.now, reset, "reset", hash_password("een heel nieuw wachtwoord"))
        with pytest.raises(LinkUsed):
            actions.verify_email(session, world.now, waiting)
        assert queries.find_person(session, "aanvaller@post.example") is None
        assert addresses.address_to_confirm(session, anna.person_id) == "anna@client.example"


def test_asking_for_a_taken_address_shows_the_same_as_for_a_free_one(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        for address in ("berend@client.example", "niemand@post.example"):
            actions.ask_new_email(session, world.now, anna.own_municipality, anna.person_id, address)
            assert addresses.address_to_confirm(session, anna.person_id) == address
            assert addresses.waits_for_confirmation(session, anna.person_id)
            session.close()


def test_a_victim_gets_in_while_somebody_elsewhere_guesses(client_as: Any) -> None:
    page = "/inloggen"
    thief, victim = client_as(None), client_as(None)
    thief.http.environ_base["REMOTE_ADDR"] = "192.0.2.66"
    wrong = {"email": "anna@client.example", "password": "geraden wachtwoord"}
    for _ in range(5):
        thief.submit(page, wrong, status=422)
    thief.submit(page, wrong, status=429)
    right = {"email": "anna@client.example", "password": PASSWORD}
    assert victim.submit(page, right).location == "/mijn"


def test_a_link_of_an_hour_more_than_its_life_opens_nothing(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        forgot(session, world.now, "anna@client.example")
        reset = links(session, anna.person_id)[-1]
        with pytest.raises(LinkUsed):
            actions.use_reset_link(session, world.now + timedelta(hours=2), reset, "reset", password_hash())


def plant_keys(session: Any, now: Any, person_id: Any) -> None:
    """A passkey, an app and codes on paper, as whoever made the account sets up on a device of their own."""
    made = Made(credential_id=person_id.bytes, public_key=b"openbaar", sign_count=0)
    second_step.keep_passkey(session, now, person_id, made, "toestel van de aanvaller", place=None)
    second_step.begin_app(session, now, person_id)
    seed = seed_of(session, person_id, confirmed=False)
    assert seed is not None
    session.close()
    proof = AppCode(seed[0], 1)
    second_step.confirm_app(session, now, person_id, proof, [password_hash()], keep=b"", place=None)


@pytest.mark.parametrize("way", ["dossier", "collega", "wachtwoord"])
def test_neither_a_passkey_nor_an_app_of_who_registered_first_opens_what_came_later(
    sqlite_world: World, way: str
) -> None:
    """The password of an account that nobody showed to be theirs ends; so does all else that signs in to it."""
    world = sqlite_world
    with world.open() as session:
        thief = register_at(world, session, VICTIM)
        plant_keys(session, world.now, thief.person_id)
        if way == "dossier":
            register_at(world, session, VICTIM)
            actions.verify_email(session, world.now, links(session, thief.person_id)[-1])
        elif way == "collega":
            invited(world, session, VICTIM)
            invitation = links(session, thief.person_id)[-1]
            actions.use_reset_link(session, world.now, invitation, "invite", password_hash())
        else:
            forgot(session, world.now, VICTIM)
            reset = links(session, thief.person_id)[-1]
            actions.use_reset_link(session, world.now, reset, "reset", password_hash())
        assert passkey_named(session, thief.person_id.bytes) is None
        assert not factors_of(session, thief.person_id).any


def test_what_somebody_set_up_in_an_account_that_is_theirs_outlives_a_new_password(
    sqlite_world: World,
) -> None:
    world, anna = sqlite_world, sqlite_world.people["anna"]
    with world.open() as session:
        session.get_one(Person, anna.person_id).email_verified_at = world.now
        session.commit()
        plant_keys(session, world.now, anna.person_id)
        forgot(session, world.now, "anna@client.example")
        reset = links(session, anna.person_id)[-1]
        actions.use_reset_link(session, world.now, reset, "reset", password_hash())
        assert factors_of(session, anna.person_id).app
        assert factors_of(session, anna.person_id).passkeys == 1
