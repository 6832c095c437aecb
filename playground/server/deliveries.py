"""Updates delivered to the webhook: in order inside a queue, resent with growing delay, queues side by side."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable

from playground.errors import ApiError
from playground.jsons import JSON
from playground.parameters import name_of
from playground.server.outgoing import Broken, Connection
from playground.world.updates import Waiting
from playground.world.world import World

LONGEST_DELAY = 60.0

Call = Callable[[str, JSON], Awaitable[bytes]]


class Deliveries:
    def __init__(self, world: World, call: Call, first_delay: float = 1.0) -> None:
        self._world = world
        self._call = call
        self._first_delay = first_delay
        self._lanes: dict[int, deque[tuple[int, Waiting]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle: list[Connection] = []
        self._slots = asyncio.Semaphore(40)
        world.webhook_changed = self.begin

    def begin(self) -> None:
        """Starts over with the webhook as it is now."""
        self.stop()
        hook = self._world.bot.webhook
        if not hook:
            return
        self._slots = asyncio.Semaphore(hook["max_connections"])
        self._world.webhook_fault = {}
        for place, waiting in self._world.updates.waiting():
            self.take(place, waiting)
        self._world.updates.arrived = self.take

    def stop(self) -> None:
        self._world.updates.arrived = None
        for task in self._tasks:
            task.cancel()
        for connection in self._idle:
            connection.close()
        self._lanes, self._tasks, self._idle = {}, set(), []

    def take(self, place: int, waiting: Waiting) -> None:
        lane = self._lanes.get(waiting.lane)
        if lane is not None:
            lane.append((place, waiting))
            return
        lane = self._lanes[waiting.lane] = deque([(place, waiting)])
        task = asyncio.get_running_loop().create_task(self._deliver(waiting.lane, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, key: int, lane: deque[tuple[int, Waiting]]) -> None:
        delay = 0.0
        while lane:
            place, waiting = lane[0]
            gone = waiting.expires_at <= self._world.clock.now() or await self._post(waiting)
            if self._lanes.get(key) is not lane:
                return  # it was begun over meanwhile, and being cancelled came too late to be felt
            if gone:
                lane.popleft()
                self._world.updates.done(place)
                delay = 0.0
            else:
                delay = min(max(self._first_delay, delay * 2), LONGEST_DELAY)
                await asyncio.sleep(delay)
        del self._lanes[key]

    async def _post(self, waiting: Waiting) -> bool:
        async with self._slots:
            hook = self._world.bot.webhook
            connection = self._idle.pop() if self._idle else Connection(hook["url"], hook["secret"])
            try:
                status, reason, body = await connection.post(waiting.body)
            except Broken as broken:
                return self._failed(str(broken))
            self._idle.append(connection)
            if not 200 <= status < 300:
                return self._failed(f"Wrong response from the webhook: {status} {reason}")
        await self._obey(body)
        return True

    def _failed(self, why: str) -> bool:
        self._world.webhook_fault = {"last_error_date": self._world.clock.seconds(), "last_error_message": why}
        return False

    async def _obey(self, body: bytes) -> None:
        """The answer may carry one call; what becomes of it nobody learns."""
        try:
            wish = json.loads(body)
            method = name_of(str(wish.pop("method")))
            if method is not None:
                await self._call(method, wish)
        except (ValueError, KeyError, AttributeError, TypeError, ApiError):
            return
