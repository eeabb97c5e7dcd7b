"""the course of a claim, what its balance is made of, its rank, and a municipality's own creditors"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "local_creditor",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_local_creditor_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_local_creditor")),
    )
    op.create_table(
        "creditor_merge",
        sa.Column("creditor_id", sa.Uuid(), nullable=False),
        sa.Column("into_register", sa.String(), nullable=True),
        sa.Column("into_local", sa.Uuid(), nullable=True),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "creditor_id"],
            ["local_creditor.municipality_id", "local_creditor.id"],
            name=op.f("fk_creditor_merge_municipality_id_creditor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "into_local"],
            ["local_creditor.municipality_id", "local_creditor.id"],
            name=op.f("fk_creditor_merge_municipality_id_into_local"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_creditor_merge_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_creditor_merge")),
    )
    op.create_table(
        "debt_stage",
        sa.Column("debt_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("party_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("source_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "debt_id"],
            ["debt.municipality_id", "debt.id"],
            name=op.f("fk_debt_stage_municipality_id_debt_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=op.f("fk_debt_stage_municipality_id_dossier_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_debt_stage_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_debt_stage")),
    )
    with op.batch_alter_table("debt_stage") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_debt_stage_municipality_id_debt_stage_dossier_id"),
            ["municipality_id", "dossier_id"],
            unique=False,
        )
    with op.batch_alter_table("debt") as batch_op:
        batch_op.add_column(sa.Column("rank", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("settleable", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("claim_kind", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("assessed_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("established") as batch_op:
        batch_op.add_column(sa.Column("principal_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("interest_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("costs_cents", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("established") as batch_op:
        batch_op.drop_column("costs_cents")
        batch_op.drop_column("interest_cents")
        batch_op.drop_column("principal_cents")
    with op.batch_alter_table("debt") as batch_op:
        batch_op.drop_column("assessed_at")
        batch_op.drop_column("assessed_by")
        batch_op.drop_column("claim_kind")
        batch_op.drop_column("settleable")
        batch_op.drop_column("rank")
    with op.batch_alter_table("debt_stage") as batch_op:
        batch_op.drop_index(batch_op.f("ix_debt_stage_municipality_id_debt_stage_dossier_id"))
    op.drop_table("debt_stage")
    op.drop_table("creditor_merge")
    op.drop_table("local_creditor")
