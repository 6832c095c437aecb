"""A file of separated values for each sheet, together in a zip: as Excel opens them at a double click."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.sheets.cells import Kind, moment_of
from rules.spreadsheets import csv_text, separator
from rules.words import fold

_BOM = "\ufeff"
"""Without it Excel takes the letters for others."""


class CsvBook:
    def __init__(self, path: Path, at: int, decimals: int, decimal_sign: str) -> None:
        self._zip = zipfile.ZipFile(path, "w")
        self._at = moment_of(at).timetuple()[:6]
        self._decimals = decimals
        self._sign = decimal_sign
        self._file: io.TextIOWrapper | None = None
        self._kinds: list[str] = []
        self._writer: Any = None

    def begin(self, name: str, columns: Sequence[Sequence[Any]]) -> None:
        self._finish()
        member = zipfile.ZipInfo(f"{fold(name)}.csv", self._at)
        member.compress_type = zipfile.ZIP_DEFLATED
        into = self._zip.open(member, "w", force_zip64=True)
        self._file = io.TextIOWrapper(into, "utf-8", newline="")
        self._file.write(_BOM)
        self._writer = csv.writer(self._file, delimiter=separator(self._sign))
        self._kinds = [kind for _, kind, _ in columns]
        self._writer.writerow([header for header, _, _ in columns])

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        for cells in rows:
            self._writer.writerow(map(self._written, self._kinds, cells))

    def close(self) -> None:
        self._finish()
        self._zip.close()

    def _finish(self) -> None:
        if self._file is not None:
            self._file.close()

    def _written(self, kind: str, cell: Any) -> object:
        if cell is None:
            return ""
        match kind:
            case Kind.COUNT | Kind.RAFFLE:
                return cell
            case Kind.MONEY:
                return self._money(cell)
            case Kind.MOMENT:
                return f"{moment_of(cell):%Y-%m-%d %H:%M}"
            case Kind.ANY:
                return self._written(*cell)
        return csv_text(cell)

    def _money(self, amount: int) -> str:
        if not self._decimals:
            return str(amount)
        whole, rest = divmod(abs(amount), 10**self._decimals)
        return f"{'-' if amount < 0 else ''}{whole}{self._sign}{rest:0{self._decimals}}"
