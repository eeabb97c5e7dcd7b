"""What was filled in for the check of schemes, beside what the dossier says already. Amounts are eurocents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart, Versioned


class SchemeAnswers(DossierPart, Versioned, Base):
    """Answers that the dossier asks nowhere else; None is not known. One row a dossier.

    `year_income_cents` and `housemates_income_cents` are of a year, `bare_rent_cents` of a month, `assets_cents` of 1
    January. `age_group` is a Leeftijd, `home` a Woning.
    """

    __tablename__ = "scheme_answers"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id"),)

    age_group: Mapped[str | None]
    home: Mapped[str | None]
    year_income_cents: Mapped[int | None]
    housemates_income_cents: Mapped[int | None]
    bare_rent_cents: Mapped[int | None]
    assets_cents: Mapped[int | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID]
    changed_by_role: Mapped[str]
