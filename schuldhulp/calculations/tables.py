"""The legal calculations of a dossier as stored: what staff filled in, corrections, and results that were kept.

Amounts are eurocents, per month unless the name says else.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned


class LegalInput(DossierPart, Versioned, Base):
    """What staff put in the place of what the dossier says; None is: as the dossier says. One row a dossier.

    `woonlandfactor` is in hundredths of a per cent.
    """

    __tablename__ = "legal_input"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id"),)

    leefsituatie: Mapped[str | None]
    belastbaar_jaarinkomen_cents: Mapped[int | None]
    netto_cents: Mapped[int | None]
    ander_netto_cents: Mapped[int | None]
    partner_netto_cents: Mapped[int | None]
    loonbelasting_auto_cents: Mapped[int | None]
    woonkosten_cents: Mapped[int | None]
    woonkosten_toegekend: Mapped[bool] = mapped_column(default=False)
    zonder_adres: Mapped[bool] = mapped_column(default=False)
    situatie_getoond: Mapped[bool] = mapped_column(default=False)
    zorgprijs_cents: Mapped[int | None]
    woonlandfactor: Mapped[int | None]
    woning_verhoging_cents: Mapped[int | None]
    bijstandsnorm_cents: Mapped[int | None]
    bijstand: Mapped[str | None]
    inkomen_cents: Mapped[int | None]
    kosten_cents: Mapped[int | None]
    eenmalig_cents: Mapped[int | None]
    officieel_cents: Mapped[int | None]
    officieel_op: Mapped[date | None]
    officieel_bewijs_sealed: Mapped[bytes | None]
    why_sealed: Mapped[bytes | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID]


class VtlbCorrection(DossierPart, Versioned, Base):
    """One correction on the vtlb with its evidence and the initials of who entered it; negative lowers the vtlb."""

    __tablename__ = "vtlb_correction"

    kind: Mapped[str]
    cents: Mapped[int]
    note_sealed: Mapped[bytes | None]
    evidence_sealed: Mapped[bytes]
    initials_sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    removed_at: Mapped[datetime | None]


class Calculation(DossierPart, Base):
    """A result that was kept: the day it holds for, the norm sets it used, and everything it was made of.

    `income_cents`, `costs_cents` and `assets_cents` are what the capacity was computed from; None in results that were
    kept before they were stored apart.
    """

    __tablename__ = "calculation"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id", "number"),)

    number: Mapped[int]
    day: Mapped[date]
    norms: Mapped[dict[str, Any]]
    bvv_cents: Mapped[int]
    beslagruimte_cents: Mapped[int | None]
    vtlb_cents: Mapped[int]
    vtlb_preliminary: Mapped[bool]
    income_cents: Mapped[int | None] = mapped_column(BigInteger)
    costs_cents: Mapped[int | None] = mapped_column(BigInteger)
    assets_cents: Mapped[int | None] = mapped_column(BigInteger)
    capacity_gross_cents: Mapped[int]
    capacity_net_cents: Mapped[int]
    content_sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    made_by_role: Mapped[str]
    made_by: Mapped[UUID]
