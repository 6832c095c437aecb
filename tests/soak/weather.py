"""What goes wrong on purpose: Telegram errs, hangs and loses answers, updates come twice, and the bot is killed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import text

from db.outbox import list_in_doubt
from db.store import Store
from playground.world.world import World
from tests.people import BotUnderTest
from tests.soak.account import Account
from tests.soak.memory import Memory

SENDS = ("sendMessage", "sendPhoto", "editMessageText", "answerCallbackQuery", "sendDocument")
BETWEEN = (1.0, 4.0)
"""Seconds from one breakdown to the next."""
PASSES = 6.0
"""Seconds after which it is over even where nobody met it: else whoever sends seldom would meet a year's worth."""
CUT_OFF = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL LIMIT 1"
)
"""One who has begun to write: of all here that is the bot alone."""
LOOKS = 100


class Weather:
    def __init__(self, world: World, store: Store, account: Account, chance: Random) -> None:
        self._world = world
        self._store = store
        self._account = account
        self._chance = chance
        self._kinds: dict[str, Callable[[], Awaitable[None] | None]] = {
            "429": lambda: self._arm("flood", self._method(), chat=self._somebody(), retry_after=1),
            "5xx": lambda: self._arm("error", self._method(), code=chance.choice((500, 502, 504)), times=3),
            "slow answer": lambda: self._arm("hang", self._method(), seconds=chance.uniform(0.5, 4), times=2),
            "no connection": lambda: self._arm("drop_before", self._method(), times=2),
            "lost answer": self._lose_an_answer,
            "no JSON": lambda: self._arm("garbage", self._method()),
            "failing poll": lambda: self._arm(chance.choice(("error", "drop_before", "garbage")), "getUpdates"),
            "updates twice": self._deliver_twice,
            "updates in disorder": lambda: self._world.updates.hold(chance.randint(2, 4)),
        }
        if store.shared:
            self._kinds["session cut off"] = self._cut_off

    async def go_on(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(*BETWEEN))
            kind = self._chance.choice(list(self._kinds))
            lasting = self._kinds[kind]()
            if lasting is not None:
                await lasting
            self._account.breakdowns[kind] += 1
            # Whoever waits for company would wait for ever when everybody waits.
            asyncio.get_running_loop().call_later(1, self._world.updates.release)

    def clear_up(self) -> None:
        self._world.faults.armed = []
        self._world.updates.release()

    def _arm(self, does: str, method: str, **more: object) -> None:
        fault = self._world.faults.arm({"does": does, "method": method, **more})
        asyncio.get_running_loop().call_later(PASSES, self._world.faults.disarm, fault.id)

    def _lose_an_answer(self) -> None:
        chat = self._somebody()
        self._account.expect_drop(chat)
        self._world.faults.arm({"does": "drop_after", "method": "sendMessage", "chat": chat})

    async def _cut_off(self) -> None:
        """In the middle of a unit, or at its very end."""
        for _ in range(LOOKS):
            async with self._store.reading() as work:
                if (await work.execute(CUT_OFF)).first() is not None:
                    return

    def _deliver_twice(self) -> None:
        self._world.updates.duplicate += self._chance.randint(1, 5)

    def _method(self) -> str:
        return self._chance.choice(SENDS)

    def _somebody(self) -> int:
        """Of those who came last."""
        people = list(self._world.people)
        return self._chance.choice(people[-60:])


class Killer:
    """Keeps the bot running, kills it at the moments that are given, and looks what it needs meanwhile."""

    def __init__(
        self, bot: BotUnderTest, said: Path, account: Account, memory: Memory, webhook_port: int | None = None
    ) -> None:
        """At that port it listens, unless it polls."""
        self._bot = bot
        self._webhook_port = webhook_port
        self._said = said
        self.account = account
        self._memory = memory

    async def start(self) -> None:
        with self._said.open("ab") as output:
            await self._bot.start(output)
        if self._webhook_port is not None:
            await self._until_it_is_reached(self._webhook_port)

    async def _until_it_is_reached(self, port: int) -> None:
        """That there is a webhook was so before as well."""
        process = self._bot.process
        while process is not None and process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return

    async def go_on(self, kills: Sequence[float], store: Store) -> None:
        """Seconds from the beginning."""
        left = list(kills)
        while True:
            await asyncio.sleep(0.25)
            process = self._bot.process
            if process is None or process.returncode is not None:
                self.account.find("the bot ended by itself")
                await self.start()
            elif left and monotonic() - self.account.began >= left[0]:
                left.pop(0)
                await self._kill(store)
            else:
                self._memory.look(process.pid)

    async def _kill(self, store: Store) -> None:
        await self._bot.kill()
        self.account.kills.append(monotonic())
        async with store.reading() as work:
            self.account.in_doubt += len(await list_in_doubt(work))
        await self.start()
        self.account.restarts.append(monotonic() - self.account.kills[-1])
