"""the day by which a client would like an answer: a wish, beside what we promise"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("message", "inbox_row"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("wished_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for table in ("inbox_row", "message"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("wished_on")
