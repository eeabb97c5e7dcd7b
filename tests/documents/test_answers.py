"""What is said of a paper by both sides; the other sees it at once, and it moves the turn."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.documents import actions
from schuldhulp.documents.answers.actions import (
    DayPassed,
    NoReason,
    NothingCameIn,
    answer_paper,
    ask_for_paper,
    judge_paper,
    remind_later,
)
from schuldhulp.documents.files import NamedFile, SafeFile
from schuldhulp.documents.queries import papers
from schuldhulp.documents.rows import UnknownPaper
from schuldhulp.messages.queries import conversation
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotAllowed
from tests.world import World

PDF = NamedFile("a.pdf", SafeFile("application/pdf", b"%PDF", "pdf", 1))


def test_staff_ask_the_client_hands_in_staff_look_and_each_sees_it_at_once(world: World) -> None:
    world.welcome()
    with world.open() as session:
        anna = (session, world.people["anna"], world.now, world.dossier(session))
        noor = (session, world.people["noor"], world.now, world.dossier(session, "anna", "noor"))
        paper = ask_for_paper(*noor, kind="rent", whose="partner", remark="K-welke De brief van juli.")

        def seen() -> tuple[str, str, str, str, str]:
            (one,) = papers(session, world.people["anna"], anna[3].id)
            session.close()
            return one.state, one.asked_by, one.judged_by, one.remark, one.whose

        def turn() -> tuple[str, str]:
            now = world.dossier(session)
            return now.waiting_on, now.waiting_for

        assert seen() == ("needed", "Noor", "", "K-welke De brief van juli.", "partner")
        with pytest.raises(NothingCameIn):
            judge_paper(*noor, paper, "approved")
        with pytest.raises(NotAllowed):
            judge_paper(*anna, paper, "approved")
        second = actions.list_paper(*anna, kind="energy")
        for each in (paper, second):
            actions.hand_in(*anna, each, [PDF])
        assert turn() == ("us", "papier")
        judge_paper(*noor, second, "seen")
        assert turn() == ("us", "papier"), "one of both was not looked at yet"
        for verdict in ("question", "needed"):
            with pytest.raises(NoReason):
                judge_paper(*noor, paper, verdict, remark=" ")
        judge_paper(*noor, paper, "question", remark="K-vraag Staat er een bladzijde 2?")
        assert turn()[0] == "client"
        actions.remove_paper(*anna, second)
        assert seen()[:4] == ("question", "Noor", "Noor", "K-vraag Staat er een bladzijde 2?")
        actions.hand_in(*anna, paper, [PDF])
        assert seen()[::3] == ("received", "") and turn() == ("us", "papier")
        judge_paper(*noor, paper, "approved", used_for="budget")
        assert seen()[0] == "approved" and turn()[0] == "client"
        told = " ".join(message.body for message in conversation(session, world.people["anna"], anna[3].id))
        for words in ("K-welke", "K-vraag", "goedgekeurd"):
            assert words in told


def test_not_there_and_later_are_answers_in_ones_own_words(world: World) -> None:
    with world.open() as session:
        mine = (session, world.people["anna"], world.now, world.dossier(session))
        paper = actions.list_paper(*mine, kind="rent")
        with pytest.raises(UnknownPaper):
            answer_paper(*mine, paper, "approved")
        with pytest.raises(DayPassed):
            remind_later(*mine, paper, world.now.date())
        day = world.now.date() + timedelta(days=5)
        for on in (day, day + timedelta(days=2)):
            remind_later(*mine, paper, on, own_words="K-later")
        mails = session.scalars(select(OutboxMail).where(OutboxMail.template == "paper_reminder")).all()
        assert [mail.due_at.date() for mail in mails] == [date(2026, 11, 27)]
        session.close()
        answer_paper(*mine, paper, "missing", own_words="K-kwijt bij de verhuizing")
        (one,) = papers(session, world.people["noor"], mine[3].id)
        assert (one.state, one.own_words, one.remind_on) == ("missing", "K-kwijt bij de verhuizing", None)
        assert session.scalars(select(OutboxMail).where(OutboxMail.template == "paper_reminder")).all() == []
