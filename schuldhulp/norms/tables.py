"""Published norm sets: shared by all municipalities, never changed in place."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Shared, references


class NormEdition(Shared, Base):
    """One edition of one period of a set, as the text of its file. The highest edition of a period counts.

    `tried`: what the worked examples gave before it was published.
    """

    __tablename__ = "norm_edition"
    __table_args__ = (UniqueConstraint("set_name", "geldig_van", "edition"),)

    set_name: Mapped[str]
    geldig_van: Mapped[date]
    geldig_tot: Mapped[date]
    edition: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str]
    tried: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    published_by: Mapped[UUID] = mapped_column(references("person.id"))
