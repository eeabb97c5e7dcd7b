"""beginning without a name: the handle of a codename, the mark at its dossier, and a sign-in to be told of"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("handle", sa.String(), nullable=True))
        batch_op.create_unique_constraint("uq_person_handle", ["handle"])
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.add_column(
            sa.Column("without_name", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.add_column(sa.Column("tell", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.drop_column("told_at")
        batch_op.drop_column("tell")
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.drop_column("without_name")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_constraint("uq_person_handle", type_="unique")
        batch_op.drop_column("handle")
