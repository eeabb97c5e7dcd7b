"""Links, sessions and roles of sign-in services as rows, on both databases."""

from schuldhulp.accounts.queries import find_session
from schuldhulp.accounts.rows import shut_out_unproven
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


def test_a_link_lets_in_until_it_its_service_or_its_account_goes(world: World) -> None:
    here, noor, bas = world.municipalities["voorbeeldstad"], world.people["noor"], world.people["bas"]
    assert noor.person_id is not None and bas.person_id is not None
    with world.open() as session:
        configure(session, world.people["ada"], world.now, TOLD, None)
        assert [(one.slug, one.kinds) for one in places(session)] == [("voorbeeldstad", (Kind.STAFF,))]
        session.close()
    provider = provider_of(world)
    with world.open() as session:
        prints = {who: subject_token(session, provider, f"s-{who}") for who in ("noor", "bas")}
        session.close()
        link(session, world.now, provider, prints["noor"], noor.person_id)
        link(session, world.now, provider, prints["bas"], bas.person_id)
        assert known_as(session, provider, prints["noor"]) == noor.person_id
        hats = open_hats(session, noor.person_id, world.now, Via(here, Kind.STAFF.value))
        assert open_hats(session, noor.person_id, world.now, Via(here, Kind.DIGID.value)) == []
        assert (
            open_hats(
                session, noor.person_id, world.now, Via(world.municipalities["lindewaard"], "medewerkers")
            )
            == []
        )
        session.close()
        who = Entering(noor.person_id, hats, "proef", SecondStep.DONE)
        token = come_in(session, world.now, provider, prints["noor"], who)
        found = find_session(session, token, world.now)
        assert found is not None and found.via == Via(here, "medewerkers") and not found.half
        session.close()

        theirs = links_of(session, here, bas.person_id)[Kind.STAFF].id
        session.close()
        try:
            unlink(session, world.now, here, noor.person_id, theirs)
        except NotYours:
            assert known_as(session, provider, prints["bas"]) == bas.person_id
        else:
            raise AssertionError("somebody took the link of a colleague away")
        session.close()

        open_write(session, None)  # an account that is put out loses its links in every municipality
        person = session.get_one(Person, bas.person_id)
        person.email_verified_at = None
        shut_out_unproven(session, world.now, person)
        session.commit()
        assert known_as(session, provider, prints["bas"]) is None
        session.close()

        moved = Told(**{**TOLD.__dict__, "client_id": "een ander", "client_secret": None})
        configure(session, world.people["ada"], world.now, moved, None)
        assert (
            known_as(session, provider, prints["noor"]) is None
        )  # the same number may be somebody else there
        assert find_session(session, token, world.now) is None
