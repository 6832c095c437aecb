"""Brings a database to a revision, all of the steps or none; two who start at once do it one after the other."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, make_url, text

from db import postgres
from db.revisions import config_for, head_revision, insist_on_standing
from db.sqlite_files import reaching, sqlite_engine

_ONE_AT_A_TIME = 7_214_530_001
"""The number of PostgreSQL's advisory lock that migrations hold."""
_STANDING = "standing"


class ForeignKeysBroken(Exception):
    """A migration would leave rows whose parents are gone; nothing was changed."""


async def migrate(url: str | URL, revision: str = "head", *, pgbouncer: bool = False) -> None:
    """Upwards."""

    def upwards(config: Config) -> None:
        # Most who start are there already: the steps need not even be read.
        if revision != "head" or config.attributes[_STANDING] != head_revision():
            command.upgrade(config, revision)

    await _on_connection(url, upwards, pgbouncer=pgbouncer)


async def migrate_down(url: str | URL, revision: str) -> None:
    await _on_connection(url, lambda config: command.downgrade(config, revision))


async def _on_connection(url: str | URL, step: Callable[[Config], None], *, pgbouncer: bool = False) -> None:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _on_sqlite(address, step)
        return
    engine = await postgres.reach(address, pgbouncer=pgbouncer)
    try:
        with postgres.reaching():
            async with engine.begin() as connection:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
                await connection.run_sync(lambda sync: _take(step, sync))
    finally:
        await engine.dispose()


def _on_sqlite(address: URL, step: Callable[[Config], None]) -> None:
    """Foreign keys are off meanwhile: rebuilding a parent table with them on would empty its children."""
    engine = sqlite_engine(address, "rwc")
    with reaching():
        Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
        connection = engine.connect()
    with connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        with reaching():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            _take(step, connection)
            _insist_on_parents(connection)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def _take(step: Callable[[Config], None], connection: Connection) -> None:
    config = config_for(connection)
    config.attributes[_STANDING] = insist_on_standing(connection)
    step(config)


def _insist_on_parents(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise ForeignKeysBroken
