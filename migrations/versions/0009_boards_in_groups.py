"""Boards in groups.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "live_boards",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("in_channel", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("page", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("letter", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("seen_event", sa.BigInteger(), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("unnoted_draw", sa.BigInteger(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("state IN ('asked', 'standing', 'resting')", name=op.f("ck_live_boards_state")),
        sa.CheckConstraint("state = 'asked' OR letter IS NOT NULL", name=op.f("ck_live_boards_letter")),
        sa.CheckConstraint("page > 0", name=op.f("ck_live_boards_page")),
        sa.CheckConstraint("seen_event >= 0", name=op.f("ck_live_boards_seen")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_live_boards_projects"),
        ),
        sa.PrimaryKeyConstraint("user_id", "project_number", "chat_id", name=op.f("pk_live_boards")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_boards_chat_id"), "live_boards", ["chat_id"])
    _index_where("ix_live_boards_due", "due_at", "state IN ('asked', 'standing')")
    _index_where("ix_live_boards_unnoted", "user_id", "unnoted_draw IS NOT NULL")


def downgrade() -> None:
    """What stands in groups stays there as it is."""
    op.drop_table("live_boards")


def _index_where(name: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "live_boards", [column], sqlite_where=where, postgresql_where=where)
