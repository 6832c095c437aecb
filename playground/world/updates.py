"""What waits for the bot: updates in order, their expiry, and the long poll that takes them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playground.errors import Conflict
from playground.jsons import JSON, written
from playground.world.clock import Clock
from playground.world.journal import Journal

DAY = 86_400.0
LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0, "shipping_query": 150.0, "pre_checkout_query": 150.0}
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
BATCH = 100
GATHER = 0.001
"""How long a woken poll waits for company, as the real server does."""


@dataclass(slots=True)
class Waiting:
    update_id: int
    lane: int
    expires_at: float
    body: bytes


class Updates:
    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal
        self._waiting: dict[int, Waiting] = {}  # by place in the queue
        self._place = 0
        self._poll: asyncio.Future[str] | None = None  # not woken yet
        self._running: asyncio.Future[str] | None = None
        self._disordered = False
        self.last_id = 100_000_000
        self.allowed: set[str] | None = None
        self.duplicate = 0
        self._held: list[Waiting] = []
        self._hold = 0
        self.arrived: Callable[[int, Waiting], None] | None = None
        """Who is told instead of a poll: the webhook."""
        self.polls = 0

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def push(self, kind: str, lane: int, content: JSON) -> None:
        if not self.wants(kind):
            return
        self.last_id += 1
        self._journal.note("update_id", ("", 0), self._last)
        body = written({"update_id": self.last_id, kind: content})
        waiting = Waiting(self.last_id, lane, self._clock.now() + LIFETIMES.get(kind, DAY), body)
        if self._hold:
            self._hold_back(waiting)
        else:
            self._append(waiting)

    def _last(self) -> JSON:
        return {"update_id": self.last_id}

    def restore(self, update_id: int, kept: JSON) -> None:
        self.last_id = max(self.last_id, update_id)
        body = kept["body"].encode("utf-8", "surrogatepass")
        self._append(Waiting(update_id, kept["lane"], kept["expires_at"], body), keep=False)

    def hold(self, count: int) -> None:
        """The next so many are delivered in reverse."""
        self._hold += count

    def _hold_back(self, waiting: Waiting) -> None:
        self._held.append(waiting)
        self._hold -= 1
        if not self._hold:
            self.release()

    def release(self) -> None:
        """What was held back arrives now, the newest first."""
        held, self._held = self._held, []
        self._hold = 0
        self._disordered = self._disordered or len(held) > 1
        for each in reversed(held):
            self._append(each)

    def _append(self, waiting: Waiting, *, keep: bool = True) -> None:
        copies = 2 if self.duplicate else 1
        self.duplicate = max(0, self.duplicate - 1)
        for _ in range(copies):
            self._place += 1
            self._waiting[self._place] = waiting
            if self.arrived is not None:
                self.arrived(self._place, waiting)
        if keep:
            kept = {
                "lane": waiting.lane,
                "expires_at": waiting.expires_at,
                "body": waiting.body.decode("utf-8", "replace"),
            }
            self._journal.note("updates", ("", waiting.update_id), kept)
        self._wake()

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            poll = self._poll
            self._poll = None  # woken once
            asyncio.get_running_loop().call_later(GATHER, _resolve, poll, "ready")

    def __len__(self) -> int:
        return len(self._waiting)

    def waiting(self) -> Iterator[tuple[int, Waiting]]:
        """In order, with their places; those whose time is over are dropped on the way."""
        now = self._clock.now()
        for place, waiting in list(self._waiting.items()):
            if waiting.expires_at <= now:
                self.done(place)
            else:
                yield place, waiting

    def done(self, place: int) -> None:
        waiting = self._waiting.pop(place, None)
        if waiting is not None:
            self._journal.note("updates", ("", waiting.update_id), None)

    def confirm(self, offset: int) -> None:
        """All below the offset are done; a negative one keeps that many from the end."""
        places = list(self._waiting) if self._disordered or offset < 0 else self._front(offset)
        if offset < 0:
            places = places[:offset]
        else:
            places = [place for place in places if self._waiting[place].update_id < offset]
            self._disordered = self._disordered and bool(self._waiting)
        for place in places:
            self.done(place)

    def _front(self, offset: int) -> list[int]:
        places: list[int] = []
        for place, waiting in self._waiting.items():
            if waiting.update_id >= offset:
                break
            places.append(place)
        return places

    def clear(self) -> None:
        for place in list(self._waiting):
            self.done(place)

    async def poll(self, offset: int, limit: int, patience: float) -> list[bytes]:
        self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        if offset:
            self.confirm(offset)
        self.polls += 1
        batch = self._batch(limit)
        if batch or patience <= 0:
            return batch
        poll = asyncio.get_running_loop().create_future()
        self._poll = self._running = poll
        timer = asyncio.get_running_loop().call_later(patience, _resolve, poll, "ready")
        try:
            outcome = await poll
        finally:
            timer.cancel()
        if outcome != "ready":
            raise Conflict(outcome)
        return self._batch(limit)

    def end_poll(self, why: str) -> None:
        if self._running is not None:
            _resolve(self._running, why)
        self._running = self._poll = None

    @property
    def polling(self) -> bool:
        return self._running is not None and not self._running.done()

    def _batch(self, limit: int) -> list[bytes]:
        now = self._clock.now()
        batch: list[bytes] = []
        expired: list[int] = []
        for place, waiting in self._waiting.items():
            if waiting.expires_at <= now:
                expired.append(place)
            elif len(batch) < limit:
                batch.append(waiting.body)
            else:
                break
        for place in expired:
            self.done(place)
        return batch


def _resolve(poll: asyncio.Future[str], outcome: str) -> None:
    if not poll.done():
        poll.set_result(outcome)
