"""Links, sessions and roles of sign-in services as rows, on both databases."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from schuldhulp.accounts.addresses.rows import shut_out_unproven
from schuldhulp.accounts.queries import find_session
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.tables import Person
from schuldhulp.accounts.via import Via
from schuldhulp.openid.actions import Entering, Told, come_in, configure, link, unlink
from schuldhulp.openid.kinds import Kind, Provider
from schuldhulp.openid.queries import find_provider, known_as, links_of, open_hats, places, subject_token
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import open_write
from tests.world import World

TOLD = Told(
    kind=Kind.STAFF, issuer="https://inlog.voorbeeld.nl", client_id="wij", client_secret="geheim-canary",
    subject_claim="sub", strong_amr=("mfa",), in_use=True,
)  # fmt: skip


def provider_of(world: World) -> Provider:
    with world.open() as session:
        found = find_provider(session, world.municipalities["voorbeeldstad"], Kind.STAFF)
    assert found is not None and found.client_secret == "geheim-canary"
    return found


def linked(world: World, session: Session) -> tuple[Provider, dict[str, bytes]]:
    """A service that knows noor and bas, and what is kept of who they are there."""
    configure(session, world.people["ada"], world.now, TOLD, None)
    assert [(one.slug, one.kinds) for one in places(session)] == [("voorbeeldstad", (Kind.STAFF,))]
    session.close()
    provider = provider_of(world)
    prints = {who: subject_token(session, provider, f"s-{who}") for who in ("noor", "bas")}
    session.close()
    for who in ("noor", "bas"):
        link(session, world.now, provider, prints[who], known(world, who))
    return provider, prints


def known(world: World, who: str) -> UUID:
    person = world.people[who].person_id
    assert person is not None
    return person


def entered(world: World, session: Session, provider: Provider, print_: bytes) -> str:
    """Let noor in by the service; gives the token of the session."""
    here, noor = world.municipalities["voorbeeldstad"], known(world, "noor")
    hats = open_hats(session, noor, world.now, Via(here, Kind.STAFF.value))
    session.close()
    return come_in(session, world.now, provider, print_, Entering(noor, hats, "proef", SecondStep.DONE))


def test_a_link_lets_in_at_its_own_municipality_as_its_own_kind(world: World) -> None:
    here, there = world.municipalities["voorbeeldstad"], world.municipalities["lindewaard"]
    noor = known(world, "noor")
    with world.open() as session:
        provider, prints = linked(world, session)
        assert known_as(session, provider, prints["noor"]) == noor
        assert open_hats(session, noor, world.now, Via(here, Kind.DIGID.value)) == []
        assert open_hats(session, noor, world.now, Via(there, "medewerkers")) == []
        token = entered(world, session, provider, prints["noor"])
        found = find_session(session, token, world.now)
        assert found is not None and found.via == Via(here, "medewerkers") and not found.half


def test_a_link_goes_with_its_owner_its_account_or_its_service(world: World) -> None:
    here, noor, bas = world.municipalities["voorbeeldstad"], known(world, "noor"), known(world, "bas")
    with world.open() as session:
        provider, prints = linked(world, session)
        token = entered(world, session, provider, prints["noor"])
        theirs = links_of(session, here, bas)[Kind.STAFF].id
        session.close()
        with pytest.raises(NotYours):
            unlink(session, world.now, here, noor, theirs)
        assert known_as(session, provider, prints["bas"]) == bas
        session.close()

        open_write(session, None)  # an account that is put out loses its links in every municipality
        person = session.get_one(Person, bas)
        person.email_verified_at = None
        shut_out_unproven(session, world.now, person)
        session.commit()
        assert known_as(session, provider, prints["bas"]) is None
        session.close()

        moved = Told(**{**TOLD.__dict__, "client_id": "een ander", "client_secret": None})
        configure(session, world.people["ada"], world.now, moved, None)
        # The same number may be somebody else there.
        assert known_as(session, provider, prints["noor"]) is None
        assert find_session(session, token, world.now) is None
