"""Taking turns and telling: each way is timed once a round, so that a slow moment of the machine meets all of them."""

import re
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

Told = dict[str, Any]
"""A table as machines read it."""


class Record(NamedTuple):
    """What is told meanwhile, for whoever reads it later."""

    tables: list[Told]
    facts: dict[str, str]
    aloud: bool


_record: ContextVar[Record | None] = ContextVar("_record", default=None)
_WANTED = re.compile(r"(at most|at least|below) ([\d,.]*\d)")
_NOT_KEPT_UP = "-"


class Figure(NamedTuple):
    """Infinite is what never came: too much was offered."""

    least: float
    middle: float
    most: float

    def __str__(self) -> str:
        return " / ".join(in_words(value) for value in self)


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


@contextmanager
def recording(*, aloud: bool = False) -> Iterator[Record]:
    """Silent towards people unless aloud."""
    record = Record([], {}, aloud)
    before = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(before)


def tell(title: str, unit: str, figures: Figures, baseline: str, meaning: str = "") -> None:
    """Least, middle and most of the rounds, and the middle as a ratio to the baseline's."""
    base = figures[baseline].middle
    ratios = {name: float(f"{one.middle / base:.3g}") for name, one in figures.items()}
    _keep(title, meaning, unit=unit, baseline=baseline, figures=_for_machines(figures), ratios=ratios)
    say(f"\n{title} ({unit}: min / median / max; x = ratio of medians to '{baseline}')")
    for name, one in figures.items():
        say(f"  {name:<52} {one!s:>34}  x {ratios[name]:.3g}")


def tell_targets(title: str, figures: Figures, targets: Mapping[str, str], meaning: str = "") -> None:
    """What was reached beside what is wanted; nothing fails."""
    reached = {name: is_reached(targets[name], one.middle) for name, one in figures.items()}
    _keep(title, meaning, figures=_for_machines(figures), targets=dict(targets), reached=reached)
    say(f"\n{title} (min / median / max of the rounds)")
    for name, one in figures.items():
        say(f"  {name:<52} {one!s:>34}  wanted: {targets[name] or '-'}{in_a_word(reached[name])}")


def tell_grid(title: str, rows: Mapping[str, Figures], columns: Mapping[str, str], meaning: str = "") -> None:
    """Medians side by side; a column comes with what it means, and not every row has all of them."""
    told = {name: _for_machines(figures) for name, figures in rows.items()}
    _keep(title, meaning, columns=dict(columns), rows=told)
    widths = [max(len(column), 7) + 2 for column in columns]
    say(f"\n{title} (medians of the rounds; {_NOT_KEPT_UP} where it did not keep up)")
    say(" " * 46 + "".join(f"{column:>{width}}" for column, width in zip(columns, widths, strict=True)))
    for name, figures in rows.items():
        cells = [in_words(figures[column].middle) if column in figures else "" for column in columns]
        say(f"  {name:<44}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))


def note(name: str, fact: str) -> None:
    """Of the machine and what runs on it."""
    record = _record.get()
    if record is not None:
        record.facts[name] = fact


def is_reached(wanted: str, measured: float) -> bool | None:
    """None where nothing that can be counted is wanted."""
    found = _WANTED.match(wanted)
    if found is None:
        return None
    bound = float(found[2].replace(",", ""))
    return measured >= bound if found[1] == "at least" else measured <= bound


def in_a_word(reached: bool | None) -> str:
    return "" if reached is None else ", reached: yes" if reached else ", reached: no"


def in_words(value: float) -> str:
    if value == inf:
        return _NOT_KEPT_UP
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3}f}"


def say(line: str) -> None:
    """To people alone."""
    record = _record.get()
    if record is None or record.aloud:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _keep(title: str, meaning: str, **more: object) -> None:
    record = _record.get()
    if record is not None:
        record.tables.append({"title": title, "meaning": meaning, **more})


def _for_machines(figures: Figures) -> dict[str, dict[str, float | None]]:
    """JSON knows no infinity, and nobody more than four digits."""
    return {
        name: {
            part: None if value == inf else float(f"{value:.4g}")
            for part, value in zip(("min", "median", "max"), one, strict=True)
        }
        for name, one in figures.items()
    }
