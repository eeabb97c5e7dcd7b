"""What counted of somebody's contact data before it was changed: it goes on counting for 48 hours."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart


class ContactChange(DossierPart, Base):
    """One change of contact data. `what`: one of reach.cooling.What; `before_sealed`: what counted until then.

    `counts_from` is when the change begins to count. `undone_at`: it was taken back before that.
    """

    __tablename__ = "contact_change"

    what: Mapped[str]
    before_sealed: Mapped[bytes | None]
    changed_at: Mapped[datetime]
    counts_from: Mapped[datetime]
    changed_by_role: Mapped[str]
    undone_at: Mapped[datetime | None]
