"""The runner of exports: reads one moment of a raffle, and has it written by a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from html import unescape
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.export_cells import Cells, Row
from bot.sheets.apart import Spreadsheet, spreadsheet
from bot.sheets.cells import seconds_of
from bot.task_results import send_file
from bot.tasks_due import Progress
from bot.texts import exports as texts
from bot.texts.say import say_in
from db.store import Store
from db.tasks import Task
from db.work import Work
from rules.keys import ProjectKey
from rules.money import decimals_of
from rules.spreadsheets import Format, decimal_sign
from services.exports import (
    Exported,
    look_at_export,
    pages_of_buyers,
    pages_of_history,
    pages_of_numbers,
    pages_of_orders,
    pages_of_payments,
)

LOOK_SECONDS = 0.5
_SUFFIXES = {Format.XLSX: "xlsx", Format.CSV: "zip"}

_MANY = ("numbers", "history")

LineT = TypeVar("LineT")


Tell = Callable[[int], Awaitable[None]]
"""Hears how many of the many rows were handed over."""


async def export(store: Store, task: Task, progress: Progress) -> None:
    """Begins anew when it is run again: nothing of it is kept before it is whole."""
    format_ = Format(task.asked["format"])
    async with spreadsheet(format_) as sheets:
        async with store.reading() as work:
            exported = await look_at_export(work, ProjectKey(task.user_id, task.about_project or 0))
            await progress(0, exported.rows)
            await hand_over(work, exported, sheets, lambda done: progress(done, exported.rows))
        await sheets.end()
        while not await sheets.is_done(LOOK_SECONDS):
            await progress(exported.rows, exported.rows)
        outcome: dict[str, int | str] = {"numbers": exported.stand.size, "at": exported.at.isoformat()}
        await send_file(store, task, sheets.path, _file_name(exported, format_), outcome)


async def hand_over(work: Work, exported: Exported, sheets: Spreadsheet, tell: Tell) -> None:
    """A page at a time, and in between whoever else waits has their turn."""
    user, many = exported.organizer, 0
    cells = Cells(say_in(user.language, user.zone), exported)
    names = texts.sheets(cells.say)

    async def fill(name: str, pages: AsyncIterator[Sequence[LineT]], cells_of: Callable[[LineT], Row]) -> None:
        nonlocal many
        await sheets.begin(unescape(names[name]), cells.columns(name))
        async for page in pages:
            await sheets.add([cells_of(line) for line in page])
            many += len(page) if name in _MANY else 0
            await tell(many)
            await asyncio.sleep(0)

    money = decimals_of(exported.project.currency), decimal_sign(user.language, user.country)
    await sheets.open(seconds_of(exported.at.astimezone(ZoneInfo(user.zone))), *money)
    await sheets.begin(unescape(names["summary"]), cells.columns("summary"))
    await sheets.add(cells.summary())
    await fill("numbers", pages_of_numbers(work, exported), cells.number)
    await fill("orders", pages_of_orders(work, exported), cells.order)
    await fill("buyers", pages_of_buyers(work, exported), cells.buyer)
    await fill("payments", pages_of_payments(work, exported), cells.payment)
    await fill("history", pages_of_history(work, exported), cells.event)


def _file_name(exported: Exported, format_: Format) -> str:
    """Nothing that somebody typed is in it."""
    user, number = exported.organizer, exported.project.project_number
    day = exported.at.astimezone(ZoneInfo(user.zone))
    return f"{texts.file_name(say_in(user.language))}-{number}-{day:%Y-%m-%d}.{_SUFFIXES[format_]}"
