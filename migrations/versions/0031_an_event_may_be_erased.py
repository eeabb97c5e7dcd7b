"""an event may be erased to its place in the chain, and rewritten in no other way"""

from alembic import op

from schuldhulp.row_security import APP, SCHEDULER

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_STAYS = ("municipality_id", "seq", "id", "dossier_id", "at", "role", "detail_digest", "hash")
_SQLITE = (
    "NEW.kind = 'Erased' AND NEW.envelope = '{}' AND NEW.detail_sealed IS NULL AND NEW.person_id IS NULL"
)
_POSTGRES = _SQLITE.replace("NEW.envelope", "NEW.envelope::text")
_COLUMNS = "kind, envelope, detail_sealed, person_id"
_FUNCTION = f"""
CREATE FUNCTION refuse_but_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND {_POSTGRES} AND {" AND ".join(f"NEW.{c} = OLD.{c}" for c in _STAYS)} THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        same = " AND ".join(f"NEW.{c} = OLD.{c}" for c in _STAYS)
        op.execute("DROP TRIGGER event_no_update")
        op.execute(
            f"CREATE TRIGGER event_no_update BEFORE UPDATE ON event WHEN NOT ({_SQLITE} AND {same})"
            " BEGIN SELECT RAISE(ABORT, 'event is written once'); END"
        )
        return
    op.execute("DROP TRIGGER event_once ON event")
    op.execute(_FUNCTION)
    op.execute(
        "CREATE TRIGGER event_once BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_but_erase()"
    )
    _for_roles(f"GRANT UPDATE ({_COLUMNS}) ON event TO")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_no_update")
        op.execute(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event"
            " BEGIN SELECT RAISE(ABORT, 'event is written once'); END"
        )
        return
    _for_roles(f"REVOKE UPDATE ({_COLUMNS}) ON event FROM")
    op.execute("DROP TRIGGER event_once ON event")
    op.execute("DROP FUNCTION refuse_but_erase()")
    op.execute(
        "CREATE TRIGGER event_once BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()"
    )


def _for_roles(statement: str) -> None:
    for role in (APP, SCHEDULER):
        op.execute(f"DO $$ BEGIN IF to_regrole('{role}') IS NOT NULL THEN {statement} {role}; END IF; END $$")
