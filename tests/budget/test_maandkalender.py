from datetime import date

import pytest

from schuldhulp.budget.maandkalender import account_month, pay_dates
from schuldhulp.budget.posten import Basis, Direct, PayDay, Post
from schuldhulp.money import Period
from tests.budget.cases import mother

FRIDAY = PayDay(known=date(2026, 1, 9))


def test_a_four_weekly_wage_comes_thirteen_times_a_year():
    days = [day for month in range(1, 13) for day in pay_dates(FRIDAY, Period.FOUR_WEEKS, 2026, month)]

    assert len(days) == 13
    assert {(after - before).days for before, after in zip(days, days[1:], strict=False)} == {28}
    assert len(pay_dates(PayDay(known=date(2026, 1, 2)), Period.FOUR_WEEKS, 2026, 1)) == 2


def test_the_known_date_may_lie_after_the_month():
    assert pay_dates(PayDay(known=date(2027, 3, 5)), Period.FOUR_WEEKS, 2026, 11) == (date(2026, 11, 13),)


def test_weekly_by_weekday_and_two_weekly_by_date():
    assert [day.day for day in pay_dates(PayDay(weekday=5), Period.WEEK, 2026, 11)] == [7, 14, 21, 28]
    assert [day.day for day in pay_dates(PayDay(known=date(2026, 10, 23)), Period.TWO_WEEKS, 2026, 11)] == [
        6,
        20,
    ]
    assert pay_dates(PayDay(weekday=5), Period.TWO_WEEKS, 2026, 11) is None


def test_the_last_day_of_a_short_month():
    assert pay_dates(PayDay(day=31), Period.MONTH, 2027, 2) == (date(2027, 2, 28),)


@pytest.mark.parametrize(
    ("period", "months"),
    [(Period.QUARTER, [1, 4, 7, 10]), (Period.HALF_YEAR, [4, 10]), (Period.YEAR, [10])],
)
def test_quarter_half_year_and_year_follow_a_known_month(period, months):
    pay_day = PayDay(day=2, month=10)
    assert [month for month in range(1, 13) if pay_dates(pay_day, period, 2026, month)] == months


def test_what_has_no_day_is_listed_apart():
    assert pay_dates(None, Period.MONTH, 2026, 11) is None
    assert pay_dates(PayDay(day=3), Period.QUARTER, 2026, 11) is None


def test_november_of_the_mother_differs_from_her_average_month():
    november = account_month(*mother(), year=2026, month=11, start_cents=100_00)

    arrivals = [(entry.day.day, entry.label, entry.cents) for entry in november.entries if entry.cents > 0]
    assert arrivals == [
        (13, "Loon", 990_00),
        (20, "Huurtoeslag", 418_00),
        (20, "Kindgebonden budget", 625_00),
        (20, "Zorgtoeslag", 129_00),
    ]
    assert "Vakantiegeld" not in {entry.label for entry in november.entries}
    assert november.entries[0].balance == 100_00 - 684_50
    assert (november.lowest.day, november.lowest.balance) == (date(2026, 11, 7), -719_50)
    assert november.entries[-1].balance == 100_00 + november.in_cents - november.out_cents
    assert {item.label for item in november.undated} >= {"Eigen risico zorg", "Openbaar vervoer"}
    assert {"Energiebedrijf", "Zorgverzekeraar"} <= {entry.label for entry in november.entries}
    assert not {"Webwinkel (deurwaarder D)", "Belastingdienst Toeslagen"} & {
        e.label for e in november.entries
    }


def test_holiday_pay_is_there_in_may_only():
    assert any(
        entry.label == "Vakantiegeld" for entry in account_month(*mother(), year=2027, month=5).entries
    )


@pytest.mark.parametrize(("cents", "basis"), [(700_00, None), (400_00, Basis.ON_ACCOUNT)])
def test_a_toeslag_for_the_landlord_is_not_on_the_account(cents, basis):
    first = PayDay(day=1)
    toeslag = Post("rent_allowance", 300_00, paid_directly=Direct.LANDLORD, pay_day=first)
    month = account_month([toeslag, Post("rent", cents, basis=basis, pay_day=first)], (), year=2026, month=11)

    assert [(entry.label, entry.cents) for entry in month.entries] == [("Huur", -400_00)]


def test_a_one_off_is_there_in_its_own_month():
    refund = Post("other_income", 250_00, one_off=(2026, 12), pay_day=PayDay(day=4), label="Teruggave")

    assert account_month([refund], (), year=2026, month=11).entries == ()
    assert account_month([refund], (), year=2026, month=12).entries[0].day == date(2026, 12, 4)


def test_without_a_start_there_is_no_balance_but_a_lowest_day():
    month = account_month(*mother(), year=2026, month=11)

    assert {entry.balance for entry in month.entries} == {None}
    assert month.lowest.day == date(2026, 11, 7)
    assert account_month((), (), year=2026, month=11).lowest is None


def test_a_pay_day_outside_the_calendar_is_refused():
    with pytest.raises(ValueError):
        PayDay(day=32)
