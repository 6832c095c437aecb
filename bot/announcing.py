"""How an announcement goes on: its letters are posted no faster than they leave, so that stopping it stops it."""

import asyncio

from bot.tasks_due import Progress
from db.store import Store
from db.tasks import Task
from rules.keys import TaskKey
from services.announcing import count_left, post_some
from services.tasks import end_task

AHEAD = 100
"""So many letters may wait while more are posted: enough for Telegram's limits, and few to be taken back."""
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 600.0
"""What has not left by then is not waited for any more: it leaves when Telegram takes it."""


async def announce(
    store: Store, task: Task, progress: Progress, every: float = LOOK_SECONDS, patience: float = PATIENCE_SECONDS
) -> None:
    """After a kill it goes on behind the last letter that was posted."""
    clock, is_all_posted = asyncio.get_running_loop().time, False
    seen, since = -1, clock()
    while True:
        async with store.reading() as work:
            left = await count_left(work, task.key)
        if left.done != seen:
            seen, since = left.done, clock()
        if not is_all_posted and left.on_their_way <= AHEAD:
            is_all_posted = not await _post_some(store, task.key)
        elif is_all_posted and (not left.on_their_way or clock() - since > patience):
            break
        else:
            await progress(left.done, left.people)
            await asyncio.sleep(every)
    async with store.work() as work:
        await end_task(work, task.key)
        work.keep()


async def _post_some(store: Store, key: TaskKey) -> int:
    async with store.work() as work:
        posted = await post_some(work, key)
        work.keep()
    return posted
