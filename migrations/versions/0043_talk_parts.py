"""the part that each side wrote of a talk, in its versions"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "talk_part",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name="fk_talk_part_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "contact_id"], ["contact.municipality_id", "contact.id"],
            name="fk_talk_part_municipality_id_contact_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_talk_part_municipality_id", **_AT_COMMIT
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_talk_part_person_id", **_AT_COMMIT),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_talk_part"),
        sa.UniqueConstraint(
            "municipality_id", "contact_id", "side", "number",
            name="uq_talk_part_municipality_id_contact_id_side_number",
        ),
    )  # fmt: skip
    op.create_index(
        "ix_talk_part_municipality_id_talk_part_dossier_id", "talk_part", ["municipality_id", "dossier_id"]
    )
    protect("talk_part")


def downgrade() -> None:
    op.drop_table("talk_part")
