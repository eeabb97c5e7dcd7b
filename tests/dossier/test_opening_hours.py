from datetime import datetime, time

import pytest

from schuldhulp.calendar import AMSTERDAM
from schuldhulp.dossier.opening_hours import Hours, NeverOpen, OpeningHours

OFFICE = OpeningHours()


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def test_open_in_office_hours_on_working_days_only() -> None:
    assert OFFICE.open_at(at(2026, 11, 20, 16, 40))
    assert not OFFICE.open_at(at(2026, 11, 20, 17, 0))
    assert not OFFICE.open_at(at(2026, 11, 21, 12, 0))
    assert not OFFICE.open_at(at(2026, 5, 5, 12, 0))


def test_last_open_steps_back_to_closing_time() -> None:
    assert OFFICE.last_open(at(2026, 11, 22, 12, 0)) == at(2026, 11, 20, 17, 0)
    assert OFFICE.last_open(at(2026, 11, 23, 8, 0)) == at(2026, 11, 20, 17, 0)
    assert OFFICE.last_open(at(2026, 11, 23, 9, 0)) == at(2026, 11, 23, 9, 0)


def test_next_opening() -> None:
    assert OFFICE.next_opening(at(2026, 11, 20, 17, 30)) == at(2026, 11, 23, 9, 0)
    assert OFFICE.next_opening(at(2026, 11, 20, 7, 30)) == at(2026, 11, 20, 9, 0)
    assert OFFICE.next_opening(at(2026, 11, 20, 10, 30)) == at(2026, 11, 20, 10, 30)


@pytest.mark.parametrize(
    "week",
    [(None,) * 7, (None,) * 5 + (OFFICE.week[0], None), (OFFICE.week[0],), (Hours(time(17), time(9)),) * 7],
)
def test_a_week_without_an_open_day_is_refused(week: tuple[Hours | None, ...]) -> None:
    with pytest.raises(NeverOpen):
        OpeningHours(week)
