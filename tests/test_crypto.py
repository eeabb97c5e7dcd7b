"""A sealed value opens at its own place, whole and unchanged, and nowhere else."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schuldhulp.crypto import Keyring, Sealed, keyring
from tests.world import World

TEXT = "Ik durf de post niet open te maken"
PLACE = ("message", "body_sealed", UUID(int=9))
WAYS = ("bit", "cut", "longer", "table", "column", "row", "dossier", "municipality", "layer")
TRIES = settings(
    max_examples=120,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def opens(
    ring: Keyring, blob: bytes, table: str, column: str, row: UUID, municipality: UUID, dossier: UUID | None
) -> bool:
    try:
        ring.open_bytes_at(blob, table, column, row, municipality_id=municipality, dossier_id=dossier)
    except Sealed:
        return False
    return True


@TRIES
@given(data=st.data())
def test_what_was_changed_cut_or_moved_stays_shut(sqlite_world: World, data: st.DataObject) -> None:
    anna, berend, chris = (sqlite_world.people[who] for who in ("anna", "berend", "chris"))
    with sqlite_world.open() as session:
        ring = keyring(session)
        mine = anna.own_municipality, anna.dossier_id
        blob = ring.seal_at(TEXT, *PLACE, municipality_id=mine[0], dossier_id=mine[1])
        assert opens(ring, blob, *PLACE, *mine)
        do = data.draw(
            st.sampled_from(
                ["bit", "cut", "longer", "table", "column", "row", "dossier", "municipality", "layer"]
            )
        )
        at = data.draw(st.integers(0, len(blob) * 8 - 1))
        if do == "bit" and 1 <= at // 8 <= 16:
            at = 17 * 8  # the name of the key is not read where the dossier is known
        changed = {
            "bit": blob[: at // 8] + bytes([blob[at // 8] ^ 1 << at % 8]) + blob[at // 8 + 1 :],
            "cut": blob[: at // 8],
            "longer": blob + data.draw(st.binary(min_size=1, max_size=20)),
        }.get(do, blob)
        table, column, row = PLACE
        moved = {
            "table": ("contact", column, row, *mine),
            "column": (table, "note_sealed", row, *mine),
            "row": (table, column, data.draw(st.uuids().filter(lambda one: one != row)), *mine),
            "dossier": (*PLACE, berend.own_municipality, berend.dossier_id),
            "municipality": (*PLACE, chris.own_municipality, chris.dossier_id),
            "layer": (*PLACE, mine[0], None),
        }.get(do, (*PLACE, *mine))
        assert not opens(ring, changed, *moved), do


def test_the_same_word_has_another_token_in_another_municipality(sqlite_world: World) -> None:
    ours, theirs = sqlite_world.municipalities.values()
    with sqlite_world.open() as session:
        ring = keyring(session)
        words = [f"{number:09d}" for number in range(200)]
        tokens = {place: {ring.token(place, word) for word in words} for place in (ours, theirs)}
        assert len(tokens[ours]) == len(tokens[theirs]) == 200
        assert tokens[ours] & tokens[theirs] == set()
        assert ring.search_tokens(ours, "Ångström Jansen") == ring.search_tokens(ours, "angstrom JANSEN")


def test_without_its_key_a_municipality_is_shut_and_the_other_is_not(sqlite_world: World) -> None:
    anna, chris = sqlite_world.people["anna"], sqlite_world.people["chris"]
    with sqlite_world.open() as session:
        ring = keyring(session)
        sealed = {
            who: ring.seal_at(TEXT, *PLACE, municipality_id=who.municipality_id, dossier_id=who.dossier_id)
            for who in (anna, chris)
        }
    with sqlite_world.open() as session:
        ring = keyring(session)
        row = session.connection().exec_driver_sql
        gone = anna.own_municipality.hex
        row("PRAGMA foreign_keys=OFF")
        row("DELETE FROM municipality_key WHERE municipality_id = ?", (gone,))
        assert opens(ring, sealed[chris], *PLACE, chris.own_municipality, chris.dossier_id)
        with pytest.raises(Sealed):
            ring.open_bytes_at(
                sealed[anna], *PLACE, municipality_id=anna.municipality_id, dossier_id=anna.dossier_id
            )
        session.rollback()
