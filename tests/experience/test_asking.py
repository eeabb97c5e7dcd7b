"""When the client is asked whether a message helped."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.experience.asking import MESSAGE_EVERY, Given, Written, message_to_ask

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def _written(*days: float) -> list[Written]:
    return [Written(UUID(int=nth), START + timedelta(days=day)) for nth, day in enumerate(days)]


@given(st.lists(st.floats(0, 60), max_size=12), st.lists(st.floats(0, 70), max_size=20))
def test_at_most_one_message_a_week_is_asked_about(sent: list[float], looked: list[float]) -> None:
    written = _written(*sorted(sent))
    asked: dict[UUID, datetime] = {}
    for day in sorted(looked):
        now = START + timedelta(days=day)
        found = message_to_ask([each for each in written if each.sent_at <= now], [], now)
        if found is not None:
            asked.setdefault(found, next(each.sent_at for each in written if each.id == found))
    moments = sorted(asked.values())
    assert all(late - early >= MESSAGE_EVERY for early, late in zip(moments, moments[1:], strict=False))


def test_an_answer_or_a_skip_gives_a_week_of_rest() -> None:
    written = _written(0, 8)
    now = START + timedelta(days=8, hours=1)
    assert message_to_ask(written, [], now) == written[1].id
    assert message_to_ask(written, [Given("message", written[0].id, START + timedelta(days=6))], now) is None
    assert message_to_ask(written, [Given("message", written[1].id, now)], now + timedelta(days=2)) is None
    assert message_to_ask(written, [Given("check", None, now)], now) == written[1].id


def test_an_old_message_and_an_empty_conversation_ask_nothing() -> None:
    assert message_to_ask([], [], START) is None
    assert (
        message_to_ask(_written(0), [Given("message", uuid4(), START - MESSAGE_EVERY)], START + MESSAGE_EVERY)
        is None
    )
