"""Whether the bot does what it is there for: the store answers, updates arrive, letters leave."""

from time import monotonic

from bot.intake import Polling
from bot.metrics import OUTBOX_AGE, OUTBOX_WAITING
from db.outbox import count_waiting
from db.store import Store

LONGEST_SILENCE = 90.0
"""Seconds without a successful poll; a long poll takes half a minute."""
OLDEST_LETTER = 600.0


class Readiness:
    def __init__(self, store: Store, polling: Polling | None) -> None:
        """Where nothing is polled, silence says nothing: nobody may have written, or another process has the turn."""
        self._store = store
        self._polling = polling

    async def what_is_wrong(self) -> list[str]:
        try:
            age = await self.measure()
        except Exception as error:  # whatever it is, it is the answer to the question
            return [f"database: {type(error).__name__}"]
        wrong = []
        well_at = self._polling.well_at if self._polling is not None else None
        if well_at is not None and monotonic() - well_at > LONGEST_SILENCE:
            wrong.append("updates: no poll has succeeded for a while")
        if age > OLDEST_LETTER:
            wrong.append("letters: one waits for too long")
        return wrong

    async def measure(self) -> float:
        """How long the oldest letter that might go has waited, in seconds."""
        async with self._store.reading() as work:
            waiting, oldest_at = await count_waiting(work)
            age = (work.now - oldest_at).total_seconds() if oldest_at else 0.0
        OUTBOX_WAITING.set(waiting)
        OUTBOX_AGE.set(max(age, 0.0))
        return age
