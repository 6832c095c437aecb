"""Letters held back after a restore.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BEFORE = "state IN ('waiting', 'sending', 'sent', 'dropped')"
_AFTER = "state IN ('waiting', 'sending', 'sent', 'dropped', 'held')"


def upgrade() -> None:
    _change_states(_BEFORE, _AFTER)


def downgrade() -> None:
    """What is held back was not to leave, and nothing before this knows how to hold it."""
    op.execute("UPDATE outbox SET state = 'dropped' WHERE state = 'held'")
    _change_states(_AFTER, _BEFORE)


def _change_states(before: str, after: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_outbox(before, after)
        return
    op.drop_constraint(op.f("ck_outbox_state"), "outbox", type_="check")
    op.create_check_constraint(op.f("ck_outbox_state"), "outbox", after)


def _rebuild_outbox(before: str, after: str) -> None:
    """From its own words: a check that came with its column goes with it again when that is taken away."""
    look = sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'outbox' AND sql IS NOT NULL")
    found = [tuple(row) for row in op.get_bind().execute(look)]
    (table,) = [sql for kind, sql in found if kind == "table"]
    op.execute("ALTER TABLE outbox RENAME TO outbox_before")
    op.execute(table.replace(before, after))
    op.execute("INSERT INTO outbox SELECT * FROM outbox_before")
    op.execute("DROP TABLE outbox_before")
    for sql in (sql for kind, sql in found if kind == "index"):
        op.execute(sql)
