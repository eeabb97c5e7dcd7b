"""A talk on both databases: the queue, one of two takers, lines once, and nothing left but counts."""

import threading
from collections.abc import Iterator
from datetime import time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.chat_hour import actions
from schuldhulp.chat_hour.desk import actions as desk
from schuldhulp.chat_hour.desk.queries import counts_since, desk_of, hour_today, mark_of, roster_of, talk_of
from schuldhulp.chat_hour.queries import Stage, find_chat
from schuldhulp.chat_hour.rows import ChatOver, LineTooLong, NothingSaid, TooFast
from schuldhulp.chat_hour.rules import GONE_AFTER, LINES_A_MINUTE, LONGEST_LINE, MOST_WAITING
from schuldhulp.chat_hour.tables import Chat, ChatCount, ChatDesk, ChatHour, ChatLine
from schuldhulp.dossier.opening_hours import Hours
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.teamwork.rows import NotOnStaff
from tests.world import World

FRIDAY = 4
CANARY = "K-chatwoorden-K"
MINUTE = timedelta(minutes=1)


def members(world: World, *names: str) -> frozenset[UUID]:
    return frozenset(who for name in names if (who := world.people[name].membership_id))


def open_hour(world: World, *, at_desk: tuple[str, ...] = ("noor",)) -> MunicipalityView:
    """Hours on Friday from 16 to 20 with noor and bas, and who sits at the desk now."""
    with world.open() as session:
        place = world.municipality(session)
        mark = mark_of(session, place.id)
        session.close()
        week = {FRIDAY: desk.Day(hours=Hours(time(16), time(20)), people=members(world, "noor", "bas"))}
        desk.keep_roster(session, world.people["tess"], world.now, week, mark)
        for name in at_desk:
            desk.open_desk(session, world.people[name], world.now)
        return place


@pytest.fixture
def place(world: World) -> MunicipalityView:
    return open_hour(world)


@pytest.fixture
def session(world: World) -> Iterator[Session]:
    with world.open() as opened:
        yield opened


def begin(world: World, session: Session, place: MunicipalityView, name: str = "", form: str = "f") -> str:
    return actions.start_chat(session, world.now, place, name, form)


def waiting(world: World, session: Session, place: MunicipalityView, who: str = "noor") -> list[str]:
    found = desk_of(session, world.people[who], place, world.now)
    session.close()
    return [one.called for one in found.queue]


def first_in_queue(world: World, session: Session, place: MunicipalityView, who: str = "noor") -> UUID:
    found = desk_of(session, world.people[who], place, world.now).queue[0].id
    session.close()
    return found


def count(session: Session, table: type) -> int:
    found = int(session.scalar(select(func.count()).select_from(table)) or 0)
    session.close()
    return found


def test_queue_talk_end_and_nothing_is_left(world: World, session: Session, place: MunicipalityView) -> None:
    noor = world.people["noor"]
    token = begin(world, session, place, "Merel-K-naam")
    assert begin(world, session, place, "Merel-K-naam") == token  # the same form twice waits once
    world.now += MINUTE
    other = begin(world, session, place, form="g")
    assert waiting(world, session, place) == ["Merel-K-naam", "Zonder naam"]
    second = find_chat(session, place.id, other, world.now)
    session.close()
    assert second is not None and (second.stage, second.ahead, second.wait) == (Stage.WAITING, 1, 15)
    chat_id = first_in_queue(world, session, place)
    desk.take_chat(session, noor, world.now, chat_id)
    actions.write_line(session, world.now, place, token, CANARY, "een")
    actions.write_line(session, world.now, place, token, CANARY, "een")
    desk.answer_chat(session, noor, world.now, chat_id, "Vertel maar " + CANARY, "twee")
    mine = find_chat(session, place.id, token, world.now)
    assert mine is not None and mine.stage is Stage.TALKING
    assert [(line.by_staff, line.words) for line in mine.lines] == [
        (False, CANARY), (True, "Vertel maar " + CANARY),
    ]  # fmt: skip
    assert all(CANARY.encode() not in kept for kept in session.scalars(select(ChatLine.words_sealed)))
    session.close()
    world.now += 7 * MINUTE
    assert actions.leave_chat(session, world.now, place.id, token)
    assert not actions.leave_chat(session, world.now, place.id, token)
    assert find_chat(session, place.id, token, world.now) is None
    left = session.scalars(select(ChatCount)).one()
    assert (left.taken, left.waited_minutes, left.talked_minutes, left.outside_hours) == (True, 1, 7, False)
    session.close()
    assert (count(session, ChatLine), count(session, Chat)) == (0, 1)
    with pytest.raises(ChatOver):
        actions.write_line(session, world.now, place, token, "Nog iets", "drie")
    with pytest.raises(ChatOver):
        desk.answer_chat(session, noor, world.now, chat_id, "Nog iets", "vier")


