"""why a line of the budget is otherwise than a guideline"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "budget_reason",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_role", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name="fk_budget_reason_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_budget_reason_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_budget_reason"),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", "code", name="uq_budget_reason_municipality_id_dossier_id_code"
        ),
    )
    op.create_index(
        "ix_budget_reason_municipality_id_budget_reason_dossier_id",
        "budget_reason",
        ["municipality_id", "dossier_id"],
    )


def downgrade() -> None:
    op.drop_index("ix_budget_reason_municipality_id_budget_reason_dossier_id", table_name="budget_reason")
    op.drop_table("budget_reason")
