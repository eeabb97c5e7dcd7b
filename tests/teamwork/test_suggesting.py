"""Who is suggested for a dossier, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.dossier.opening_hours import OpeningHours
from schuldhulp.teamwork.routing import (
    PostcodeRange,
    Route,
    Routing,
    RoutingUnclear,
    Rule,
    read_routing,
    route,
    store_routing,
)
from schuldhulp.teamwork.suggesting import Candidate, Case, divide, nearly_due_until, suggest

FRIDAY = date(2026, 11, 20)
WEEK = ("ma", "di", "wo", "do", "vr")
NORTH, SOUTH = UUID(int=100), UUID(int=200)


def somebody(number: int, name: str, **changes: object) -> Candidate:
    plain = Candidate(
        membership_id=UUID(int=number),
        name=name,
        team_id=NORTH,
        hours_a_week=36,
        working_days=WEEK,
        open_cases=10,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


SAMIRA = somebody(1, "Samira", languages=("nl", "ar"), hours_a_week=28, open_cases=20)
PETER = somebody(2, "Peter", open_cases=18)
MARJAN = somebody(3, "Marjan", hours_a_week=18, open_cases=10, working_days=("di", "wo", "do"))
KARIM = somebody(4, "Karim", team_id=SOUTH, languages=("nl", "tr"), open_cases=3)
EVERYBODY = (SAMIRA, PETER, MARJAN, KARIM)


def chosen(case: Case, people: tuple[Candidate, ...] = EVERYBODY) -> str:
    found = suggest(case, people, FRIDAY)
    assert found is not None
    return found.name


def a_case(**given: object) -> Case:
    return Case(dossier_id=UUID(int=9), **given)  # type: ignore[arg-type]


def test_the_least_work_for_the_hours_wins_within_the_team() -> None:
    # Marjan: 10 on 18 hours is as 20 on 36; Peter has 18 on 36.
    assert chosen(a_case(team_id=NORTH)) == "Peter"
    assert chosen(a_case()) == "Karim"
    found = suggest(a_case(), EVERYBODY, FRIDAY)
    assert found is not None and found.reasons == ("3 dossiers op 36 uur, het minst van allen",)


def test_the_language_goes_before_the_team_and_says_so() -> None:
    found = suggest(a_case(language="tr", team_id=NORTH), EVERYBODY, FRIDAY)
    assert found is not None and found.name == "Karim"
    assert "spreekt Turks" in found.reasons
    assert found.warnings == ("niet in het eigen team",)


def test_when_nobody_speaks_the_language_it_asks_for_an_interpreter() -> None:
    found = suggest(a_case(language="pl", team_id=NORTH), EVERYBODY, FRIDAY)
    assert found is not None and found.name == "Peter"
    assert found.warnings == ("niemand spreekt Pools; regel een tolk",)


def test_at_a_threat_somebody_who_works_in_time_goes_before_less_work() -> None:
    idle = replace(MARJAN, open_cases=0)
    assert chosen(a_case(team_id=NORTH), (SAMIRA, PETER, idle)) == "Marjan"
    assert chosen(a_case(team_id=NORTH, at_work_by=date(2026, 11, 23)), (SAMIRA, PETER, idle)) == "Peter"


def test_who_is_away_or_gone_is_not_suggested() -> None:
    away = replace(PETER, away=((date(2026, 11, 16), date(2026, 11, 27)),))
    assert chosen(a_case(team_id=NORTH), (SAMIRA, away, MARJAN)) == "Marjan"
    gone = replace(PETER, last_day=date(2026, 11, 19))
    assert suggest(a_case(), (gone,), FRIDAY) is None
    assert suggest(a_case(), (), FRIDAY) is None


def test_somebody_with_room_in_another_team_goes_before_who_has_too_much() -> None:
    full = replace(PETER, open_cases=60)
    found = suggest(a_case(team_id=NORTH), (full, KARIM), FRIDAY)
    assert found is not None and found.name == "Karim"
    assert found.warnings == ("niet in het eigen team",)


def test_dividing_counts_what_was_just_given() -> None:
    cases = [Case(dossier_id=UUID(int=n), team_id=NORTH) for n in range(1000, 1040)]
    found = divide(
        cases, (PETER, replace(PETER, membership_id=UUID(int=7), name="Rob", hours_a_week=18)), FRIDAY
    )
    # 40 more over 36 and 18 hours, from 18 each: 58 + 18 in the proportion 2 : 1 is about 51 and 25.
    assert sum(s.name == "Peter" for s in found) == 33
    assert sum(s.name == "Rob" for s in found) == 7


@given(st.lists(st.integers(0, 80), min_size=2, max_size=6), st.integers(1, 60))
def test_equal_hours_end_as_equal_as_they_can(loads: list[int], number: int) -> None:
    people = tuple(somebody(n + 1, f"P{n}", open_cases=load) for n, load in enumerate(loads))
    found = divide([Case(dossier_id=UUID(int=n)) for n in range(number)], people, FRIDAY)
    after = {p.membership_id: p.open_cases for p in people}
    for suggestion in found:
        after[suggestion.membership_id] += 1
    got = {s.membership_id for s in found}
    assert len(found) == number
    assert all(after[m] <= min(after.values()) + 1 for m in got)


def test_nearly_due_looks_over_the_weekend() -> None:
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # 16:00 in Amsterdam; open until 17:00
    assert nearly_due_until(friday, OpeningHours()) == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


# -- which team ---------------------------------------------------------------------------------------------------


def test_a_registration_goes_to_the_team_of_its_postcode_or_language() -> None:
    teams = (NORTH, SOUTH)
    by_postcode = Routing(Rule.POSTCODE, NORTH, (PostcodeRange(1300, 1399, SOUTH),))
    assert route(by_postcode, teams, postcode="1302 AB", language="nl") == Route(SOUTH, "postcode 1302")
    assert route(by_postcode, teams, postcode="1200 AB", language="nl").team_id == NORTH
    assert route(by_postcode, teams, postcode="", language="nl").team_id == NORTH
    by_language = Routing(Rule.LANGUAGE, NORTH, languages={"tr": SOUTH})
    assert route(by_language, teams, postcode="", language="tr") == Route(SOUTH, "Turks")
    assert route(by_language, (NORTH,), postcode="", language="tr").team_id == NORTH


def test_without_a_rule_the_only_team_gets_all_and_of_two_none() -> None:
    assert route(Routing(), (NORTH,), postcode="", language="nl") == Route(NORTH, "één team")
    assert route(Routing(), (NORTH, SOUTH), postcode="", language="nl").team_id is None


def test_a_rule_is_kept_and_read_back() -> None:
    rule = Routing(Rule.POSTCODE, NORTH, (PostcodeRange(1300, 1399, SOUTH),), {"tr": SOUTH})
    assert read_routing(store_routing(rule)) == rule
    assert read_routing({}) == Routing(languages={})


@pytest.mark.parametrize("ranges", [[(1200, 1100)], [(1000, 1100), (1100, 1200)]])
def test_an_unclear_rule_is_refused(ranges: list[tuple[int, int]]) -> None:
    with pytest.raises(RoutingUnclear):
        Routing(Rule.POSTCODE, NORTH, tuple(PostcodeRange(a, b, SOUTH) for a, b in ranges))
