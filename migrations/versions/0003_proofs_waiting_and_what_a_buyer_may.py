"""Proofs, waiting and what a buyer may.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_UNSEALED = "phone IS NULL AND phone_e164 IS NULL AND email IS NULL AND notes IS NULL AND telegram_id IS NULL"
_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("file_key", name=op.f("pk_files")),
    )
    op.create_table(
        "proofs",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("order_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("proof_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("file_unique_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) = (file_unique_id IS NULL) AND (state <> 'waiting' OR file_id IS NOT NULL)",
            name=op.f("ck_proofs_file"),
        ),
        sa.CheckConstraint("kind IN ('photo', 'document')", name=op.f("ck_proofs_kind")),
        sa.CheckConstraint("reason IS NULL OR state = 'rejected'", name=op.f("ck_proofs_reason")),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'rejected', 'again')", name=op.f("ck_proofs_state")),
        sa.CheckConstraint("proof_number > 0", name=op.f("ck_proofs_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number", "order_number"],
            ["orders.user_id", "orders.project_number", "orders.order_number"],
            name=op.f("fk_proofs_orders"),
        ),
        sa.PrimaryKeyConstraint("user_id", "project_number", "order_number", "proof_number", name=op.f("pk_proofs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("project_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("raffle_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("waiting_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("buyer_number", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("offered_until", _AT, nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name=op.f("ck_waiting_offered")),
        sa.CheckConstraint("state IN ('waiting', 'offered', 'done', 'gone')", name=op.f("ck_waiting_state")),
        sa.CheckConstraint("waiting_number > 0 AND raffle_number >= 0", name=op.f("ck_waiting_number")),
        sa.ForeignKeyConstraint(
            ["user_id", "buyer_number"], ["buyers.user_id", "buyers.buyer_number"], name=op.f("fk_waiting_buyers")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "project_number"],
            ["projects.user_id", "projects.project_number"],
            name=op.f("fk_waiting_projects"),
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "project_number", "raffle_number", "waiting_number", name=op.f("pk_waiting")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_proofs_user_id_file_unique_id"), "proofs", ["user_id", "file_unique_id"])
    _index_where("ix_proofs_waiting", "proofs", ["user_id", "project_number", "proof_number"], "state = 'waiting'")
    _index_where("ix_waiting_due", "waiting", ["offered_until"], "state = 'offered'")
    number = ["user_id", "project_number", "raffle_number"]
    _index_where("uq_waiting_offered", "waiting", number, "state = 'offered'")
    buyer = ["user_id", "buyer_number", "project_number", "raffle_number"]
    _index_where("uq_waiting_buyer", "waiting", buyer, "state IN ('waiting', 'offered')")
    op.add_column("buyers", sa.Column("reminders_off_at", _AT, nullable=True))
    _add_checked("buyers", "erased_at", _moment(), "erased", f"erased_at IS NULL OR ({_UNSEALED})")
    _index_where("ix_buyers_telegram_id", "buyers", ["telegram_id"], "telegram_id IS NOT NULL")
    _index_where("ix_links_share", "links", ["user_id", "project_number"], "state = 'live' AND kind = 'share'")
    _add_checked("orders", "holder_name", "TEXT", "holder_name", "length(holder_name) > 0")
    _add_checked("orders", "check_code", "TEXT", "check_code", "length(check_code) = 26")
    op.add_column("orders", sa.Column("reminders_off_at", _AT, nullable=True))
    _index_where("uq_orders_check_code", "orders", ["check_code"], "check_code IS NOT NULL")
    _add_checked("projects", "most_per_order", "BIGINT", "most_per_order", "most_per_order > 0")
    _add_checked("projects", "most_per_buyer", "BIGINT", "most_per_buyer", "most_per_buyer > 0")
    op.add_column("users", sa.Column("erased_at", _AT, nullable=True))


def downgrade() -> None:
    op.drop_column("users", "erased_at")
    op.drop_column("projects", "most_per_buyer")
    op.drop_column("projects", "most_per_order")
    op.drop_index("uq_orders_check_code", table_name="orders")
    for name in ("reminders_off_at", "check_code", "holder_name"):
        op.drop_column("orders", name)
    op.drop_index("ix_links_share", table_name="links")
    op.drop_index("ix_buyers_telegram_id", table_name="buyers")
    op.drop_column("buyers", "erased_at")
    op.drop_column("buyers", "reminders_off_at")
    for table in ("waiting", "proofs", "files"):
        op.drop_table(table)


def _index_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    unique = name.startswith("uq_")
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _moment() -> str:
    return "TEXT" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"


def _add_checked(table: str, column: str, type_: str, rule: str, condition: str) -> None:
    """A column with its check: both engines add the two in one statement, and neither copies the table."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {type_} CONSTRAINT ck_{table}_{rule} CHECK ({condition})")
