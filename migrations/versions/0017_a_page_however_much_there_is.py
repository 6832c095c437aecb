"""A page of numbers, refunds, reminders or nameless buyers is found however many there are.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ALIKE = ("user_id", "project_number", "state", "payment_method")
_HELD = "order_number IS NOT NULL"
_INDEXES = (
    ("ix_raffles_alike", "raffles", (*_ALIKE, "raffle_number"), _HELD),
    ("ix_raffles_changed", "raffles", (*_ALIKE, "updated_at", "raffle_number"), _HELD),
    (
        "ix_orders_to_refund",
        "orders",
        ("user_id", "project_number", "order_number"),
        "paid > 0 AND state IN ('cancelled', 'expired')",
    ),
    ("ix_reminders_coming", "reminders", ("user_id", "project_number", "due_at"), "state = 'planned'"),
)
_NAMELESS = {"sqlite": "name_key NOT GLOB '*[a-z]*'", "postgresql": "name_key !~ '[a-z]'"}


_BLOCKS = ("user_id", "project_number", "set_number", "block_number", "taken")


def upgrade() -> None:
    nameless = _NAMELESS[op.get_bind().dialect.name]
    op.create_index("ix_blocks_taken", "blocks", list(_BLOCKS))
    for name, table, columns, where in (
        *_INDEXES,
        ("ix_buyers_nameless", "buyers", ("user_id", "buyer_number"), nameless),
    ):
        op.create_index(name, table, list(columns), sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_index("ix_buyers_nameless", "buyers")
    op.drop_index("ix_blocks_taken", "blocks")
    for name, table, *_ in reversed(_INDEXES):
        op.drop_index(name, table)
