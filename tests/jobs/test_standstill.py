"""The jobs stood still for three days: what still helps is said once, what came too late is not, and nothing floods."""

from collections import Counter

from tests.jobs.rounds_at import amsterdam, answer_registration, kinds_of, mails, rounds_at
from tests.world import World

WAITING = 6


def waiting_since_friday(world: World) -> list[str]:
    """Clients who have the turn since Friday 20 November; day 3 and day 5 of their wait fall in the standstill."""
    names = [f"rik{number}" for number in range(WAITING)]
    with world.open() as session:
        for who in names:
            world.now = amsterdam(20, 9)
            world.add_client(session, who, "voorbeeldstad")
            answer_registration(world, who, amsterdam(20, 10))
    return names


def sent(world: World) -> Counter[str]:
    return Counter(word for word in mails(world, "reminder") if word.startswith("rik"))


def test_after_three_days_each_is_reminded_once_and_not_of_what_they_missed(world: World) -> None:
    names = waiting_since_friday(world)
    rounds_at(world, amsterdam(22, 10)).watch()
    assert sent(world) == {}, "two days is too early"
    # Monday to Wednesday nothing ran. Then two processes start at the same moment, and go on ticking.
    for hour in (10, 10, 11, 15):
        rounds_at(world, amsterdam(25, hour)).watch()
    assert sent(world) == Counter(names), "one mail each, for two days that were missed"
    for who in names:
        assert [each["day"] for each in kinds_of(world, world.people[who], "ReminderSent")] == [5]
    assert mails(world, "promise_near") == [], "a warning of what has passed helps nobody"
    passed = Counter(mails(world, "promise_passed"))
    for hour in (16, 17):
        rounds_at(world, amsterdam(25, hour)).watch()
    assert Counter(mails(world, "promise_passed")) == passed and sent(world) == Counter(names)


def test_after_a_week_nobody_hears_of_what_is_long_ago(world: World) -> None:
    waiting_since_friday(world)
    for day in (28, 29, 30):
        rounds_at(world, amsterdam(day, 10)).watch()
    assert sent(world) == {}


def test_a_mail_that_lay_for_three_days_goes_once_and_only_while_its_reason_holds(world: World) -> None:
    names = waiting_since_friday(world)
    rounds_at(world, amsterdam(23, 10)).watch()
    assert sent(world) == Counter(names)
    waits = [rounds_at(world, amsterdam(26, 10)).send_mail() for _ in range(3)]
    total = sum(waits, Counter[str]())
    assert total["sent"] >= WAITING and not total["failed"]
    assert waits[1] == waits[2] == Counter()
    files = list((world.data / "post").glob("*.eml")) or list((world.data / "post").iterdir())
    assert len(files) == total["sent"]
