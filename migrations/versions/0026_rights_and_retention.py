"""requests about own data, dossiers whose term is over, packages from elsewhere, datalekken"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.base import UtcDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "breach",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("happened_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("discovered_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("data_kinds", sa.JSON(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=True),
        sa.Column("risk", sa.String(), nullable=False),
        sa.Column("measures_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("to_authority", sa.String(), nullable=False),
        sa.Column("authority_why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("authority_told_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("authority_number", sa.String(), nullable=True),
        sa.Column("to_people", sa.String(), nullable=False),
        sa.Column("people_why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("people_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("people_told_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_breach_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_breach")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_breach_municipality_id_number")),
    )
    op.create_table(
        "retention_case",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("term_ended_on", sa.Date(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("hold_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("warned_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("erase_after", sa.Date(), nullable=True),
        sa.Column("erased_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_retention_case_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_retention_case")),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", name=op.f("uq_retention_case_municipality_id_dossier_id")
        ),
    )
    with op.batch_alter_table("retention_case") as batch_op:
        batch_op.create_index(
            "ix_retention_case_due", ["municipality_id", "state", "erase_after"], unique=False
        )
    op.create_table(
        "rights_request",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_role", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("extension_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=op.f("fk_rights_request_municipality_id_dossier_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_rights_request_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_rights_request")),
    )
    with op.batch_alter_table("rights_request") as batch_op:
        batch_op.create_index(
            op.f("ix_rights_request_municipality_id_rights_request_dossier_id"),
            ["municipality_id", "dossier_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_rights_request_open", ["municipality_id", "answered_at", "due_on"], unique=False
        )
    op.create_table(
        "take_in",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("staged_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("brought_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brought_by_role", sa.String(), nullable=False),
        sa.Column("taken_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=op.f("fk_take_in_municipality_id_dossier_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_take_in_municipality_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_take_in")),
    )
    with op.batch_alter_table("take_in") as batch_op:
        batch_op.create_index(
            op.f("ix_take_in_municipality_id_take_in_dossier_id"),
            ["municipality_id", "dossier_id"],
            unique=False,
        )
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.add_column(sa.Column("retention", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.drop_column("retention")
    for table in ("take_in", "rights_request", "retention_case", "breach"):
        op.drop_table(table)
