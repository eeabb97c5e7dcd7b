"""the amount a creditor names in the answer to a proposal"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("proposal_line") as batch_op:
        batch_op.add_column(sa.Column("answered_cents", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("proposal_line") as batch_op:
        batch_op.drop_column("answered_cents")
