"""changes of settings are written down; a municipality divides by a rule; a dossier knows its postcode"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "setting_change",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"],
            name="fk_setting_change_municipality_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_setting_change_person_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_setting_change"),
    )  # fmt: skip
    op.create_index("ix_setting_change_municipality_id_setting_change_at", "setting_change", ["municipality_id", "at"])
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.add_column(sa.Column("routing", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.add_column(sa.Column("postcode_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.drop_column("postcode_sealed")
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.drop_column("routing")
    op.drop_index("ix_setting_change_municipality_id_setting_change_at", "setting_change")
    op.drop_table("setting_change")
