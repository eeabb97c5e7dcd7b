"""what the beslagvrije voet asks of who lives abroad (a factor, in hundredths of a per cent) and of who owns a house"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("legal_input") as batch_op:
        batch_op.add_column(sa.Column("woonlandfactor", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("woning_verhoging_cents", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("legal_input") as batch_op:
        batch_op.drop_column("woning_verhoging_cents")
        batch_op.drop_column("woonlandfactor")
