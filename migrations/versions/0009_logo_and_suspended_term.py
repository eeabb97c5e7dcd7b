"""a municipality's own logo; the term of the besluit that stands still for a hersteltermijn"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "municipality_logo",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"],
            name="fk_municipality_logo_municipality_id", **_AT_COMMIT,
        ),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_municipality_logo"),
    )  # fmt: skip
    op.create_table(
        "term_suspension",
        sa.Column("letter_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("supplied_on", sa.Date(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_term_suspension_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"],
            name="fk_term_suspension_municipality_id", **_AT_COMMIT,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_term_suspension"),
    )  # fmt: skip
    op.create_index(
        "ix_term_suspension_municipality_id_term_suspension_dossier_id", "term_suspension",
        ["municipality_id", "dossier_id"],
    )  # fmt: skip
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.add_column(sa.Column("suspended_until", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.drop_column("suspended_until")
    op.drop_index("ix_term_suspension_municipality_id_term_suspension_dossier_id", "term_suspension")
    op.drop_table("term_suspension")
    op.drop_table("municipality_logo")
