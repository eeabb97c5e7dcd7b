"""the inbox remembers that the first talk is still ours to plan"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.add_column(sa.Column("plan_talk", sa.Boolean(), nullable=False, server_default=sa.false()))
    # What went along the ordinary route before, without any day to speak; the turn follows at the next event.
    op.execute(
        "UPDATE inbox_row SET plan_talk = true WHERE phase = 'gewone_route' AND first_talk_due IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM appointment WHERE appointment.municipality_id = inbox_row.municipality_id"
        " AND appointment.dossier_id = inbox_row.dossier_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.drop_column("plan_talk")
