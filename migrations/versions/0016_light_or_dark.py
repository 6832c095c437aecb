"""How the pictures of a project look.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("projects", sa.Column("dark", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """All are light again."""
    op.drop_column("projects", "dark")
