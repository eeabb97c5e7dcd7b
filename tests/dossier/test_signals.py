from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest

from schuldhulp.calendar import AMSTERDAM
from schuldhulp.dossier.clocks import ServiceLevels
from schuldhulp.dossier.opening_hours import OpeningHours
from schuldhulp.dossier.signals import (
    AlarmSetting,
    CaseMoment,
    ReportedThreat,
    ThreatKind,
    Turn,
    Urgency,
    alarm_recipients,
    is_legal_threat,
    promise_near,
    promise_passed,
    quiet_days,
    reminder_due,
    signals,
)

OFFICE = OpeningHours()
LEVELS = ServiceLevels()
COUNSELLOR, LEAD, ONCALL = UUID(int=1), UUID(int=2), UUID(int=3)


def at(month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


EVICTION = ReportedThreat(ThreatKind.ONTRUIMING, at(11, 20, 16, 40), date(2026, 11, 26))
OURS = CaseMoment(turn=Turn.US, reply_due_at=at(11, 24, 16, 30), last_client_at=at(11, 20, 16, 40))
THEIRS = CaseMoment(turn=Turn.CLIENT, last_client_at=at(11, 2))


class TestThreats:
    @pytest.mark.parametrize(
        "kind", ["ontruiming", "gas", "elektriciteit", "stadsverwarming", "water", "zorgverzekering", " Gas "]
    )
    def test_the_six_of_the_law(self, kind: str) -> None:
        assert is_legal_threat(kind)

    @pytest.mark.parametrize(
        "kind",
        ["bankbeslag", "loonbeslag", "boedelverkoop", "gijzeling", "dagvaarding", "cak", ""],
    )
    def test_spoed_has_no_legal_term(self, kind: str) -> None:
        assert not is_legal_threat(kind)

    def test_each_kind_has_plain_words(self) -> None:
        assert sum(kind.legal for kind in ThreatKind) == 6
        assert all(kind.label for kind in ThreatKind)


class TestSignals:
    def test_the_most_urgent_first_with_its_reason(self) -> None:
        spoed = ReportedThreat(ThreatKind.BANKBESLAG, at(11, 23, 10), seen_at=at(11, 23, 11))
        case = replace(OURS, threats=(spoed, EVICTION))
        found = signals(case, at(11, 25, 12), OFFICE)
        assert [(signal.urgency, signal.unseen) for signal in found] == [
            (Urgency.LEGAL_THREAT, True),
            (Urgency.SPOED, False),
            (Urgency.OVERDUE, False),
        ]
        assert found[0].reason == (
            "Ontruiming van de woning op donderdag 26 november, "
            "gemeld vrijdag 20 november 16.40, nog niet gezien"
        )
        assert found[2].reason == "Antwoord was beloofd voor gisteren 16.30"

    def test_a_promise_is_near_in_the_last_four_office_hours(self) -> None:
        assert not promise_near(OURS, at(11, 24, 12, 29), OFFICE)
        assert promise_near(OURS, at(11, 24, 12, 30), OFFICE)
        assert promise_near(OURS, at(11, 24, 16, 30), OFFICE)
        assert not promise_passed(OURS, at(11, 24, 16, 30))
        assert promise_passed(OURS, at(11, 24, 16, 31))
        early = replace(OURS, reply_due_at=at(11, 23, 10, 0))  # Monday morning: warns on Friday afternoon
        assert promise_near(early, at(11, 20, 14, 0), OFFICE)
        (near,) = signals(OURS, at(11, 24, 14), OFFICE)
        assert near.reason == "Antwoord beloofd voor vandaag 16.30"

    def test_no_promise_while_the_client_is_next(self) -> None:
        case = replace(OURS, turn=Turn.CLIENT)
        assert not promise_passed(case, at(12, 24))
        assert not promise_near(case, at(11, 24, 14), OFFICE)

    def test_quiet_is_counted_only_when_it_is_not_our_turn(self) -> None:
        assert quiet_days(THEIRS, at(11, 16, 0, 5)) == 14
        assert quiet_days(replace(THEIRS, turn=Turn.US), at(11, 16)) is None
        assert signals(THEIRS, at(11, 15, 23, 59), OFFICE) == ()
        (quiet,) = signals(THEIRS, at(11, 16), OFFICE)
        assert (quiet.urgency, quiet.reason) == (Urgency.QUIET, "Al 14 dagen stil, sinds maandag 2 november")

    def test_a_closed_dossier_is_silent(self) -> None:
        assert signals(replace(OURS, threats=(EVICTION,), closed=True), at(12, 24), OFFICE) == ()
        assert quiet_days(replace(THEIRS, closed=True), at(12, 24)) is None


class TestReminders:
    offered = date(2026, 11, 2)

    @pytest.mark.parametrize(
        ("today", "sent", "expected"),
        [
            (4, (), None), (5, (), 3), (5, (3,), None), (6, (), 3), (7, (3,), 5), (7, (), 5),
            (7, (3, 5), None), (8, (5,), None), (20, (3,), 5),
        ],
    )  # fmt: skip
    def test_day_three_and_five_each_once(
        self, today: int, sent: tuple[int, ...], expected: int | None
    ) -> None:
        found = reminder_due(THEIRS, self.offered, date(2026, 11, today), LEVELS, frozenset(sent))
        assert found == expected

    def test_never_when_it_would_hurt(self) -> None:
        today = date(2026, 11, 7)
        for case in (
            replace(THEIRS, turn=Turn.US),
            replace(THEIRS, turn=Turn.NOBODY),
            replace(THEIRS, threats=(EVICTION,)),
            replace(THEIRS, closed=True),
        ):
            assert reminder_due(case, self.offered, today, LEVELS) is None
        assert reminder_due(THEIRS, self.offered, today, LEVELS, paused=True) is None
        assert reminder_due(THEIRS, self.offered, today, LEVELS, days_given_back=3) is None


class TestAlarm:
    setting = AlarmSetting(oncall=(ONCALL,), team_leads_too=False)

    def alarmed(
        self, setting: AlarmSetting, now: datetime, counsellor: UUID | None = COUNSELLOR
    ) -> tuple[UUID, ...]:
        return alarm_recipients(setting, now, OFFICE, counsellor, [LEAD, LEAD]).recipients

    def test_in_office_hours_counsellor_and_team_lead(self) -> None:
        assert self.alarmed(self.setting, at(11, 20, 11)) == (COUNSELLOR, LEAD)
        assert self.alarmed(self.setting, at(11, 20, 11), None) == (LEAD,)

    def test_friday_twenty_to_five_reaches_who_has_the_weekend_too(self) -> None:
        assert self.alarmed(self.setting, at(11, 20, 16, 40)) == (COUNSELLOR, LEAD, ONCALL)

    def test_outside_office_hours_who_is_on_call(self) -> None:
        assert self.alarmed(self.setting, at(11, 20, 17, 0)) == (ONCALL,)
        assert self.alarmed(self.setting, at(11, 21)) == (ONCALL,)
        assert self.alarmed(AlarmSetting((ONCALL,)), at(5, 5)) == (ONCALL, LEAD)

    def test_without_anybody_on_call_the_leads_and_then_the_counsellor(self) -> None:
        assert self.alarmed(AlarmSetting(team_leads_too=False), at(11, 21)) == (LEAD,)
        alone = alarm_recipients(AlarmSetting(), at(11, 21), OFFICE, COUNSELLOR, [])
        assert alone.recipients == (COUNSELLOR,)
        assert alone.reason == "buiten kantoortijd: niemand heeft dienst"
        assert alarm_recipients(AlarmSetting(), at(11, 21), OFFICE, None, []).recipients == ()
