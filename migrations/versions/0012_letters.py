"""letters: their text, when they left, and when an answer is expected"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}
_UNANSWERED = sa.text("told_late_at IS NULL AND answered_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("debt_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sender_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("subject_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("consulted", sa.Boolean(), nullable=False),
        sa.Column("written_by_role", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("told_late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_letter_municipality_id", **_AT_COMMIT
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "debt_id"], ["debt.municipality_id", "debt.id"],
            name="fk_letter_municipality_id_debt_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_letter_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_letter"),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", "number", name="uq_letter_municipality_id_dossier_id_number"
        ),
    )  # fmt: skip
    op.create_index("ix_letter_municipality_id_letter_dossier_id", "letter", ["municipality_id", "dossier_id"])
    op.create_index(
        "ix_letter_unanswered", "letter", ["municipality_id", "answer_due_on"],
        sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_letter_unanswered", "letter")
    op.drop_index("ix_letter_municipality_id_letter_dossier_id", "letter")
    op.drop_table("letter")
