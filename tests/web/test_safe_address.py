"""Who told that somebody reads along moves to an address that only they read; the old mailbox hears nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from schuldhulp.accounts.addresses.actions import let_address_count
from schuldhulp.accounts.queries import find_person
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import Reach
from schuldhulp.outbox.kinds import lapsed
from schuldhulp.outbox.queries import reason_now
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.reach.cooling import COOLING
from schuldhulp.workbook.actions import answer_step
from tests.web_client import WebClient
from tests.world import PASSWORD, World

ClientAs = Callable[[str | None], WebClient]
OLD, NEW = "anna@client.example", "veilig@nieuw.example"
PAGE = "/account/e-mail"


@pytest.fixture
def anna(client_as: ClientAs, sqlite_world: World) -> WebClient:
    """Anna, whose address is hers, told that somebody reads along."""
    with sqlite_world.open() as session:
        session.get_one(Person, sqlite_world.people["anna"].person_id).email_verified_at = sqlite_world.now
        session.commit()
        own = sqlite_world.dossier(session)
        answer_step(
            session,
            sqlite_world.people["anna"],
            sqlite_world.now,
            own,
            "bereiken",
            Reach(reads_along=YesNo.YES),
        )
    return client_as("anna")


def leaving(world: World, after: int = 0) -> list[tuple[str, str | None]]:
    """The mails to Anna that would go at this moment: of what kind, and to which address."""
    with world.open() as session:
        query = select(OutboxMail).where(OutboxMail.person_id == world.people["anna"].person_id)
        mails = session.scalars(query.order_by(OutboxMail.id)).all()[after:]
        reasons = [(mail.template, reason_now(session, mail, world.now)) for mail in mails]
        return [(template, reason.address) for template, reason in reasons if not lapsed(template, reason)]


def token_of_last(world: World) -> str:
    with world.open() as session:
        query = (
            select(OutboxMail).where(OutboxMail.template == "verify_own_box").order_by(OutboxMail.id.desc())
        )
        return (keyring(session).open(session.scalars(query).first(), "params_sealed") or "").split('"')[3]


def test_the_one_mail_goes_to_the_new_address_and_nothing_to_the_old_one(
    anna: WebClient, sqlite_world: World, client_as: ClientAs
) -> None:
    world, told = sqlite_world, {"email": NEW, "current_password": PASSWORD}
    assert leaving(world) == []
    assert "Daarom sturen wij naar uw oude adres niets" in anna.get(PAGE).text
    refused = anna.submit(PAGE, told, status=422).text
    assert "kies dan een ander adres" in refused and NEW in refused
    assert leaving(world) == []
    anna.submit(PAGE, {**told, "alone": "y"})
    assert leaving(world) == [("verify_own_box", NEW)]
    assert NEW in anna.get("/account").text
    link = f"/bevestigen/{token_of_last(world)}"
    client_as(None).submit(link, {})
    assert leaving(world) == []
    with world.open() as session:
        assert find_person(session, NEW) is None
        session.close()
        assert let_address_count(session, world.now + COOLING, world.people["anna"].person_id)
        assert find_person(session, NEW) is not None and find_person(session, OLD) is None


@pytest.mark.parametrize("written", [OLD, " Anna@CLIENT.example "])
def test_the_address_that_is_read_along_is_no_new_one(
    anna: WebClient, sqlite_world: World, written: str
) -> None:
    told = {"email": written, "current_password": PASSWORD, "alone": "y"}
    assert "Daar leest iemand mee" in anna.submit(PAGE, told, status=422).text
    assert leaving(sqlite_world) == []


def test_a_change_that_was_taken_back_mails_nobody(anna: WebClient, sqlite_world: World) -> None:
    """The mail waits in the outbox while its owner keeps the old address: it does not go there instead."""
    anna.submit(PAGE, {"email": NEW, "current_password": PASSWORD, "alone": "y"})
    anna.submit("/account", {}, action="/account/e-mail/houden")
    assert leaving(sqlite_world) == []


def test_who_is_not_read_along_is_asked_nothing_more(client_as: ClientAs, sqlite_world: World) -> None:
    berend = client_as("berend")
    assert 'name="alone"' not in berend.get(PAGE).text
    berend.submit(PAGE, {"email": NEW, "current_password": PASSWORD})
    with sqlite_world.open() as session:
        mails = session.scalars(
            select(OutboxMail.template).where(OutboxMail.person_id == sqlite_world.people["berend"].person_id)
        )
        assert "verify_own_box" not in mails.all()
