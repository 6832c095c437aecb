"""`python -m bench`: every part, or those named, in one run."""

import argparse
import asyncio
from pathlib import Path

from bench.checking import bench_check
from bench.drawing import bench_drawing
from bench.draws import SIZES, bench_draws
from bench.due import bench_due
from bench.echo import bench_echo
from bench.exporting import bench_exporting
from bench.measure import in_json, say
from bench.pictures import bench_pictures
from bench.places import new_project, opened, postgres_server, scratch_folder
from bench.priority import bench_priority
from bench.reservations import bench_postgres, bench_sqlite
from bench.sales import bench_sales
from bench.sets import bench_choosing, bench_making
from bench.verifier import bench_verifier

PARTS = (
    *("reservations", "sets", "choosing", "check", "echo", "sales", "due"),
    *("draws", "drawing", "verifier", "priority", "pictures", "export"),
)


async def bench(parts: list[str], rounds: int, seconds: float, folder: Path, sizes: list[int], reminders: int) -> None:
    if "reservations" in parts:
        await bench_sqlite(folder, rounds, seconds)
        with postgres_server(folder) as server:
            await bench_postgres(server, rounds, seconds)
    for part, deed in _ALIKE.items():
        if part in parts:
            await deed(folder, rounds)
    if "echo" in parts:
        await bench_echo(folder, rounds, seconds)
    if "draws" in parts:
        await bench_draws(rounds, sizes)
    if "priority" in parts:
        await bench_priority(folder, reminders)
    if "pictures" in parts:
        await bench_pictures(rounds)
    if "sales" in parts:
        await bench_sales(folder, rounds, seconds)


async def _bench_sets(folder: Path, rounds: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'sets.db'}") as store:
        await new_project(store, 99)
        await bench_making(store, "SQLite", rounds)
    with postgres_server(folder) as server:
        async with opened(server.replace("postgresql:", "postgresql+asyncpg:")) as store:
            await new_project(store, 99)
            await bench_making(store, "PostgreSQL", rounds)


_ALIKE = {
    "sets": _bench_sets,
    "choosing": bench_choosing,
    "check": bench_check,
    "due": bench_due,
    "drawing": bench_drawing,
    "verifier": bench_verifier,
    "export": bench_exporting,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures, and prints what it measured.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all unless named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement of a rate")
    parser.add_argument("--size", type=int, action="append", help="of a list that is drawn; may be given several times")
    parser.add_argument("--reminders", type=int, default=1000, help="of the part priority: 10000 take six minutes")
    parser.add_argument("--json", action="store_true", help="a line of JSON a table, for machines")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    in_json.set(arguments.json)
    with scratch_folder() as folder:
        asyncio.run(
            bench(
                arguments.parts or list(PARTS),
                arguments.rounds,
                arguments.seconds,
                folder,
                arguments.size or list(SIZES),
                arguments.reminders,
            )
        )
    say("")


if __name__ == "__main__":
    main()
