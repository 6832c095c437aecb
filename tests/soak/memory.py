"""How much memory each of the bot's processes holds, by its age."""

from collections import defaultdict
from pathlib import Path
from statistics import median
from time import monotonic
from typing import NamedTuple

WARM_UP = 60.0
LEAST = 45.0
"""Seconds after the warm-up without which nothing can be said."""
STRETCH = 15.0


class Sample(NamedTuple):
    age: float
    megabytes: float


class Growth(NamedTuple):
    lived: float
    warm: float
    """Megabytes, about the end of the warm-up."""
    half: float
    """In the middle between that and the end: what only fills up grows less behind it than before it."""
    last: float
    percent: float


class Memory:
    def __init__(self) -> None:
        self.samples: dict[int, list[Sample]] = defaultdict(list)
        self._born: dict[int, float] = {}

    def look(self, process: int) -> None:
        now = monotonic()
        born = self._born.setdefault(process, now)
        status = Path(f"/proc/{process}/status")
        if status.exists() and (not self.samples[process] or now - born - self.samples[process][-1].age >= 1):
            line = next((one for one in status.read_text().splitlines() if one.startswith("VmRSS:")), None)
            if line is not None:
                self.samples[process].append(Sample(now - born, int(line.split()[1]) / 1024))

    def growths(self, warm_up: float = WARM_UP) -> list[Growth]:
        """Of each process that lived long enough, after its warm-up."""
        told = (_growth(samples, warm_up) for samples in self.samples.values())
        return [one for one in told if one is not None]

    def at_age(self, age: float) -> list[float]:
        """What each process held then, one after the other."""
        held = (_about(samples, age) for samples in self.samples.values() if samples and samples[-1].age >= age)
        return [one for one in held if one is not None]


def _growth(samples: list[Sample], warm_up: float) -> Growth | None:
    if not samples or samples[-1].age < warm_up + LEAST:
        return None
    lived = samples[-1].age
    ages = warm_up + STRETCH / 2, (warm_up + lived) / 2, lived - STRETCH / 2
    warm, half, last = [_about(samples, age) for age in ages]
    if warm is None or half is None or last is None:
        return None
    return Growth(lived, warm, half, last, (last / warm - 1) * 100)


def _about(samples: list[Sample], age: float) -> float | None:
    near = [one.megabytes for one in samples if abs(one.age - age) <= STRETCH / 2]
    return median(near) if near else None
