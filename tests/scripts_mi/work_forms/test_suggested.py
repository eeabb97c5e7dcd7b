"""Which work forms are offered by themselves: nearly all, and never one about something no fact can show."""

import pytest

from schuldhulp.scripts_mi.facts import THEMES, snapshot_of
from schuldhulp.workforms.library import fitting, library

QUIET = {
    "digitaal.wie_leest_mee", "inkomen.alimentatie", "relaties.na_de_scheiding", "stress.praten_met_de_huisarts",
    "uitgaven.spelen_en_geld", "werk.ziek_en_inkomen",
}  # fmt: skip
SAFE = {"crisis.open": False, "threat.open": False}


def test_only_forms_about_what_no_fact_shows_are_never_offered():
    quiet = {form.id for form in library().forms.values() if form.suggest is None}
    assert quiet == QUIET | {
        form.id for form in library().forms.values() if form.theme == "levensgebeurtenissen"
    }


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != "levensgebeurtenissen"])
def test_who_is_stuck_in_a_theme_is_offered_forms_of_that_theme(theme):
    stuck = snapshot_of({**SAFE, "theme.current": (theme,), "situation.current": ("vastgelopen",)})
    assert sum(each.form.theme == theme for each in fitting(library(), stuck, frozenset())) >= 2
    reviewed = snapshot_of({**SAFE, "threat.open": True, "theme.current": (theme,)})
    assert fitting(library(), reviewed, frozenset()) == ()