def test_of_two_who_take_at_once_one_gets_it(world: World, session: Session, place: MunicipalityView) -> None:
    begin(world, session, place)
    chat_id = first_in_queue(world, session, place)
    desk.open_desk(session, world.people["bas"], world.now)
    start, said = threading.Barrier(2), []

    def take(name: str) -> None:
        with world.open() as own:
            start.wait()
            try:
                desk.take_chat(own, world.people[name], world.now, chat_id)
                said.append("taken")
            except desk.TakenByColleague:
                said.append("taken by the other")

    both = [threading.Thread(target=take, args=(name,)) for name in ("noor", "bas")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["taken", "taken by the other"]


def test_one_form_and_one_desk_that_come_in_many_times_at_once_count_once(world: World) -> None:
    place = open_hour(world, at_desk=("noor",))
    start, told, wrong = threading.Barrier(8), [], []

    def come(number: int) -> None:
        with world.open() as own:
            start.wait()
            try:
                if number % 2:
                    desk.open_desk(own, world.people["bas"], world.now)
                else:
                    told.append(actions.start_chat(own, world.now, place, "", "een formulier"))
            except Exception as error:
                wrong.append(error)

    all_of_them = [threading.Thread(target=come, args=(number,)) for number in range(8)]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    assert wrong == [] and len(set(told)) == 1 and len(told) == 4
    with world.open() as session:
        assert (count(session, Chat), count(session, ChatDesk)) == (1, 2)


def test_only_who_took_it_reads_it_and_it_goes_back_to_its_place(
    world: World, session: Session, place: MunicipalityView
) -> None:
    noor, bas = world.people["noor"], world.people["bas"]
    token = begin(world, session, place, "Eerst")
    chat_id = first_in_queue(world, session, place)
    desk.take_chat(session, noor, world.now, chat_id)
    actions.write_line(session, world.now, place, token, "Hallo", "een")
    assert talk_of(session, bas, chat_id, world.now) is None
    assert talk_of(session, world.people["noor_l"], chat_id, world.now) is None
    session.close()
    for act in (desk.give_chat_back, desk.end_chat):
        with pytest.raises(NotYours):
            act(session, bas, world.now, chat_id)
    with pytest.raises(ChatOver):
        desk.end_chat(session, world.people["noor_l"], world.now, chat_id)
    with pytest.raises(NotAllowed):
        desk.open_desk(session, world.people["gert"], world.now)
    world.now += MINUTE
    begin(world, session, place, "Later", "g")
    desk.give_chat_back(session, noor, world.now, chat_id)
    assert waiting(world, session, place) == ["Eerst", "Later"]
    desk.take_chat(session, bas, world.now, chat_id)
    taken_over = talk_of(session, bas, chat_id, world.now)
    session.close()
    assert taken_over is not None and [line.words for line in taken_over.lines] == ["Hallo"]
    desk.end_chat(session, bas, world.now, chat_id)
    assert talk_of(session, bas, chat_id, world.now) is None
    read = find_chat(session, place.id, token, world.now)
    assert read is not None and read.stage is Stage.ENDED and len(read.lines) == 1
    session.close()
    world.now += 15 * MINUTE
    assert find_chat(session, place.id, token, world.now) is None
    session.close()
    assert actions.erase_old(session, world.now, place.id) == 1
    assert count(session, ChatLine) == 0


def test_a_colleague_who_fell_away_can_be_taken_over(
    world: World, session: Session, place: MunicipalityView
) -> None:
    token = begin(world, session, place)
    chat_id = first_in_queue(world, session, place)
    desk.take_chat(session, world.people["noor"], world.now, chat_id)
    desk.open_desk(session, world.people["bas"], world.now)
    assert waiting(world, session, place, "bas") == []
    world.now += 4 * MINUTE
    actions.mark_seen(session, world.now, place.id, token)
    desk.still_there(session, world.people["bas"], world.now)
    found = desk_of(session, world.people["bas"], place, world.now)
    session.close()
    assert [one.left_by for one in found.queue] == ["Noor"]
    desk.take_chat(session, world.people["bas"], world.now, chat_id)


def test_danger_stands_first(world: World, session: Session, place: MunicipalityView) -> None:
    begin(world, session, place, "Eerst")
    world.now += MINUTE
    token = begin(world, session, place, "Nood", "g")
    actions.write_line(session, world.now, place, token, "Ik wil niet meer leven.", "een")
    assert waiting(world, session, place) == ["Nood", "Eerst"]


def test_closed_unattended_and_full_take_nobody(world: World, session: Session) -> None:
    place = open_hour(world, at_desk=())
    with pytest.raises(actions.NobodyThere):
        begin(world, session, place)
    desk.open_desk(session, world.people["noor"], world.now)
    for number in range(MOST_WAITING):
        begin(world, session, place, form=str(number))
    with pytest.raises(actions.QueueFull):
        begin(world, session, place, form="een te veel")
    world.now += GONE_AFTER  # who left without a word keeps nobody waiting
    desk.still_there(session, world.people["noor"], world.now)
    token = begin(world, session, place, form="nu wel")
    world.now = world.now.replace(hour=18, minute=30)  # 19.30 in Amsterdam
    desk.still_there(session, world.people["noor"], world.now)
    with pytest.raises(actions.ChatClosed):
        begin(world, session, place, form="te laat")
    actions.mark_seen(session, world.now, place.id, token)
    world.now += 30 * MINUTE
    with pytest.raises(actions.ChatClosed):
        actions.write_line(session, world.now, place, token, "Bent u er nog?", "een")
    desk.close_desk(session, world.people["noor"], world.now)
    assert count(session, ChatDesk) == 0


def test_flooding_a_talk_stops_and_loses_nothing(
    world: World, session: Session, place: MunicipalityView
) -> None:
    token = begin(world, session, place)
    for number in range(LINES_A_MINUTE):
        actions.write_line(session, world.now, place, token, "Hallo", str(number))
    refused: list[tuple[type[Refused], str]] = [
        (TooFast, "Hallo"), (NothingSaid, "  "), (LineTooLong, "x" * (LONGEST_LINE + 1)),
    ]  # fmt: skip
    for kind, words in refused:
        with pytest.raises(kind):
            actions.write_line(session, world.now, place, token, words, "meer")
    world.now += 2 * MINUTE
    actions.write_line(session, world.now, place, token, "Hallo", "meer")
    assert count(session, ChatLine) == LINES_A_MINUTE + 1


def test_two_hours_after_the_last_sign_the_round_erases(
    world: World, session: Session, place: MunicipalityView
) -> None:
    token = begin(world, session, place, "Weg")
    world.now += timedelta(hours=1)
    actions.mark_seen(session, world.now, place.id, token)
    world.now += timedelta(hours=1, minutes=59)
    assert actions.erase_old(session, world.now, place.id) == 0
    world.now += MINUTE
    assert actions.erase_old(session, world.now, place.id) == 1
    assert (count(session, Chat), count(session, ChatCount)) == (0, 1)
    left = session.scalars(select(ChatCount)).one()
    assert (left.taken, left.waited_minutes, left.day.isoformat()) == (False, 60, "2026-11-20")


def test_the_roster_is_kept_as_a_whole_and_of_two_leads_one_reads_so(
    world: World, session: Session, place: MunicipalityView
) -> None:
    tess, noor, bas = (world.people[name] for name in ("tess", "noor", "bas"))
    stored = roster_of(session, place, world.now.date())
    assert stored.on[FRIDAY] == {noor.membership_id, bas.membership_id}
    today = hour_today(session, noor, frozenset(), world.now)
    assert today is not None and today[0].isoformat() == "2026-11-20T15:00:00+00:00"
    assert hour_today(session, tess, frozenset(), world.now) is None
    assert hour_today(session, noor, frozenset({world.now.date()}), world.now) is None
    session.close()
    hours = Hours(time(19), time(21))
    week = {0: desk.Day(hours=hours, people=members(world, "bas"))}
    desk.keep_roster(session, tess, world.now, week, stored.mark)
    with pytest.raises(Conflict):
        desk.keep_roster(session, tess, world.now, {}, stored.mark)
    mark = mark_of(session, place.id)
    session.close()
    with pytest.raises(NotAllowed):
        desk.keep_roster(session, noor, world.now, {}, mark)
    stranger = {0: desk.Day(hours=hours, people=members(world, "noor_l"))}
    with pytest.raises(NotOnStaff):
        desk.keep_roster(session, tess, world.now, stranger, mark)
    assert count(session, ChatHour) == 1
    desk.keep_roster(session, tess, world.now, {}, mark)
    assert count(session, ChatHour) == 0


def test_small_numbers_are_not_told(world: World, session: Session, place: MunicipalityView) -> None:
    for number in range(5):
        with world.open() as own:
            assert not counts_since(own, place.id, world.now.date()).enough
        token = begin(world, session, place, form=str(number))
        desk.take_chat(session, world.people["noor"], world.now, first_in_queue(world, session, place))
        actions.leave_chat(session, world.now, place.id, token)
    with world.open() as own:
        told = counts_since(own, place.id, world.now.date())
    assert (told.enough, told.talks, told.left, told.waited) == (True, 5, 0, 0)
