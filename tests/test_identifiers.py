import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.identifiers import (
    READERS,
    NotABsn,
    NotAnEmail,
    NotAnIban,
    NotAPhoneNumber,
    NotAPostcode,
    NotValid,
    bsn_in,
    is_mobile,
    mail_address,
    mask_bsn,
    normalised,
    read_bsn,
    read_email,
    read_iban,
    read_phone,
    read_postcode,
    show_iban,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("999990019", "999990019"),
        ("9999.90.019", "999990019"),
        (" 999 990 019 ", "999990019"),
        ("111222333", "111222333"),
        ("12345672", "012345672"),
    ],
)
def test_reads_a_bsn(typed: str, stored: str) -> None:
    assert read_bsn(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "123456789", "000000000", "1234567", "1", "9999900190", "99999001a", "٩٩٩٩٩٠٠١٩", "9" * 10_000],
)
def test_refuses_what_is_no_bsn(typed: str) -> None:
    with pytest.raises(NotABsn, match="burgerservicenummer"):
        read_bsn(typed)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_the_elfproef_decides(digits: str) -> None:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    expected = digits if total % 11 == 0 and int(digits) > 0 else None
    assert normalised("bsn", digits) == expected


def test_reads_an_iban_of_any_country() -> None:
    assert read_iban("nl91 abna 0417 1643 00") == "NL91ABNA0417164300"
    assert read_iban("BE68 5390 0754 7034") == "BE68539007547034"
    assert show_iban("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00"


@pytest.mark.parametrize(
    "typed", ["", "NL91ABNA0417164301", "NL91ABNA041716430", "417164300", "NL", "X" * 400]
)
def test_refuses_what_is_no_iban(typed: str) -> None:
    with pytest.raises(NotAnIban):
        read_iban(typed)


@pytest.mark.parametrize(
    ("typed", "stored"), [("1234ab", "1234 AB"), (" 1011 ac ", "1011 AC"), ("1234-AB", "1234 AB")]
)
def test_reads_a_postcode(typed: str, stored: str) -> None:
    assert read_postcode(typed) == stored


@pytest.mark.parametrize("typed", ["", "1012SA", "0123 AB", "1234", "12345 AB", "1234 A1", "1234 ABC"])
def test_refuses_what_is_no_postcode(typed: str) -> None:
    with pytest.raises(NotAPostcode):
        read_postcode(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06-12345678", "+31612345678"),
        ("06 12 34 56 78", "+31612345678"),
        ("+31 6 12345678", "+31612345678"),
        ("+31 (0)6 1234 5678", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("(020) 123 45 67", "+31201234567"),
        ("0512-345678", "+31512345678"),
        ("088 123 4567", "+31881234567"),
        ("+32 2 123 45 67", "+3221234567"),
        ("0049 30 1234567", "+49301234567"),
    ],
)
def test_reads_a_phone_number(typed: str, stored: str) -> None:
    assert read_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "612345678", "06-1234567", "06123456789", "112", "0900 1234", "bel mij", "+31 1", "0000000000"],
)
def test_refuses_what_is_no_phone_number(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        read_phone(typed)


def test_a_mobile_number_is_told_from_a_line() -> None:
    assert is_mobile("+31612345678")
    assert not is_mobile("+31201234567")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Sanne.deVries@Voorbeeld.NL ", "sanne.devries@voorbeeld.nl"),
        ("a+b@sub.example.com", "a+b@sub.example.com"),
        ("info@café.nl", "info@xn--caf-dma.nl"),
        ("o'neil@example.org", "o'neil@example.org"),
    ],
)
def test_reads_an_email_address(typed: str, stored: str) -> None:
    assert read_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "", "naam", "naam@", "@voorbeeld.nl", "naam@voorbeeld", "na am@voorbeeld.nl", "a@b@voorbeeld.nl",
        "naam@-x.nl", "naam@voorbeeld..nl", ".naam@voorbeeld.nl", "naam@voorbeeld.nl\nBcc: x@y.nl",
        "naam@voorbeeld.nl,x@y.nl", '"a b"@voorbeeld.nl', f"{'a' * 65}@voorbeeld.nl", f"a@{'b' * 70}.nl",
    ],
)  # fmt: skip
def test_refuses_what_is_no_email_address(typed: str) -> None:
    with pytest.raises(NotAnEmail):
        read_email(typed)


def test_an_address_in_a_mail_is_as_it_was_typed_and_never_read_as_another() -> None:
    assert mail_address("Sanne@Voorbeeld.nl") == "Sanne@Voorbeeld.nl"
    assert mail_address("info@café.nl") == "info@xn--caf-dma.nl"
    for typed in (
        "<sanne@voorbeeld.nl>",
        "x,sanne@voorbeeld.nl",
        ":.x@é.nl",
        "=?utf-8?q?sanne?=@voorbeeld.nl",
    ):
        with pytest.raises(NotAnEmail):
            mail_address(typed)


@given(st.sampled_from(sorted(READERS)), st.text(max_size=40))
def test_any_text_is_stored_in_one_form_or_refused(kind: str, text: str) -> None:
    try:
        stored = READERS[kind](text)
    except NotValid as refused:
        assert str(refused).endswith(".")
    else:
        assert READERS[kind](stored) == stored


def test_the_mask_keeps_the_end_only() -> None:
    assert mask_bsn("999990019") == "••••••019"


@pytest.mark.parametrize(
    "text",
    [
        "mijn bsn is 111222333",
        "111222333.",
        "(123456782)",
        "1234.56.782",
        "1234 56 782",
        "123 456 782",
        "BSN:123456782",
    ],
)
def test_a_bsn_is_seen_in_a_running_text(text: str) -> None:
    assert bsn_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "123456789", "06 12345678", "+31612345678", "+31 612345678", "NL91 ABNA 0417 1643 00", "€ 123456782,50",
        "1111222333", "111222333 4", "000000000", "12-11-2026", "123456782L01", "8-111222333", "",
    ],
)  # fmt: skip
def test_no_bsn_is_seen_in_another_number(text: str) -> None:
    assert not bsn_in(text)


def test_one_in_eleven_other_numbers_is_taken_for_one() -> None:
    """The figure that the documentation gives: 9% of nine digits pass the elfproef."""
    drawn = random.Random(7)
    seen = sum(bsn_in(f"nummer {drawn.randrange(10**8, 10**9)} van") for _ in range(20_000))
    assert 0.085 < seen / 20_000 < 0.097
