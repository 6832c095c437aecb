"""The account of a soak: what people did, what went wrong on purpose, and what must not be."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

IN_FLIGHT = 10.0
"""Seconds about a kill in which a send may have come without being noted."""
MOST_FINDINGS = 200


def _to_nobody(words: str) -> None:
    return


@dataclass
class Account:
    tell: Callable[[str], None] = _to_nobody
    """To whoever waits, at once."""
    did: Counter[str] = field(default_factory=Counter)
    """How often each journey was gone to its end."""
    breakdowns: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    began: float = field(default_factory=monotonic)
    kills: list[float] = field(default_factory=list)
    restarts: list[float] = field(default_factory=list)
    """How long it took until the bot listened again."""
    in_doubt: int = 0
    """Letters on their way at the kills."""
    acts: int = 0
    heard: int = 0
    people: int = 0
    repeated_by_kills: int = 0
    repeated_by_drops: int = 0
    longest_wait: tuple[float, str] = (0.0, "")
    """And what came after it."""
    _drops: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def find(self, what: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(f"{monotonic() - self.began:.0f} s: {what}")
            self.tell(f"FOUND {self.findings[-1]}")

    def note_wait(self, seconds: float, words: str) -> None:
        if seconds > self.longest_wait[0]:
            self.longest_wait = (seconds, f"{words[:60]!r} {self.moment(monotonic())}")

    def moment(self, at: float) -> str:
        kills = "".join(f", {kill - at:+.1f} s to a kill" for kill in self.kills if abs(kill - at) < 2 * IN_FLIGHT)
        return f"at {at - self.began:.1f} s{kills}"

    def drops(self, chat: int) -> str:
        """When answers were to be lost that no repetition has explained yet."""
        return "".join(f", an answer lost from {armed - self.began:.1f} s on" for armed in self._drops[chat])

    def expect_drop(self, chat: int) -> None:
        """An answer to one send there is going to be lost."""
        self._drops[chat].append(monotonic())

    def excuse(self, chat: int, first: float, again: float) -> bool:
        """Whether a letter may have come twice: it was on its way at a kill, or its answer was lost.

        What Telegram was slow with at a kill comes only after it, and is nevertheless the first."""
        if any(kill <= again and abs(kill - first) < IN_FLIGHT for kill in self.kills):
            self.repeated_by_kills += 1
            return True
        drop = next((armed for armed in self._drops[chat] if armed <= first), None)
        if drop is None:
            return False
        self._drops[chat].remove(drop)
        self.repeated_by_drops += 1
        return True
