"""How a board looks.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "backdrops",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("(file_id IS NULL) = (due_at IS NULL)", name=op.f("ck_backdrops_waits")),
        sa.CheckConstraint("file_id IS NOT NULL OR content IS NOT NULL", name=op.f("ck_backdrops_not_empty")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_backdrops_attempts")),
        sa.CheckConstraint("length(content) BETWEEN 1 AND 300000", name=op.f("ck_backdrops_content")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_backdrops_projects"),
        ),
        sa.PrimaryKeyConstraint("user_id", "project_number", name=op.f("pk_backdrops")),
    )
    where = sa.text("file_id IS NOT NULL")
    op.create_index("ix_backdrops_due", "backdrops", ["due_at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Photos are lost: who wants one behind the numbers sends it again."""
    op.drop_table("backdrops")
