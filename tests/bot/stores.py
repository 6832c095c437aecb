"""A store that tests can make fail, or wait."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from db.store import Store
from db.work import Work


class MoodyStore(Store):
    def __init__(self, store: Store) -> None:
        self._store = store
        self.failures = 0
        """How many of the next units find no room on the disk."""
        self.unheard = 0
        """How many of the next are kept, and nobody learns it: the connection goes at their very end."""
        self.units = 0
        self.before: Callable[[], Awaitable[object]] | None = None

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        self.units += 1
        if self.before is not None:
            await self.before()
        if self.failures > 0:
            self.failures -= 1
            raise OSError("no space left on device")
        async with self._store.work() as work:
            yield work
        if self.unheard > 0:
            self.unheard -= 1
            raise ConnectionError("the connection is gone")

    def reading(self) -> AbstractAsyncContextManager[Work]:
        return self._store.reading()

    def glance(self) -> AbstractAsyncContextManager[Work]:
        return self._store.glance()

    async def close(self) -> None:
        await self._store.close()
