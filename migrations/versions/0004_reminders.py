"""Reminders that are planned.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
_PLANNED = sa.text("state = 'planned'")


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("order_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("state IN ('planned', 'sent', 'dropped')", name=op.f("ck_reminders_state")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "order_number"],
            ["orders.user_id", "orders.project_number", "orders.order_number"],
            name=op.f("fk_reminders_orders"),
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "project_number", "order_number", "kind", "due_at", name=op.f("pk_reminders")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reminders_due", "reminders", ["due_at"], sqlite_where=_PLANNED, postgresql_where=_PLANNED)
    op.add_column("projects", sa.Column("reminder_plan", sa.Text(), nullable=True))
    op.add_column("projects", sa.Column("reminded_at", _AT, nullable=True))
    op.add_column("buyers", sa.Column("reminded_at", _AT, nullable=True))


def downgrade() -> None:
    op.drop_column("buyers", "reminded_at")
    op.drop_column("projects", "reminded_at")
    op.drop_column("projects", "reminder_plan")
    op.drop_table("reminders")
