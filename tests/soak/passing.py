"""Time, which passes by the hour between deeds: for the bot, for the checks and for the model, all at once."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Protocol

from tests.soak.account import Account
from tests.soak.gate import Gate

HOURS = "SOAK_HOURS"
"""The setting that names the file in which stands how many have passed."""
MORNING = 9
BY_DAY = range(MORNING, 20)
LOOKED = 20.0
"""Seconds in which the bot looks at least once at what is due."""


def moved_on(file: Path) -> Callable[[], datetime]:
    """Whoever has it reads the same time, in whichever process."""
    return lambda: datetime.now(UTC) + timedelta(hours=int(file.read_text()))


class Ages(Protocol):
    async def learn(self) -> None:
        """What has happened in the hour that ends."""

    def grow_older(self, now: datetime, *, was_quiet: bool) -> None: ...


class Passing:
    """Begins in the morning: most of what is waited for comes by day."""

    def __init__(self, file: Path, account: Account) -> None:
        self._file = file
        self._account = account
        self._write((MORNING - datetime.now(UTC).hour) % 24)
        self.now = moved_on(file)
        self.gate = Gate()
        """Whoever is in the middle of something is together with others there; time passes alone."""
        self._ages: list[Ages] = []

    @contextmanager
    def for_(self, ages: Ages) -> Iterator[None]:
        self._ages.append(ages)
        try:
            yield
        finally:
            self._ages.remove(ages)

    async def go_on(self, every: float) -> None:
        while True:
            began = monotonic()
            await asyncio.sleep(every)
            async with self.gate.alone():
                await self._pass_an_hour(began)

    async def _pass_an_hour(self, began: float) -> None:
        for ages in self._ages:
            await ages.learn()
        killed = any(kill > began - LOOKED for kill in self._account.kills)
        was_quiet = not killed and monotonic() - began > LOOKED
        self._write(int(self._file.read_text()) + 1)
        self._account.did["(hour)"] += 1
        for ages in self._ages:
            ages.grow_older(self.now(), was_quiet=was_quiet)

    def _write(self, hours: int) -> None:
        """At once, for whoever reads it just now."""
        written = self._file.with_suffix(".new")
        written.write_text(str(hours))
        written.replace(self._file)
