"""What can be read of the check of schemes: what is known of a dossier, and what can be said of each scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.queries import month_of
from schuldhulp.budget.regelingen.check import SETS, bekijk, ongebruikt
from schuldhulp.budget.regelingen.oordeel import Leeftijd, Oordeel, Woning
from schuldhulp.calculations.queries import couple_of
from schuldhulp.calculations.tables import LegalInput
from schuldhulp.crypto.opened import following
from schuldhulp.dossier.progress import in_force
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import ASKED, asked_by, read_raw, read_rows, visible_as, with_types
from schuldhulp.norms.queries import EDITIONS, sets_in
from schuldhulp.norms.trying import loader
from schuldhulp.schemes.given import Answers, Known, Source, people_of, read_known
from schuldhulp.schemes.tables import SchemeAnswers
from schuldhulp.workbook.queries import MemberView, StoredAnswer, household, read_stored


@dataclass(frozen=True, kw_only=True)
class Schemes:
    """The check of one dossier; without norms for the day `found` is empty and `why_not` says so."""

    known: Known
    told: Answers
    found: tuple[Oordeel, ...]
    why_not: str = ""

    @property
    def unused(self) -> tuple[Oordeel, ...]:
        """The schemes where money may lie unused."""
        return ongebruikt(self.found)


def scheme_answers(session: Session, actor: Actor, dossier_id: UUID) -> tuple[Answers, int | None]:
    """What was filled in for the check, version 0 when nobody did yet; and the yearly income that staff filled in."""
    found = read_rows(session, _answers(actor.role), asked_by(actor, dossier_id))
    if not found:
        return Answers(), None
    row = found[0]
    if row.version is None:
        return Answers(), row.staff_income
    told = Answers(
        version=row.version, age_group=Leeftijd(row.age_group) if row.age_group else None,
        home=Woning(row.home) if row.home else None, year_income_cents=row.year_income_cents,
        housemates_income_cents=row.housemates_income_cents, bare_rent_cents=row.bare_rent_cents,
        assets_cents=row.assets_cents,
    )  # fmt: skip
    return told, row.staff_income


@cache
def _answers(role: Role) -> Select[Any]:
    dossier, told, staff = Dossier.__table__, SchemeAnswers.__table__, LegalInput.__table__
    columns = (
        "version", "age_group", "home", "year_income_cents", "housemates_income_cents", "bare_rent_cents",
        "assets_cents",
    )  # fmt: skip
    return (
        select(
            *(told.c[name] for name in columns), staff.c.belastbaar_jaarinkomen_cents.label("staff_income")
        )
        .select_from(dossier)
        .outerjoin(told, _of_dossier(told.c))
        .outerjoin(staff, _of_dossier(staff.c))
        .where(visible_as(role), dossier.c.id == ASKED["dossier_id"])
    )


def _of_dossier(table: Any) -> ColumnElement[bool]:
    here = Dossier.__table__.c
    return and_(table.municipality_id == here.municipality_id, table.dossier_id == here.id)


def schemes_of(
    session: Session, actor: Actor, dossier: DossierView, today: date, *, budget: Budget | None = None,
    stored: Mapping[str, StoredAnswer] | None = None, members: Sequence[MemberView] | None = None,
    load: Load | None = None,
) -> Schemes:  # fmt: skip
    """The check of a dossier today; What was read already is given along: its month, answers and people at home."""
    budget = budget or month_of(session, actor, dossier.id).budget
    members = household(session, actor, dossier.id) if members is None else members
    stored = read_stored(session, dossier.municipality_id, dossier.id) if stored is None else stored
    told, staff = scheme_answers(session, actor, dossier.id)
    published = read_raw(session, EDITIONS, {}) if load is None else []

    def made() -> Schemes:
        figures = load or loader(sets_in(with_types(session, EDITIONS, published)))
        answers = in_force(stored)
        source = Source(
            budget=budget, people=people_of(members, today), partner=couple_of(members, answers.get("thuis")),
            answers=answers, staff_year_income=staff,
        )  # fmt: skip
        return _checked(read_known(source, told), told, figures, today)

    if load is not None:
        return made()
    source = (budget, tuple(members), stored, told, staff, published, today)
    return following(session, dossier.municipality_id, dossier.id, "schemes", source, made)


def _checked(known: Known, told: Answers, load: Load, today: date) -> Schemes:
    try:
        normen = load(today, *SETS)
    except NormMissing:
        return Schemes(known=known, told=told, found=(), why_not="Er zijn geen normen voor deze datum.")
    return Schemes(known=known, told=told, found=bekijk(known.gegevens, normen))
