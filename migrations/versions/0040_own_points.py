"""points of an own list, of the client and of staff"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "own_point",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_own_point_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_own_point_municipality_id", **_AT_COMMIT
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_own_point_person_id", **_AT_COMMIT),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_own_point"),
    )  # fmt: skip
    op.create_index(
        "ix_own_point_municipality_id_own_point_dossier_id", "own_point", ["municipality_id", "dossier_id"]
    )
    op.create_index("ix_own_point_open", "own_point", ["municipality_id", "side", "done_at", "due_on"])
    protect("own_point")


def downgrade() -> None:
    op.drop_table("own_point")
