"""A whole list: read as a table or line by line, each line an entry, or left out with the reason."""

from collections.abc import Callable

from rules.imports.cells import plain, read_list, read_name, read_optional_phone, read_paid_amount
from rules.imports.entries import Column, Entry, Free, Ground, LeftOut, Listing, Manner, States, Unread, Why, shown
from rules.imports.lines import is_numbered, read_line, without_index
from rules.imports.tables import Row, Table, find_table, with_roles
from rules.imports.vocabulary import Role, method_of_cell, state_of_cell, without_marks
from rules.misreadings import TooManyNumbers
from rules.states import RaffleState
from rules.words import fold

MOST_NUMBERS_IN_ALL = 10_000
_SAMPLE = 30
_HEADING = 24


def read_listing(text: str, ground: Ground, manner: Manner = Manner()) -> Listing:  # noqa: B008  it never changes
    """No line is lost: each is an entry, free, or left out."""
    table = find_table(text, ground)
    listing = _read_table(with_roles(table, manner.roles), ground) if table else _read_lines(text, ground)
    count = sum(len(entry.numbers) for entry in listing.entries)
    if count > MOST_NUMBERS_IN_ALL:
        raise TooManyNumbers(count, MOST_NUMBERS_IN_ALL)
    return listing._replace(entries=tuple(_decided(entry, manner.states) for entry in listing.entries))


def _decided(entry: Entry, states: States) -> Entry:
    if states == States.MARKED:
        return entry
    paid = states == States.PAID
    return entry._replace(paid=paid, method=entry.method if paid else None)


class _Sorting:
    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.left_out: list[LeftOut] = []
        self.free = 0

    def add(self, line: int, text: str, read: Callable[[], Entry]) -> None:
        try:
            self.entries.append(read())
        except Free:
            self.free += 1
        except Unread as unread:
            self.left_out.append(LeftOut(line, unread.why, shown(text)))

    def listing(self, columns: tuple[Column, ...] = ()) -> Listing:
        return Listing(tuple(self.entries), tuple(self.left_out), self.free, columns)


def _read_lines(text: str, ground: Ground) -> Listing:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    counted = is_numbered([line for _, line in lines])
    sorting = _Sorting()
    for number, line in lines:
        said = without_index(line) if counted else line
        sorting.add(number, line, lambda number=number, said=said: read_line(number, said, ground))  # type: ignore[misc]
    return sorting.listing()


def _read_table(table: Table, ground: Ground) -> Listing:
    sorting = _Sorting()
    for row in table.rows:
        sorting.add(row.line, row.text, lambda row=row: _read_row(row, table.roles, ground))  # type: ignore[misc]
    headings = [*table.headings, *[""] * (len(table.roles) - len(table.headings))]
    columns = tuple(
        Column(shown(heading)[:_HEADING], role, _sample(table.rows, place))
        for place, (heading, role) in enumerate(zip(headings, table.roles, strict=False))
    )
    return sorting.listing(columns)


def _sample(rows: list[Row], place: int) -> str:
    filled = (row.cells[place] for row in rows if place < len(row.cells) and row.cells[place])
    return shown(next(filled, ""))[:_SAMPLE]


def _read_row(row: Row, roles: list[Role], ground: Ground) -> Entry:
    cells: dict[Role, str] = {}
    for role, cell in zip(roles, row.cells, strict=False):
        if role != Role.UNUSED and cell:
            cells[role] = f"{cells[role]} {cell}" if role in cells else cell
    said = cells.get(Role.STATE)
    state = None if said is None else state_of_cell(said)
    name, mark = without_marks(cells.get(Role.NAME, ""))
    state = state or mark
    if state == RaffleState.AVAILABLE or (state is None and _state_of_name(name) == RaffleState.AVAILABLE):
        raise Free
    numbers = read_list(plain(cells.get(Role.NUMBERS, "")), ground.longest)
    if not name.strip(" -_.") and state is None and Role.PHONE not in cells:
        raise Free
    method = method_of_cell(cells.get(Role.METHOD, ""))
    called = read_name(name)
    return Entry(
        row.line,
        shown(row.text),
        numbers,
        called,
        fold(called),
        read_optional_phone(cells.get(Role.PHONE, ""), ground.country),
        _paid(said, state, has_column=Role.STATE in roles, has_method=method is not None),
        method or (method_of_cell(said) if said else None),
        read_paid_amount(cells.get(Role.AMOUNT, ""), ground),
    )


def _state_of_name(name: str) -> RaffleState | None:
    """In a list of all numbers the free ones are called so in place of a name."""
    return state_of_cell(name) if len(name) > 1 and name.count(" ") < 2 else None


def _paid(said: str | None, state: RaffleState | None, *, has_column: bool, has_method: bool) -> bool | None:
    """Nothing in the column that says who paid is a no; a method in it is how they did."""
    if state is not None:
        return state == RaffleState.SOLD
    if said is not None and method_of_cell(said) is None:
        raise Unread(Why.STATE)
    if said is not None or has_method:
        return True
    return False if has_column else None
