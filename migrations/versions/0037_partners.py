"""two partners: in whose dossier each takes part, what each shows the other, and what they agreed"""

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def _of_a_dossier(table: str, *columns: sa.Column, unique: tuple[str, ...] = ()) -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"], ["dossier.municipality_id", "dossier.id"],
            name=f"fk_{table}_municipality_id_dossier_id", **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"pk_{table}"),
        *([sa.UniqueConstraint(*unique, name=f"uq_{table}_{'_'.join(unique)}")] if unique else []),
    )  # fmt: skip
    op.create_index(
        f"ix_{table}_municipality_id_{table}_dossier_id", table, ["municipality_id", "dossier_id"]
    )
    protect(table)


def upgrade() -> None:
    _of_a_dossier(
        "shown_to_partner",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
    )
    _of_a_dossier(
        "joint_plan",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_role", sa.String(), nullable=False),
        sa.Column("own_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("other_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        unique=("municipality_id", "dossier_id", "plan_id"),
    )
    with op.batch_alter_table("participation") as batch_op:
        batch_op.add_column(sa.Column("own_dossier_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            "fk_participation_municipality_id_own_dossier_id", "dossier", ["municipality_id", "own_dossier_id"],
            ["municipality_id", "id"], **_AT_COMMIT,
        )  # fmt: skip


def downgrade() -> None:
    with op.batch_alter_table("participation") as batch_op:
        batch_op.drop_constraint("fk_participation_municipality_id_own_dossier_id", type_="foreignkey")
        batch_op.drop_column("own_dossier_id")
    op.drop_table("joint_plan")
    op.drop_table("shown_to_partner")
