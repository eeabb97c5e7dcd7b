"""What can be read of the check of schemes: what is known of a dossier, and what can be said of each scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.queries import month_of
from schuldhulp.budget.regelingen.check import SETS, bekijk, ongebruikt
from schuldhulp.budget.regelingen.oordeel import Leeftijd, Oordeel, Woning
from schuldhulp.calculations.queries import couple_of
from schuldhulp.calculations.tables import LegalInput
from schuldhulp.dossier.progress import in_force
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.norms.queries import norm_loader
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
    query = (
        select(SchemeAnswers, LegalInput.belastbaar_jaarinkomen_cents)
        .select_from(Dossier)
        .outerjoin(SchemeAnswers, _of_dossier(SchemeAnswers))
        .outerjoin(LegalInput, _of_dossier(LegalInput))
        .where(visible_to(actor), Dossier.id == dossier_id)
    )
    found = session.execute(query).first()
    row, staff_income = found if found else (None, None)
    if row is None:
        return Answers(), staff_income
    told = Answers(
        version=row.version, age_group=Leeftijd(row.age_group) if row.age_group else None,
        home=Woning(row.home) if row.home else None, year_income_cents=row.year_income_cents,
        housemates_income_cents=row.housemates_income_cents, bare_rent_cents=row.bare_rent_cents,
        assets_cents=row.assets_cents,
    )  # fmt: skip
    return told, staff_income


def _of_dossier(table: type[SchemeAnswers] | type[LegalInput]) -> ColumnElement[bool]:
    return and_(table.municipality_id == Dossier.municipality_id, table.dossier_id == Dossier.id)


def schemes_of(
    session: Session, actor: Actor, dossier: DossierView, today: date, *, budget: Budget | None = None,
    stored: Mapping[str, StoredAnswer] | None = None, members: Sequence[MemberView] | None = None,
    load: Load | None = None,
) -> Schemes:  # fmt: skip
    """The check of a dossier today; What was read already is given along: its month, answers and people at home."""
    budget = budget or month_of(session, actor, dossier.id).budget
    members = household(session, actor, dossier.id) if members is None else members
    answers = in_force(
        read_stored(session, dossier.municipality_id, dossier.id) if stored is None else stored
    )
    told, staff = scheme_answers(session, actor, dossier.id)
    source = Source(
        budget=budget, people=people_of(members, today), partner=couple_of(members, answers.get("thuis")),
        answers=answers, staff_year_income=staff,
    )  # fmt: skip
    known = read_known(source, told)
    try:
        normen = (load or norm_loader(session))(today, *SETS)
    except NormMissing:
        return Schemes(known=known, told=told, found=(), why_not="Er zijn geen normen voor deze datum.")
    return Schemes(known=known, told=told, found=bekijk(known.gegevens, normen))
