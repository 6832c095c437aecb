"""A gate through which many go together, and whoever must be undisturbed goes alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    def __init__(self) -> None:
        self._gate = asyncio.Condition()
        self._together = 0
        self._alone = False

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        async with self._gate:
            await self._gate.wait_for(lambda: not self._alone)
            self._together += 1
        try:
            yield
        finally:
            async with self._gate:
                self._together -= 1
                self._gate.notify_all()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Once nobody is under way any more; until the end nobody sets out."""
        async with self._gate:
            await self._gate.wait_for(lambda: not self._alone)
            self._alone = True
            await self._gate.wait_for(lambda: not self._together)
        try:
            yield
        finally:
            async with self._gate:
                self._alone = False
                self._gate.notify_all()
