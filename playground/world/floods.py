"""Telegram's limits on sending, when they are switched on: 30 a second, 1 a second a chat, 20 a minute a group."""

import math
from collections import deque

from playground.errors import TooManyRequests

OVERALL = (30, 1.0)
PRIVATE = (3, 3.0)
"""One a second, with a burst of three."""
GROUP = (20, 60.0)


class Floods:
    def __init__(self) -> None:
        self.on = False
        self._sent: dict[int, deque[float]] = {}

    def count(self, chat_id: int, now: float) -> None:
        """Refuses the call if the chat or the whole had too many lately."""
        per_chat = GROUP if chat_id < 0 else PRIVATE
        wait = max(self._wait(0, OVERALL, now), self._wait(chat_id, per_chat, now))
        if wait > 0:
            raise TooManyRequests(math.ceil(wait))
        for key in (0, chat_id):
            self._sent.setdefault(key, deque()).append(now)

    def _wait(self, key: int, limit: tuple[int, float], now: float) -> float:
        count, span = limit
        sent = self._sent.get(key)
        if sent is None:
            return 0.0
        while sent and sent[0] <= now - span:
            sent.popleft()
        return sent[0] + span - now if len(sent) >= count else 0.0
