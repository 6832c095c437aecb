"""Lists in columns: told from lines that stand by themselves, taken apart, and what each column holds."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rules.imports.cells import NUMBERS, read_list
from rules.imports.entries import Ground, Unread
from rules.imports.vocabulary import Role, folded, method_of_cell, role_of_heading, state_of_cell
from rules.phones import is_phone

MOST_COLUMNS = 40
_LOOKED_AT = 200
_SEPARATORS = "\t;|,"
_HEADINGS_WITHIN = 5
_MOSTLY = 0.6
_LONGEST_CELL = 500
_DATE = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}(?:[T ,]+[0-9]{1,2}:[0-9]{2}.{0,12})?")


class Row(NamedTuple):
    line: int
    cells: list[str]
    text: str


class Table(NamedTuple):
    headings: list[str]
    """None of them, where it has no heading."""
    rows: list[Row]
    roles: list[Role]


def find_table(text: str, ground: Ground) -> Table | None:
    """None where every line stands by itself."""
    lines = [line for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    separator = next((one for one in _SEPARATORS if lines and _separates(one, lines)), None)
    if separator is None:
        return None
    rows = _rows(text, separator)
    headings, rows = _split_headings(rows)
    width = max((len(row.cells) for row in rows), default=len(headings))
    if not rows or not 2 <= width <= MOST_COLUMNS:
        return None
    roles = _guess(headings, rows[:_LOOKED_AT], width, ground)
    is_sure = separator != "," or bool(headings) or not any(", " in line for line in lines)
    return Table(headings, rows, roles) if is_sure and {Role.NUMBERS, Role.NAME} <= set(roles) else None


def with_roles(table: Table, said: Mapping[int, Role]) -> Table:
    """Where somebody said what a column holds. Only names may stand in several."""
    roles = list(table.roles)
    for place, role in said.items():
        if place < len(roles):
            if role not in (Role.NAME, Role.UNUSED):
                roles = [Role.UNUSED if one == role else one for one in roles]
            roles[place] = role
    return table._replace(roles=roles)


def _separates(separator: str, lines: Sequence[str]) -> bool:
    """The same number of them in most lines."""
    counts = Counter(_outside_quotes(line).count(separator) for line in lines)
    most, times = max(counts.items(), key=lambda item: (item[1] if item[0] else 0, item[0]))
    return most > 0 and times >= len(lines) * _MOSTLY


def _outside_quotes(line: str) -> str:
    return re.sub('"[^"]*"', "", line) if '"' in line else line


def _rows(text: str, separator: str) -> list[Row]:
    try:
        return _parsed(text, separator, csv.QUOTE_MINIMAL)
    except csv.Error:
        return _parsed(text, separator, csv.QUOTE_NONE)


def _parsed(text: str, separator: str, quoting: int) -> list[Row]:
    """A quotation mark that is never closed would swallow all that follows: then it is a sign like any other."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, skipinitialspace=True)  # type: ignore[arg-type]
    rows, before = [], 0
    is_quoted = quoting != csv.QUOTE_NONE
    for cells in reader:
        if is_quoted and any(len(cell) > _LONGEST_CELL or ("\n" in cell and separator in cell) for cell in cells):
            raise csv.Error
        stripped = [cell[:_LONGEST_CELL].strip(" \t\n" if is_quoted else ' \t"') for cell in cells]
        if any(stripped):
            rows.append(Row(before + 1, stripped, separator.join(cells)))
        before = reader.line_num
    return rows


def _split_headings(rows: list[Row]) -> tuple[list[str], list[Row]]:
    """Among the first rows, one of which two cells name what is below them; what stands above is a title."""
    for place, row in enumerate(rows[:_HEADINGS_WITHIN]):
        named = {role_of_heading(cell) for cell in row.cells} - {None}
        has_data = any(NUMBERS.fullmatch(cell) for cell in row.cells)
        if not has_data and len(named) >= 2 and Role.NUMBERS in named | _named_alone(row):
            return row.cells, rows[place + 1 :]
    return [], rows


def _named_alone(row: Row) -> set[Role]:
    """Who keeps one number a row may call that column anything; then its first is looked at."""
    return {Role.NUMBERS} if any(role_of_heading(cell) == Role.NAME for cell in row.cells) else set()


def _guess(headings: Sequence[str], rows: Sequence[Row], width: int, ground: Ground) -> list[Role]:
    roles: list[Role | None] = [role_of_heading(cell) for cell in headings] + [None] * (width - len(headings))
    columns = [[row.cells[place] for row in rows if place < len(row.cells)] for place in range(width)]
    for role, fits in _looks_like(ground).items():
        if role in roles:
            continue
        for place, cells in enumerate(columns):
            if roles[place] is None and _mostly(fits, cells):
                roles[place] = role
                if role != Role.UNUSED:
                    break
    for place, cells in enumerate(columns):
        if roles[place] is None and Role.NAME not in roles and _mostly(_has_letters, cells):
            roles[place] = Role.NAME
    return _once([role or Role.UNUSED for role in roles])


def _once(roles: list[Role]) -> list[Role]:
    """The first of several; a name may be in two, first name and surname."""
    seen: set[Role] = set()
    kept = []
    for role in roles:
        kept.append(Role.UNUSED if role in seen and role != Role.NAME else role)
        seen.add(role)
    return kept


def _looks_like(ground: Ground) -> dict[Role, Callable[[str], bool]]:
    """What is surest first."""
    return {
        Role.NUMBERS: lambda cell: _are_numbers(cell, ground.longest),
        Role.UNUSED: lambda cell: "@" in cell or bool(_DATE.fullmatch(cell)),
        Role.PHONE: is_phone,
        Role.METHOD: lambda cell: method_of_cell(cell) is not None,
        Role.STATE: lambda cell: state_of_cell(cell) is not None and folded(cell) not in ("0", "1"),
        Role.AMOUNT: lambda cell: bool(re.fullmatch(r"[^\w]*[A-Z$]*\$? ?[0-9][0-9.,]*", cell)),
    }


def _are_numbers(cell: str, longest: int) -> bool:
    try:
        return bool(read_list(cell, longest))
    except Unread:
        return False


def _mostly(fits: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(fits, filled)) >= len(filled) * _MOSTLY


def _has_letters(cell: str) -> bool:
    return sum(char.isalpha() for char in cell) > len(cell) / 2 and not cell[0].isdigit()
