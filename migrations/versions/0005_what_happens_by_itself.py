"""What happens by itself, and when it is due.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "errands",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("since", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("project_number >= 0", name=op.f("ck_errands_number")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_errands_users")),
        sa.PrimaryKeyConstraint("user_id", "project_number", "kind", name=op.f("pk_errands")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_errands_due_at"), "errands", ["due_at"])
    op.add_column("projects", sa.Column("closing", sa.Text(), nullable=True))
    op.add_column("projects", sa.Column("closes_at", _AT, nullable=True))
    op.add_column("users", sa.Column("summary_off_at", _AT, nullable=True))
    _add_to_reminders()
    _begin()


def downgrade() -> None:
    op.drop_index("ix_reminders_digest", table_name="reminders")
    for table, columns in _ADDED.items():
        for name in reversed(columns):
            op.drop_column(table, name)
    op.drop_column("users", "summary_off_at")
    op.drop_column("projects", "closes_at")
    op.drop_column("projects", "closing")
    op.drop_table("errands")


_ADDED = {
    "users": ("digest_at",),
    "projects": ("cash_reminder_plan", "more_time_minutes"),
    "orders": ("pays_by", "more_time"),
    "reminders": ("digest", "passed_on_at"),
}


def _add_to_reminders() -> None:
    _add_checked("users", "digest_at", "TEXT", "length(digest_at) = 5")
    op.add_column("projects", sa.Column("cash_reminder_plan", sa.Text(), nullable=True))
    _add_checked("projects", "more_time_minutes", "BIGINT", "more_time_minutes >= 0")
    _add_checked("orders", "pays_by", "TEXT", "pays_by IN ('cash', 'card', 'transfer')")
    _add_checked("orders", "more_time", "TEXT", "more_time IN ('taken', 'asked', 'granted', 'refused')")
    op.add_column("reminders", sa.Column("digest", sa.Text(), nullable=True))
    op.add_column("reminders", sa.Column("passed_on_at", _AT, nullable=True))
    where = sa.text("digest IS NOT NULL")
    digest = ["user_id", "digest"]
    op.create_index("ix_reminders_digest", "reminders", digest, sqlite_where=where, postgresql_where=where)


def _add_checked(table: str, column: str, type_: str, condition: str) -> None:
    """A column with its check: both engines add the two in one statement, and neither copies the table."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {type_} CONSTRAINT ck_{table}_{column} CHECK ({condition})")


def _begin() -> None:
    """For what runs already: each is due at once, looked at, and planned for when it is really due."""
    op.execute(
        "UPDATE projects SET closes_at = draw_at WHERE state = 'open' AND hidden_at IS NULL AND draw_at IS NOT NULL"
    )
    _add("SELECT user_id, project_number, 'closing', closes_at FROM projects WHERE closes_at IS NOT NULL")
    runs = "FROM projects WHERE state IN ('open', 'closed') AND NOT practice AND hidden_at IS NULL"
    for kind in ("day-before", "hour-before"):
        _add(f"SELECT user_id, project_number, '{kind}', updated_at {runs} AND draw_at IS NOT NULL")
    _add(f"SELECT user_id, 0, 'summary', max(updated_at) {runs} GROUP BY user_id")
    _add("SELECT user_id, 0, 'proofs', max(updated_at) FROM proofs WHERE state = 'waiting' GROUP BY user_id")


def _add(errands: str) -> None:
    op.execute(
        "INSERT INTO errands (user_id, project_number, kind, due_at, created_at, updated_at)"
        f" WITH errand (user_id, project_number, kind, due_at) AS ({errands})"
        " SELECT user_id, project_number, kind, due_at, due_at, due_at FROM errand"
    )
