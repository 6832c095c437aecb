"""When to look. What is due stands in rows: nothing depends on this process having been alive at the moment."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.leases import Lease
from db.dialogs import end_dialog, list_overdue
from db.due import is_order_due, is_reminder_due
from db.forgetting import forget_letters, forget_updates
from db.leases import LeaseLost
from db.store import Store
from db.work import Work
from services.due_reminders import remind_due
from services.expiries import expire_due

TIDY_EVERY = timedelta(minutes=1)
LOOK_EVERY = timedelta(seconds=15)
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
        often = int(LOOK_EVERY.total_seconds())
        self._scheduler.add_job(self._look, "interval", seconds=often, misfire_grace_time=None, max_instances=1)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tidy(self) -> None:
        await self._try("tidy", tidy)

    async def _look(self) -> None:
        await self._try("expire", expire_all)
        await self._try("remind", remind_all_due)

    async def _try(self, name: str, deed: Callable[[Store], Awaitable[None]]) -> None:
        try:
            await deed(self._lease.fence(self._store))
        except LeaseLost:
            log.debug("another process has the clock")
        except Exception:  # the edge of the loop: the next look finds what this one left
            log.exception(name)


async def expire_all(store: Store) -> None:
    """A few at a time, so that whoever writes meanwhile waits for few."""
    while await _is_any(store, is_order_due) and await _some(store, expire_due):
        pass


async def remind_all_due(store: Store) -> None:
    while await _is_any(store, is_reminder_due) and await _some(store, remind_due):
        pass


async def _is_any(store: Store, look: Callable[[Work], Awaitable[bool]]) -> bool:
    """Nothing is written where there is nothing to do."""
    async with store.reading() as work:
        return await look(work)


async def _some(store: Store, deed: Callable[[Work], Awaitable[int]]) -> int:
    async with store.work() as work:
        done = await deed(work)
        work.keep()
    return done


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
