"""`python -m bench`: every part, or those named, in one run that ends with what was to be reached."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any, NamedTuple

from bench import drawing, due, exporting, growth, pictures, priority, sets, updates, verifier
from bench.machine import facts, load
from bench.measure import recording, say
from bench.places import scratch_folder
from bench.report import goals_in_text


class Size(NamedTuple):
    """Of a run: how often and how long each way is measured, and how much there is of everything."""

    rounds: int
    seconds: float
    orders: int
    """Of the small tenant; the large one has ten times as many."""
    numbers: int
    reservations: int
    drawn: tuple[int, int]
    exported: int
    proved: int
    reminders: int


SIZES = {
    "moderate": Size(3, 1.5, 2_000, 1_000_000, 100_000, (100_000, 200_000), 100_000, 100_000, 300),
    "full": Size(5, 4.0, 100_000, 10_000_000, 1_000_000, (100_000, 1_000_000), 100_000, 100_000, 1_000),
}

_LOOKS = 7
"""At a screen in each round: it is a matter of moments."""

Deed = Callable[[Path, Size], Awaitable[None]]

PARTS: dict[str, tuple[ModuleType, Deed]] = {
    "updates": (updates, lambda folder, size: updates.bench_updates(folder, size.rounds, size.seconds)),
    "growth": (growth, lambda folder, size: growth.bench_growth(folder, size.rounds * _LOOKS, size.orders)),
    "sets": (sets, lambda folder, size: sets.bench_sets(folder, size.rounds, size.numbers)),
    "due": (due, lambda folder, size: due.bench_due(folder, size.rounds, size.reservations)),
    "draws": (drawing, lambda folder, size: drawing.bench_drawing(folder, size.rounds, *size.drawn)),
    "verifier": (verifier, lambda folder, size: verifier.bench_verifier(folder, size.rounds, size.proved)),
    "pictures": (pictures, lambda folder, size: pictures.bench_pictures(size.rounds)),
    "exports": (exporting, lambda folder, size: exporting.bench_exporting(folder, size.rounds, size.exported)),
    "priority": (priority, lambda folder, size: priority.bench_priority(folder, size.reminders)),
}


async def bench(parts: list[str], size: Size, *, aloud: bool) -> dict[str, Any]:
    """The whole document, for machines."""
    told: dict[str, Any] = {"machine": facts(), "size": size._asdict(), "parts": {}}
    for part in parts:
        with recording(aloud=aloud) as record, scratch_folder() as folder:
            module, deed = PARTS[part]
            about, start = str(module.__doc__).strip(), perf_counter()
            say(f"\n== {part}: {about}")
            await deed(folder, size)
            seconds = round(perf_counter() - start)
            told["parts"][part] = {"about": about, "seconds": seconds, "tables": record.tables}
        told["machine"] |= record.facts
    told["machine"]["load after"] = load()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures, and prints what it measured.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all unless named")
    parser.add_argument("--full", action="store_true", help="as large as the largest that it is made for")
    parser.add_argument("--rounds", type=int, help="in which every way takes its turn")
    parser.add_argument("--seconds", type=float, help="of each measurement of a rate")
    parser.add_argument("--json", metavar="FILE", help="everything for machines, - for standard output")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    size = SIZES["full" if arguments.full else "moderate"]
    given = {name: getattr(arguments, name) for name in ("rounds", "seconds") if getattr(arguments, name)}
    to_machines = arguments.json == "-"
    told = asyncio.run(bench(arguments.parts or list(PARTS), size._replace(**given), aloud=not to_machines))
    document = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    if arguments.json and not to_machines:
        Path(arguments.json).write_text(document)
    sys.stdout.write(document if to_machines else goals_in_text(told))


if __name__ == "__main__":
    main()
