"""Imports: lists that are taken in at once.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "imports",
        *(_number(name) for name in ("user_id", "project_number", "import_number")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("first_order", sa.BigInteger(), nullable=True),
        sa.Column("last_order", sa.BigInteger(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("taken_at", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("import_number > 0 AND version >= 0", name=op.f("ck_imports_number")),
        sa.CheckConstraint(
            "state IN ('collecting', 'reading', 'ready', 'taken', 'undone', 'cancelled')", name=op.f("ck_imports_state")
        ),
        sa.CheckConstraint("first_order > 0 AND first_order <= last_order", name=op.f("ck_imports_orders")),
        sa.CheckConstraint(
            "(state IN ('taken', 'undone')) = (taken_at IS NOT NULL)"
            " AND (taken_at IS NULL) = (mark IS NULL) AND (taken_at IS NULL) = (first_order IS NULL)"
            " AND (first_order IS NULL) = (last_order IS NULL)",
            name=op.f("ck_imports_taken"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_imports_projects"),
        ),
        sa.PrimaryKeyConstraint("user_id", "project_number", "import_number", name=op.f("pk_imports")),
        sqlite_with_rowid=False,
    )
    is_open = sa.text("state IN ('collecting', 'reading', 'ready')")
    op.create_index("ix_imports_open", "imports", ["updated_at"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "import_parts",
        *(_number(name) for name in ("user_id", "project_number", "import_number", "part_number")),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("part_number > 0", name=op.f("ck_import_parts_number")),
        sa.CheckConstraint("kind IN ('text', 'shown', 'left-out')", name=op.f("ck_import_parts_kind")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "import_number"],
            ["imports.user_id", "imports.project_number", "imports.import_number"],
            name=op.f("fk_import_parts_imports"),
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "project_number", "import_number", "part_number", name=op.f("pk_import_parts")
        ),
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def downgrade() -> None:
    """The numbers of imports go with them."""
    op.drop_table("import_parts")
    op.drop_table("imports")
    op.execute(r"DELETE FROM counters WHERE scope LIKE 'project\:%\:import'")
