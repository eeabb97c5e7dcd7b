"""until when somebody knows by what ways their account is entered, and since when its address is what it is"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("ways_known_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("email_set_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("email_set_at")
        batch_op.drop_column("ways_known_at")
