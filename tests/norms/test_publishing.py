"""Norm sets that are published: tried first, never changed, used from their first day, by the platform only."""

from datetime import date

import pytest

from schuldhulp.budget.norm_files import FOLDER, NormFileWrong, read_norm_text
from schuldhulp.budget.normen import NormMissing
from schuldhulp.norms.actions import BreaksPublished, publish_set
from schuldhulp.norms.queries import editions, norm_loader, published_sets
from schuldhulp.norms.trying import in_force, try_set
from schuldhulp.refusals import NotAllowed
from tests.world import World

NOW = (FOLDER / "bijstand" / "2026-07-01.toml").read_text(encoding="utf-8")
NEXT = NOW.replace("geldig_van = 2026-07-01", "geldig_van = 2027-01-01").replace("2026-12-31", "2027-06-30")
HIGHER = NOW.replace("1419.46", "1425.00")
LOWER = NOW.replace("1419.46", "1410.00")


def test_a_set_that_changes_nothing_old_says_so() -> None:
    trial = try_set(read_norm_text(NEXT, "bijstand"), ())
    assert trial.may_count and trial.changes == ()
    assert trial.tried > 50


def test_a_set_of_a_new_half_year_says_which_examples_it_was_not_tried_against() -> None:
    """In January one set comes first: without the others of that day no example of theirs can be computed."""
    assert try_set(read_norm_text(NEXT, "bijstand"), ()).untested > 50
    assert try_set(read_norm_text(HIGHER, "bijstand"), ()).untested == 0


def test_a_better_edition_shows_what_becomes_different() -> None:
    trial = try_set(read_norm_text(HIGHER, "bijstand"), ())
    names = {change.example.name for change in trial.changes}
    assert "Alleenstaande, jaarinkomen 20000" in names
    assert all(change.before.outcome != change.after.outcome for change in trial.changes)
    assert trial.candidate.edition == 1


def test_a_set_that_breaks_a_published_outcome_may_not_count() -> None:
    assert not try_set(read_norm_text(LOWER, "bijstand"), ()).may_count


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (NEXT.replace("geldig_van = 2027-01-01", "geldig_van = 2027-02-01"), "gat of een overlap"),
        (NOW.replace("geldig_tot = 2026-12-31", "geldig_tot = 2026-11-30"), None),
        (NOW[: NOW.index("[norm.bijstand_jong_alleen]")], "ontbreken: bijstand_aow_alleen"),
    ],
)
def test_a_set_that_does_not_fit_is_refused(text: str, why: str | None) -> None:
    candidate = read_norm_text(text, "bijstand")
    if why is None:  # the last period may end earlier: then there are no norms after it
        assert try_set(candidate, ()).candidate.geldig_tot == date(2026, 11, 30)
        return
    with pytest.raises(NormFileWrong, match=why):
        try_set(candidate, ())


def test_publishing_is_for_the_platform_happens_once_and_changes_nothing_before(world: World) -> None:
    petra = world.people["petra"]
    with world.open() as session, pytest.raises(NotAllowed):
        publish_set(session, world.people["ada"], world.now, "bijstand", HIGHER)
    with world.open() as session, pytest.raises(BreaksPublished):
        publish_set(session, petra, world.now, "bijstand", LOWER)
    for text, edition in ((HIGHER, 1), (HIGHER, 1), (NEXT, 1)):
        with world.open() as session:
            assert publish_set(session, petra, world.now, "bijstand", text) == edition
    with world.open() as session:
        load = norm_loader(session)
        assert [(each.period.edition, each.changed > 0) for each in editions(session)] == [
            (1, True),
            (1, False),
        ]
        row = in_force(published_sets(session), "bijstand")
    assert [each.edition for each in row] == [0, 1, 1]
    assert load(date(2026, 11, 21), "bijstand")["bijstand_alleen"].cents == 1_425_00
    assert load(date(2026, 3, 1), "bijstand")["bijstand_alleen"].cents == 1_401_50
    assert load(date(2027, 6, 30), "bijstand")["bijstand_alleen"].cents == 1_419_46
    with pytest.raises(NormMissing):
        load(date(2027, 7, 1), "bijstand")
