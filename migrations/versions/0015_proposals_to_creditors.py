"""balances asked of creditors, proposals and what became of them"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("based_on", sa.Uuid(), nullable=True),
        sa.Column("income_cents", sa.BigInteger(), nullable=False),
        sa.Column("vtlb_cents", sa.BigInteger(), nullable=False),
        sa.Column("protected_cents", sa.BigInteger(), nullable=False),
        sa.Column("costs_cents", sa.BigInteger(), nullable=False),
        sa.Column("assets_cents", sa.BigInteger(), nullable=False),
        sa.Column("monthly_cents", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("rate", sa.String(), nullable=True),
        sa.Column("fund_cents", sa.BigInteger(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("capacity_stored", sa.Boolean(), nullable=False),
        sa.Column("source_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=op.f("fk_proposal_municipality_id_dossier_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_proposal_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_proposal")),
        sa.UniqueConstraint(
            "municipality_id",
            "dossier_id",
            "number",
            name=op.f("uq_proposal_municipality_id_dossier_id_number"),
        ),
    )
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_municipality_id_proposal_dossier_id"),
            ["municipality_id", "dossier_id"],
            unique=False,
        )
    op.create_table(
        "balance_request",
        sa.Column("debt_id", sa.Uuid(), nullable=False),
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "debt_id"],
            ["debt.municipality_id", "debt.id"],
            name=op.f("fk_balance_request_municipality_id_debt_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=op.f("fk_balance_request_municipality_id_dossier_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "mandate_id"],
            ["mandate.municipality_id", "mandate.id"],
            name=op.f("fk_balance_request_municipality_id_mandate_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_balance_request_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_balance_request")),
    )
    with op.batch_alter_table("balance_request") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_balance_request_municipality_id_balance_request_dossier_id"),
            ["municipality_id", "dossier_id"],
            unique=False,
        )
    op.create_table(
        "proposal_line",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("debt_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("creditor_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("collector_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reference_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("takes_part", sa.Boolean(), nullable=False),
        sa.Column("claim_cents", sa.BigInteger(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("offered_cents", sa.BigInteger(), nullable=False),
        sa.Column("percentage", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("forced", sa.String(), nullable=True),
        sa.Column("forced_on", sa.Date(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "debt_id"],
            ["debt.municipality_id", "debt.id"],
            name=op.f("fk_proposal_line_municipality_id_debt_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=op.f("fk_proposal_line_municipality_id_dossier_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "proposal_id"],
            ["proposal.municipality_id", "proposal.id"],
            name=op.f("fk_proposal_line_municipality_id_proposal_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_proposal_line_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_proposal_line")),
    )
    with op.batch_alter_table("proposal_line") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_line_municipality_id_proposal_line_dossier_id"),
            ["municipality_id", "dossier_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("proposal_line") as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_line_municipality_id_proposal_line_dossier_id"))
    op.drop_table("proposal_line")
    with op.batch_alter_table("balance_request") as batch_op:
        batch_op.drop_index(batch_op.f("ix_balance_request_municipality_id_balance_request_dossier_id"))
    op.drop_table("balance_request")
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_municipality_id_proposal_dossier_id"))
    op.drop_table("proposal")
