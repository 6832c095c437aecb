"""The playground's own time, which can be moved."""

import time
from collections.abc import Callable

from playground.jsons import JSON


class Clock:
    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self.ahead = 0.0

    def now(self) -> float:
        return self._source() + self.ahead

    def seconds(self) -> int:
        return int(self.now())

    def view(self) -> JSON:
        return {"now": self.now(), "ahead": self.ahead}
