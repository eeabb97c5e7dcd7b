"""Nazorg: fixed moments after the end, an offer once, an answer in a closed dossier, and back in one press."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from schuldhulp.aftercare.actions import NothingAsked, offer_aftercare, tell_how_it_goes
from schuldhulp.aftercare.moments import HowItGoes, Moment, due_now, moments
from schuldhulp.aftercare.queries import aftercare_due, checks_coming, checks_done, newest_check
from schuldhulp.aftercare.tables import AftercareCheck
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.plan import AfterCare, CheckIn
from schuldhulp.dossier.records.situation import Reach
from schuldhulp.dossier.tables import Dossier
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.outbox.kinds import Reason, lapsed
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.stopping.actions import go_on
from schuldhulp.workbook.actions import answer_step
from tests.web_client import WebClient
from tests.world import World

MONTHS = (3, 9, 15)


def test_moments_come_after_whole_months_and_the_client_may_say_no() -> None:
    ended = date(2026, 11, 30)
    assert moments(ended, MONTHS) == (
        Moment(3, date(2027, 2, 28)), Moment(9, date(2027, 8, 30)), Moment(15, date(2028, 2, 29)),
    )  # fmt: skip
    assert moments(ended, MONTHS, CheckIn.NONE) == ()
    assert [each.months for each in moments(ended, MONTHS, CheckIn.SIX_MONTHS)] == [3, 6, 9, 15]
    found = moments(ended, MONTHS)
    assert due_now(found, (), date(2027, 2, 27)) is None
    assert due_now(found, (), date(2027, 3, 14)) == found[0]
    assert due_now(found, (), date(2027, 3, 15)) is None
    assert due_now(found, (3,), date(2027, 3, 1)) is None


def test_a_mail_of_nazorg_goes_to_a_closed_dossier_and_never_where_somebody_reads_along() -> None:
    closed = Reason(address="a@client.example", in_dossier=True, closed=True)
    along = Reason(address="a@client.example", in_dossier=True, closed=True, read_along=True)
    assert not lapsed("aftercare", closed)
    assert lapsed("aftercare", along)


def end(world: World, who: str = "anna", reason: ClosingReason = ClosingReason.COMPLETED_STABILISED) -> None:
    """Close a dossier at the world's moment."""
    with world.open() as session:
        session.execute(
            update(Dossier)
            .where(Dossier.id == world.people[who].dossier_id)
            .values(closed_at=world.now, closing_reason=reason.value, phase="afgesloten")
        )  # fmt: skip
        session.commit()


def offer(world: World, who: str = "anna") -> tuple[bool, bool]:
    """Whether a round would look at the dossier, and whether the client is asked."""
    with world.open() as session:
        place, dossier_id = world.municipality(session), world.people[who].dossier_id
        assert dossier_id is not None
        due = aftercare_due(session, place.id, MONTHS, world.now.date())
        session.close()
        return dossier_id in [each.dossier_id for each in due], offer_aftercare(
            session, world.now, place, dossier_id
        )


def mails(world: World) -> int:
    with world.open() as session:
        return len(session.scalars(select(OutboxMail.id).where(OutboxMail.template == "aftercare")).all())


def test_a_client_is_asked_once_a_moment_and_answers(world: World) -> None:
    anna = world.people["anna"]
    end(world)
    assert offer(world) == (False, False)
    world.now = datetime(2027, 2, 21, 10, tzinfo=world.now.tzinfo)
    assert offer(world) == (True, True)
    assert offer(world) == (True, False)
    assert mails(world) == 1
    with world.open() as session:
        mine = world.dossier(session)
        tell_how_it_goes(session, anna, world.now, mine, HowItGoes.HARD, "K-moeilijk")
        check = newest_check(session, anna, mine)
        assert check is not None
        assert (check.months, check.how, check.words) == (3, HowItGoes.HARD, "K-moeilijk")
        assert all(b"K-moeilijk" not in kept for kept in session.scalars(select(AftercareCheck.words_sealed)))
        (told,) = checks_done(session, world.people["tess"], None)
        assert (told.kenmerk, told.how) == (world.kenmerken["anna"], HowItGoes.HARD)
        assert checks_done(session, world.people["tess_l"], None) == []
    world.now = datetime(2027, 8, 1, 10, tzinfo=world.now.tzinfo)
    with world.open() as session:
        (coming,) = checks_coming(session, world.people["tess"], None, MONTHS, world.now.date())
        assert (coming.months, coming.on) == (9, date(2027, 8, 20))


