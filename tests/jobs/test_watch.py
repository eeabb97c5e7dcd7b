"""What the jobs say, to whom, and how often: once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, select, text, update

from schuldhulp.clearing.actions import clear_up
from schuldhulp.dossier.actions import ThreatTold
from schuldhulp.dossier.clocks import ServiceLevels
from schuldhulp.dossier.envelopes import from_envelope
from schuldhulp.dossier.events import StepStuck, ThreatSeen
from schuldhulp.dossier.tables import Dossier, Event, Threat
from schuldhulp.inbox.projection import fold
from schuldhulp.inbox.state import Happened, InboxState
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.actions import send_message
from schuldhulp.municipalities.tables import Absence, Municipality
from schuldhulp.unit_of_work import act, open_write
from schuldhulp.watch import queries, rules
from tests.jobs.rounds_at import amsterdam, answer_registration, inbox_of, kinds_of, mails, rounds_at
from tests.world import World


def change(world: World, *statements: object) -> None:
    with world.open() as session:
        open_write(session, None)
        for statement in statements:
            session.execute(statement)
        session.commit()


def write(world: World, who: str, whose: str, at: datetime) -> None:
    if inbox_of(world, whose).waiting_for == "aanmelding":
        answer_registration(world, whose, at)
    with world.open() as session:
        dossier = world.dossier(session, whose, who)
        send_message(session, world.people[who], at, dossier, "Dag K-tekst")


def give(world: World, whose: str, counsellor: str) -> None:
    actor = world.people[whose]
    own = (Dossier.municipality_id == actor.municipality_id, Dossier.id == actor.dossier_id)
    change(world, update(Dossier).where(*own).values(counsellor_id=world.people[counsellor].membership_id))


def folded_again(world: World) -> None:
    """The inbox as stored is what all events give when they are folded again."""
    states: dict[UUID, InboxState] = {}
    with world.open() as session:
        for row in session.scalars(select(Event).order_by(Event.municipality_id, Event.seq)):
            happened = Happened(
                event=from_envelope(row.kind, row.envelope), at=row.at, role=row.role, seq=row.seq
            )
            states[row.dossier_id] = fold(states.get(row.dossier_id, InboxState()), happened)
        for inbox in session.scalars(select(InboxRow)):
            for name in ("reminded", "promise_told", "threat_told_on", "waiting_on", "reply_due_at"):
                assert getattr(inbox, name) == getattr(states[inbox.dossier_id], name), name


def test_a_promise_that_is_near_is_told_to_the_counsellor_or_stand_in_and_once(world: World) -> None:
    give(world, "anna", "noor")
    give(world, "berend", "bas")
    away = {"first_day": date(2026, 11, 23), "last_day": date(2026, 11, 27)}
    with world.open() as session:
        open_write(session, None)
        bas, noor = world.people["bas"], world.people["noor"]
        session.add(
            Absence(
                municipality_id=bas.municipality_id, membership_id=bas.membership_id,
                stand_in_id=noor.membership_id, **away,
            )
        )  # fmt: skip
        session.commit()
    assert not rounds_at(world, amsterdam(24, 12, 29)).watch()["promises_near"]
    for _ in range(2):
        rounds_at(world, amsterdam(24, 12, 31)).watch()
    assert mails(world, "promise_near") == ["noor", "noor", "tess_l"]  # chris has no counsellor yet
    assert kinds_of(world, world.people["berend"], "AlarmRaised") == [
        {"alarm": "promise_near", "recipients": 1}
    ]
    folded_again(world)


def test_a_promise_that_has_passed_is_told_to_the_team_lead_once(world: World) -> None:
    give(world, "anna", "noor")
    for moment in (amsterdam(24, 16, 31), amsterdam(24, 16, 32), amsterdam(30, 12)):
        rounds_at(world, moment).watch()
    assert mails(world, "promise_passed") == ["tess", "tess", "tess_l"]
    assert mails(world, "promise_near") == []  # too late to be useful
    write(world, "noor", "anna", amsterdam(30, 13))
    write(world, "anna", "anna", amsterdam(30, 14))
    rounds_at(world, amsterdam(30, 15)).watch()
    assert mails(world, "promise_passed") == ["tess", "tess", "tess_l"]
    rounds_at(world, datetime(2026, 12, 3, 12, tzinfo=world.now.tzinfo)).watch()
    assert mails(world, "promise_passed") == ["tess", "tess", "tess", "tess_l"]  # a new promise, a new word
    folded_again(world)


def test_a_threat_of_friday_16_40_alarms_at_once_and_each_working_day_until_seen(world: World) -> None:
    with world.open() as session:
        told = ThreatTold(kind="ontruiming", threatens_on=date(2026, 12, 1))
        world.add_client(session, "dora", "voorbeeldstad", threats=(told,))
    oncall = {"oncall": [str(world.people["bas"].membership_id)], "team_leads_too": False}
    change(
        world,
        update(Municipality).where(Municipality.slug == "voorbeeldstad").values(alarm_settings=oncall),
    )
    rounds_at(world, world.now).watch()
    assert mails(world, "threat_alarm") == ["bas", "tess"]  # the last hour: who is there, and who is on call
    for moment in (amsterdam(20, 16, 41), amsterdam(21, 11), amsterdam(22, 23), amsterdam(23, 8, 59)):
        rounds_at(world, moment).watch()
    assert mails(world, "threat_alarm") == ["bas", "tess"]
    rounds_at(world, amsterdam(23, 9, 1)).watch()
    assert mails(world, "threat_alarm") == ["bas", "tess", "tess"]
    dora = world.people["dora"]
    with world.open() as session, act(session, world.people["noor"], amsterdam(23, 10)) as doing:
        assert dora.dossier_id is not None
        threat = session.scalars(select(Threat).where(Threat.dossier_id == dora.dossier_id)).one()
        threat.seen_at = doing.now
        doing.record(ThreatSeen(threat_id=threat.id), dora.dossier_id)
    rounds_at(world, amsterdam(24, 9, 1)).watch()
    assert mails(world, "threat_alarm") == ["bas", "tess", "tess"]
    assert len(kinds_of(world, dora, "AlarmRaised")) == 2
    folded_again(world)


def test_a_threat_on_saturday_night_alarms_who_is_on_call(world: World) -> None:
    oncall = {"oncall": [str(world.people["bas"].membership_id)], "team_leads_too": False}
    change(world, update(Municipality).values(alarm_settings=oncall))
    world.now = amsterdam(21, 23)
    with world.open() as session:
        world.add_client(session, "dora", "voorbeeldstad", threats=(ThreatTold(kind="gas"),))
        world.add_client(session, "evi", "lindewaard", threats=(ThreatTold(kind="gas"),))
    rounds_at(world, amsterdam(21, 23, 1)).watch()
    # in the other municipality the setting names nobody of its own: its team leads hear it
    assert mails(world, "threat_alarm") == ["bas", "tess_l"]


def test_reminders_are_offered_on_day_3_and_5_and_not_between(world: World) -> None:
    write(world, "noor", "anna", amsterdam(20, 17))
    seen = []
    for day in range(21, 31):
        for hour in (4, 10, 16):
            rounds_at(world, amsterdam(day, hour)).watch()
        seen.append((day, len(mails(world, "reminder"))))
    assert [day for (day, n), (_, before) in zip(seen[1:], seen, strict=False) if n > before] == [23, 25]
    assert mails(world, "reminder") == ["anna", "anna"]
    assert kinds_of(world, world.people["anna"], "ReminderSent") == [{"day": 3}, {"day": 5}]
    folded_again(world)


def stuck(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session, act(session, anna, amsterdam(21, 9)) as doing:
        assert anna.dossier_id is not None
        doing.record(StepStuck(step="wonen", reply_due_at=amsterdam(24, 12)), anna.dossier_id)


@pytest.mark.parametrize("reason", ["no_mail", "offline", "closed", "our_turn", "stuck", "threat", "late"])
def test_no_reminder(sqlite_world: World, reason: str) -> None:
    world, anna = sqlite_world, sqlite_world.people["anna"]
    write(world, "noor", "anna", amsterdam(20, 17))
    own = update(Dossier).where(Dossier.id == anna.dossier_id)
    inbox = update(InboxRow).where(InboxRow.dossier_id == anna.dossier_id)
    if reason == "our_turn":
        write(world, "anna", "anna", amsterdam(20, 18))
    elif reason == "stuck":
        stuck(world)
    elif reason != "late":
        change(
            world,
            {
                "no_mail": own.values(mail_allowed=False), "offline": own.values(offline=True),
                "closed": own.values(closed_at=world.now), "threat": inbox.values(threat="gas", urgency=0),
            }[reason],
        )  # fmt: skip
    moment = amsterdam(28, 10) if reason == "late" else amsterdam(23, 10)
    rounds_at(world, moment).watch()
    assert mails(world, "reminder") == []


def test_what_is_due_is_found_by_an_index(sqlite_world: World) -> None:
    world, ours = sqlite_world, sqlite_world.municipalities["voorbeeldstad"]
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        asked.append((sql, values))

    window = rules.reminder_windows(date(2026, 11, 23), ServiceLevels())[0]
    with world.open() as session:
        session.connection()
        event.listen(world.engine, "before_cursor_execute", note)
        queries.promises_until(session, ours, world.now, "promise_near")
        queries.new_threats(session, ours)
        queries.unseen_threats(session, ours, date(2026, 11, 23))
        queries.reminders_by_date(session, ours, window, 5)
        queries.reminders_by_wait(session, ours, window)
        event.remove(world.engine, "before_cursor_execute", note)
        assert len(asked) == 5
        for (sql, values), index in zip(
            asked, ("promised", "unseen", "unseen", "asked", "asked"), strict=True
        ):
            plan = session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all()
            lines = [row[3] for row in plan if "inbox_row" in row[3]]
            assert lines and all(f"ix_inbox_row_{index}" in line for line in lines), lines


def test_what_had_its_time_is_thrown_away_and_the_rest_stays(world: World) -> None:
    rounds = rounds_at(world, world.now)
    assert rounds.mine("watch", "1") and not rounds.mine("watch", "1")
    with world.open() as session:
        assert sum(clear_up(session, world.now).values()) == 0
        gone = clear_up(session, world.now + timedelta(days=40))
        assert gone["claims"] == 1
        assert gone["links"] == 3  # the links to confirm an address
        assert session.scalar(text("SELECT count(*) FROM outbox_mail")) == 3  # still waiting: not thrown away


def test_windows_and_settings() -> None:
    levels = replace(ServiceLevels(), reminder_days=(3, 5))
    first, second = rules.reminder_windows(date(2026, 11, 25), levels)
    assert (first.first, first.last) == (date(2026, 11, 20), date(2026, 11, 22))
    assert (second.first, second.last) == (date(2026, 11, 18), date(2026, 11, 20))
    assert rules.offered_on(date(2026, 12, 10), amsterdam(20, 10), levels) == date(2026, 12, 5)
    assert rules.read_alarm({}).team_leads_too
