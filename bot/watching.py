"""What goes wrong by and by is looked at each minute, and told to the operators once, and once more when it is over."""

from collections.abc import Iterable

from bot.machine import Machine
from db.store import Store
from services.alerts import list_known_causes, note_causes
from services.operations import Machinery, age, look_at_machinery

OLDEST_UPDATE, OLDEST_LETTER = 300, 600
"""Seconds."""
LEAST_FREE = 512 * 1024 * 1024
"""Bytes on the disk with the database: below it soon nothing more can be written."""


class Watch:
    def __init__(self, machine: Machine, operators: Iterable[int]) -> None:
        self._machine = machine
        self._operators = tuple(operators)

    async def look(self, store: Store) -> None:
        """Writes only where something began or is over. What is known is over well below where it began."""
        async with store.reading() as work:
            known, seen, now = await list_known_causes(work), await look_at_machinery(work), work.now
        letters, updates = int(age(seen.letters, now)), int(age(seen.updates, now))
        causes = self._causes(known, seen, letters, updates)
        if causes.keys() == known:
            return
        async with store.work() as work:
            await note_causes(work, self._operators, causes)
            work.keep()

    def _causes(self, known: set[str], seen: Machinery, letters: int, updates: int) -> dict[str, int]:
        free = self._machine.look().free_bytes
        there = {
            "letters": letters if letters > _within(OLDEST_LETTER, known=("letters" in known)) else None,
            "updates": updates if updates > _within(OLDEST_UPDATE, known=("updates" in known)) else None,
            "disk": free // 10**6 if free < LEAST_FREE * (2 if "disk" in known else 1) else None,
            "held": seen.held or None,
        }
        return {cause: measure for cause, measure in there.items() if measure is not None}


def _within(limit: int, *, known: bool) -> int:
    return limit // 2 if known else limit
