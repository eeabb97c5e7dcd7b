"""a bank statement waits for choices, sealed; a line of the budget says where its amount comes from"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "bank_statement",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("bank", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("draft_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("read_by_role", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_bank_statement_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_bank_statement_municipality_id", **_AT_COMMIT
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_bank_statement_person_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_bank_statement"),
    )  # fmt: skip
    op.create_index(
        "ix_bank_statement_municipality_id_bank_statement_dossier_id", "bank_statement",
        ["municipality_id", "dossier_id"],
    )  # fmt: skip
    with op.batch_alter_table("budget_post") as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("budget_post") as batch_op:
        batch_op.drop_column("source")
    op.drop_index("ix_bank_statement_municipality_id_bank_statement_dossier_id", "bank_statement")
    op.drop_table("bank_statement")
