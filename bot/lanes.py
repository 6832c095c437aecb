"""Whose turn it is: every lane with something to do comes round once before any comes round again."""

import asyncio
from collections import deque


class Lanes:
    """A lane is served by one at a time. What arrives for it meanwhile brings it round again."""

    def __init__(self) -> None:
        self._ready: deque[int] = deque()
        self._waiting: set[int] = set()
        self._served: dict[int, bool] = {}
        """Those being served, and whether something arrived for them since."""
        self._arrived = asyncio.Condition()
        self._closed = False

    async def wake(self, *lanes: int) -> None:
        async with self._arrived:
            for lane in lanes:
                if lane in self._served:
                    self._served[lane] = True
                elif lane not in self._waiting:
                    self._waiting.add(lane)
                    self._ready.append(lane)
                    self._arrived.notify()

    async def next(self) -> int | None:
        """None when there will be no more."""
        async with self._arrived:
            while not self._ready and not self._closed:
                await self._arrived.wait()
            if self._closed:
                return None
            lane = self._ready.popleft()
            self._waiting.discard(lane)
            self._served[lane] = False
            return lane

    async def close(self) -> None:
        async with self._arrived:
            self._closed = True
            self._arrived.notify_all()

    async def leave(self, lane: int, *, again: bool) -> None:
        arrived = self._served.pop(lane)
        if again or arrived:
            await self.wake(lane)
