"""the income, costs and single sum that a kept calculation rests on"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_COLUMNS = ("income_cents", "costs_cents", "assets_cents")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("calculation", sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("calculation", name)
