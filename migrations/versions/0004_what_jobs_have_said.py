"""the inbox knows what the jobs have said already; what is due has an index"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_inbox_row_promised": ["municipality_id", "waiting_on", "promise_told", "reply_due_at"],
    "ix_inbox_row_asked": ["municipality_id", "waiting_on", "client_due_on", "waiting_since"],
    "ix_inbox_row_unseen": ["municipality_id", "threat_unseen", "threat_told_on", "dossier_id"],
}


def upgrade() -> None:
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.add_column(sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("promise_told", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("threat_told_on", sa.Date(), nullable=True))
    for name, columns in INDEXES.items():
        op.create_index(name, "inbox_row", columns)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "inbox_row")
    with op.batch_alter_table("inbox_row") as batch_op:
        batch_op.drop_column("threat_told_on")
        batch_op.drop_column("promise_told")
        batch_op.drop_column("reminded")
