"""A workbook, row by row: what was written is on disk, so that memory does not grow with the rows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from bot.sheets.cells import DAY, Kind, moment_of
from rules.spreadsheets import begins_like_formula

# Nothing that stands in a text is ever taken for anything else.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Write = Callable[[int, int, Any], object]


class XlsxBook:
    def __init__(self, path: Path, at: int, decimals: int) -> None:
        self._book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
        self._book.set_properties({"created": moment_of(at)})
        self._unit = 10**decimals
        self._bold = self._book.add_format({"bold": True, "bg_color": "#EEEEEE", "bottom": 1})
        # Also when somebody edits the cell it stays a text.
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._count = self._book.add_format({"num_format": "#,##0"})
        self._money = self._book.add_format({"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._shown: dict[int, Any] = {}
        self._sheet: Any = None
        self._writes: list[Write] = []
        self._row = 0

    def begin(self, name: str, columns: Sequence[Sequence[Any]]) -> None:
        """A header that stays in sight, and a filter above every column."""
        self._finish()
        self._sheet = sheet = self._book.add_worksheet(name)
        for place, (header, _, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, header, self._bold)
        sheet.freeze_panes(1, 0)
        self._writes = [self._write(sheet, kind) for _, kind, _ in columns]
        self._row = 1

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        writes = self._writes
        for row, cells in enumerate(rows, self._row):
            for place, cell in enumerate(cells):
                if cell is not None:
                    writes[place](row, place, cell)
        self._row += len(rows)

    def close(self) -> None:
        self._finish()
        self._book.close()

    def _finish(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, self._row - 1, len(self._writes) - 1)

    def _write(self, sheet: Any, kind: str) -> Write:
        string, number = sheet.write_string, sheet.write_number
        count, money, moment, unit = self._count, self._money, self._moment, self._unit
        match kind:
            case Kind.COUNT:
                return lambda row, place, cell: number(row, place, cell, count)
            case Kind.MONEY:
                return lambda row, place, cell: number(row, place, cell / unit, money)
            case Kind.MOMENT:
                return lambda row, place, cell: number(row, place, cell / DAY, moment)
            case Kind.RAFFLE:
                return lambda row, place, cell: number(row, place, int(cell), self._as_shown(len(cell)))
            case Kind.ANY:
                return lambda row, place, cell: self._write(sheet, cell[0])(row, place, cell[1])
        quoted = self._quoted
        return lambda row, place, cell: string(row, place, cell, quoted if begins_like_formula(cell) else None)

    def _as_shown(self, width: int) -> Any:
        """With the zeros before it."""
        if width not in self._shown:
            self._shown[width] = self._book.add_format({"num_format": "0" * width})
        return self._shown[width]
