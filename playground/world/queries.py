"""Taps and inline queries that wait for the bot's answer."""

import asyncio
import itertools
from dataclasses import dataclass, field

from playground.errors import OLD_QUERY, BadRequest
from playground.jsons import JSON
from playground.world.clock import Clock

TAP_LIFETIME = 150.0
INLINE_LIFETIME = 30.0
KEPT_RESULTS = 1_000


@dataclass(slots=True)
class Tap:
    person: int
    chat: int
    message_id: int
    expires_at: float


@dataclass(slots=True)
class InlineQuery:
    person: int
    chat: int
    query: str
    expires_at: float
    answer: asyncio.Future[JSON]
    results: dict[str, JSON] = field(default_factory=dict)


class Queries:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = itertools.count(int(clock.now() * 1000))
        self._taps: dict[str, Tap] = {}
        self._inline: dict[str, InlineQuery] = {}

    def tap(self, person: int, chat: int, message_id: int) -> str:
        number = str(next(self._numbers))
        self._taps[number] = Tap(person, chat, message_id, self._clock.now() + TAP_LIFETIME)
        if len(self._taps) > KEPT_RESULTS:
            self._drop_old_taps()
        return number

    def _drop_old_taps(self) -> None:
        now = self._clock.now()
        for number in [number for number, tap in self._taps.items() if tap.expires_at <= now]:
            del self._taps[number]

    def answer_tap(self, number: str) -> Tap:
        """Each can be answered once, and not for ever."""
        tap = self._taps.pop(number, None)
        if tap is None or tap.expires_at <= self._clock.now():
            raise BadRequest(OLD_QUERY)
        return tap

    def ask_inline(self, person: int, chat: int, query: str) -> tuple[str, InlineQuery]:
        number = str(next(self._numbers))
        answer: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        self._inline[number] = InlineQuery(person, chat, query, self._clock.now() + INLINE_LIFETIME, answer)
        if len(self._inline) > KEPT_RESULTS:
            del self._inline[next(iter(self._inline))]
        return number, self._inline[number]

    def answer_inline(self, number: str) -> InlineQuery:
        asked = self._inline.get(number)
        if asked is None or asked.answer.done() or asked.expires_at <= self._clock.now():
            raise BadRequest(OLD_QUERY)
        return asked

    def answered_inline(self, number: str) -> InlineQuery | None:
        return self._inline.get(number)
