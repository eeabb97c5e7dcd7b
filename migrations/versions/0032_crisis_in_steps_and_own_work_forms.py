"""signs of a crisis in a step or at registration, and own texts of other kinds than scripts"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("crisis_signal") as batch_op:
        batch_op.alter_column("message_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("place", sa.String(), nullable=False, server_default="bericht"))
    with op.batch_alter_table("own_script") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="tekst"))
        batch_op.drop_constraint("uq_own_script_municipality_id_script_id_version", type_="unique")
        batch_op.create_unique_constraint(
            "uq_own_script_municipality_id_kind_script_id_version",
            ["municipality_id", "kind", "script_id", "version"],
        )


def downgrade() -> None:
    op.execute("DELETE FROM own_script WHERE kind <> 'tekst'")
    with op.batch_alter_table("own_script") as batch_op:
        batch_op.drop_constraint("uq_own_script_municipality_id_kind_script_id_version", type_="unique")
        batch_op.create_unique_constraint(
            "uq_own_script_municipality_id_script_id_version", ["municipality_id", "script_id", "version"]
        )
        batch_op.drop_column("kind")
    op.execute("DELETE FROM crisis_signal WHERE message_id IS NULL")
    with op.batch_alter_table("crisis_signal") as batch_op:
        batch_op.drop_column("place")
        batch_op.alter_column("message_id", existing_type=sa.Uuid(), nullable=False)
