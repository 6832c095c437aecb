"""The steps from revision to revision, as Alembic takes them: nobody loads it who has none to take."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

_STEPS = Path(__file__).parent.parent / "migrations"


def upwards(connection: Connection, revision: str) -> None:
    command.upgrade(_config_for(connection), revision)


def downwards(connection: Connection, revision: str) -> None:
    command.downgrade(_config_for(connection), revision)


@contextmanager
def climbed(revision: str) -> Iterator[Connection]:
    """To an empty database of that revision, which is gone afterwards."""
    with create_engine("sqlite://").begin() as scratch:
        upwards(scratch, revision)
        yield scratch


def _config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    config.attributes["connection"] = connection
    return config
