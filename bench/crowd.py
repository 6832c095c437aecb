"""A Telegram in this process, and people who write to its bot and wait for the answers."""

import asyncio
import gc
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import cycle
from time import perf_counter

from playground.deeds.saying import say
from playground.jsons import JSON
from playground.server.run import Playground, collect_seldom
from playground.world.world import World

WORDS = "good morning"
"""Nothing that a bot knows: it looks through all it does know, and answers in words without buttons."""

PEOPLE = 200
_PATIENCE_SECONDS = 120.0


class Crowd:
    """Lives in the server's process: what lies between asking and hearing is the server and the bot."""

    def __init__(self, playground: Playground, count: int) -> None:
        self.url, self.token = playground.url, playground.token
        self.latencies: list[float] = []
        self.heard: JSON = {}
        """The message that came last to somebody who had asked."""
        self.words: Callable[[int], str] = lambda person: WORDS
        """What somebody says when it is their turn."""
        self._world = playground.world
        people = [self._world.invent({"first_name": f"Person {number}"})["id"] for number in range(1, count + 1)]
        self.people = people
        self.hear_others: Callable[[int], None] = lambda person: None
        """Told of whoever hears something without having asked."""
        self._next = cycle(people)
        self._asked: defaultdict[int, deque[float]] = defaultdict(deque)
        self._open = 0
        self._all_heard = asyncio.Event()
        self._given_up = ""
        self._world.events.listen(self._notice)

    def invite(self, count: int) -> list[int]:
        """More people, who have met the bot and ask nothing."""
        people = [self._world.invent({"first_name": f"Guest {number}"})["id"] for number in range(1, count + 1)]
        for person in people:
            self._world.chats[person].started = True
        return people

    def ask(self, times: int = 1) -> None:
        """One person after the other, all before anything is answered."""
        self._open += times
        self._all_heard.clear()
        for person in (next(self._next) for _ in range(times)):
            self._asked[person].append(perf_counter())
            say(self._world, person, self._world.chats[person], {"text": self.words(person)})

    async def ask_steadily(self, times: int, a_second: int) -> None:
        """Whether the bot keeps up or not."""
        start = perf_counter()
        for count in range(times):
            await asyncio.sleep(max(0.0, start + count / a_second - perf_counter()))
            self.ask()

    async def all_heard(self, patience: float = _PATIENCE_SECONDS) -> None:
        async with asyncio.timeout(patience):
            await self._all_heard.wait()
        if self._given_up:
            raise RuntimeError(self._given_up)

    def give_up(self, why: str) -> None:
        """Nobody will answer any more."""
        self._given_up = why
        self._all_heard.set()

    def _notice(self, event: JSON) -> None:
        if event["kind"] != "message" or event["message"].get("from", {}).get("id") != self._world.bot.id:
            return
        for person in event["people"]:
            if not self._asked[person]:  # they never asked, or it is an answer once more by a forgetful bot
                self.hear_others(person)
            else:
                self.latencies.append(perf_counter() - self._asked[person].popleft())
                self._open -= 1
                self.heard = event["message"]
        if not self._open:
            self._all_heard.set()


@asynccontextmanager
async def crowd_here(people: int = PEOPLE) -> AsyncIterator[Crowd]:
    """Each bot meets a new world, so that none pays for what another has left."""
    playground = Playground(World(None))
    usual = gc.get_threshold()
    collect_seldom()
    serving = asyncio.create_task(playground.serve())
    await playground.started()
    try:
        yield Crowd(playground, people)
    finally:
        playground.stop()
        await serving
        gc.set_threshold(*usual)
        gc.collect()
