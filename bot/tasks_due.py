"""Tasks are done: each by the runner of its kind, beside everything else, and again from its row after a kill."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog

from bot.texts.refusals import refused
from bot.texts.say import say_in
from bot.wording import answering, message
from db.leases import LeaseLost
from db.outbox import BEHIND, Posted, post_letters
from db.store import Store
from db.tasks import Task, list_under_way
from rules.keys import TaskKey
from rules.refusals import Refusal
from rules.tasks import TaskKind, TaskStopped
from services.operators import tell_of_failed_task
from services.organizers import find_organizer
from services.tasks import end_task, fail_task, note_progress, start_task

STARTS = 20
"""A task that is started so often without an end, for the process ends each time, is given up too."""
AT_ONCE = 2
"""Of one kind: each may hold a reading unit open, and there are few of these."""
AT_ONCE_OF: Mapping[str, int] = {TaskKind.ANNOUNCEMENT: 50}
"""Announcements hold nothing open: most of the time each waits for Telegram."""
EVERY_SECONDS, EVERY_SECONDS_IN_GROUPS = 2.0, 6.0
"""Telegram lets a bot say so much more to a person than to a group."""
_PAUSES = (1.0, 5.0)
"""Before each time that it is tried again after a fault; then it is given up."""

log = structlog.get_logger()


class Progress:
    """Told of often, it writes seldom; it raises TaskStopped when the task is over meanwhile."""

    def __init__(self, store: Store, task: Task, every: float | None = None) -> None:
        self._store = store
        self._key = task.key
        usual = EVERY_SECONDS if task.chat_id > 0 else EVERY_SECONDS_IN_GROUPS
        self._every = usual if every is None else every
        self._next = 0.0

    async def __call__(self, done: int, total: int) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._next:
            return
        self._next = now + self._every
        async with self._store.work() as work:
            await note_progress(work, self._key, done, total)
            work.keep()


Runner = Callable[[Store, Task, Progress], Awaitable[None]]
"""Does all of it and ends it by `end_task`, in units of its own; started again it does nothing twice."""


class TasksDue:
    """The runners are handed in; each task has at most one of them here, and its row says what is to be done."""

    def __init__(
        self,
        runners: Mapping[str, Runner],
        operators: Sequence[int] = (),
        pauses: Sequence[float] = _PAUSES,
        every: float | None = None,
    ) -> None:
        self._runners = runners
        self._operators = operators
        self._pauses = pauses
        self._every = every
        self._running: dict[TaskKey, asyncio.Task[None]] = {}

    async def look(self, store: Store) -> None:
        """Begins with those whose turn it is, and waits for none of them."""
        async with store.reading() as work:
            due = await list_under_way(work)
        at_work = Counter(task.kind for task in due if task.key in self._running)
        for task in due:
            most = AT_ONCE_OF.get(task.kind, AT_ONCE)
            is_its_turn = task.key not in self._running and at_work[task.kind] < most
            if is_its_turn and task.kind in self._runners:
                at_work[task.kind] += 1
                self._running[task.key] = asyncio.create_task(self._run(store, task.key))

    async def settled(self) -> None:
        while self._running:
            await asyncio.wait(set(self._running.values()))

    async def stop(self) -> None:
        """They go on where they are run next."""
        for running in self._running.values():
            running.cancel()
        await self.settled()

    async def _run(self, store: Store, key: TaskKey) -> None:
        try:
            fault = await self._attempt(store, key)
            for pause in self._pauses:
                if fault is not None:
                    await asyncio.sleep(pause)
                    fault = await self._attempt(store, key)
            if fault is not None:
                await self._give_up(store, key, fault)
        except LeaseLost:
            log.debug("another process has the clock")
        except Exception:  # the edge of the loop: the next look finds it again
            log.exception("task", user=key.user_id, task=key.task_number)
        finally:
            del self._running[key]

    async def _attempt(self, store: Store, key: TaskKey) -> str | None:
        """The name of the fault by which it came to nothing, if there was one."""
        async with store.work() as work:
            task = await start_task(work, key)
            work.keep()
        if task is None:
            return None
        if task.attempts > STARTS:
            await self._give_up(store, key, "it never came to its end")
            return None
        try:
            await self._runners[task.kind](store, task, Progress(store, task, self._every))
            await _see_that_it_ended(store, key)
        except TaskStopped:
            log.info("task stopped", user=key.user_id, task=key.task_number, kind=task.kind)
        except LeaseLost:
            raise
        except Refusal as refusal:
            await _refuse(store, task, refusal)
        except Exception as fault:
            log.exception("task", user=key.user_id, task=key.task_number, kind=task.kind)
            return type(fault).__name__
        return None

    async def _give_up(self, store: Store, key: TaskKey, fault: str) -> None:
        async with store.work() as work:
            task = await fail_task(work, key)
            if task is not None:
                await tell_of_failed_task(work, self._operators, key, task.kind, fault)
            work.keep()


async def _see_that_it_ended(store: Store, key: TaskKey) -> None:
    """By its own last unit; one that did not would be run for ever."""
    async with store.work() as work:
        try:
            await end_task(work, key)
        except TaskStopped:
            return
        work.keep()
    log.warning("task not ended", user=key.user_id, task=key.task_number)


async def _refuse(store: Store, task: Task, refusal: Refusal) -> None:
    """Its message says that nothing came of it, and the next one why."""
    async with store.work() as work:
        if await fail_task(work, task.key, {"refused": type(refusal).__name__}) is None:
            return
        organizer = await find_organizer(work, task.user_id)
        words = refused(say_in(organizer.language, organizer.zone), refusal)
        call = answering({} if task.answers is None else {"answers": task.answers}, message(words))
        payload = json.dumps({**call.parameters, "chat_id": str(task.chat_id)}, ensure_ascii=False)
        once = f"task/{task.user_id}/{task.task_number}/refused"
        await post_letters(work, [Posted(once, task.chat_id, BEHIND, call.method, payload)])
        work.keep()
