"""Announcements, and who wants none.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("task_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("opted_out", sa.BigInteger(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("posted_buyer", sa.BigInteger(), nullable=False),
        sa.Column("behind_letter", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("audience IN ('all', 'unpaid', 'winners')", name=op.f("ck_announcements_audience")),
        sa.CheckConstraint(
            "people > 0 AND opted_out >= 0 AND posted >= 0 AND posted_buyer >= 0 AND behind_letter >= 0",
            name=op.f("ck_announcements_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "task_number"], ["tasks.user_id", "tasks.task_number"], name=op.f("fk_announcements_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_announcements_projects"),
        ),
        sa.PrimaryKeyConstraint("user_id", "task_number", name=op.f("pk_announcements")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_announcements_worded",
        "announcements",
        ["created_at"],
        sqlite_where=sa.text("text IS NOT NULL"),
        postgresql_where=sa.text("text IS NOT NULL"),
    )
    op.create_table(
        "opt_outs",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_opt_outs_users")),
        sa.PrimaryKeyConstraint("user_id", "telegram_id", name=op.f("pk_opt_outs")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_opt_outs_telegram_id"), "opt_outs", ["telegram_id"])


def downgrade() -> None:
    op.drop_table("opt_outs")
    op.drop_table("announcements")
