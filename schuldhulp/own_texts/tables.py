"""Versions of reply scripts that a municipality made or took over; a published version is never changed in place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, Tenant, same_municipality


class OwnScript(Tenant, Base):
    """One version of a text, its content as JSON. It stands in place of the text of the same kind and id.

    `kind`: tekst (a reply script), werkvorm, stap (the texts of a step) or les (a lesson of practising).
    `state`: voorstel, gepubliceerd, afgewezen or ingetrokken. `package` says where it was taken over from ("" here).
    """

    __tablename__ = "own_script"
    __table_args__ = (
        same_municipality("made_by", "membership"),
        same_municipality("decided_by", "membership"),
        UniqueConstraint("municipality_id", "kind", "script_id", "version"),
    )

    kind: Mapped[str] = mapped_column(default="tekst")
    script_id: Mapped[str]
    version: Mapped[int]
    state: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    package: Mapped[str] = mapped_column(default="")
    note_sealed: Mapped[bytes | None]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
