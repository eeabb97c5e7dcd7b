from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.money import (
    MAX_CENTS,
    Amount,
    AmountMissing,
    AmountNegative,
    AmountTooLarge,
    AmountTooPrecise,
    AmountWithWords,
    NotAnAmount,
    Period,
    format_euro,
    format_input,
    parse_euro,
    per_month,
    round_half_up,
)

cents = st.integers(min_value=0, max_value=MAX_CENTS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1.234,50", 123450),
        ("1234,5", 123450),
        ("1234,50", 123450),
        ("1234", 123400),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1\u202f234", 123400),
        ("€ 40", 4000),
        ("€40", 4000),
        ("€\u00a040,00", 4000),
        ("40 €", 4000),
        ("40,-", 4000),
        ("ongeveer 2400", 240000),
        ("ca 900", 90000),
        ("Ca. € 900,-", 90000),
        ("rond de 1.200", 120000),
        ("+/- 85", 8500),
        ("± € 2.400", 240000),
        ("40,--", 4000),
        ("40.-", 4000),
        ("40,–", 4000),
        ("€ 1.250,-", 125000),
        ("EUR 12", 1200),
        ("eur12,5", 1250),
        ("12 euro", 1200),
        ("12.50", 1250),
        ("12.5", 1250),
        ("0.5", 50),
        (",50", 50),
        ("12,", 1200),
        ("0", 0),
        ("0,00", 0),
        ("007", 700),
        ("  12,50  ", 1250),
        ("１２,50", 1250),
        ("20.000.000", MAX_CENTS),
        ("20000000,00", MAX_CENTS),
    ],
)
def test_reads_what_people_type(typed: str, expected: int) -> None:
    assert parse_euro(typed) == expected


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", AmountMissing),
        ("   ", AmountMissing),
        ("€", AmountMissing),
        ("veertig", NotAnAmount),
        ("weet ik niet", NotAnAmount),
        ("12a", AmountWithWords),
        ("1e3", AmountWithWords),
        ("0x10", AmountWithWords),
        ("€ 1.180 per 4 weken", AmountWithWords),
        ("140 p/m", AmountWithWords),
        ("10 000 0", NotAnAmount),
        ("12 50", NotAnAmount),
        ("1.23.456", NotAnAmount),
        ("1.234.5", NotAnAmount),
        ("1,2,3", NotAnAmount),
        ("😀", NotAnAmount),
        ("٤٠", NotAnAmount),
        ("-", NotAnAmount),
        ("12;50", NotAnAmount),
        ("-40", AmountNegative),
        ("−€ 140,00", AmountNegative),
        ("€ -40", AmountNegative),
        ("– 40", AmountNegative),
        ("1,234", AmountTooPrecise),
        ("12,505", AmountTooPrecise),
        ("0.500", AmountTooPrecise),
        ("1.234,505", AmountTooPrecise),
        ("100000000,01", AmountTooLarge),
        ("9" * 10_000, AmountTooLarge),
        ("a" * 10_000, NotAnAmount),
    ],
)
def test_refuses_with_a_sentence_of_its_own(typed: str, refusal: type[NotAnAmount]) -> None:
    with pytest.raises(NotAnAmount) as refused:
        parse_euro(typed)
    assert type(refused.value) is refusal
    assert str(refused.value).endswith(".")
    assert "!" not in str(refused.value)


@given(cents)
def test_reads_back_what_it_shows(value: int) -> None:
    assert parse_euro(format_euro(value)) == value
    assert parse_euro(format_input(value)) == value


@given(st.text(max_size=30) | st.text("0123456789.,- €eur", max_size=14))
def test_any_text_gives_cents_or_a_sentence(text: str) -> None:
    try:
        assert 0 <= parse_euro(text) <= MAX_CENTS
    except NotAnAmount as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (123450, "€\u00a01.234,50"),
        (0, "€\u00a00,00"),
        (5, "€\u00a00,05"),
        (-14000, "−€\u00a0140,00"),
        (MAX_CENTS, "€\u00a020.000.000,00"),
    ],
)
def test_shows_euros_the_dutch_way(value: int, shown: str) -> None:
    assert format_euro(value) == shown


@pytest.mark.parametrize(
    ("value", "period", "month"),
    [
        (10000, Period.WEEK, 43333),
        (60000, Period.TWO_WEEKS, 130000),
        (95000, Period.FOUR_WEEKS, 102917),
        (82144, Period.MONTH, 82144),
        (12000, Period.QUARTER, 4000),
        (9000, Period.HALF_YEAR, 1500),
        (60000, Period.YEAR, 5000),
        (77983, Period.QUARTER, 25994),
        (19000, Period.FOUR_WEEKS, 20583),
        (6, Period.YEAR, 1),
        (5, Period.YEAR, 0),
        (-6, Period.YEAR, -1),
    ],
)
def test_turns_each_period_into_an_average_month(value: int, period: Period, month: int) -> None:
    assert per_month(value, period) == month
    assert Amount(value, period).per_month == month


def test_period_comes_back_from_its_stored_value() -> None:
    assert [period.value for period in Period] == [
        "week", "2weken", "4weken", "maand", "kwartaal", "halfjaar", "jaar",
    ]  # fmt: skip
    assert per_month(100, "4weken") == 108  # type: ignore[arg-type]
    assert Period("4weken").label == "per 4 weken"
    assert str(Amount(95000, Period.FOUR_WEEKS)) == "€\u00a0950,00 per 4 weken"


@given(st.integers(-(10**12), 10**12), st.integers(1, 1000))
def test_rounding_agrees_with_decimal(numerator: int, denominator: int) -> None:
    # 1/8 and 1/10 parts are exact in Decimal, so the reference has no rounding of its own.
    value = Fraction(numerator, 8)
    expected = (Decimal(numerator) / Decimal(8)).quantize(Decimal(1), ROUND_HALF_UP)
    assert round_half_up(value) == int(expected)
    assert abs(
        Fraction(numerator, denominator) - round_half_up(Fraction(numerator, denominator))
    ) <= Fraction(1, 2)
