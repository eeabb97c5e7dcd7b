"""row-level security: a transaction sees the rows of its own municipality; history is written once"""

from alembic import op

from schuldhulp.row_security import grant, let_scheduler_look, protect, unprotect

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

OF_A_MUNICIPALITY = (
    "absence", "access_entry", "access_head", "appointment", "balance_request", "bank_statement", "breach",
    "budget_idea", "budget_post", "budget_reason", "budget_version", "calculation", "contact",
    "creditor_merge", "crisis_signal", "debt", "debt_stage", "decision", "dossier", "dossier_key",
    "double_verdict", "established", "event", "event_head", "experience_told", "homework", "household_member",
    "identity", "if_then_plan", "if_then_report", "inbox_row", "invitation", "last_visit", "legal_input", "letter",
    "local_creditor", "mandate", "mandate_creditor", "membership", "message", "message_draft", "message_part",
    "municipality_key", "municipality_logo", "outbox_mail", "own_script", "paper", "paper_file",
    "participation", "practice_answer", "practice_reply", "proposal", "proposal_line", "rejected_hint",
    "report", "retention_case", "rights_request", "scheme_answers", "search_token", "service",
    "setting_change", "step_answer", "step_draft", "submission", "take_in", "team", "term_suspension",
    "threat", "vtlb_correction", "work_form_entry", "work_form_older", "work_form_task",
)  # fmt: skip
SHARED = (
    "catchment_area", "claim", "credential", "login_session", "municipality", "norm_edition", "passkey",
    "person", "platform_key", "rate_limit", "recovery_code", "sign_in_challenge", "single_use_token",
    "totp_seed",
)  # fmt: skip
# The scheduler takes the mail that waits longest, wherever it is, and throws away what has had its time.
ACROSS = ("bank_statement", "outbox_mail", "submission")
# What a person is, in any municipality: read before a role is chosen.
OF_A_PERSON = {
    "membership": "person_id = {me}",
    "participation": "person_id = {me}",
    "dossier": "id IN (SELECT p.dossier_id FROM participation p WHERE p.person_id = {me})",
}
ME = "NULLIF(current_setting('app.person', true), '')::uuid"
ONCE_WRITTEN = ("access_entry", "event")
OWNER = """
CREATE FUNCTION owner_looks_everywhere() RETURNS boolean LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT current_setting('app.everywhere', true) = 'on'
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'municipality'::regclass), 'MEMBER')
$$
"""
SCHEDULER = """
CREATE FUNCTION scheduler_looks_everywhere() RETURNS boolean LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT current_setting('app.everywhere', true) = 'on'
     AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'schuldhulp_planner' AND pg_has_role(current_user, oid, 'MEMBER'))
$$
"""
REFUSE = """
CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in ONCE_WRITTEN:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
                )
        return
    for function in (OWNER, SCHEDULER, REFUSE):
        op.execute(function)
    protect(*OF_A_MUNICIPALITY)
    let_scheduler_look(*ACROSS)
    for table, condition in OF_A_PERSON.items():
        op.execute(f"CREATE POLICY person ON {table} FOR SELECT USING ({condition.format(me=ME)})")
    for table in ONCE_WRITTEN:
        op.execute(
            f"CREATE TRIGGER {table}_once BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()"
        )
    grant(*SHARED, "alembic_version")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in ONCE_WRITTEN:
            for verb in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{verb}")
        return
    for table in ONCE_WRITTEN:
        op.execute(f"DROP TRIGGER {table}_once ON {table}")
    for table in OF_A_PERSON:
        op.execute(f"DROP POLICY person ON {table}")
    for table in ACROSS:
        op.execute(f"DROP POLICY scheduler ON {table}")
    unprotect(OF_A_MUNICIPALITY)
    for function in ("owner_looks_everywhere", "scheduler_looks_everywhere", "refuse_to_rewrite"):
        op.execute(f"DROP FUNCTION {function}()")
