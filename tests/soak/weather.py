"""What goes wrong on purpose: Telegram errs, hangs and loses answers, updates come twice, and the bot is killed."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import monotonic

from db.outbox import list_in_doubt
from db.store import Store
from playground.world.world import World
from tests.people import BotUnderTest
from tests.soak.account import Account
from tests.soak.memory import Memory

SENDS = ("sendMessage", "sendPhoto", "editMessageText", "answerCallbackQuery", "sendDocument")
BETWEEN = (1.0, 4.0)
"""Seconds from one breakdown to the next."""


class Weather:
    def __init__(self, world: World, account: Account, chance: Random) -> None:
        self._world = world
        self._account = account
        self._chance = chance
        self._kinds: dict[str, Callable[[], None]] = {
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

    async def go_on(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(*BETWEEN))
            kind = self._chance.choice(list(self._kinds))
            self._kinds[kind]()
            self._account.breakdowns[kind] += 1
            # Whoever waits for company would wait for ever when everybody waits.
            asyncio.get_running_loop().call_later(1, self._world.updates.release)

    def clear_up(self) -> None:
        self._world.faults.armed = []
        self._world.updates.release()

    def _arm(self, does: str, method: str, **more: object) -> None:
        self._world.faults.arm({"does": does, "method": method, **more})

    def _lose_an_answer(self) -> None:
        chat = self._somebody()
        self._account.expect_drop(chat)
        self._arm("drop_after", "sendMessage", chat=chat)

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

    def __init__(self, bot: BotUnderTest, said: Path, account: Account, memory: Memory) -> None:
        self._bot = bot
        self._said = said
        self.account = account
        self._memory = memory

    async def start(self) -> None:
        with self._said.open("ab") as output:
            await self._bot.start(output)

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
