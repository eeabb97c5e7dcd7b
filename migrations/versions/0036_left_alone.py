"""since when staff leave a dossier alone because the client asked (art. 18 AVG), and the day on which that ends"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_GRANTED = sa.text(
    "UPDATE dossier SET restricted_on = (SELECT DATE(MAX(r.answered_at)) FROM rights_request r"
    " WHERE r.municipality_id = dossier.municipality_id AND r.dossier_id = dossier.id"
    " AND r.kind = 'beperken' AND r.outcome = 'granted')"
)


def upgrade() -> None:
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.add_column(sa.Column("restricted_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("restriction_ends_on", sa.Date(), nullable=True))
    op.execute(_GRANTED)


def downgrade() -> None:
    with op.batch_alter_table("dossier") as batch_op:
        batch_op.drop_column("restriction_ends_on")
        batch_op.drop_column("restricted_on")
