"""papers by camera: files in the store, their order and what was seen of them; whose, where kept, what was said"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _paper() -> tuple[sa.Column, ...]:
    return (
        sa.Column("whose", sa.String(), nullable=False, server_default="client"),
        sa.Column("folder", sa.String(), nullable=True),
        sa.Column("sender_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("urgency", sa.String(), nullable=True),
        sa.Column("unopened", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("own_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("remark_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("used_for", sa.String(), nullable=True),
        sa.Column("judged_by", sa.Uuid(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
    )


def _file() -> tuple[sa.Column, ...]:
    return (
        sa.Column("stored_as", sa.String(), nullable=True),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("hints", sa.String(), nullable=False, server_default=""),
        sa.Column("scan", sa.String(), nullable=False, server_default="none"),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
    )


def upgrade() -> None:
    with op.batch_alter_table("paper") as batch_op:
        for column in _paper():
            batch_op.add_column(column)
    with op.batch_alter_table("paper_file") as batch_op:
        for column in _file():
            batch_op.add_column(column)
        batch_op.alter_column("content_sealed", existing_type=sa.LargeBinary(), nullable=True)


def downgrade() -> None:
    # What lies in the store cannot go back into a column that must be filled: such a row leaves.
    op.execute("DELETE FROM paper_file WHERE content_sealed IS NULL")
    with op.batch_alter_table("paper_file") as batch_op:
        batch_op.alter_column("content_sealed", existing_type=sa.LargeBinary(), nullable=False)
        for column in reversed(_file()):
            batch_op.drop_column(column.name)
    with op.batch_alter_table("paper") as batch_op:
        for column in reversed(_paper()):
            batch_op.drop_column(column.name)
