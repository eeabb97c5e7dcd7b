"""The fixed dossiers and the people of the demo."""

from datetime import UTC, date, datetime, timedelta

import pytest
from stdnum.nl import bsn

from schuldhulp.demo.municipalities import MUNICIPALITIES, PLATFORM_ADMINISTRATOR, municipality
from schuldhulp.demo.purse import month
from schuldhulp.demo.stories import story
from schuldhulp.dossier.records import from_json
from schuldhulp.dossier.steps import STEP

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_case_a_has_every_figure_of_the_walked_case() -> None:
    told = story(1, 0, 0, NOW)
    budget = told.budgets[0]
    assert told.person.email == "client@demo.example"
    assert (budget.income_cents, budget.expense_cents) == (2_956_10, 2_411_58)
    assert budget.burden_cents == 205_83 + 150_00 + 110_00
    assert budget.room_cents == 78_69
    assert told.debt_cents == 12_054_25
    assert [debt.cents for debt in told.debts if debt.double_of is not None] == [431_00]
    assert told.household.child_ages == (13, 7)
    assert told.messages[1].text.startswith("ik heb de brief pas vandaag opengemaakt")
    threat = told.threats[0]
    assert (threat.kind, threat.legal, threat.on) == ("ontruiming", True, date(2026, 11, 26))
    assert told.registered_at == datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
    assert "woensdag 25 november" in told.messages[0].text


@pytest.mark.parametrize(
    ("days", "talked", "postponed"), [(0, False, False), (2, True, False), (4, True, True)]
)
def test_case_a_goes_on_through_the_week(days: int, talked: bool, postponed: bool) -> None:
    told = story(1, 0, 0, NOW + timedelta(days=days))
    assert (told.first_talk is not None) is talked
    assert (told.threats[0].averted_on is not None) is postponed
    assert all(message.at <= told.now for message in told.messages)
    assert any("gaat niet door" in message.text for message in told.messages) is postponed


@pytest.mark.parametrize("shift", range(0, 400, 13))
def test_fixed_cases_fit_any_moment(shift: int) -> None:
    now = NOW + timedelta(days=shift, hours=shift % 24)
    for number in (0, 1):
        told = story(1, 0, number, now)
        assert told.registered_at <= now and all(entry.at <= now for entry in told.phases)
        assert all(moment <= now for moment in told.steps_done.values())
        assert all(contact.at <= now for contact in told.contacts)
        assert bsn.is_valid(told.person.bsn)
        for slug, answer in told.answers.items():
            assert from_json(STEP[slug].record, {"v": 1, "fields": answer})


def test_case_c_is_offline_and_urgent_without_a_legal_term() -> None:
    told = story(1, 0, 1, NOW)
    assert (told.offline, told.person.email, told.source) == (True, None, "balie")
    assert told.debt_cents == 16_691_20
    assert (told.threats[0].kind, told.threats[0].legal) == ("bankbeslag", False)
    assert told.incomes[0].cents == 1_178_63 and told.incomes[0].before_withheld_cents == 1_351_33
    assert month(70_00, "week") == 303_33
    assert told.stuck_at is not None


def test_the_second_client_has_an_online_dossier_in_the_same_municipality() -> None:
    for seed in range(6):
        told = story(seed, 0, 2, NOW)
        assert told.person.email == "client2@demo.example"
        assert (told.municipality, told.phase, told.offline) == (0, "stabilisatie", False)
        assert told.messages


def test_the_accounts_of_the_demo_exist_once() -> None:
    staff = {
        member.email: (place.position, member.roles) for place in MUNICIPALITIES for member in place.staff
    }
    assert staff["coach@demo.example"] == (0, ("counsellor",))
    assert staff["coach2@demo.example"][0] == 1
    assert "team_lead" in staff["teamleider@demo.example"][1]
    assert staff["gemeente@demo.example"] == (0, ("report_reader",))
    assert staff["beheer@demo.example"] == (0, ("municipality_administrator",))
    assert PLATFORM_ADMINISTRATOR.email == "platform@demo.example"
    assert len(staff) == sum(len(place.staff) for place in MUNICIPALITIES)


def test_further_municipalities_are_distinct() -> None:
    places = [municipality(index) for index in range(12)]
    assert len({place.slug for place in places}) == len({place.name for place in places}) == 12
    emails = [member.email for place in places for member in place.staff]
    assert len(set(emails)) == len(emails)
    assert all(place.counsellors() for place in places)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_colours_of_a_municipality_can_be_read() -> None:
    for place in MUNICIPALITIES:
        assert 1.05 / (luminance(place.accent) + 0.05) >= 4.5
        assert (luminance(place.accent_dark) + 0.05) / (luminance("#1b1b1b") + 0.05) >= 4.5
