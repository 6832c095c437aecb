"""The letters leave: in each chat's order, answers first, as fast as Telegram allows, and none is ever forgotten."""

import asyncio
import json
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from functools import cache
from random import Random
from time import monotonic
from typing import Any

import structlog
from telegram.error import NetworkError

from bot.aftermath import Attempt, follow, tried
from bot.drawings import send_drawn
from bot.leases import Lease
from bot.limits import Limits
from bot.metrics import SENDS
from bot.notices import Notices
from bot.rewording import Piece
from bot.telegram_answers import Answer, Verdict, judge
from bot.transport import Transport
from db.leases import LeaseLost
from db.outbox import NOTICE, Letter, claim_letters, list_due, list_in_doubt, put_off_letter
from db.store import Store

IN_FLIGHT = 64
_LOOK_AHEAD = 500
_IDLE_SECONDS = 1.0
_AMONG_OTHERS_SECONDS, _IN_QUIET_SECONDS = 0.2, 0.5
_QUIET_SECONDS = 10.0
_SEND_SECONDS = 30.0
_LONGEST_PAUSE = 300.0
_TIDY_SECONDS = 60.0

log = structlog.get_logger()
_count_of = cache(SENDS.labels)


class TokenRefused(Exception):
    """Telegram does not know the token any more; says so in one line."""


