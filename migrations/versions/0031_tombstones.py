"""a link of history may be emptied when its dossier is erased, and in no other way; drafts are cleared everywhere"""

from alembic import op

from schuldhulp.row_security import SCHEDULER, let_scheduler_look

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_EMPTY_EVENT = (
    "NEW.kind = 'tombstone' AND NEW.envelope {json} = '{{}}' AND NEW.detail_sealed IS NULL"
    " AND NEW.person_id IS NULL AND NEW.acting_for IS NULL AND NEW.id = OLD.id AND NEW.role = OLD.role"
    " AND NEW.detail_digest = OLD.detail_digest"
)
_EMPTY_ENTRY = (
    "NEW.act = 'tombstone' AND NEW.part = '' AND NEW.reason = '' AND NEW.acting_for = '' AND NEW.origin = ''"
    " AND NEW.role = OLD.role AND NEW.allowed = OLD.allowed"
)
EMPTIED = {
    "event": (_EMPTY_EVENT, ("kind", "envelope", "detail_sealed", "person_id", "acting_for")),
    "access_entry": (_EMPTY_ENTRY, ("act", "person_id", "part", "reason", "acting_for", "origin")),
}
STAYS = (
    " AND NEW.municipality_id = OLD.municipality_id AND NEW.seq = OLD.seq AND NEW.dossier_id = OLD.dossier_id"
    " AND NEW.at = OLD.at AND NEW.hash = OLD.hash"
)
CLEARED = ("message_draft", "step_draft", "take_in")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, (emptied, columns) in EMPTIED.items():
        only = emptied.format(json="" if sqlite else "::text") + STAYS
        if sqlite:
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({only})"
                f" BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
            continue
        op.execute(f"DROP TRIGGER {table}_once ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_once BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NOT ({only}))"
            " EXECUTE FUNCTION refuse_to_rewrite()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()"
        )
        op.execute(
            f"DO $$ BEGIN IF to_regrole('{SCHEDULER}') IS NOT NULL THEN"
            f" GRANT UPDATE ({', '.join(columns)}) ON {table} TO {SCHEDULER}; END IF; END $$"
        )
    let_scheduler_look(*CLEARED)


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in EMPTIED:
        if sqlite:
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
            continue
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
        op.execute(f"DROP TRIGGER {table}_once ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_once BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()"
        )
    if not sqlite:
        for table in CLEARED:
            op.execute(f"DROP POLICY scheduler ON {table}")
