"""`python -m bot.sheets.writing PATH`: writes the spreadsheet that is told on its input, a line of JSON at a time.

What is told ends with null; where it breaks off before, nobody wants the file any more, and it is taken away.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.sheets.csv_files import CsvBook
from bot.sheets.xlsx import XlsxBook
from rules.spreadsheets import Format


def write(path: Path, lines: Iterable[str | bytes]) -> bool:
    """Whether it came to its end."""
    told = map(json.loads, lines)
    book = _book(path, next(told))
    for part in told:
        match part:
            case {"sheet": name, "columns": columns}:
                book.begin(name, columns)
            case list():
                book.add(part)
            case None:
                book.close()
                return True
    return False


def _book(path: Path, how: dict[str, Any]) -> XlsxBook | CsvBook:
    if how["format"] == Format.XLSX:
        return XlsxBook(path, how["at"], how["decimals"])
    return CsvBook(path, how["at"], how["decimals"], how["decimal_sign"])


def main() -> None:
    path = Path(sys.argv[1])
    if not write(path, sys.stdin.buffer):
        path.unlink(missing_ok=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
