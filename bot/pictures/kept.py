"""The last few things drawn, so that what is drawn again need not be drawn from nothing."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Taken out while somebody draws on it: who comes meanwhile finds nothing, and no two draw on the same one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def take(self, known_by: Hashable) -> T | None:
        with self._lock:
            return self._things.pop(known_by, None)

    def put(self, known_by: Hashable, thing: T) -> None:
        """What was put here longest ago goes."""
        with self._lock:
            self._things[known_by] = thing
            self._things.move_to_end(known_by)
            if len(self._things) > self._most:
                self._things.popitem(last=False)
