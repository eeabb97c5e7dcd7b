"""which version and lines of a script a message began with, and how much of it is the writer's own"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("message", "message_draft"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("script_version", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("script_lines", sa.String(), nullable=True))
    with op.batch_alter_table("message") as batch_op:
        batch_op.add_column(sa.Column("own_percent", sa.Integer(), nullable=True))
    with op.batch_alter_table("message_draft") as batch_op:
        batch_op.add_column(sa.Column("script_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("message_draft") as batch_op:
        batch_op.drop_column("script_sealed")
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_column("own_percent")
    for table in ("message", "message_draft"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("script_lines")
            batch_op.drop_column("script_version")
