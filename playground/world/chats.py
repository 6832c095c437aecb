"""A chat: who is in it, its messages, its keyboards, and who has read how far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from playground.jsons import JSON

Kind = Literal["bot", "person", "group", "supergroup", "channel"]
PRESENT = {"member", "administrator", "creator", "restricted"}
KEPT_MESSAGES = 10_000


@dataclass(slots=True)
class Chat:
    id: int
    kind: Kind
    title: str = ""
    members: dict[int, str] = field(default_factory=dict)
    last_id: int = 0
    newest: int = 0
    """Grows with every message of the whole world: the liveliest chat has the highest."""
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, JSON] = field(default_factory=dict)
    read: dict[int, int] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    face: JSON = field(default_factory=dict)
    """The chat as messages show it."""
    messages: dict[int, JSON] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return self.kind in ("bot", "person")

    @property
    def type(self) -> str:
        return "private" if self.private else self.kind

    def present(self) -> list[int]:
        return [user for user, status in self.members.items() if status in PRESENT]

    def has(self, user: int) -> bool:
        return self.members.get(user) in PRESENT

    def leads(self, user: int) -> bool:
        return self.members.get(user) in {"administrator", "creator"}

    def keep(self, message: JSON) -> None:
        self.messages[message["message_id"]] = message
        if len(self.messages) > KEPT_MESSAGES:
            del self.messages[next(iter(self.messages))]

    def last_message(self) -> JSON | None:
        return next(reversed(self.messages.values()), None)

    def before(self, message_id: int | None, limit: int) -> list[JSON]:
        """The newest page below that id, oldest first."""
        page: list[JSON] = []
        for number in reversed(self.messages):
            if message_id is None or number < message_id:
                page.append(self.messages[number])
            if len(page) == limit:
                break
        return page[::-1]

    def after(self, message_id: int, limit: int) -> list[JSON]:
        return [message for number, message in self.messages.items() if number > message_id][:limit]

    def unread(self, user: int) -> int:
        """How many messages of others are newer than what the user has read."""
        read = self.read.get(user, 0)
        return sum(message.get("from", {}).get("id") != user for message in self._newer_than(read))

    def _newer_than(self, message_id: int) -> Iterator[JSON]:
        for number in reversed(self.messages):
            if number <= message_id:
                return
            yield self.messages[number]

    def kept(self) -> JSON:
        """As it is stored, without its messages."""
        simple = {name: getattr(self, name) for name in _SIMPLE}
        return {**simple, **{name: dict(getattr(self, name)) for name in _NUMBERED}, "pinned": list(self.pinned)}


_NUMBERED = ("members", "keyboards", "read")
_SIMPLE = ("id", "kind", "title", "last_id", "newest", "started", "blocked", "migrated_to", "face")


def restored(kept: JSON, messages: Iterable[JSON]) -> Chat:
    numbered = {name: {int(user): value for user, value in kept[name].items()} for name in _NUMBERED}
    return Chat(**{**kept, **numbered, "messages": {message["message_id"]: message for message in messages}})
