"""A whole raffle as a workbook, by the task that makes it, and by XlsxWriter alone from the same cells in memory."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import xlsxwriter

from bench.bulk import sell_out
from bench.measure import figure, in_turns, tell, tell_targets
from bench.places import ORGANIZER, PRICE, opened
from bot.exporting import export, hand_over
from bot.sheets.apart import Spreadsheet
from bot.sheets.cells import DAY, Cell, Column, Kind
from bot.tasks_due import TasksDue
from db.projects import Project
from db.store import Store
from db.tasks import find_task
from rules.numbers import NumberRange
from rules.tasks import TaskKind
from services.exports import look_at_export
from services.organizers import welcome
from services.projects import create_project
from services.sets import add_set_to
from services.tasks import begin_task

BUYERS = 5_000
ALONE, TASK = "XlsxWriter alone", "the task"
FORMATS = {Kind.COUNT: "#,##0", Kind.MONEY: "#,##0.00", Kind.MOMENT: "yyyy-mm-dd hh:mm", Kind.RAFFLE: "000000"}


async def bench_exporting(folder: Path, rounds: int, sold: int) -> None:
    async with opened(f"sqlite+aiosqlite:///{folder / 'exporting.db'}") as store:
        project = await _sold_out(store, sold)
        told = await _cells(store, project)
        largest: list[int] = []
        worked: dict[str, list[float]] = {ALONE: [], TASK: []}
        ways = {
            ALONE: lambda: _working(worked[ALONE], lambda: _alone(folder, told)),
            TASK: lambda: _working(worked[TASK], lambda: _by_task(store, project, largest)),
        }
        figures = await in_turns(rounds, ways)
    cells = sum(len(row) for sheet in told for row in sheet[1])
    title = f"A raffle of {sold:,} sold numbers as a workbook, {cells:,} cells, SQLite"
    tell(title, "s", figures, ALONE, "From its beginning to the file in the store, beside the library that writes it.")
    tell(f"{title}: processor time of all processes", "s", {name: figure(one) for name, one in worked.items()}, ALONE)
    ratio = figures[TASK].middle / figures[ALONE].middle
    targets = {"the task to XlsxWriter alone": "at most 1.3", "memory of the process that writes, MB": "not by rows"}
    tell_targets("Export", dict(zip(targets, (figure([ratio]), figure(largest or [0])), strict=True)), targets)


async def _working(worked: list[float], way: Callable[[], Awaitable[float]]) -> float:
    """On a busy machine the processors' time tells more than the clock's."""
    before = os.times()
    taken = await way()
    worked.append(sum(os.times()[:4]) - sum(before[:4]))
    return taken


async def _by_task(store: Store, project: Project, largest: list[int]) -> float:
    """From its beginning to the file in the store."""
    async with store.work() as work:
        key = await begin_task(work, project.key, TaskKind.EXPORT, ORGANIZER, None, {"format": "xlsx"})
        work.keep()
    tasks = TasksDue({TaskKind.EXPORT: export})
    start = perf_counter()
    await tasks.look(store)
    watching = asyncio.create_task(_watch(largest))
    await tasks.settled()
    taken = perf_counter() - start
    watching.cancel()
    async with store.reading() as work:
        if (await find_task(work, key)).state != "done":
            raise RuntimeError("the export came to nothing")
    return taken


async def _watch(largest: list[int]) -> None:
    """The most that the process that writes had in memory, where the system tells."""
    most = 0
    while True:
        with suppress(OSError, ValueError, IndexError):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            for child in children:
                status = Path(f"/proc/{child}/status").read_text()
                if "bot.sheets.writing" in Path(f"/proc/{child}/cmdline").read_text():
                    most = max(most, int(status.partition("VmHWM:")[2].split()[0]) // 1024)
        if most:
            largest[:] = [max(most, *largest)] if largest else [most]
        await asyncio.sleep(0.1)


Sheet = tuple[list[Kind], list[list[Any]], str]


class _Kept:
    """In place of the process that writes: keeps what it is told."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []

    async def open(self, at: int, decimals: int, decimal_sign: str) -> None:
        return

    async def begin(self, name: str, columns: Sequence[Column]) -> None:
        self.sheets.append(([column.kind for column in columns], [[column.header for column in columns]], name))

    async def add(self, rows: Sequence[Sequence[Cell | tuple[str, Cell]]]) -> None:
        kinds, cells, _ = self.sheets[-1]
        cells += [list(map(_plain, kinds, row)) for row in json.loads(json.dumps(rows))]


def _plain(kind: str, cell: Any) -> Any:
    """As XlsxWriter takes it."""
    if cell is None:
        return None
    match kind:
        case Kind.ANY:
            return _plain(*cell)
        case Kind.MONEY:
            return cell / 100
        case Kind.MOMENT:
            return cell / DAY
        case Kind.RAFFLE:
            return int(cell)
    return cell


async def _cells(store: Store, project: Project) -> list[Sheet]:
    kept = _Kept()

    async def nobody(done: int) -> None:
        return

    async with store.reading() as work:
        exported = await look_at_export(work, project.key)
        await hand_over(work, exported, cast("Spreadsheet", kept), nobody)
    return kept.sheets


async def _alone(folder: Path, sheets: list[Sheet]) -> float:
    start = perf_counter()
    path = folder / "alone.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(folder)})
    formats = {kind: book.add_format({"num_format": written}) for kind, written in FORMATS.items()}
    for kinds, rows, name in sheets:
        sheet = book.add_worksheet(name)
        columns = [formats.get(kind) for kind in kinds]
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell, columns[place])
    book.close()
    return perf_counter() - start


async def _sold_out(store: Store, sold: int) -> Project:
    async with store.work() as work:
        await welcome(work, ORGANIZER, "Ana", "es")
        project = await create_project(work, ORGANIZER, "Spring trip")
        await add_set_to(work, project.key, NumberRange(1, sold, 6), PRICE, ORGANIZER)
        await sell_out(work, sold, BUYERS)
        work.keep()
    return project
