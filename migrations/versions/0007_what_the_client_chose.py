"""the client's own order of steps, open answers of rows, an address still to be confirmed"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ROWS = ("debt", "budget_post", "household_member")


def upgrade() -> None:
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.add_column(sa.Column("step_order", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("successes_shown", sa.Boolean(), nullable=False, server_default=sa.true()))
    for table in _ROWS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("open_answers", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("email_new_token", sa.LargeBinary(), nullable=True))
    op.create_index("ix_person_email_new_token", "person", ["email_new_token"])


def downgrade() -> None:
    op.drop_index("ix_person_email_new_token", "person")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("email_new_token")
    for table in reversed(_ROWS):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("open_answers")
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.drop_column("successes_shown")
        batch_op.drop_column("step_order")
