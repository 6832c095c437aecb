"""Telegram's limits as token buckets: so many messages a second in all, to one chat, to one group in a minute."""

from dataclasses import dataclass, field

# Two at once and 28 a second: at most 30 in any second, though looking which may go takes time too.
EVERYWHERE = (28.0, 2.0)
PRIVATE = (1.0, 3.0)
# Three at once and 17 a minute: at most 20 in any minute.
GROUP = (17 / 60, 3.0)

SEVERAL = 3
# After the wait it was told nobody is told to wait again for want of a digit.
_ONE = 1 - 1e-6


@dataclass
class Bucket:
    """Filled at `rate` a second, holding at most `burst`; full at first."""

    rate: float
    burst: float
    level: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.burst

    def wait(self, now: float) -> float:
        """How long until one may be taken."""
        self._fill(now)
        return 0.0 if self.level >= _ONE else (1 - self.level) / self.rate

    def take(self, now: float) -> None:
        self._fill(now)
        self.level -= 1

    def _fill(self, now: float) -> None:
        self.level = min(self.burst, self.level + max(0.0, now - self.at) * self.rate)
        self.at = now


class Limits:
    """When a chat may be written to; a pause that Telegram asks for counts on top."""

    def __init__(self, *, enforced: bool) -> None:
        self._enforced = enforced
        self._everywhere = Bucket(*EVERYWHERE)
        self._chats: dict[int, Bucket] = {}
        self._paused: dict[int | None, float] = {}

    def wait(self, chat_id: int, now: float) -> float:
        paused = max(self._paused.get(chat_id, 0.0), self._paused.get(None, 0.0)) - now
        if not self._enforced:
            return max(0.0, paused)
        return max(0.0, paused, self._everywhere.wait(now), self._bucket(chat_id).wait(now))

    def take(self, chat_id: int, now: float) -> None:
        if self._enforced:
            self._everywhere.take(now)
            self._bucket(chat_id).take(now)

    def pause(self, chat_id: int, until: float, now: float) -> None:
        """Of that chat; of all when several people are paused at once: then it is not about any one of them."""
        self._extend(chat_id, until)
        people = [chat for chat, end in self._paused.items() if chat is not None and chat > 0 and end > now]
        if chat_id > 0 and len(people) >= SEVERAL:
            self._extend(None, until)

    def forget_quiet_chats(self, now: float) -> None:
        """Of a chat that may be written to at once there is nothing to remember."""
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if bucket.at + 120 > now}
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}

    def _extend(self, chat_id: int | None, until: float) -> None:
        self._paused[chat_id] = max(self._paused.get(chat_id, 0.0), until)

    def _bucket(self, chat_id: int) -> Bucket:
        if chat_id not in self._chats:
            self._chats[chat_id] = Bucket(*(PRIVATE if chat_id > 0 else GROUP))
        return self._chats[chat_id]
