"""The letters leave: in each chat's order, answers first, as fast as Telegram allows, and none is ever forgotten."""

import asyncio
import json
from collections.abc import Coroutine
from datetime import timedelta
from random import Random
from time import monotonic
from typing import Any

import structlog
from telegram.error import NetworkError

from bot.limits import Limits
from bot.rewording import afresh, plain, split
from bot.telegram_answers import Answer, Verdict, judge
from bot.transport import AiohttpRequest
from db.outbox import (
    Letter,
    Posted,
    claim_letters,
    follow_migration,
    list_due,
    list_in_doubt,
    mark_dropped,
    mark_sent,
    post_letters,
    put_off_letter,
    reword_letter,
)
from db.store import Store

IN_FLIGHT = 64
_LOOK_AHEAD = 500
_IDLE_SECONDS = 1.0
_SEND_SECONDS = 30.0
_LONGEST_PAUSE = 300.0

log = structlog.get_logger()


class TokenRefused(Exception):
    """Telegram does not know the token any more."""


class Courier:
    def __init__(self, store: Store, transport: AiohttpRequest, bot_url: str, limits: Limits, chance: Random) -> None:
        self._store = store
        self._transport = transport
        self._bot_url = bot_url
        self._limits = limits
        self._chance = chance
        self._chats: set[int] = set()
        """Those with a letter on its way: the next one waits for it."""
        self._sending: set[asyncio.Task[None]] = set()
        self.posted = asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        await self._resume()
        while not self._stopping:
            self.posted.clear()
            pause = await self._send_what_may_go()
            await self._rest(pause)
        if self._sending:
            await asyncio.wait(self._sending)

    def stop(self) -> None:
        """What is on its way arrives, nothing more leaves."""
        self._stopping = True
        self.posted.set()

    def send_now(self, method: str, parameters: dict[str, str]) -> None:
        """Once, past all letters; whether it arrives does not matter."""
        self._start(self._send_fleeting(method, parameters))

    async def _resume(self) -> None:
        """Letters in doubt are repeated: nothing is missing, a few may come twice."""
        async with self._store.work() as work:
            for letter in await list_in_doubt(work):
                await put_off_letter(work, letter, work.now, failed=False)
            work.keep()

    async def _rest(self, pause: float) -> None:
        try:
            async with asyncio.timeout(pause):
                await self.posted.wait()
        except TimeoutError:
            pass

    async def _send_what_may_go(self) -> float:
        """How long nothing more may go, if nothing new is posted."""
        if len(self._sending) >= IN_FLIGHT:
            return _IDLE_SECONDS
        async with self._store.reading() as work:
            due = await list_due(work, _LOOK_AHEAD)
        going, pause = self._choose(due)
        if going:
            async with self._store.work() as work:
                await claim_letters(work, going)
                work.keep()
        for letter in going:
            self._start(self._deliver(letter))
        return pause

    def _choose(self, due: list[Letter]) -> tuple[list[Letter], float]:
        now, pause = monotonic(), _IDLE_SECONDS
        going: list[Letter] = []
        blocked = set(self._chats)
        for letter in due:
            if len(going) + len(self._sending) >= IN_FLIGHT:
                break
            if letter.chat_id in blocked:
                continue
            blocked.add(letter.chat_id)
            wait = self._limits.wait(letter.chat_id, now)
            if wait > 0:
                pause = min(pause, wait)
                continue
            self._limits.take(letter.chat_id, now)
            self._chats.add(letter.chat_id)
            going.append(letter)
        return going, pause

    def _start(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._sending.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self.posted.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("courier", error=type(task.exception()).__name__)

    async def _deliver(self, letter: Letter) -> None:
        try:
            answer = await self._post(letter.method, json.loads(letter.payload))
            await self._follow(letter, answer)
        finally:
            self._chats.discard(letter.chat_id)

    async def _post(self, method: str, parameters: dict[str, str]) -> Answer:
        try:
            return judge(*await self._transport.send(f"{self._bot_url}/{method}", parameters, _SEND_SECONDS))
        except NetworkError as error:
            return Answer(Verdict.AGAIN, words=str(error))

    async def _follow(self, letter: Letter, answer: Answer) -> None:
        async with self._store.work() as work:
            match answer.verdict:
                case Verdict.SENT:
                    await mark_sent(work, letter, answer.message_id)
                case Verdict.PAUSE:
                    self._limits.pause(letter.chat_id, monotonic() + answer.seconds)
                    await put_off_letter(work, letter, work.now + timedelta(seconds=answer.seconds), failed=False)
                case Verdict.AGAIN:
                    await put_off_letter(work, letter, work.now + self._back_off(letter), failed=True)
                case Verdict.MOVED:
                    await follow_migration(work, letter.chat_id, answer.new_chat)
                    await put_off_letter(work, letter, work.now, failed=False)
                case Verdict.PLAIN:
                    await reword_letter(work, letter, letter.method, plain(letter.payload))
                case Verdict.AFRESH:
                    await reword_letter(work, letter, *afresh(letter.method, letter.payload))
                case Verdict.SPLIT:
                    first, *rest = split(letter.payload)
                    await reword_letter(work, letter, letter.method, first)
                    await post_letters(work, _parts(letter, rest))
                case _:
                    log.warning("letter dropped", letter=letter.letter_number, method=letter.method, why=answer.words)
                    await mark_dropped(work, letter)
            work.keep()

    def _back_off(self, letter: Letter) -> timedelta:
        """Longer each time, and never the same for all who wait."""
        longest = min(_LONGEST_PAUSE, 2.0 ** min(letter.attempts, 10))
        return timedelta(seconds=self._chance.uniform(0.5, 1.0) * longest)

    async def _send_fleeting(self, method: str, parameters: dict[str, str]) -> None:
        answer = await self._post(method, parameters)
        if answer.verdict is not Verdict.SENT:
            log.debug("not answered in time", method=method, why=answer.words)


def _parts(letter: Letter, payloads: list[str]) -> list[Posted]:
    return [
        Posted(f"{letter.letter_key}+{count}", letter.chat_id, letter.priority, "sendMessage", payload)
        for count, payload in enumerate(payloads, 1)
    ]
