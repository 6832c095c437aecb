"""Runs the revisions on a connection that is handed in, or on a scratch database when a revision is being written."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine, make_url

from db.every_table import Base
from db.types import Sealed, UtcTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """A revision names plain types: it must read the same when our own types have moved on."""
    if kind == "type" and isinstance(item, UtcTime):
        return 'sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")'
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"
    return False


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True, render_item=render_item)
    with context.begin_transaction():
        context.run_migrations()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    run(handed_in)
else:
    with create_engine(make_url(context.config.get_main_option("sqlalchemy.url") or "sqlite://")).begin() as scratch:
        run(scratch)
