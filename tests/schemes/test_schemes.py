"""What the check reads from a dossier, who may fill in more, and what is told of it."""

from datetime import date

import pytest

from schuldhulp.budget.actions import add_quick_posts
from schuldhulp.budget.regelingen.oordeel import Kans, Leeftijd, Regeling, Woning
from schuldhulp.budget.told import PostTold
from schuldhulp.calculations.answers import Origin
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Event
from schuldhulp.messages.queries import conversation
from schuldhulp.money import Period
from schuldhulp.refusals import Conflict, NotAllowed, NotYours
from schuldhulp.schemes.actions import tell_schemes
from schuldhulp.schemes.given import Answers
from schuldhulp.schemes.queries import Schemes, schemes_of
from schuldhulp.workbook.actions import add_household_member
from tests.world import World

TODAY = date(2026, 11, 21)


def _dossier(world: World, who: str = "anna") -> DossierView:
    with world.open() as session:
        return world.dossier(session, "anna", who)


def _check(world: World, who: str = "anna", today: date = TODAY) -> Schemes:
    with world.open() as session:
        return schemes_of(session, world.people[who], _dossier(world, who), today)


def _tell(world: World, who: str = "anna", **answers: object) -> None:
    with world.open() as session:
        tell_schemes(session, world.people[who], world.now, _dossier(world, who), Answers(**answers))  # type: ignore[arg-type]


def _lines(world: World) -> None:
    lines = [
        (PostTold(code="wage", cents=1_180_00, period=Period.FOUR_WEEKS), "lonen-en-uitkeringen"),
        (PostTold(code="rent", cents=684_50), "wonen"),
        (PostTold(code="health_premium", cents=171_50), "verzekeringen-en-zorg"),
        (PostTold(code="rent_allowance", cents=418_00), "toeslagen"),
    ]
    with world.open() as session:
        add_quick_posts(session, world.people["anna"], world.now, _dossier(world), lines)
    with world.open() as session:
        add_household_member(
            session,
            world.people["anna"],
            world.now,
            _dossier(world),
            kind="partner",
            name="Piet",
            birth_year=1990,
        )


def test_what_the_dossier_knows_is_used_and_says_where_it_comes_from(world: World) -> None:
    _lines(world)
    found = _check(world)
    known = found.known.gegevens
    assert known.partner is True and known.kinderen == () and known.verzekerd
    assert known.jaar_ten_minste == 12 * 1_278_33 and known.jaarinkomen is None
    assert known.huur is None and known.huur_ten_hoogste == 684_50
    facts = {fact.name: fact for fact in found.known.facts}
    assert facts["jaarinkomen"].origin is Origin.ESTIMATE and "ten minste" in facts["jaarinkomen"].shown
    assert facts["leeftijd"].origin is Origin.MISSING
    assert facts["partner"].correct == "thuis" and facts["huur"].correct == "hier"
    by_name = {each.regeling: each for each in found.found}
    assert by_name[Regeling.HUURTOESLAG].ontvangen == 418_00
    assert [each.regeling for each in found.unused] == [Regeling.ZORGTOESLAG]


def test_answers_go_before_the_dossier_and_are_told_to_the_client(world: World) -> None:
    _lines(world)
    _tell(world, "noor", year_income_cents=20_000_00, assets_cents=0, bare_rent_cents=650_00,
          age_group=Leeftijd.MIDDEN, home=Woning.HUUR)  # fmt: skip
    found = _check(world)
    assert found.told.version == 1 and found.told.year_income_cents == 20_000_00
    care = next(each for each in found.found if each.regeling is Regeling.ZORGTOESLAG)
    assert (care.kans, care.ten_hoogste) == (Kans.JA, 246_00)
    with world.open() as session:
        talk = conversation(session, world.people["anna"], _dossier(world).id)
        kinds = [row.envelope["table"] for row in session.query(Event) if row.kind == "RowChanged"]
    assert "scheme_answers" in kinds
    assert any("wat nodig is om toeslagen te schatten" in message.body for message in talk)


def test_an_older_version_is_refused_and_the_same_again_changes_nothing(world: World) -> None:
    _tell(world, year_income_cents=20_000_00)
    with pytest.raises(Conflict):
        _tell(world, "noor", year_income_cents=21_000_00)
    _tell(world, version=1, year_income_cents=20_000_00)
    assert _check(world).told.version == 1
    _tell(world, version=1)
    assert _check(world).told.year_income_cents is None


def test_another_client_and_a_reader_of_reports_do_not_come_in(world: World) -> None:
    view = _dossier(world)
    with world.open() as session, pytest.raises(NotYours):
        tell_schemes(session, world.people["berend"], world.now, view, Answers())
    with world.open() as session, pytest.raises((NotYours, NotAllowed)):
        tell_schemes(session, world.people["gert"], world.now, view, Answers())


def test_a_day_without_norms_says_so(world: World) -> None:
    found = _check(world, today=date(2031, 1, 1))
    assert (
        found.found == () and found.unused == () and found.why_not == "Er zijn geen normen voor deze datum."
    )
