"""the times that a client is asked how it goes after the end"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "aftercare_check",
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_aftercare_check_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_aftercare_check_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_aftercare_check"),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", "ended_on", "months",
            name="uq_aftercare_check_municipality_id_dossier_id_ended_on_months",
        ),
    )  # fmt: skip
    op.create_index(
        "ix_aftercare_check_municipality_id_aftercare_check_dossier_id", "aftercare_check",
        ["municipality_id", "dossier_id"],
    )  # fmt: skip
    protect("aftercare_check")
    op.create_index("ix_dossier_ended", "dossier", ["municipality_id", "closing_reason", "closed_at"])


def downgrade() -> None:
    op.drop_index("ix_dossier_ended", table_name="dossier")
    op.drop_table("aftercare_check")
