"""When to look. What is due stands in rows: nothing depends on this process having been alive at the moment."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.leases import Lease
from bot.looks import do_some, is_any
from db.announcements import forget_texts
from db.dialogs import end_dialog, list_overdue
from db.due import is_order_due, is_reminder_due
from db.errands import Errand, find_due_errand
from db.faults import forget_faults
from db.forgetting import forget_letters, forget_updates
from db.leases import LeaseLost
from db.store import Store
from services.due_errands import carry_out
from services.due_reminders import AT_ONCE, remind_due
from services.expiries import expire_due
from services.imports import forget_left_lying
from services.tasks import forget_sent_files

TIDY_EVERY = timedelta(minutes=1)
LOOK_EVERY = timedelta(seconds=15)
BOARDS_EVERY = timedelta(seconds=2)
"""Whoever buys looks at the board of their group."""
TASKS_EVERY = timedelta(seconds=1)
BACKDROPS_EVERY = timedelta(seconds=2)
DRAWS_EVERY = timedelta(seconds=3)
"""People stand and wait for a draw."""
UPDATES_ARE_KEPT = timedelta(days=3)
"""Telegram repeats nothing that is older than a day; until then an update is known by its row."""

_GIVE_WAY_SECONDS = 0.2
LETTERS_ARE_KEPT = timedelta(days=7)
FAULTS_ARE_KEPT = timedelta(days=30)

log = structlog.get_logger()


Deed = Callable[[Store], Awaitable[None]]


class Look(NamedTuple):
    every: timedelta
    deeds: Mapping[str, Deed]
    """One after the other, by their names; a fault in one holds up no other."""


class Clock:
    def __init__(self, store: Store, lease: Lease, more: Sequence[Look] = ()) -> None:
        """More than what needs nothing of the outside."""
        self._store = store
        self._lease = lease
        self._looks = (*ALWAYS, *more)
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """A look that comes late is a look all the same."""
        for look in self._looks:
            every = int(look.every.total_seconds())
            self._scheduler.add_job(
                self.take, "interval", [look], seconds=every, misfire_grace_time=None, max_instances=1
            )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def take(self, look: Look) -> None:
        for name, deed in look.deeds.items():
            await self._try(name, deed)

    async def _try(self, name: str, deed: Deed) -> None:
        try:
            await deed(self._lease.fence(self._store))
        except LeaseLost:
            log.debug("another process has the clock")
        except Exception:  # the edge of the loop: the next look finds what this one left
            log.exception(name)


async def expire_all(store: Store) -> None:
    """A few at a time, so that whoever writes meanwhile waits for few."""
    while await is_any(store, is_order_due) and await do_some(store, expire_due):
        pass


async def remind_all_due(store: Store) -> None:
    """No faster than they could leave: whoever acts meanwhile comes in between."""
    while await is_any(store, is_reminder_due) and (done := await do_some(store, remind_due)):
        if done >= AT_ONCE:
            await asyncio.sleep(_GIVE_WAY_SECONDS)


async def carry_out_all(store: Store) -> None:
    """Each in a unit of its own, so that a fault in one holds up no other."""
    errand: Errand | None = None
    while (errand := await _next_errand(store, errand)) is not None:
        try:
            async with store.work() as work:
                await carry_out(work, errand)
                work.keep()
        except LeaseLost:
            raise
        except Exception:  # the edge of the loop: the next look finds it again
            log.exception("errand", kind=errand.kind)


async def _next_errand(store: Store, after: Errand | None) -> Errand | None:
    async with store.reading() as work:
        return await find_due_errand(work, after)


async def tidy(store: Store) -> None:
    """Old updates, letters and files are forgotten, and questions that nobody answered in time are closed."""
    for forget, age in ((forget_updates, UPDATES_ARE_KEPT), (forget_letters, LETTERS_ARE_KEPT)):
        after: int | None = 0
        while after is not None:
            async with store.work() as work:
                after = await forget(work, age, after)
                work.keep()
    async with store.work() as work:
        for dialog in await list_overdue(work):
            await end_dialog(work, dialog.chat_id, dialog.user_id)
        await forget_sent_files(work)
        await forget_left_lying(work)
        await forget_texts(work, LETTERS_ARE_KEPT)
        await forget_faults(work, FAULTS_ARE_KEPT)
        work.keep()


ALWAYS = (
    Look(TIDY_EVERY, {"tidy": tidy}),
    Look(LOOK_EVERY, {"expire": expire_all, "remind": remind_all_due, "errands": carry_out_all}),
)
