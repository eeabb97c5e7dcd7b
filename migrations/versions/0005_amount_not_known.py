"""an amount of the budget may be not known yet"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("budget_post") as batch_op:
        batch_op.add_column(sa.Column("amount_open", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("budget_post") as batch_op:
        batch_op.drop_column("amount_open")
