"""A backup every night by itself, made by a process of its own: whoever is served here does not wait for it."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import structlog

from bot.backup_files import list_backups
from db.data_keys import find_first_start
from db.store import Store
from services.operators import tell_of_failed_backup

AT = time(3, tzinfo=UTC)
TRY_AGAIN = timedelta(hours=1)

Make = Callable[[Path], Awaitable[str | None]]
"""Why it could not be made, if it could not."""

log = structlog.get_logger()


class Nightly:
    """That one was made stands in the folder itself: who was away at night makes it up at the next look."""

    def __init__(self, folder: Path, operators: Iterable[int], make: Make) -> None:
        self._folder = folder
        self._operators = tuple(operators)
        self._make = make
        self._not_before = datetime.min.replace(tzinfo=UTC)

    async def look(self, store: Store) -> None:
        async with store.reading() as work:
            now, newest = work.now, self._newest() or await find_first_start(work)
        if newest is None or newest >= _last_night(now) or now < self._not_before:
            return
        self._not_before = now + TRY_AGAIN
        why = await self._make(self._folder)
        if why is None:
            # However its process dates it.
            self._not_before = _last_night(now) + timedelta(days=1)
            log.info("backup made")
            return
        log.error("backup failed", why=why)
        async with store.work() as work:
            await tell_of_failed_backup(work, self._operators, why, newest)
            work.keep()

    def _newest(self) -> datetime | None:
        backups = list_backups(self._folder)
        return backups[-1][0] if backups else None


def _last_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.astimezone(UTC).date(), AT)
    return tonight if tonight <= now else tonight - timedelta(days=1)


async def make_apart(folder: Path) -> str | None:
    """With the settings that this process was started with."""
    command = (sys.executable, "-m", "bot", "backup", str(folder))
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)
    try:
        _, told = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        raise
    if process.returncode == 0:
        return None
    return told.decode("utf-8", "replace").strip().rpartition("\n")[2] or f"it ended with {process.returncode}"
