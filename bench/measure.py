"""Taking turns and telling: each way is timed once a round, so that a slow moment of the machine meets all of them."""

import sys
from collections.abc import Awaitable, Callable, Mapping
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Figure(NamedTuple):
    least: float
    middle: float
    most: float

    def __str__(self) -> str:
        return " / ".join(f"{value:,.{_decimals(value)}f}" for value in self)


Figures = dict[str, Figure]


async def in_turns(rounds: int, ways: Mapping[str, Callable[[], Awaitable[float]]]) -> Figures:
    """Each way gives one figure a round."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(await way())
    return {name: Figure(min(values), median(values), max(values)) for name, values in taken.items()}


async def milliseconds(act: Callable[[], Awaitable[object]]) -> float:
    start = perf_counter()
    await act()
    return (perf_counter() - start) * 1000


def tell(title: str, unit: str, figures: Figures, baseline: str) -> None:
    """Least, middle and most of the rounds, and the middle as a ratio to the baseline's."""
    say(f"\n{title} ({unit}: min / median / max; x = ratio of medians to '{baseline}')")
    base = figures[baseline].middle
    for name, figure in figures.items():
        say(f"  {name:<52} {figure!s:>34}  x {figure.middle / base:.3g}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _decimals(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 3
