"""work forms, als-dan plans and how the help is experienced"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    _create(
        "work_form_entry",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.String(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("draft_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("why_not_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_work_form_entry_person_id", **_AT_COMMIT
        ),
    )
    _create(
        "work_form_older",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _points_at("work_form_older", "entry_id", "work_form_entry"),
    )
    _create(
        "work_form_task",
        sa.Column("form_id", sa.String(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("assigned_by", sa.Uuid(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        _points_at("work_form_task", "entry_id", "work_form_entry"),
    )
    _create(
        "if_then_plan",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("plan_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _points_at("if_then_plan", "entry_id", "work_form_entry"),
    )
    _create(
        "if_then_report",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        _points_at("if_then_report", "plan_id", "if_then_plan"),
    )
    _create(
        "experience_told",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("helped", sa.String(), nullable=True),
        sa.Column("heard", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("pace", sa.String(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        _points_at("experience_told", "message_id", "message"),
    )
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.add_column(
            sa.Column("experience_asked", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def _create(table: str, *own: sa.schema.SchemaItem) -> None:
    """A table of parts of a dossier: its keys, its own columns, and the index on the dossier."""
    op.create_table(
        table,
        *own,
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _points_at(table, "dossier_id", "dossier"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"pk_{table}"),
    )
    op.create_index(
        f"ix_{table}_municipality_id_{table}_dossier_id", table, ["municipality_id", "dossier_id"]
    )


def _points_at(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_id", column], [f"{target}.municipality_id", f"{target}.id"],
        name=f"fk_{table}_municipality_id_{column}", **_AT_COMMIT,
    )  # fmt: skip


def downgrade() -> None:
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.drop_column("experience_asked")
    for table in (
        "experience_told", "if_then_report", "if_then_plan", "work_form_task", "work_form_older", "work_form_entry",
    ):  # fmt: skip
        op.drop_index(f"ix_{table}_municipality_id_{table}_dossier_id", table_name=table)
        op.drop_table(table)
