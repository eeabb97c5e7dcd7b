"""the application may empty a link of history too: a client who goes on under a name leaves what came before behind"""

from alembic import op

from schuldhulp.row_security import APP

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

# The trigger of 0031 sees to it that a link is emptied and changed in no other way.
_COLUMNS = "kind, envelope, detail_sealed, person_id, acting_for"


def upgrade() -> None:
    _for_application(f"GRANT UPDATE ({_COLUMNS}) ON event TO")


def downgrade() -> None:
    _for_application(f"REVOKE UPDATE ({_COLUMNS}) ON event FROM")


def _for_application(statement: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DO $$ BEGIN IF to_regrole('{APP}') IS NOT NULL THEN {statement} {APP}; END IF; END $$")
