"""What people see as it happens: numbered events, the newest kept for those who were away a moment."""

import time
from collections import deque
from collections.abc import Callable, Collection

from playground.jsons import JSON

KEPT = 5_000

Listener = Callable[[JSON], None]


class Events:
    def __init__(self) -> None:
        # Numbers of a later run are higher, so that nobody resumes into another run's.
        self.first = self.last = int(time.time()) * 1000
        self._kept: deque[JSON] = deque(maxlen=KEPT)
        self._listeners: list[Listener] = []

    def tell(self, kind: str, people: Collection[int], **facts: object) -> None:
        self.last += 1
        event: JSON = {"event": self.last, "kind": kind, "people": list(people), **facts}
        self._kept.append(event)
        for listener in self._listeners:
            listener(event)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def since(self, number: int) -> list[JSON] | None:
        """All later events, or nothing at all when some are no longer known."""
        oldest = self._kept[0]["event"] - 1 if self._kept else self.last
        if not oldest <= number <= self.last:
            return None
        return [event for event in self._kept if event["event"] > number]
