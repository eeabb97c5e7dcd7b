"""since when somebody took up a role that they were invited for: until then the municipality knows nothing of them"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("membership") as batch_op:
        batch_op.add_column(sa.Column("taken_up_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE membership SET taken_up_on = COALESCE(started_on, '2026-01-01')"
        " WHERE EXISTS (SELECT 1 FROM credential WHERE credential.person_id = membership.person_id)"
        " OR EXISTS (SELECT 1 FROM linked_identity WHERE linked_identity.person_id = membership.person_id"
        " AND linked_identity.municipality_id = membership.municipality_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("membership") as batch_op:
        batch_op.drop_column("taken_up_on")
