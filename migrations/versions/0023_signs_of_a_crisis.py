"""signs of a crisis, marks at a message, hints that were wrong"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def _of_a_message(table: str, person: str) -> list[sa.ForeignKeyConstraint | sa.PrimaryKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name=f"fk_{table}_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "message_id"],
            ["message.municipality_id", "message.id"],
            name=f"fk_{table}_municipality_id_message_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint([person], ["person.id"], name=f"fk_{table}_{person}", **_AT_COMMIT),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"pk_{table}"),
    ]


def upgrade() -> None:
    op.create_table(
        "crisis_signal",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("signs_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by", sa.Uuid(), nullable=True),
        sa.Column("found_crisis", sa.Boolean(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_a_message("crisis_signal", "looked_by"),
    )
    op.create_table(
        "message_part",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_a_message("message_part", "marked_by"),
        sa.UniqueConstraint(
            "municipality_id", "message_id", "place", name="uq_message_part_municipality_id_message_id_place"
        ),
    )
    for table in ("crisis_signal", "message_part"):
        op.create_index(
            f"ix_{table}_municipality_id_{table}_dossier_id", table, ["municipality_id", "dossier_id"]
        )
    op.create_table(
        "rejected_hint",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_rejected_hint_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_rejected_hint"),
        sa.UniqueConstraint(
            "municipality_id", "rule", "digest", name="uq_rejected_hint_municipality_id_rule_digest"
        ),
    )
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.add_column(sa.Column("crisis_unseen", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.drop_column("crisis_unseen")
    op.drop_table("rejected_hint")
    for table in ("message_part", "crisis_signal"):
        op.drop_index(f"ix_{table}_municipality_id_{table}_dossier_id", table_name=table)
        op.drop_table(table)
