"""what is filled in for the check of allowances and schemes"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "scheme_answers",
        sa.Column("age_group", sa.String(), nullable=True),
        sa.Column("home", sa.String(), nullable=True),
        sa.Column("year_income_cents", sa.Integer(), nullable=True),
        sa.Column("housemates_income_cents", sa.Integer(), nullable=True),
        sa.Column("bare_rent_cents", sa.Integer(), nullable=True),
        sa.Column("assets_cents", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_by_role", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name="fk_scheme_answers_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_scheme_answers_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_scheme_answers"),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", name="uq_scheme_answers_municipality_id_dossier_id"
        ),
    )
    op.create_index(
        "ix_scheme_answers_municipality_id_scheme_answers_dossier_id",
        "scheme_answers",
        ["municipality_id", "dossier_id"],
    )


def downgrade() -> None:
    op.drop_index("ix_scheme_answers_municipality_id_scheme_answers_dossier_id", table_name="scheme_answers")
    op.drop_table("scheme_answers")
