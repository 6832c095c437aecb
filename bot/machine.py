"""What this process knows of itself and of its machine, for those who run it."""

import shutil
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from bot.backup_files import FOLDER, list_backups
from bot.intake import Polling
from bot.version import VERSION


class Condition(NamedTuple):
    version: str
    engine: str
    revision: str
    last_backup_at: datetime | None
    free_bytes: int
    all_bytes: int
    silent_seconds: int
    """Since updates last came in by polling; 0 where nothing is polled."""


class Machine:
    def __init__(self, data_dir: Path, engine: str, revision: str, polling: Polling | None = None) -> None:
        self._data_dir = data_dir
        self._engine = engine
        self._revision = revision
        self._polling = polling

    def look(self) -> Condition:
        backups = list_backups(self._data_dir / FOLDER)
        disk = shutil.disk_usage(self._data_dir)
        well_at = self._polling.well_at if self._polling is not None else None
        silent = 0 if well_at is None else int(monotonic() - well_at)
        last = backups[-1][0] if backups else None
        return Condition(VERSION, self._engine, self._revision, last, disk.free, disk.total, silent)
