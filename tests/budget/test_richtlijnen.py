"""The guideline for food: worked examples of the daily amounts, and when it stays silent."""

from datetime import date

import pytest

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.posten import Post
from schuldhulp.budget.richtlijnen import SETS, voeding

NORMEN = load_normen(date(2026, 11, 21), *SETS)


@pytest.mark.parametrize(
    ("ages", "low", "high"),
    [
        ((None,), 256_29, 284_40),  # 7,66 and 8,50 a day, 10% more for one person, 365/12 days
        ((None, 40), 465_98, 517_08),
        ((34, 7, 13), 465_50, 516_31),  # three: 80% to 85% of 7,66/8,50 + 4,39 + 7,08
        ((None, None, 2, 5, 10), 636_62, 672_39),  # five: 70%
    ],
)
def test_the_range_follows_the_daily_amounts_and_the_size_of_the_household(ages, low, high):
    found = voeding(make_budget([Post("food", 100_00)]), ages, NORMEN)
    assert (found.low_cents, found.high_cents) == (low, high)
    assert "lager" in found.sentence and "Nibud" in found.berekening.regels[0].bron
    assert "2024-2025" in found.berekening.regels[0].bron


def test_within_the_range_or_without_food_nothing_is_said():
    assert voeding(make_budget([Post("food", 270_00)]), (None,), NORMEN) is None
    assert voeding(make_budget([Post("rent", 270_00)]), (None,), NORMEN) is None
    assert "hoger" in voeding(make_budget([Post("food", 400_00)]), (None,), NORMEN).sentence
