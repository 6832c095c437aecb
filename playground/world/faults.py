"""Switches that make the Bot API misbehave on purpose."""

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from playground.errors import WishRefused
from playground.jsons import JSON

Deed = Literal["error", "flood", "garbage", "hang", "drop_before", "drop_after"]


@dataclass
class Fault:
    id: int
    method: str
    does: Deed
    left: int | None = 1
    """How often still; nothing is until taken away."""
    chat: int | None = None
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 1
    seconds: float = 5.0

    def meets(self, method: str, chat: object) -> bool:
        if self.method != method and (self.method != "*" or method == "getUpdates"):
            return False
        return self.chat is None or str(self.chat) == str(chat)


class Faults:
    def __init__(self) -> None:
        self.armed: list[Fault] = []
        self._last = 0

    def arm(self, wish: JSON) -> Fault:
        if wish.get("does") not in get_args(Deed):
            raise WishRefused(f"a fault does one of {', '.join(get_args(Deed))}, duplicate, reorder")
        known = {name: wish[name] for name in ("chat", "code", "description", "retry_after", "seconds") if name in wish}
        self._last += 1
        fault = Fault(self._last, wish.get("method", "*"), wish["does"], wish.get("times", 1), **known)
        self.armed.append(fault)
        return fault

    def take(self, method: str, chat: object) -> Fault | None:
        """The first that meets this call, used up by one."""
        for fault in self.armed:
            if fault.meets(method, chat):
                if fault.left is not None:
                    fault.left -= 1
                    if fault.left <= 0:
                        self.armed.remove(fault)
                return fault
        return None

    def disarm(self, number: int | None) -> None:
        self.armed = [fault for fault in self.armed if number is not None and fault.id != number]

    def view(self) -> list[JSON]:
        return [asdict(fault) for fault in self.armed]