class Courier:
    def __init__(
        self,
        store: Store,
        transport: Transport,
        bot_url: str,
        limits: Limits,
        chance: Random,
        notices: Notices,
        lease: Lease,
    ) -> None:
        self._lease = lease
        self._tenure: int | None = None
        """The lease's token when letters in doubt were last repeated."""
        self._unfenced = self._store = store
        self._transport = transport
        self._bot_url = bot_url
        self._limits = limits
        self._chance = chance
        self._notices = notices
        self._chats: set[int] = set()
        """Those with a letter on its way: the next one waits for it."""
        self._tried: list[Attempt] = []
        """What became of letters, and is not on disk yet."""
        self._unsure: set[str] = set()
        """The keys of those of which it is not known that they are on their way: none of them has left."""
        self._together = IN_FLIGHT
        """So many of them are written down at once: when that failed first none, then one, to hold up no others."""
        self._sending: set[asyncio.Task[None]] = set()
        self.posted = asyncio.Event()
        self._stopping = False
        self._token_refused = False
        self._tidied_at = monotonic()
        self._passed_at = float("-inf")
        """When a letter last got through."""

    async def run(self) -> None:
        while not self._stopping:
            self.posted.clear()
            await self._rest(await self._take_turn())
        while self._sending:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            await self._take_turn()
        while self._tried and await self._take_turn() == 0:
            pass
        if self._token_refused:
            raise TokenRefused("BOT_TOKEN: Telegram does not know this token; ask @BotFather for it again.")

    def stop(self) -> None:
        """What is on its way arrives, nothing more leaves."""
        self._stopping = True
        self.posted.set()

    def may_leave(self, chat_id: int) -> bool:
        """Whether a letter to that chat may go with the unit that posts it, rather than wait to be claimed.

        Not where others might send, too: they look at what waits, and a lease says who may.
        """
        now = monotonic()
        alone = not self._lease.shared and self._tenure is not None and self._tenure == self._lease.token
        if self._stopping or not alone or chat_id in self._chats or len(self._chats) >= IN_FLIGHT:
            return False
        if self._limits.wait(chat_id, now) > 0:
            return False
        self._limits.take(chat_id, now)
        return True

    def deliver(self, letter: Letter) -> None:
        """On disk as one that is on its way. What is not sent any more now is in doubt, and sent at the next start."""
        if not self._stopping:
            self._chats.add(letter.chat_id)
            self._start(self._deliver(letter))

    def doubt(self, letter: Letter) -> None:
        """Its unit failed at the very end, and may have been kept all the same: it is sent if it is there."""
        self._unsure.add(letter.letter_key)
        self.posted.set()

    def send_now(self, method: str, parameters: dict[str, str]) -> None:
        """Once, past all letters; whether it arrives does not matter."""
        self._start(self._send_fleeting(method, parameters))

    async def _take_turn(self) -> float:
        """How long nothing more may go, if nothing new is posted."""
        tried: list[Attempt] = []
        try:
            if self._lease.token is None or self._lease.token != self._tenure:
                await self._resume()
            if self._unsure:
                await self._put_off_unsure()
            tried = self._tried[: self._together]
            return await self._send_what_may_go(tried)
        except LeaseLost:
            return _IDLE_SECONDS
        except Exception:  # the edge of the loop: a store that is away comes back
            log.exception("courier")
            self._together = 0
            self._tried = self._tried[len(tried) :] + tried
            return _IDLE_SECONDS

    async def _resume(self) -> None:
        """What the last holder of the lease left in doubt is repeated: nothing is missing, a few may come twice."""
        tenure = self._lease.token
        self._store = self._lease.fence(self._unfenced)
        self._tried, self._chats = [], set()
        async with self._store.work() as work:
            for letter in await list_in_doubt(work):
                await put_off_letter(work, letter, work.now, failed=False)
            work.keep()
        self._unsure = set()
        self._tenure = tenure

    async def _put_off_unsure(self) -> None:
        """A store whose last word was not heard may have kept it: they would wait for an answer for ever."""
        unsure = set(self._unsure)
        async with self._store.work() as work:
            for letter in await list_in_doubt(work):
                if letter.letter_key in unsure:
                    await put_off_letter(work, letter, work.now, failed=False)
            work.keep()
        self._unsure -= unsure

    async def _rest(self, pause: float) -> None:
        """What other processes have posted does not wake this one: it looks more often, above all while people talk."""
        if self._lease.shared:
            is_quiet = monotonic() - self._passed_at > _QUIET_SECONDS
            pause = min(pause, _IN_QUIET_SECONDS if is_quiet else _AMONG_OTHERS_SECONDS)
        try:
            async with asyncio.timeout(pause):
                await self.posted.wait()
        except TimeoutError:
            pass

    async def _send_what_may_go(self, tried: Sequence[Attempt]) -> float:
        """What became of letters and which go next is one unit; nothing is sent before it is on disk."""
        arrived = {attempt.letter.chat_id for attempt in tried}
        busy = self._chats - arrived
        going, pause = await self._look_what_may_go(busy) if not tried else ([], 0.0)
        if going or tried:
            async with self._store.work() as work:
                if tried:
                    await follow(work, tried, self._back_off)
                    going, pause = self._choose(await list_due(work, _LOOK_AHEAD), busy)
                going = await claim_letters(work, going) if going else []
                self._unsure |= {letter.letter_key for letter in going}
                work.keep()
        self._unsure -= {letter.letter_key for letter in going}
        # Others may have left with their units meanwhile, to chats that were none of these.
        self._chats = (self._chats - arrived) | {letter.chat_id for letter in going}
        self._tried = self._tried[len(tried) :]
        self._together = min(2 * self._together or 1, IN_FLIGHT)
        for letter in going:
            self._start(self._deliver(letter))
        return 0.0 if self._tried else pause

    async def _look_what_may_go(self, busy: set[int]) -> tuple[list[Letter], float]:
        if len(busy) >= IN_FLIGHT or self._stopping:
            return [], _IDLE_SECONDS
        async with self._store.glance() as work:
            due = await list_due(work, _LOOK_AHEAD)
        return self._choose(due, busy)

    def _choose(self, due: list[Letter], busy: set[int]) -> tuple[list[Letter], float]:
        now, pause = monotonic(), _IDLE_SECONDS
        self._tidy(now)
        going: list[Letter] = []
        for letter in due:
            if self._stopping or len(going) + len(busy) >= IN_FLIGHT:
                break
            if letter.chat_id in busy:
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
        tenure = self._tenure
        try:
            attempt = await self._attempt(letter)
        except Exception:  # the edge of the loop: a fault is this letter's alone
            log.exception("letter", letter=letter.letter_number, about=letter.method)
            attempt = Attempt(letter, Answer(Verdict.FAULT, words="it cannot be worded"))
        _count_of(attempt.answer.verdict.name.lower()).inc()
        self._heed(letter, attempt.answer)
        if tenure == self._tenure:
            self._tried.append(attempt)
        self.posted.set()

    async def _attempt(self, letter: Letter) -> Attempt:
        calls = [Piece(letter.method, letter.payload)]
        if letter.kind == NOTICE:
            async with self._store.reading() as work:
                calls = await self._notices.word(work, letter)
        if not calls:
            return Attempt(letter, Answer(Verdict.UNWANTED))
        # The column knows where a group has moved to, the payload does not.
        parameters = json.loads(calls[0].payload) | {"chat_id": str(letter.chat_id)}
        answer = await self._send(calls[0], parameters)
        return tried(letter, calls, answer, others_pass=monotonic() - self._passed_at < _LONGEST_PAUSE)

    async def _send(self, piece: Piece, parameters: dict[str, Any]) -> Answer:
        if piece.drawing is None:
            return await self._post(piece.method, parameters)
        return await send_drawn(self._store, self._post, piece.method, parameters, piece.drawing)

    def _heed(self, letter: Letter, answer: Answer) -> None:
        match answer.verdict:
            case Verdict.SENT:
                self._passed_at = monotonic()
            case Verdict.PAUSE:
                self._limits.pause(letter.chat_id, monotonic() + answer.seconds, monotonic())
            case Verdict.NO_TOKEN:
                self._token_refused = True
                self.stop()

    async def _post(self, method: str, body: Any) -> Answer:
        try:
            return judge(*await self._transport.send(f"{self._bot_url}/{method}", body, _SEND_SECONDS))
        except (NetworkError, RuntimeError) as error:
            return Answer(Verdict.AWAY, words=str(error))
        except (TypeError, ValueError) as error:
            log.exception("letter cannot be written", method=method)
            return Answer(Verdict.REFUSED, words=type(error).__name__)

    def _back_off(self, letter: Letter) -> timedelta:
        """Longer each time, and never the same for all who wait."""
        longest = min(_LONGEST_PAUSE, 2.0 ** min(letter.attempts, 10))
        return timedelta(seconds=self._chance.uniform(0.5, 1.0) * longest)

    async def _send_fleeting(self, method: str, parameters: dict[str, str]) -> None:
        answer = await self._post(method, parameters)
        if answer.verdict is not Verdict.SENT:
            log.debug("not answered in time", method=method, why=answer.words)
