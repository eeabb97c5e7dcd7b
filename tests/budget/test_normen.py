"""Norm sets: what a file looks like, that periods follow each other, and that nothing is guessed."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from schuldhulp.budget.norm_files import (
    NormFileWrong,
    check_row,
    load_normen,
    normen_on,
    periods,
    read_norm_file,
    read_norm_text,
    set_names,
)
from schuldhulp.budget.normen import Certainty, NormMissing, NormMisused, Unit, UsedSet

TODAY = date(2026, 11, 21)
FIGURE = """
geldig_van = 2026-07-01
geldig_tot = 2026-12-31

[norm.proef_x]
label = "Een cijfer"
value = {value}
unit = "{unit}"
law = "Een wet"
url = "https://wetten.overheid.nl/BWBR0000000/2026-07-01"
checked_on = 2026-11-21
certainty = "V"
"""


@pytest.mark.parametrize("name", set_names())
def test_the_periods_of_every_set_follow_each_other_and_every_figure_has_its_source(name):
    for period in periods(name):
        assert period.norms or period.absent
        for norm in period.norms.values():
            assert norm.label and norm.law and norm.url.startswith("https://")
            assert norm.checked_on <= date(2026, 12, 31)


def test_both_halves_of_2026_are_complete_for_the_beslagvrije_voet():
    first, second = (
        load_normen(day, "beslagvrije_voet", "bijstand", "toeslagen")
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    )
    assert {norm.name for norm in first} == {norm.name for norm in second}
    assert first["bijstand_alleen"].cents == 1_401_50
    assert second["bijstand_alleen"].cents == 1_419_46
    assert second.used[0] == UsedSet("beslagvrije_voet", date(2026, 7, 1), 0)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 8, 1), date(2025, 6, 1), date(2027, 1, 1)])
def test_a_day_without_figures_has_none(day):
    with pytest.raises(NormMissing) as missing:
        load_normen(day, "beslagvrije_voet")
    assert missing.value.day == day


def test_a_period_with_some_figures_gives_those_and_no_others():
    normen = load_normen(date(2024, 3, 1), "beslagvrije_voet")
    assert normen["bvv_maximum_alleenstaand"].cents == 1_996_21
    with pytest.raises(NormMissing):
        normen["bvv_deel_norm"]


def test_a_figure_is_only_what_it_is():
    normen = load_normen(TODAY, "beslagvrije_voet", "toeslagen")
    assert normen["zorgtoeslag_afbouw"].rate == Fraction(1373, 10_000)
    assert normen["bvv_deel_inrichting"].rate == Fraction(2, 3)
    assert normen["bvv_maanden_geldig"].count == 12
    assert normen["drempelinkomen"].certainty is Certainty.DERIVED
    assert [each for each in Certainty if each.must_be_checked] == [Certainty.MEMORY]
    for wrong in ("cents", "count"):
        with pytest.raises(NormMisused):
            getattr(normen["zorgtoeslag_afbouw"], wrong)
    with pytest.raises(NormMisused):
        _ = normen["drempelinkomen"].rate


def test_the_least_sure_figure_decides():
    assert Certainty.weakest(Certainty.VERIFIED, Certainty.DERIVED, Certainty.RECOMPUTED) is Certainty.DERIVED
    assert Certainty.weakest() is Certainty.VERIFIED


def test_a_set_is_not_given_twice_and_the_highest_edition_counts():
    old = read_norm_text(FIGURE.format(value='"1.00"', unit="maand"), "proef")
    new = read_norm_text(FIGURE.format(value='"2.00"', unit="maand"), "proef", edition=2)
    assert normen_on(TODAY, ("proef",), [new, old])["proef_x"].cents == 2_00
    with pytest.raises(ValueError, match="more than one set"):
        normen_on(
            TODAY,
            ("proef", "ander"),
            [old, read_norm_text(FIGURE.format(value='"1.00"', unit="jaar"), "ander")],
        )


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("1.0", "maand"),
        ('"1.0"', "maand"),
        ('"-1.00"', "maand"),
        ('"1,00"', "maand"),
        ('"1.00"', "eeuw"),
        ('"1.5"', "aantal"),
        ('"1/0"', "breuk"),
        ('"veel"', "procent"),
        ('"１.００"', "maand"),
    ],
)
def test_a_value_in_another_shape_is_refused(value, unit):
    with pytest.raises(NormFileWrong):
        read_norm_text(FIGURE.format(value=value, unit=unit), "proef")


@pytest.mark.parametrize(
    "text",
    [
        "geldig_van = 2026-07-01\n",
        "geldig_van = 2026-07-01\ngeldig_tot = 2026-12-31\n",
        "geldig_van = 2026-12-31\ngeldig_tot = 2026-07-01\nontbreekt = 'niets'\n",
        "geldig_van = 2026-07-01T00:00:00\ngeldig_tot = 2026-12-31\nontbreekt = 'niets'\n",
        "geldig_van = 2026-07-01\ngeldig_tot = 2026-12-31\nnorm = 3\n",
        "geldig_van = 2026-07-01\ngeldig_tot = 2026-12-31\n[norm]\nx = 3\n",
        "geen toml",
        FIGURE.format(value='"1.00"', unit="maand").replace("https", "http"),
        FIGURE.format(value='"1.00"', unit="maand").replace("norm.proef_x", 'norm."X x"'),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(text):
    with pytest.raises(NormFileWrong):
        read_norm_text(text, "proef")


def test_the_name_of_a_file_is_its_first_day(tmp_path):
    path = tmp_path / "2026-01-01.toml"
    path.write_text(FIGURE.format(value='"1.00"', unit="maand"))
    with pytest.raises(NormFileWrong):
        read_norm_file(path)


def test_a_gap_or_an_overlap_is_refused():
    first = read_norm_text(FIGURE.format(value='"1.00"', unit="maand"), "proef")
    for days in (0, 2):
        start = (first.geldig_tot + timedelta(days=days)).isoformat()
        later = FIGURE.format(value='"1.00"', unit="maand").replace("2026-07-01\n", f"{start}\n", 1)
        later = later.replace("2026-12-31", "2027-12-31")
        with pytest.raises(NormFileWrong):
            check_row([first, read_norm_text(later, "proef")])


def test_units_part_money_from_shares_and_numbers():
    assert {unit for unit in Unit if not unit.is_money} == {Unit.PERCENT, Unit.SHARE, Unit.COUNT}
