"""To whom operators give more or less than is usual.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "levels",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_levels_users")),
        sa.CheckConstraint("level IN ('less', 'more', 'boundless')", name=op.f("ck_levels_level")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_levels")),
    )
    # Of somebody who had many files made, those of the last day.
    op.create_index(op.f("ix_tasks_user_id_created_at"), "tasks", ["user_id", "created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_tasks_user_id_created_at"), table_name="tasks")
    op.drop_table("levels")
