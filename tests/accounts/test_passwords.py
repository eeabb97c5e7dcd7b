"""Comparing a password takes as much work for nobody as for somebody."""

from argon2 import extract_parameters

from schuldhulp.accounts import passwords


def test_the_hash_of_nobody_costs_as_much_as_one_that_is_made_now() -> None:
    made = passwords.hash_password("a password of somebody")
    assert extract_parameters(passwords._NOBODY) == extract_parameters(made)
    assert passwords._HASHER.check_needs_rehash(passwords._NOBODY) is False


def test_nobody_never_fits() -> None:
    assert passwords.password_fits(None, "nobody has this password") is False
