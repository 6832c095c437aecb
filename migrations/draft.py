"""Writes the next revision from what the tables say and the revisions do not yet (give it a message)."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

FOLDER = Path(__file__).parent


def draft(message: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with create_engine("sqlite://").connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        written = len(list((FOLDER / "versions").glob("[0-9]*.py")))
        command.revision(config, message, autogenerate=True, rev_id=f"{written + 1:04}")


if __name__ == "__main__":
    draft(sys.argv[1])
