"""the inbox remembers its view; phases and quiet clients have an index"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_inbox_row_phase": ["municipality_id", "phase", "sort_key"],
    "ix_inbox_row_quiet": ["municipality_id", "waiting_on", "last_client_at"],
    "ix_inbox_row_counsellor_quiet": ["municipality_id", "counsellor_id", "waiting_on", "last_client_at"],
}


def upgrade() -> None:
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.add_column(sa.Column("inbox_view", sa.String(), nullable=True))
    for name, columns in INDEXES.items():
        op.create_index(name, "inbox_row", columns)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "inbox_row")
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.drop_column("inbox_view")
