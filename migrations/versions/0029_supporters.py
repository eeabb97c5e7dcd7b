"""invitations to stand beside a client, until when and with what, messages of the group"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("called_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("helps", sa.JSON(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("participation_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name="fk_invitation_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "participation_id"],
            ["participation.municipality_id", "participation.id"],
            name="fk_invitation_municipality_id_participation_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["person.id"], name="fk_invitation_accepted_by", **_AT_COMMIT
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_invitation_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_invitation"),
        sa.UniqueConstraint("municipality_id", "link_hash", name="uq_invitation_municipality_id_link_hash"),
    )
    op.create_index(
        "ix_invitation_municipality_id_invitation_dossier_id",
        "invitation",
        ["municipality_id", "dossier_id"],
    )
    with op.batch_alter_table("participation") as batch_op:
        batch_op.add_column(sa.Column("until_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("helps", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("message") as batch_op:
        batch_op.add_column(sa.Column("in_group", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_column("in_group")
    with op.batch_alter_table("participation") as batch_op:
        batch_op.drop_column("helps")
        batch_op.drop_column("until_on")
    op.drop_index("ix_invitation_municipality_id_invitation_dossier_id", table_name="invitation")
    op.drop_table("invitation")
