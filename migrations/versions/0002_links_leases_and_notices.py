"""Links, leases and notices.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "links",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("link_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.Text(), nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=True),
        sa.Column("buyer_number", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "CASE kind WHEN 'claim' THEN buyer_number IS NOT NULL ELSE project_number IS NOT NULL END",
            name=op.f("ck_links_meant"),
        ),
        sa.CheckConstraint("kind IN ('claim', 'share')", name=op.f("ck_links_kind")),
        sa.CheckConstraint("state IN ('live', 'used', 'revoked')", name=op.f("ck_links_state")),
        sa.CheckConstraint("link_number > 0", name=op.f("ck_links_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "buyer_number"], ["buyers.user_id", "buyers.buyer_number"], name=op.f("fk_links_buyers")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_links_projects"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_links_users")),
        sa.PrimaryKeyConstraint("user_id", "link_number", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_links_code", "links", ["code_print"], unique=True)
    op.create_index(op.f("ix_links_user_id_buyer_number"), "links", ["user_id", "buyer_number"])
    op.add_column("buyers", sa.Column("practice", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("buyers", sa.Column("merged_into", sa.BigInteger(), nullable=True))
    _index_where("ix_buyers_merged", "buyers", ["user_id", "merged_into"], "merged_into IS NOT NULL")
    op.create_index(
        op.f("ix_events_user_id_project_number_event_number"), "events", ["user_id", "project_number", "event_number"]
    )
    _index_where("ix_events_buyer", "events", ["user_id", "buyer_number", "event_number"], "buyer_number IS NOT NULL")
    _add_words("outbox", "kind", "TEXT DEFAULT 'call' NOT NULL", "call", "notice")
    op.add_column(
        "payments", sa.Column("undone_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=True)
    )
    _add_words(
        "projects", "draw_method", "TEXT", "beacon", "sealed", "beacon+sealed", "lottery", "lottery+sealed", "number"
    )
    op.add_column(
        "projects", sa.Column("hidden_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=True)
    )
    op.add_column(
        "users",
        sa.Column("unreachable_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("users", "unreachable_at")
    op.drop_column("projects", "hidden_at")
    op.drop_column("projects", "draw_method")
    op.drop_column("payments", "undone_at")
    op.drop_column("outbox", "kind")
    op.drop_index("ix_events_buyer", table_name="events")
    op.drop_index(op.f("ix_events_user_id_project_number_event_number"), table_name="events")
    op.drop_index("ix_buyers_merged", table_name="buyers")
    op.drop_column("buyers", "merged_into")
    op.drop_column("buyers", "practice")
    op.drop_index("uq_links_code", table_name="links")
    op.drop_table("links")
    op.drop_table("leases")


def _index_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _add_words(table: str, column: str, type_: str, *words: str) -> None:
    """A column with its check: both engines add the two in one statement, and neither copies the table."""
    listed = ", ".join(f"'{word}'" for word in words)
    check = f"CONSTRAINT ck_{table}_{column} CHECK ({column} IN ({listed}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {type_} {check}")
