"""sign-in services of a municipality (OpenID Connect), and who is known there"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}
_ME = "NULLIF(current_setting('app.person', true), '')::uuid"


def upgrade() -> None:
    op.create_table(
        "identity_provider",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("client_secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("subject_claim", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("strong_acr", sa.JSON(), nullable=False),
        sa.Column("strong_amr", sa.JSON(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("passwords_off", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name="fk_identity_provider_municipality_id",
            **_AT_COMMIT,
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_identity_provider"),
        sa.UniqueConstraint("municipality_id", "kind", name="uq_identity_provider_municipality_id_kind"),
    )
    op.create_table(
        "linked_identity",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("subject_token", sa.LargeBinary(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "provider_id"],
            ["identity_provider.municipality_id", "identity_provider.id"],
            name="fk_linked_identity_municipality_id_provider_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_linked_identity_municipality_id", **_AT_COMMIT
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_linked_identity_person_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_linked_identity"),
        sa.UniqueConstraint(
            "municipality_id",
            "provider_id",
            "subject_token",
            name="uq_linked_identity_municipality_id_provider_id_subject_token",
        ),
        sa.UniqueConstraint(
            "municipality_id",
            "provider_id",
            "person_id",
            name="uq_linked_identity_municipality_id_provider_id_person_id",
        ),
    )
    op.create_index("ix_linked_identity_person_id", "linked_identity", ["person_id"])
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.add_column(sa.Column("sign_in_kinds", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.add_column(sa.Column("via_municipality_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("via_kind", sa.String(), nullable=True))
    protect("identity_provider", "linked_identity")
    if op.get_bind().dialect.name == "postgresql":
        # A way in that belongs to an account, in whatever municipality: it goes when the account is put out.
        op.execute(f"CREATE POLICY person ON linked_identity USING (person_id = {_ME})")


def downgrade() -> None:
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.drop_column("via_kind")
        batch_op.drop_column("via_municipality_id")
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.drop_column("sign_in_kinds")
    op.drop_index("ix_linked_identity_person_id", table_name="linked_identity")
    op.drop_table("linked_identity")
    op.drop_table("identity_provider")
