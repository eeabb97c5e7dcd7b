"""The estate of the access tests holds a row of every kind, so that no kind of id goes untried."""

from tests.security.estate import furnish, rows_by_kind
from tests.world import World


def test_every_kind_of_row_stands_in_each_dossier(sqlite_world: World) -> None:
    furnish(sqlite_world)
    for whose in ("anna", "berend", "chris"):
        assert [kind for kind, ids in rows_by_kind(sqlite_world, whose).items() if not ids] == []
