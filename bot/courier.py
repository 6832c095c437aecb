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
from bot.metrics import SENDS
from bot.rewording import Piece, afresh, plain, split
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
from db.work import Work

IN_FLIGHT = 64
_LOOK_AHEAD = 500
_IDLE_SECONDS = 1.0
_SEND_SECONDS = 30.0
_LONGEST_PAUSE = 300.0
_TIDY_SECONDS = 60.0

log = structlog.get_logger()


class TokenRefused(Exception):
    """Telegram does not know the token any more; says so in one line."""


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
        self._token_refused = False
        self._tidied_at = monotonic()

    async def run(self) -> None:
        await self._resume()
        while not self._stopping:
            self.posted.clear()
            await self._rest(await self._take_turn())
        if self._sending:
            await asyncio.wait(self._sending)
        if self._token_refused:
            raise TokenRefused("BOT_TOKEN: Telegram does not know this token; ask @BotFather for it again.")

    def stop(self) -> None:
        """What is on its way arrives, nothing more leaves."""
        self._stopping = True
        self.posted.set()

    def send_now(self, method: str, parameters: dict[str, str]) -> None:
        """Once, past all letters; whether it arrives does not matter."""
        self._start(self._send_fleeting(method, parameters))

    async def _take_turn(self) -> float:
        try:
            return await self._send_what_may_go()
        except Exception:  # the edge of the loop: a store that is away comes back
            log.exception("courier")
            return _IDLE_SECONDS

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
        if len(self._chats) >= IN_FLIGHT:
            return _IDLE_SECONDS
        async with self._store.reading() as work:
            due = await list_due(work, _LOOK_AHEAD)
        going, pause = self._choose(due)
        if going:
            async with self._store.work() as work:
                going = await claim_letters(work, going)
                work.keep()
        for letter in going:
            self._chats.add(letter.chat_id)
            self._start(self._deliver(letter))
        return pause

    def _choose(self, due: list[Letter]) -> tuple[list[Letter], float]:
        now, pause = monotonic(), _IDLE_SECONDS
        self._tidy(now)
        going: list[Letter] = []
        for letter in due:
            if len(going) + len(self._chats) >= IN_FLIGHT:
                break
            if letter.chat_id in self._chats:
                continue
            wait = self._limits.wait(letter.chat_id, now)
            if wait > 0:
                pause = min(pause, wait)
                continue
            self._limits.take(letter.chat_id, now)
            going.append(letter)
        return going, pause

    def _tidy(self, now: float) -> None:
        if now > self._tidied_at + _TIDY_SECONDS:
            self._limits.forget_quiet_chats(now)
            self._tidied_at = now

    def _start(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._sending.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("courier", error=type(task.exception()).__name__)

    async def _deliver(self, letter: Letter) -> None:
        try:
            # The column knows where a group has moved to, the payload does not.
            parameters = json.loads(letter.payload) | {"chat_id": str(letter.chat_id)}
            answer = await self._post(letter.method, parameters)
            while not (await self._noted(letter, answer) or self._stopping):
                pass
        finally:
            self._chats.discard(letter.chat_id)
            self.posted.set()

    async def _post(self, method: str, parameters: dict[str, str]) -> Answer:
        try:
            return judge(*await self._transport.send(f"{self._bot_url}/{method}", parameters, _SEND_SECONDS))
        except (NetworkError, RuntimeError) as error:
            return Answer(Verdict.AGAIN, words=str(error))
        except (TypeError, ValueError) as error:
            log.exception("letter cannot be written", method=method)
            return Answer(Verdict.REFUSED, words=type(error).__name__)

    async def _noted(self, letter: Letter, answer: Answer) -> bool:
        """What became of it; if that cannot be written now it must not be forgotten."""
        try:
            await self._follow(letter, answer)
        except Exception:  # the edge of the loop: a store that is away comes back
            log.exception("courier", letter=letter.letter_number)
            await asyncio.sleep(_IDLE_SECONDS)
            return False
        return True

    async def _follow(self, letter: Letter, answer: Answer) -> None:
        SENDS.labels(answer.verdict.name.lower()).inc()
        async with self._store.work() as work:
            match answer.verdict:
                case Verdict.SENT:
                    await mark_sent(work, letter, answer.message_id)
                case Verdict.PAUSE:
                    self._limits.pause(letter.chat_id, monotonic() + answer.seconds, monotonic())
                    await put_off_letter(work, letter, work.now + timedelta(seconds=answer.seconds), failed=False)
                case Verdict.AGAIN:
                    await put_off_letter(work, letter, work.now + self._back_off(letter), failed=True)
                case Verdict.MOVED:
                    await follow_migration(work, letter.chat_id, answer.new_chat)
                    await put_off_letter(work, letter, work.now, failed=False)
                case Verdict.PLAIN:
                    await _reword(work, letter, [Piece(letter.method, plain(letter.payload))])
                case Verdict.AFRESH:
                    await _reword(work, letter, [afresh(letter.method, letter.payload)])
                case Verdict.SPLIT:
                    await _reword(work, letter, split(letter.method, letter.payload))
                case Verdict.NO_TOKEN:
                    await put_off_letter(work, letter, work.now, failed=False)
                    self._token_refused = True
                    self.stop()
                case _:
                    await _drop(work, letter, answer.words)
            work.keep()

    def _back_off(self, letter: Letter) -> timedelta:
        """Longer each time, and never the same for all who wait."""
        longest = min(_LONGEST_PAUSE, 2.0 ** min(letter.attempts, 10))
        return timedelta(seconds=self._chance.uniform(0.5, 1.0) * longest)

    async def _send_fleeting(self, method: str, parameters: dict[str, str]) -> None:
        answer = await self._post(method, parameters)
        if answer.verdict is not Verdict.SENT:
            log.debug("not answered in time", method=method, why=answer.words)


async def _reword(work: Work, letter: Letter, pieces: list[Piece]) -> None:
    """Several go a little before their like, so that nothing else comes between them."""
    first, *rest = pieces
    if first == (letter.method, letter.payload):
        await _drop(work, letter, "it cannot be said in another way")
        return
    priority = letter.priority - bool(rest)
    await reword_letter(work, letter, *first, priority)
    if rest:
        keyed = ((f"{letter.letter_key}+{count}", piece) for count, piece in enumerate(rest, 1))
        await post_letters(work, [Posted(key, letter.chat_id, priority, *piece) for key, piece in keyed])


async def _drop(work: Work, letter: Letter, why: str) -> None:
    log.warning("letter dropped", letter=letter.letter_number, method=letter.method, why=why)
    await mark_dropped(work, letter)
