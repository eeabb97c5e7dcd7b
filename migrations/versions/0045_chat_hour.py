"""the chat hour: weekly hours, roster, desk, talks with their lines, and the counts that stay"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from schuldhulp.row_security import protect

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_AT_COMMIT: dict[str, Any] = {"initially": "DEFERRED", "deferrable": True}
_NEW = ("chat_hour", "chat_roster", "chat_desk", "chat", "chat_line", "chat_count")


def _keys(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id", **_AT_COMMIT
        ),
    )


def _points_at(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_id", column], [f"{target}.municipality_id", f"{target}.id"],
        name=f"fk_{table}_municipality_id_{column}", **_AT_COMMIT,
    )  # fmt: skip


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(
        "municipality_id", *columns, name=f"uq_{table}_municipality_id_{'_'.join(columns)}"
    )


def upgrade() -> None:
    op.create_table(
        "chat_hour",
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        *_keys("chat_hour"),
        _once("chat_hour", "weekday"),
    )
    op.create_table(
        "chat_roster",
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        *_keys("chat_roster"),
        _points_at("chat_roster", "membership_id", "membership"),
        _once("chat_roster", "weekday", "membership_id"),
    )
    op.create_table(
        "chat_desk",
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("chat_desk"),
        _points_at("chat_desk", "membership_id", "membership"),
        _once("chat_desk", "membership_id"),
    )
    _talks()
    protect(*_NEW)


def _talks() -> None:
    op.create_table(
        "chat",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("nickname_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("outside_hours", sa.Boolean(), nullable=False),
        *_keys("chat"),
        _points_at("chat", "taken_by", "membership"),
        _once("chat", "token_hash"),
    )
    op.create_index("ix_chat_municipality_id_chat_asked_at", "chat", ["municipality_id", "asked_at"])
    op.create_table(
        "chat_line",
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_token_hash", sa.LargeBinary(), nullable=False),
        *_keys("chat_line"),
        _points_at("chat_line", "chat_id", "chat"),
        _once("chat_line", "chat_id", "number"),
        _once("chat_line", "chat_id", "form_token_hash"),
    )
    op.create_table(
        "chat_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("waited_minutes", sa.Integer(), nullable=False),
        sa.Column("talked_minutes", sa.Integer(), nullable=False),
        sa.Column("outside_hours", sa.Boolean(), nullable=False),
        *_keys("chat_count"),
    )
    op.create_index("ix_chat_count_municipality_id_chat_count_day", "chat_count", ["municipality_id", "day"])


def downgrade() -> None:
    for table in reversed(_NEW):
        op.drop_table(table)
