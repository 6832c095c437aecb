"""What operators see and bound: faults, alerts, and organizers who are barred.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bars",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_bars_users")),
        sa.CheckConstraint("kind IN ('everything', 'announcements')", name=op.f("ck_bars_kind")),
        sa.PrimaryKeyConstraint("user_id", "kind", name=op.f("pk_bars")),
    )
    op.create_table(
        "faults",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_faults_times")),
        sa.PrimaryKeyConstraint("kind", "fault", name=op.f("pk_faults")),
    )
    op.create_table(
        "alerts",
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("cause", name=op.f("pk_alerts")),
    )
    aside = sa.text("state = 'quarantined'")
    op.create_index("ix_inbox_quarantined", "inbox", ["inbox_number"], sqlite_where=aside, postgresql_where=aside)


def downgrade() -> None:
    op.drop_index("ix_inbox_quarantined", table_name="inbox")
    for table in ("alerts", "faults", "bars"):
        op.drop_table(table)
