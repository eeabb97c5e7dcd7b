"""Filling in, correcting and keeping: what is stored, what is told, and who may."""

from datetime import date

import pytest

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.shown import thawed
from schuldhulp.budget.told import PostTold
from schuldhulp.budget.vtlb import Correctie, Correctieregel, OfficieelVtlb
from schuldhulp.calculations import actions, queries
from schuldhulp.calculations.legal import legal
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Event
from schuldhulp.money import Period
from schuldhulp.refusals import Conflict, NotAllowed, NotYours
from tests.world import World

TODAY = date(2026, 11, 21)
LINE = Correctieregel(Correctie.EIGEN_RISICO, 32_08, "polis", "NB", "385 euro per jaar")


def _dossier(world: World, actor: str = "anna") -> DossierView:
    with world.open() as session:
        return world.dossier(session, "anna", actor)


def _wage(world: World) -> None:
    dossier, anna = _dossier(world), world.people["anna"]
    told = PostTold(code="wage", cents=1_180_00, period=Period.FOUR_WEEKS)
    with world.open() as session:
        add_quick_posts(session, anna, world.now, dossier, [(told, "lonen-en-uitkeringen")])


def _figures(world: World, who: str = "noor") -> queries.LegalFigures:
    with world.open() as session:
        return queries.legal_figures(session, world.people[who], _dossier(world, who), TODAY)


def _fill_in(world: World, version: int = 0, **answers: object) -> None:
    official = answers.pop("official", None)
    told = queries.StaffInput(version=version, answers=answers, official=official, why="jaaropgave 2025")
    with world.open() as session:
        actions.fill_in(session, world.people["noor"], world.now, _dossier(world, "noor"), told)


def test_client_and_staff_read_the_same_figures(world: World) -> None:
    _wage(world)
    assert _figures(world).why_not.startswith("Nog niet bekend: leefsituatie")
    _fill_in(world, leefsituatie="alleenstaand", belastbaar_jaarinkomen=17_500_00)
    staff, client = _figures(world), _figures(world, "anna")

    assert staff.figures is not None and client.figures is not None
    assert staff.figures.bvv.uitkomst.cents == client.figures.bvv.uitkomst.cents == 1_214_41
    assert legal(staff.figures) == legal(client.figures)
    assert staff.staff.why == "jaaropgave 2025"


def test_what_was_filled_in_is_changed_by_one_person_at_a_time(world: World) -> None:
    _fill_in(world, netto=1_000_00)
    with pytest.raises(Conflict):
        _fill_in(world, netto=2_000_00)
    _fill_in(world, version=1, official=OfficieelVtlb(1_500_00, TODAY, "berekening"))
    found = _figures(world).staff
    assert found.answers["netto"] is None
    assert found.official == OfficieelVtlb(1_500_00, TODAY, "berekening")
    assert found.version == 2


def test_a_correction_is_a_line_with_evidence_and_initials(world: World) -> None:
    noor, dossier = world.people["noor"], _dossier(world, "noor")
    with world.open() as session:
        told = actions.CorrectionTold(line=LINE)
        correction = actions.add_correction(session, noor, world.now, dossier, told)
    assert [each.line for each in _figures(world).corrections] == [LINE]
    with world.open() as session:
        actions.remove_correction(session, noor, world.now, dossier, correction)
    assert _figures(world).corrections == ()
    with pytest.raises(actions.EvidenceMissing):
        actions.CorrectionTold(line=Correctieregel(Correctie.ANDERS, 1, " ", "NB"))


def test_a_result_that_was_kept_never_changes(world: World) -> None:
    _wage(world)
    _fill_in(world, leefsituatie="alleenstaand")
    found, noor = _figures(world), world.people["noor"]
    assert found.figures is not None
    with world.open() as session:
        actions.keep_calculation(
            session, noor, world.now, _dossier(world, "noor"), found.figures, legal(found.figures)
        )
    _fill_in(world, version=1, leefsituatie="alleenstaand", netto=3_000_00)
    with world.open() as session:
        kept = queries.kept_of(session, world.people["anna"], _dossier(world).id)

    assert [(each.number, each.day, each.bvv_cents) for each in kept] == [(1, TODAY, 1_214_41)]
    assert thawed(kept[0].content["figures"]) == legal(found.figures)
    assert {"name": "bijstand", "from": "2026-07-01", "edition": 0} in list(kept[0].norms)
    with world.open() as session:
        kinds = [row.envelope["table"] for row in session.query(Event).filter_by(kind="RowChanged")]
    assert "calculation" in kinds and "legal_input" in kinds


def test_only_staff_of_the_municipality_fill_in(world: World) -> None:
    anna = world.people["anna"]
    with world.open() as session, pytest.raises(NotAllowed):
        told = queries.StaffInput(version=0, answers={"netto": 1})
        actions.fill_in(session, anna, world.now, _dossier(world), told)
    with world.open() as session, pytest.raises(NotYours):
        actions.add_correction(
            session, world.people["noor_l"], world.now, _dossier(world, "noor"),
            actions.CorrectionTold(line=LINE),
        )  # fmt: skip
