"""Brings a database to a revision, all of the steps or none; two who start at once do it one after the other."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, Connection, make_url, text

from db import postgres
from db.revisions import ForeignKeysBroken, head_revision, insist_on_standing
from db.sqlite_files import reaching, sqlite_engine
from db.steps import downwards, upwards

_Step = Callable[[Connection], None]

_ONE_AT_A_TIME = 7_214_530_001
"""The number of PostgreSQL's advisory lock that migrations hold."""


async def migrate(url: str | URL, revision: str = "head", *, pgbouncer: bool = False) -> None:
    """Upwards."""

    def step(connection: Connection) -> None:
        # Of several who start at once the first takes the steps.
        if insist_on_standing(connection) != head_revision() or revision != "head":
            upwards(connection, revision)

    await _on_connection(url, step, pgbouncer=pgbouncer)


async def migrate_down(url: str | URL, revision: str) -> None:
    def step(connection: Connection) -> None:
        insist_on_standing(connection)
        downwards(connection, revision)

    await _on_connection(url, step)


async def _on_connection(url: str | URL, step: _Step, *, pgbouncer: bool = False) -> None:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _on_sqlite(address, step)
        return
    engine = await postgres.reach(address, pgbouncer=pgbouncer)
    try:
        with postgres.reaching():
            async with engine.begin() as connection:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
                await connection.run_sync(step)
    finally:
        await engine.dispose()


def _on_sqlite(address: URL, step: _Step) -> None:
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
            step(connection)
            _insist_on_parents(connection)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def _insist_on_parents(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise ForeignKeysBroken
