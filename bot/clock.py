"""When to look. What is due stands in rows: nothing depends on this process having been alive at the moment."""

from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.leases import Lease
from db.dialogs import end_dialog, list_overdue
from db.forgetting import forget_letters, forget_updates
from db.leases import LeaseLost
from db.store import Store

TIDY_EVERY = timedelta(minutes=1)
UPDATES_ARE_KEPT = timedelta(days=3)
"""Telegram repeats nothing that is older than a day; until then an update is known by its row."""

LETTERS_ARE_KEPT = timedelta(days=7)

log = structlog.get_logger()


class Clock:
    def __init__(self, store: Store, lease: Lease) -> None:
        self._store = store
        self._lease = lease
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """A look that comes late is a look all the same."""
        every = int(TIDY_EVERY.total_seconds())
        self._scheduler.add_job(self._tidy, "interval", seconds=every, misfire_grace_time=None, max_instances=1)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tidy(self) -> None:
        try:
            await tidy(self._lease.fence(self._store))
        except LeaseLost:
            log.debug("another process has the clock")
        except Exception:  # the edge of the loop: the next look finds what this one left
            log.exception("tidy")


async def tidy(store: Store) -> None:
    """Old updates and letters are forgotten, and questions that nobody answered in time are closed."""
    for forget, age in ((forget_updates, UPDATES_ARE_KEPT), (forget_letters, LETTERS_ARE_KEPT)):
        after: int | None = 0
        while after is not None:
            async with store.work() as work:
                after = await forget(work, age, after)
                work.keep()
    async with store.work() as work:
        for dialog in await list_overdue(work):
            await end_dialog(work, dialog.chat_id, dialog.user_id)
        work.keep()
