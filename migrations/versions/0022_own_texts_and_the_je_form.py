"""texts of a municipality itself, why a text was offered, and whether a client is addressed with u or je"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.base import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("message", "message_draft"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("explanation_sealed", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.add_column(sa.Column("register", sa.String(), server_default="u", nullable=False))
    op.create_table(
        "own_script",
        sa.Column("script_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("package", sa.String(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "decided_by"], ["membership.municipality_id", "membership.id"],
            name=op.f("fk_own_script_municipality_id_decided_by"), initially="DEFERRED", deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "made_by"], ["membership.municipality_id", "membership.id"],
            name=op.f("fk_own_script_municipality_id_made_by"), initially="DEFERRED", deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"],
            name=op.f("fk_own_script_municipality_id"), initially="DEFERRED", deferrable=True,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_own_script")),
        sa.UniqueConstraint(
            "municipality_id", "script_id", "version", name=op.f("uq_own_script_municipality_id_script_id_version")
        ),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("own_script")
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.drop_column("register")
    for table in ("message", "message_draft"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("explanation_sealed")
