"""Contact data that was changed: staff see both, mail keeps to the safe one, its owner can take it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.accounts import actions as accounts
from schuldhulp.accounts import queries
from schuldhulp.accounts.addresses.actions import keep_old_address, let_address_count
from schuldhulp.accounts.addresses.queries import addresses_due, coming_address
from schuldhulp.accounts.forgotten.actions import ask_link, mail_links
from schuldhulp.accounts.tables import Person
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import PartOfDay, Reach
from schuldhulp.dossier.tables import Participation
from schuldhulp.identity.actions import Particulars, record_identity
from schuldhulp.letters.queries import facts_for
from schuldhulp.outbox.kinds import lapsed
from schuldhulp.outbox.queries import reason_now
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.reach.actions import Card, NothingCools, change_card, change_contact, take_change_back
from schuldhulp.reach.cooling import COOLING, What
from schuldhulp.reach.queries import own_contact, reach_of
from schuldhulp.refusals import NotAllowed
from schuldhulp.unit_of_work import open_write
from schuldhulp.workbook.actions import answer_step
from tests.world import World

LATER = timedelta(days=1)
OVER = COOLING + timedelta(seconds=1)


def card(world: World, after: timedelta = timedelta(0)):
    with world.open() as session:
        return reach_of(
            session, world.people["noor"], world.dossier(session, "anna", "noor").id, world.now + after
        )


def wishes(world: World, told: Reach, after: timedelta = timedelta(0)) -> None:
    with world.open() as session:
        own = world.dossier(session)
        answer_step(session, world.people["anna"], world.now + after, own, "bereiken", told)


def test_a_number_counts_after_48_hours_and_staff_read_both(world: World) -> None:
    anna, noor = world.people["anna"], world.people["noor"]
    with world.open() as session:
        own = world.dossier(session)
        change_contact(session, anna, world.now, own, "06 K-oud")
        assert own_contact(session, anna, own, world.now).changes == (), "nothing stood there before"
        session.close()
        change_card(session, noor, world.now + LATER, world.dossier(session, "anna", "noor"),
                    Card(called="Anna", contact="06 K-nieuw"))  # fmt: skip
        with pytest.raises(NotAllowed):
            change_contact(session, noor, world.now, own, "06 K-noor")
    found = card(world, LATER)
    assert (found.contact, found.contact_now) == ("06 K-nieuw", "06 K-oud")
    assert [(c.what, c.before, c.by_role) for c in found.changes] == [
        (What.CONTACT, "06 K-oud", "counsellor")
    ]
    last = card(world, LATER + COOLING - timedelta(seconds=1))
    assert last.contact_now == "06 K-oud" and last.changes
    over = card(world, LATER + COOLING)
    assert over.contact_now == "06 K-nieuw" and not over.changes


def test_the_client_takes_a_change_back_and_it_never_counted(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        own = world.dossier(session)
        for hours, number in enumerate(("06 A", "06 B", "06 C")):
            change_contact(session, anna, world.now + timedelta(hours=hours), own, number)
        take_change_back(session, anna, world.now + LATER, own, What.CONTACT)
        with pytest.raises(NothingCools):
            take_change_back(session, anna, world.now + LATER, own, What.CONTACT)
        assert own_contact(session, anna, own, world.now + LATER).contact == "06 A"
    assert card(world, LATER).contact_now == "06 A"


def test_the_client_s_own_page_does_not_say_that_somebody_reads_along(world: World) -> None:
    wishes(world, Reach(reads_along=YesNo.YES, safety_note="Let op Kanarie-3f", post_home=YesNo.NO))
    assert card(world, LATER).mind == ("Geen post naar huis.", "Iemand leest mee.", "Let op Kanarie-3f")
    with world.open() as session:
        found = own_contact(session, world.people["anna"], world.dossier(session), world.now + LATER)
    assert found.wishes == ("Geen post naar huis.",) and not found.mailed


def test_wishes_that_are_less_safe_wait_and_can_be_taken_back(world: World) -> None:
    wishes(world, Reach(reads_along=YesNo.YES, post_home=YesNo.NO, call_when=(PartOfDay.MORNING,)))
    wishes(world, Reach(reads_along=YesNo.NO, post_home=YesNo.YES, call_when=(PartOfDay.EVENING,)), LATER)
    found = card(world, LATER)
    assert found.mind[:3] == ("Geen post naar huis.", "Iemand leest mee.", "Liever niet bellen.")
    assert not found.call_now
    assert card(world, LATER + OVER).mind == ("Bellen: begin van de avond.",)
    with world.open() as session:
        take_change_back(
            session, world.people["anna"], world.now + LATER, world.dossier(session), What.WISHES
        )
    back = card(world, LATER + timedelta(minutes=1))
    assert "Bellen: 's ochtends." in back.mind and not back.changes
    assert card(world, LATER + OVER).mind == back.mind


def test_no_mail_leaves_at_once_and_mail_again_only_after_48_hours(world: World) -> None:
    anna, noor = world.people["anna"], world.people["noor"]
    wishes(world, Reach(reads_along=YesNo.NO))
    with world.open() as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.person_id == anna.person_id)).first()
        assert not reason_now(session, mail, world.now).read_along
        session.close()
        wishes(world, Reach(reads_along=YesNo.YES))
        assert reason_now(session, mail, world.now).read_along
        session.close()
        wishes(world, Reach(reads_along=YesNo.NO), LATER)
        assert reason_now(session, mail, world.now + LATER + COOLING - timedelta(seconds=1)).read_along
        assert not reason_now(session, mail, world.now + LATER + COOLING).read_along
        session.close()
        for allowed in (False, True):
            change_card(session, noor, world.now, world.dossier(session, "anna", "noor"),
                        Card(called="Anna", mail_allowed=allowed))  # fmt: skip
        mail.dossier_id = anna.dossier_id
        assert not reason_now(session, mail, world.now + LATER).mail_allowed
        assert reason_now(session, mail, world.now + OVER).mail_allowed
        session.rollback()


def test_a_letter_bears_the_address_that_counts(world: World) -> None:
    noor = world.people["noor"]
    with world.open() as session:
        hers = world.dossier(session, "anna", "noor")
        for version, street in enumerate(("Oudeweg 1", "Nieuweweg 2")):
            record_identity(session, noor, world.now, hers, Particulars(address=street), version=version)
        assert facts_for(session, noor, world.now + LATER, hers, None).client_address == "Oudeweg 1"
        assert facts_for(session, noor, world.now + OVER, hers, None).client_address == "Nieuweweg 2"
        session.close()
        take_change_back(
            session, world.people["anna"], world.now + LATER, world.dossier(session), What.ADDRESS
        )
        assert facts_for(session, noor, world.now + OVER, hers, None).client_address == "Oudeweg 1"


def ask_address(world: World, session, email: str) -> None:
    """Anna, whose address was shown to be hers, asks for another and opens its link."""
    anna = world.people["anna"]
    open_write(session, None)
    session.get_one(Person, anna.person_id).email_verified_at = world.now
    session.commit()
    accounts.ask_new_email(session, world.now, anna.municipality_id, anna.person_id, email)
    mail = session.scalars(
        select(OutboxMail)
        .where(OutboxMail.template == "verify_email", OutboxMail.person_id == anna.person_id)
        .order_by(OutboxMail.id.desc())
    ).first()
    token = keyring(session).open(mail, "params_sealed").split('"')[3]
    session.close()
    accounts.verify_email(session, world.now, token)


def test_a_new_mail_address_counts_after_48_hours_and_the_old_one_is_told(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        ask_address(world, session, "anna@nieuw.example")
        assert queries.find_person(session, "anna@nieuw.example") is None
        assert coming_address(session, anna.person_id).counts_from == world.now + COOLING
        told = session.scalars(select(OutboxMail).where(OutboxMail.template == "account_changes")).one()
        assert reason_now(session, told, world.now).address == "anna@client.example"
        assert addresses_due(session, world.now + LATER) == []
        session.close()
        assert not let_address_count(session, world.now + COOLING - timedelta(seconds=1), anna.person_id)
        assert addresses_due(session, world.now + COOLING) == [anna.person_id]
        session.close()
        assert let_address_count(session, world.now + COOLING, anna.person_id)
        assert queries.find_person(session, "anna@nieuw.example").id == anna.person_id
        assert queries.find_person(session, "anna@client.example") is None
    assert card(world, OVER).email_from is None


def test_the_old_mail_address_is_kept_with_one_button_or_a_new_password(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        ask_address(world, session, "anna@ander.example")
        assert card(world).email_from == world.now + COOLING
        keep_old_address(session, anna.person_id)
        assert coming_address(session, anna.person_id) is None
        session.close()
        ask_address(world, session, "anna@ander.example")
        accounts.set_password(session, world.now, anna.person_id, "hash")
        assert not let_address_count(session, world.now + OVER, anna.person_id)
        assert queries.find_person(session, "anna@client.example").id == anna.person_id


def test_one_mailbox_is_read_along_for_every_municipality_that_writes_to_it(world: World) -> None:
    """Told in one municipality: from another, about another role, no link for a new password leaves either."""
    anna, chris = world.people["anna"], world.people["chris"]
    with world.open() as session:
        open_write(session, chris.municipality_id)
        session.add(
            Participation(
                municipality_id=chris.municipality_id, id=new_id(), dossier_id=chris.dossier_id,
                person_id=anna.person_id, role=Role.CLIENT.value, started_at=world.now + LATER,
            )
        )  # fmt: skip
        session.commit()
        ask_link(session, world.now, "anna@client.example")
        assert mail_links(session, world.now) == 1
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "reset_password")).one()
        assert not reason_now(session, mail, world.now).read_along
        session.close()
        told = Reach(reads_along=YesNo.YES)
        answer_step(session, chris, world.now, world.dossier(session, "chris"), "bereiken", told)
        assert lapsed(mail.template, reason_now(session, mail, world.now))