def test_who_stopped_or_meant_to_come_by_themselves_is_left_in_peace(world: World) -> None:
    with world.open() as session:
        mine = world.dossier(session)
        answer_step(
            session, world.people["anna"], world.now, mine, "nazorg", AfterCare(check_in=CheckIn.NONE)
        )
    end(world)
    end(world, "berend", ClosingReason.WITHDRAWN)
    world.now += timedelta(days=95)
    assert offer(world) == (True, False)
    assert offer(world, "berend") == (False, False)
    with world.open() as session:
        mine = world.dossier(session)
        with pytest.raises(NothingAsked):
            tell_how_it_goes(session, world.people["anna"], world.now, mine, HowItGoes.WELL)


@pytest.mark.parametrize("why", ["no mail", "read along"])
def test_without_mail_it_stands_on_the_page_and_staff_know(world: World, why: str) -> None:
    with world.open() as session:
        if why == "no mail":
            session.execute(update(Dossier).values(mail_allowed=False))
            session.commit()
        else:
            told = Reach(reads_along=YesNo.YES)
            answer_step(session, world.people["anna"], world.now, world.dossier(session), "bereiken", told)
    end(world)
    world.now += timedelta(days=95)
    assert offer(world) == (True, True)
    assert mails(world) == 0
    with world.open() as session:
        assert [each.mailed for each in checks_done(session, world.people["tess"], None)] == [False]


def test_who_comes_back_after_completed_help_turns_to_the_municipality_anew(world: World) -> None:
    anna = world.people["anna"]
    end(world)
    world.now += timedelta(days=95)
    with world.open() as session:
        session.execute(update(Dossier).values(first_talk_on=date(2026, 11, 2)))
        session.commit()
        go_on(session, anna, world.now, world.dossier(session))
        row = session.get_one(Dossier, (anna.municipality_id, anna.dossier_id))
        inbox = session.get_one(InboxRow, (anna.municipality_id, anna.dossier_id))
        assert (row.closed_at, row.clock_started_on, row.first_talk_on) == (None, world.now.date(), None)
        assert row.first_talk_due is not None
        assert (inbox.waiting_on, inbox.waiting_for) == ("us", "weer_verder")


def test_the_pages_ask_tell_and_lead_back(sqlite_world: World, client_as: type[WebClient]) -> None:
    world = sqlite_world
    end(world)
    world.now += timedelta(days=95)
    anna, tess = client_as("anna"), client_as("tess")
    assert "Er wordt nu niets gevraagd." in anna.get("/mijn/nazorg").text
    offer(world)
    assert "Eén korte vraag." in anna.get("/mijn").text
    assert "Nog geen antwoord" in tess.get("/nazorg").text
    page = anna.submit("/mijn/nazorg", {"words": "Het loopt"}, status=422)
    assert "Kies wat er het dichtst bij zit." in page.text
    assert "Het loopt" in page.text
    anna.submit("/mijn/nazorg", {"how": "moeilijk", "words": "De huur lukt niet"})
    assert "“De huur lukt niet”" in anna.get("/mijn/nazorg").text
    assert "De huur lukt niet" in tess.get("/nazorg").text
    answer = anna.submit("/mijn/nazorg", {}, action="/mijn/stoppen/toch-verder")
    assert answer.location == "/mijn?melding=weer-verder"
    assert "Het is moeilijk" not in tess.get("/nazorg").text
