"""Quarters and years: their days, names and neighbours."""

from datetime import date

import pytest

from schuldhulp.reports.periods import NotAPeriod, ReportPeriod, parse_period


@pytest.mark.parametrize(
    ("code", "first", "last", "previous", "year_before", "label"),
    [
        ("2026-k1", date(2026, 1, 1), date(2026, 3, 31), "2025-k4", "2025-k1", "eerste kwartaal 2026"),
        ("2026-k3", date(2026, 7, 1), date(2026, 9, 30), "2026-k2", "2025-k3", "derde kwartaal 2026"),
        ("2024-k4", date(2024, 10, 1), date(2024, 12, 31), "2024-k3", "2023-k4", "vierde kwartaal 2024"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025", "2025", "het jaar 2026"),
    ],
)
def test_a_period_knows_its_days_and_neighbours(code, first, last, previous, year_before, label):
    period = parse_period(code)
    assert (period.code, period.first, period.last, period.label) == (code, first, last, label)
    assert (period.previous().code, period.year_before().code) == (previous, year_before)
    assert first in period and last in period
    assert date(2027, 1, 1) not in period and None not in period


def test_the_quarters_of_a_year_are_all_its_days():
    quarters = ReportPeriod(2026).quarters()
    assert quarters[0].first == date(2026, 1, 1) and quarters[-1].last == date(2026, 12, 31)
    assert sum((quarter.last - quarter.first).days + 1 for quarter in quarters) == 365


@pytest.mark.parametrize(
    "text", ["", "2026-k5", "2026-k0", "k3-2026", "1999", "26", "2026-K3", "9999", "2026-k3.pdf"]
)
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(NotAPeriod, match="Kies een kwartaal"):
        parse_period(text)
