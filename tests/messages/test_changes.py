"""What staff change in a dossier, the client reads in the conversation."""

from datetime import date, timedelta

from sqlalchemy import select

from schuldhulp.budget.actions import add_post
from schuldhulp.budget.told import PostTold
from schuldhulp.debts.actions import add_debt, change_debt
from schuldhulp.debts.told import DebtTold
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.messages.actions import mark_read
from schuldhulp.messages.changes import announcement, change_line, with_line
from schuldhulp.messages.queries import conversation
from schuldhulp.outbox.tables import OutboxMail
from tests.world import World


def test_a_change_is_said_once_with_both_amounts() -> None:
    line = change_line("de schuld bij Eneco", "changed", 500_00, 480_00)
    assert line == "de schuld bij Eneco is veranderd: van €\u00a0480,00 naar €\u00a0500,00."
    body = announcement("Noor", line)
    assert with_line(body, line) == body
    assert with_line(body, "de stap ‘Wonen’ is ingevuld.").count("\n– ") == 2


def test_what_staff_change_is_announced_in_one_message_a_day(world: World) -> None:
    noor, anna = world.people["noor"], world.people["anna"]
    world.welcome("anna")
    with world.open() as session:
        own = world.dossier(session, "anna")
        add_debt(session, anna, world.now, own, DebtTold(creditor="Eigen K-zelf", claimed_cents=10_00))
        mark_read(session, anna, world.now, own)
        mails = select(OutboxMail).where(OutboxMail.template == "new_message")
        before = len(session.scalars(mails).all())
        session.close()
        theirs = world.dossier(session, "anna", "noor")
        debt = add_debt(
            session, noor, world.now, theirs, DebtTold(creditor="Winkel K-w", claimed_cents=480_00)
        )
        more = DebtTold(creditor="Winkel K-w", claimed_cents=500_00)
        change_debt(session, noor, world.now, theirs, debt, more, version=1)
        add_post(session, noor, world.now, theirs, PostTold(code="internet_tv", cents=47_50), "wonen")
        told = Told(
            subject=Subject.FREE, author=Author.STAFF, on=date(2026, 11, 20), source="brief", value="Woont er"
        )
        establish_fact(session, noor, world.now, theirs, told)
        said = [
            m for m in conversation(session, anna, own.id) if m.author == "system" and "Winkel K-w" in m.body
        ]
        assert len(said) == 1 and "Noor vulde iets aan" in said[0].body and "K-zelf" not in said[0].body
        for words in (
            "staat erbij: €\u00a0480,00",
            "van €\u00a0480,00 naar €\u00a0500,00",
            "in uw budget",
            "Woont er (brief)",
        ):
            assert words in said[0].body
        assert len(session.scalars(mails).all()) == before + 1, "one mail, however much changed"
        session.close()
        assert world.dossier(session, "anna", "noor").waiting_on == "client", "nobody's turn changes"
        mark_read(session, anna, world.now, own)
        add_post(
            session,
            noor,
            world.now + timedelta(hours=1),
            theirs,
            PostTold(code="internet_tv", cents=1_00),
            "wonen",
        )
        assert sum("vulde iets aan" in m.body for m in conversation(session, anna, own.id)) == 2
