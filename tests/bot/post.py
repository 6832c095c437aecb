"""A courier that tests hand letters to."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

from sqlalchemy import select

from bot.courier import Courier
from bot.leases import Lease
from bot.limits import Limits
from bot.notices import WORDINGS, Notices
from bot.transport import Transport
from bot.wording import Wording
from db.machinery_tables import Outbox
from db.outbox import ANSWER, Keys, Letter, Posted, list_due, post_letters, post_notice
from tests.bot.stores import MoodyStore
from tests.cast import Clock


class Post:
    def __init__(self, store: MoodyStore, clock: Clock, transport: Transport, url: str) -> None:
        self.store = store
        self.clock = clock
        self.wordings: dict[str, Wording] = dict(WORDINGS)
        limits, notices = Limits(enforced=False), Notices(self.wordings, "en", lambda: "raffles_bot")
        self.courier = Courier(store, transport, url, limits, Random(1), notices, Lease(store, "courier", "alone"))
        self._posted = 0

    async def post(self, *letters: tuple[int, str], priority: int = ANSWER, after: timedelta = timedelta(0)) -> None:
        calls = (("sendMessage", {"chat_id": str(chat), "text": text}) for chat, text in letters)
        await self.post_calls(*calls, priority=priority, after=after)

    async def post_calls(
        self, *calls: tuple[str, dict[str, str]], priority: int = ANSWER, after: timedelta = timedelta(0)
    ) -> None:
        posted = []
        for method, parameters in calls:
            self._posted += 1
            payload = json.dumps(parameters, ensure_ascii=False)
            posted.append(Posted(f"test/{self._posted}", int(parameters["chat_id"]), priority, method, payload))
        async with self.store.work() as work:
            await post_letters(work, posted, work.now + after)
            work.keep()
        self.courier.posted.set()

    def again(self) -> "Post":
        """After a restart."""
        return Post(self.store, self.clock, self.courier._transport, self.courier._bot_url)

    async def notify(self, chat: int, about: str, keys: Keys, priority: int = ANSWER) -> None:
        self._posted += 1
        async with self.store.work() as work:
            await post_notice(work, about, chat, keys, priority, f"test/{self._posted}")
            work.keep()
        self.courier.posted.set()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.courier.run())
        try:
            yield
        finally:
            self.courier.stop()
            await asyncio.wait([running])

    async def letters(self) -> list[Letter]:
        """The first that waits in each chat."""
        async with self.store.reading() as work:
            return await list_due(work, 1000)

    async def states(self) -> list[str]:
        async with self.store.reading() as work:
            return [state for (state,) in await work.execute(select(Outbox.state).order_by(Outbox.letter_number))]

    async def settled(self, *, moving: float = 0.0) -> list[str]:
        """Until nothing waits; the store's clock goes on while it does."""
        async with asyncio.timeout(15):
            while set(await self.states()) & {"waiting", "sending"}:
                self.clock.pass_(timedelta(seconds=moving))
                self.courier.posted.set()
                await asyncio.sleep(0.02)
        return await self.states()
