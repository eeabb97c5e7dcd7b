"""practising: replies to made-up clients and answers to exercises"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def _of_a_member(table: str) -> list[sa.ForeignKeyConstraint | sa.PrimaryKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["municipality_id", "membership_id"],
            ["membership.municipality_id", "membership.id"],
            name=f"fk_{table}_municipality_id_membership_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"pk_{table}"),
    ]


def upgrade() -> None:
    op.create_table(
        "practice_reply",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_a_member("practice_reply"),
        sa.UniqueConstraint(
            "municipality_id",
            "membership_id",
            "client",
            "number",
            name="uq_practice_reply_municipality_id_membership_id_client_number",
        ),
    )
    op.create_table(
        "practice_answer",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_a_member("practice_answer"),
        sa.UniqueConstraint(
            "municipality_id",
            "membership_id",
            "lesson",
            "number",
            name="uq_practice_answer_municipality_id_membership_id_lesson_number",
        ),
    )
    op.create_index(
        "ix_practice_answer_municipality_id_practice_answer_lesson",
        "practice_answer",
        ["municipality_id", "lesson"],
    )


def downgrade() -> None:
    op.drop_index("ix_practice_answer_municipality_id_practice_answer_lesson", table_name="practice_answer")
    op.drop_table("practice_answer")
    op.drop_table("practice_reply")
