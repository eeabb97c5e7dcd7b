"""What a client lets their partner see, and what the two agreed, signed by each from their own account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from schuldhulp.base import Base, DossierPart


class ShownToPartner(DossierPart, Base):
    """One thing of this dossier that the partner may see. `kind`: one of partners.shown.Kind; `row_id` is its row.

    What has no row here, or a row that was `hidden_at`, the partner does not see.
    """

    __tablename__ = "shown_to_partner"

    kind: Mapped[str]
    row_id: Mapped[UUID]
    shown_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class JointPlan(DossierPart, Base):
    """What two partners agreed, frozen: each keeps their own copy under the key of their own dossier.

    `plan_id` is the same in both copies. `own_signed_at` is when the client of this dossier signed, `other_signed_at`
    when the partner did; `replaced_at`: a newer one took its place.
    """

    __tablename__ = "joint_plan"
    __further_args__ = (UniqueConstraint("municipality_id", "dossier_id", "plan_id"),)

    plan_id: Mapped[UUID]
    content_sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    made_by_role: Mapped[str]
    own_signed_at: Mapped[datetime | None]
    other_signed_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
