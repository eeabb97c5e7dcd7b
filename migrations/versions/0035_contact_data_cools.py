"""what counted of somebody's contact data before it was changed, and from when a new e-mail address counts"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "contact_change",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_role", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_contact_change_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_contact_change_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_contact_change"),
    )  # fmt: skip
    op.create_index(
        "ix_contact_change_municipality_id_contact_change_dossier_id",
        "contact_change",
        ["municipality_id", "dossier_id"],
    )
    protect("contact_change")
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("email_new_from", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("email_new_from")
    op.drop_table("contact_change")
