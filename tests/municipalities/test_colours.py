"""Contrast as WCAG counts it, and colours that cannot be read are not used."""

import pytest

from schuldhulp.municipalities.colours import Theme, colour_faults, contrast, theme_of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_standard_colours_can_be_read():
    assert (
        colour_faults({"main": Theme().main, "main_dark": Theme().main_dark, "accent": Theme().accent}) == {}
    )


def test_a_faint_or_broken_colour_is_named_and_replaced():
    stored = {"main": "#777777", "main_dark": "#222222", "accent": "geel", "logo": "x"}
    assert set(colour_faults(stored)) == {"main", "main_dark", "accent"}
    assert theme_of(stored) == Theme()
    assert theme_of({"main": "#3b4f8f"}).main == "#3b4f8f"
