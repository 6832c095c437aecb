"""Tasks: what takes longer than an answer may.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("task_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("about_project", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.BigInteger(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("edits", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("task_number > 0", name=op.f("ck_tasks_number")),
        sa.CheckConstraint("kind IN ('export', 'import', 'announcement', 'print')", name=op.f("ck_tasks_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'cancelled', 'failed')", name=op.f("ck_tasks_state")
        ),
        sa.CheckConstraint("(state IN ('waiting', 'running')) = (ended_at IS NULL)", name=op.f("ck_tasks_ended")),
        sa.CheckConstraint("done >= 0 AND total >= 0 AND attempts >= 0 AND edits >= 0", name=op.f("ck_tasks_progress")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tasks_users")),
        sa.PrimaryKeyConstraint("user_id", "task_number", name=op.f("pk_tasks")),
        sqlite_with_rowid=False,
    )
    under_way = sa.text("state IN ('waiting', 'running')")
    op.create_index(
        "uq_tasks_under_way", "tasks", ["user_id"], unique=True, sqlite_where=under_way, postgresql_where=under_way
    )
    op.create_table(
        "task_files",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("task_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("part_number > 0", name=op.f("ck_task_files_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "task_number"], ["tasks.user_id", "tasks.task_number"], name=op.f("fk_task_files_tasks")
        ),
        sa.PrimaryKeyConstraint("user_id", "task_number", "part_number", name=op.f("pk_task_files")),
    )


def downgrade() -> None:
    """The numbers of tasks go with them."""
    op.drop_table("task_files")
    op.drop_table("tasks")
    op.execute("DELETE FROM counters WHERE scope = 'task'")
