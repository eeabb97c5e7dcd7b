"""Packages that were brought along: while one waits, sealed; afterwards what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, Versioned


class TakeIn(DossierPart, Versioned, Base):
    """One package. `source` is the municipality it says it is from, `made_at` when it was made, `digest` its SHA-256.

    `staged_sealed` holds the package until it is taken in or thrown away, a day at most. `counts` says what came along.
    """

    __tablename__ = "take_in"

    source: Mapped[str]
    made_at: Mapped[datetime]
    digest: Mapped[str]
    staged_sealed: Mapped[bytes | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    brought_at: Mapped[datetime]
    brought_by_role: Mapped[str]
    taken_at: Mapped[datetime | None]
