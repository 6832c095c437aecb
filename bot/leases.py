"""What one process at a time does: held while it is renewed, proved within every unit, and given back at the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from time import monotonic

import structlog

from db.leases import LeaseLost, check_lease, hold_lease, release_lease
from db.store import Store
from db.work import Work

LEASE = timedelta(seconds=8)
"""After a process was killed, nobody does its part for so long at most, and a look."""
RENEW_SECONDS = 2.0
LOOK_SECONDS = 1.0

log = structlog.get_logger()


class Lease:
    """On a store that no other process writes to it is always held, and nothing is asked."""

    def __init__(self, store: Store, name: str, holder: str, for_: timedelta = LEASE) -> None:
        self._store = store
        self._name = name
        self._holder = holder
        self._for = for_
        self.shared = store.shared
        self.token: int | None = None if self.shared else 0
        """Another one each time it was taken; none while another process has it."""
        self._believed_until = 0.0
        self._changed = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        if not self.shared:
            return
        place, _, _ = self._holder.partition("/")
        await self._give_back(f"{place}/")  # whoever was in this place before is dead
        while not self._stopping.is_set():
            await self._ask()
            await self._rest(RENEW_SECONDS if self.token is not None else LOOK_SECONDS)
        await self._give_back(self._holder)

    def stop(self) -> None:
        """The next who asks has it at once."""
        self._stopping.set()

    async def taken(self) -> None:
        while self.token is None:
            await self._changed.wait()

    async def lost(self) -> None:
        token = self.token
        while self.token == token:
            await self._changed.wait()

    def fence(self, store: Store) -> Store:
        """The store, as long as nobody else takes the lease: whoever wakes up late writes nothing into it."""
        if self.token is None:
            raise LeaseLost(self._name)
        return FencedStore(store, self._name, self.token) if self.shared else store

    async def _ask(self) -> None:
        asked_at = monotonic()
        try:
            async with self._store.work() as work:
                token = await hold_lease(work, self._name, self._holder, self._for)
                work.keep()
        except Exception:  # the edge of the loop: a store that is away comes back
            log.exception("lease", lease=self._name)
            if asked_at > self._believed_until:
                self._note(None)
        else:
            self._believed_until = asked_at + self._for.total_seconds()
            self._note(token)

    async def _give_back(self, whose: str) -> None:
        try:
            async with self._store.work() as work:
                await release_lease(work, self._name, whose)
                work.keep()
        except Exception:  # it runs out by itself
            log.exception("lease", lease=self._name)

    def _note(self, token: int | None) -> None:
        if token == self.token:
            return
        log.info("lease lost" if token is None else "lease taken", lease=self._name)
        self.token = token
        self._changed.set()
        self._changed = asyncio.Event()

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass


class FencedStore(Store):
    def __init__(self, store: Store, name: str, token: int) -> None:
        self._store = store
        self._name = name
        self._token = token

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self._store.work() as work:
            await check_lease(work, self._name, self._token)
            yield work

    def reading(self) -> AbstractAsyncContextManager[Work]:
        return self._store.reading()

    def glance(self) -> AbstractAsyncContextManager[Work]:
        return self._store.glance()

    async def close(self) -> None:
        await self._store.close()


class Leases:
    """All that one process at a time does, though not the same one all of it."""

    def __init__(self, store: Store, holder: str) -> None:
        self.polling = Lease(store, "polling", holder)
        self.clock = Lease(store, "clock", holder)
        self.courier = Lease(store, "courier", holder)

    async def run(self) -> None:
        await asyncio.gather(self.polling.run(), self.clock.run(), self.courier.run())
