"""Taking turns and telling: each way is timed once a round, so that a slow moment of the machine meets all of them."""

import json
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar
from statistics import median
from time import perf_counter
from typing import NamedTuple

in_json: ContextVar[bool] = ContextVar("in_json", default=False)
"""A line of JSON for each table, for machines, instead of text for people."""


class Figure(NamedTuple):
    least: float
    middle: float
    most: float

    def __str__(self) -> str:
        return " / ".join(f"{value:,.{_decimals(value)}f}" for value in self)


Figures = dict[str, Figure]


def figure(values: Iterable[float]) -> Figure:
    taken = list(values)
    return Figure(min(taken), median(taken), max(taken))


async def in_turns(rounds: int, ways: Mapping[str, Callable[[], Awaitable[float]]]) -> Figures:
    """Each way gives one figure a round."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(await way())
    return {name: figure(values) for name, values in taken.items()}


async def milliseconds(act: Callable[[], Awaitable[object]]) -> float:
    start = perf_counter()
    await act()
    return (perf_counter() - start) * 1000


def tell(title: str, unit: str, figures: Figures, baseline: str) -> None:
    """Least, middle and most of the rounds, and the middle as a ratio to the baseline's."""
    base = figures[baseline].middle
    if in_json.get():
        _tell_machines(title, unit, figures, ratios={name: one.middle / base for name, one in figures.items()})
        return
    say(f"\n{title} ({unit}: min / median / max; x = ratio of medians to '{baseline}')")
    for name, one in figures.items():
        say(f"  {name:<52} {one!s:>34}  x {one.middle / base:.3g}")


def tell_targets(title: str, figures: Figures, targets: Mapping[str, str]) -> None:
    """What was reached beside what is wanted; nothing fails."""
    if in_json.get():
        _tell_machines(title, "", figures, targets=dict(targets))
        return
    say(f"\n{title} (min / median / max of the rounds)")
    for name, one in figures.items():
        say(f"  {name:<52} {one!s:>34}  wanted: {targets[name]}")


def say(line: str) -> None:
    """To people alone."""
    if not in_json.get():
        _write(line)


def _tell_machines(title: str, unit: str, figures: Figures, **more: Mapping[str, object]) -> None:
    told = {name: {"min": one.least, "median": one.middle, "max": one.most} for name, one in figures.items()}
    _write(json.dumps({"title": title, "unit": unit, "figures": told, **more}))


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _decimals(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 3
