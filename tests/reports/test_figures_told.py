"""What clients told and what staff wrote down, as indicators: worked out by hand, and read from the events."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from schuldhulp.calendar import local_date
from schuldhulp.contacts.actions import log_contact
from schuldhulp.dossier.clocks import Channel as How
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.records.situation import Rulers as Marks
from schuldhulp.experience.actions import Answer, tell_how_it_is
from schuldhulp.messages.actions import send_message
from schuldhulp.reports.composing import HIDDEN, Edition, compose
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.figures import measure
from schuldhulp.reports.history import Channel, Closing, DossierHistory, Felt, Rulers, Spent
from schuldhulp.reports.measures import Ratio, Share
from schuldhulp.reports.periods import parse_period
from schuldhulp.reports.queries import histories
from schuldhulp.workbook.actions import answer_step
from tests.world import World

Q4 = parse_period("2026-k4")
SETTINGS = ReportSettings()


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=UTC)


def dossier(number: int = 0, **more: object) -> DossierHistory:
    began = at(10, 5)
    return DossierHistory(
        dossier_id=f"d{number}", channel=Channel.ONLINE, registered_at=began, clock_start=local_date(began),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_of_each_client_the_last_answer_of_the_period_counts() -> None:
    changed = dossier(felt=(Felt(at(10, 6), "heard", "nee"), Felt(at(11, 6), "heard", "ja")))
    before = dossier(felt=(Felt(at(9, 30), "heard", "nee"),))
    other = dossier(felt=(Felt(at(10, 9), "pace", "nee"), Felt(at(10, 9), "heard", "beetje")))
    found = measure("ervaring-gehoord", [changed, before, other], Q4, SETTINGS)
    assert dict(found.parts) == {"ja": 1, "een beetje": 1, "nee": 0}


def test_rulers_tell_the_last_mark_and_who_grew_as_sure_as_before() -> None:
    grew = dossier(rulers=(Rulers(at(9, 1), 5, 3), Rulers(at(10, 6), 8, 6)))
    fell = dossier(rulers=(Rulers(at(10, 6), None, 7), Rulers(at(11, 6), 9, 4)))
    once = dossier(rulers=(Rulers(at(11, 1), 2, 2),))
    people = [grew, fell, once]
    assert measure("belang", people, Q4, SETTINGS).values == (2, 8, 9)
    assert measure("zekerheid", people, Q4, SETTINGS).values == (2, 4, 6)
    assert measure("zekerheid-gegroeid", people, Q4, SETTINGS) == Share(1, 2)


def test_minutes_are_those_that_were_written_down() -> None:
    ended = Closing(at(11, 20), ClosingReason.COMPLETED_STABILISED, Phase.STABILISATIE)
    done = dossier(spent=(Spent(at(9, 1), 40), Spent(at(11, 1), 20)), closings=(ended,))
    silent, goes_on = dossier(closings=(ended,)), dossier(spent=(Spent(at(12, 1), 15),))
    people = [done, silent, goes_on]
    assert measure("minuten-contact", people, Q4, SETTINGS).values == (15, 20)
    assert measure("minuten-dossier", people, Q4, SETTINGS).values == (60,)
    papers = dossier(papers_by_client=3, papers_by_staff=1)
    assert measure("papieren-zelf", [papers], Q4, SETTINGS) == Ratio(3, 4, n=1, percent=True)


def test_fewer_than_five_are_not_printed() -> None:
    said = (Felt(at(10, 6), "heard", "ja"),)
    marks = (Rulers(at(10, 6), 8, 6),)

    def rows(clients: int) -> dict[str, object]:
        people = [dossier(number, felt=said, rulers=marks) for number in range(clients)]
        report = compose(people, Q4, SETTINGS, Edition("Voorbeeldstad"))
        return {row.code: row.result for section in report.sections for row in section.rows}

    few, enough = rows(4), rows(5)
    assert few["ervaring-gehoord"] == few["zekerheid"] == HIDDEN
    assert (enough["ervaring-gehoord"].text, enough["zekerheid"].text) == ("5", "6")  # type: ignore[attr-defined]


def test_the_report_reads_them_from_what_was_done(world: World) -> None:
    anna, noor = world.people["anna"], world.people["noor"]
    world.welcome()
    with world.open() as session:
        mine, theirs = world.dossier(session), world.dossier(session, "anna", "noor")
        marks = Marks(importance=8, importance_why="K-waarom", confidence=4)
        answer_step(session, anna, world.now, mine, "hoe-belangrijk-en-zeker", marks)
        tell_how_it_is(session, anna, world.now, mine, heard=Answer.YES, words="K-woorden")
        later = world.now + timedelta(minutes=5)
        send_message(session, noor, later, theirs, "Dag Anna", minutes=12)
        send_message(session, anna, later, mine, "Dag", minutes=99)
        log_contact(
            session, noor, later, theirs, channel=How.PHONE, held_at=world.now, summary="Gebeld", minutes=30
        )
        (found,) = [h for h in histories(session, world.people["gert"]) if h.dossier_id == str(mine.id)]
        assert [(each.importance, each.confidence) for each in found.rulers] == [(8, 4)]
        assert [(each.question, each.answer) for each in found.felt] == [("heard", "ja")]
        assert [each.minutes for each in found.spent] == [12, 30]
        assert sum(Fraction(each.minutes) for each in found.spent) == 42
