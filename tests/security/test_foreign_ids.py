"""A form with the id of somebody else's row in it, right in all else, does nothing and shows nothing."""

import pytest

from tests.security.estate import furnish
from tests.security.foreign_ids import leaks
from tests.world import World


@pytest.mark.parametrize(("role", "who"), [("client", "anna"), ("counsellor", "noor"), ("team_lead", "tess")])
def test_no_form_reaches_a_row_of_another_dossier(sqlite_world: World, role: str, who: str) -> None:
    furnish(sqlite_world)
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False
    count, wrong = leaks(sqlite_world, role, who)
    assert wrong == []
    assert count > 40
