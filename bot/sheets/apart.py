"""A spreadsheet written by a process of its own: whoever is served here does not wait for it."""

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

from bot.sheets.cells import Cell, Column
from rules.spreadsheets import Format

ROOT = Path(__file__).parents[2]


class WritingFailed(Exception):
    """The process that writes ended before it was done; says what it said last."""


class Spreadsheet:
    def __init__(self, process: Process, path: Path, format_: Format) -> None:
        self._process = process
        self._format = format_
        self.path = path

    async def open(self, at: int, decimals: int, decimal_sign: str) -> None:
        """Of that moment; with so many decimals behind the amounts of money."""
        how = {"format": self._format, "at": at, "decimals": decimals, "decimal_sign": decimal_sign}
        await self._tell(how)

    async def begin(self, name: str, columns: Sequence[Column]) -> None:
        await self._tell({"sheet": name, "columns": columns})

    async def add(self, rows: Sequence[Sequence[Cell | tuple[str, Cell]]]) -> None:
        """Waits while the other one has much in hand: nothing gathers here."""
        await self._tell(rows)

    async def end(self) -> None:
        """It closes the file from now on; `is_done` says when it has."""
        await self._tell(None)
        self._input.close()

    async def is_done(self, within: float) -> bool:
        try:
            async with asyncio.timeout(within):
                await self._process.wait()
        except TimeoutError:
            return False
        if self._process.returncode:
            await self._tell_what_it_said()
        return True

    @property
    def _input(self) -> asyncio.StreamWriter:
        if self._process.stdin is None:
            raise TypeError("a process without an input writes nothing")
        return self._process.stdin

    async def _tell(self, part: object) -> None:
        try:
            self._input.write(json.dumps(part).encode() + b"\n")
            await self._input.drain()
        except ConnectionError:
            await self._tell_what_it_said()

    async def _tell_what_it_said(self) -> NoReturn:
        said = await self._process.stderr.read() if self._process.stderr is not None else b""
        raise WritingFailed(said.decode("utf-8", "replace").strip().rpartition("\n")[2])


@asynccontextmanager
async def spreadsheet(format_: Format) -> AsyncIterator[Spreadsheet]:
    """In a folder of its own, which is gone afterwards with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="raffle-sheets-") as folder:
        path = Path(folder) / f"export.{format_}"
        command = (sys.executable, "-m", "bot.sheets.writing", str(path))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=DEVNULL, stderr=PIPE, cwd=ROOT)
        try:
            yield Spreadsheet(process, path, format_)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
