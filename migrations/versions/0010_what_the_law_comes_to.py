"""what the law comes to in a dossier; norm sets that are published"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT_COMMIT = {"initially": "DEFERRED", "deferrable": True}


def upgrade() -> None:
    op.create_table(
        "norm_edition",
        sa.Column("set_name", sa.String(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name="fk_norm_edition_published_by", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("id", name="pk_norm_edition"),
        sa.UniqueConstraint(
            "set_name", "geldig_van", "edition", name="uq_norm_edition_set_name_geldig_van_edition"
        ),
    )
    op.create_table(
        "calculation",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("norms", sa.JSON(), nullable=False),
        sa.Column("bvv_cents", sa.Integer(), nullable=False),
        sa.Column("beslagruimte_cents", sa.Integer(), nullable=True),
        sa.Column("vtlb_cents", sa.Integer(), nullable=False),
        sa.Column("vtlb_preliminary", sa.Boolean(), nullable=False),
        sa.Column("capacity_gross_cents", sa.Integer(), nullable=False),
        sa.Column("capacity_net_cents", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_role", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name="fk_calculation_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_calculation_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_calculation"),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", "number", name="uq_calculation_municipality_id_dossier_id_number"
        ),
    )
    op.create_index(
        "ix_calculation_municipality_id_calculation_dossier_id",
        "calculation",
        ["municipality_id", "dossier_id"],
    )
    op.create_table(
        "legal_input",
        sa.Column("leefsituatie", sa.String(), nullable=True),
        sa.Column("belastbaar_jaarinkomen_cents", sa.Integer(), nullable=True),
        sa.Column("netto_cents", sa.Integer(), nullable=True),
        sa.Column("ander_netto_cents", sa.Integer(), nullable=True),
        sa.Column("partner_netto_cents", sa.Integer(), nullable=True),
        sa.Column("loonbelasting_auto_cents", sa.Integer(), nullable=True),
        sa.Column("woonkosten_cents", sa.Integer(), nullable=True),
        sa.Column("woonkosten_toegekend", sa.Boolean(), nullable=False),
        sa.Column("zonder_adres", sa.Boolean(), nullable=False),
        sa.Column("situatie_getoond", sa.Boolean(), nullable=False),
        sa.Column("zorgprijs_cents", sa.Integer(), nullable=True),
        sa.Column("bijstandsnorm_cents", sa.Integer(), nullable=True),
        sa.Column("bijstand", sa.String(), nullable=True),
        sa.Column("inkomen_cents", sa.Integer(), nullable=True),
        sa.Column("kosten_cents", sa.Integer(), nullable=True),
        sa.Column("eenmalig_cents", sa.Integer(), nullable=True),
        sa.Column("officieel_cents", sa.Integer(), nullable=True),
        sa.Column("officieel_op", sa.Date(), nullable=True),
        sa.Column("officieel_bewijs_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name="fk_legal_input_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_legal_input_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_legal_input"),
        sa.UniqueConstraint(
            "municipality_id", "dossier_id", name="uq_legal_input_municipality_id_dossier_id"
        ),
    )
    op.create_index(
        "ix_legal_input_municipality_id_legal_input_dossier_id",
        "legal_input",
        ["municipality_id", "dossier_id"],
    )
    op.create_table(
        "vtlb_correction",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("evidence_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("initials_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "dossier_id"],
            ["dossier.municipality_id", "dossier.id"],
            name="fk_vtlb_correction_municipality_id_dossier_id",
            **_AT_COMMIT,
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_vtlb_correction_municipality_id", **_AT_COMMIT
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="pk_vtlb_correction"),
    )
    op.create_index(
        "ix_vtlb_correction_municipality_id_vtlb_correction_dossier_id",
        "vtlb_correction",
        ["municipality_id", "dossier_id"],
    )


def downgrade() -> None:

    op.drop_index(
        "ix_vtlb_correction_municipality_id_vtlb_correction_dossier_id", table_name="vtlb_correction"
    )
    op.drop_table("vtlb_correction")
    op.drop_index("ix_legal_input_municipality_id_legal_input_dossier_id", table_name="legal_input")
    op.drop_table("legal_input")
    op.drop_index("ix_calculation_municipality_id_calculation_dossier_id", table_name="calculation")
    op.drop_table("calculation")
    op.drop_table("norm_edition")
