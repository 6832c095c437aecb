"""Statements as a driver takes them: what is executed again and again is made into SQL once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, ClauseElement, Dialect, Executable
from sqlalchemy.exc import InvalidRequestError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TupleType, TypeEngine

AnyRow = tuple[Any, ...]
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
_Process = Callable[[Any], Any] | None
_MUST_BE_GIVEN = object()
_LONGEST_LIST = 64
_WRITTEN_OUT = re.compile(r"\s*(?:SELECT|WITH)\b|.*\bRETURNING\b", re.DOTALL)
"""What gives rows, of the statements that are written as SQL: they do not say themselves."""


class Answer(Protocol):
    """What came of a statement, for whoever asks: all of it is there already, or is fetched as it is read."""

    @property
    def rowcount(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...
    def all(self) -> Sequence[Any]: ...
    def first(self) -> Any | None: ...
    def one(self) -> Any: ...
    def scalar(self) -> Any | None: ...
    def scalar_one(self) -> Any: ...
    def scalars(self) -> Any: ...


class Fetched:
    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: Sequence[AnyRow], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[AnyRow]:
        return iter(self._rows)

    def all(self) -> Sequence[AnyRow]:
        return self._rows

    def first(self) -> AnyRow | None:
        return self._rows[0] if self._rows else None

    def one(self) -> AnyRow:
        if not self._rows:
            raise NoResultFound("a row was wanted, and there is none")
        if len(self._rows) > 1:
            raise MultipleResultsFound("one row was wanted, and there are more")
        return self._rows[0]

    def scalar(self) -> Any | None:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> Iterator[Any]:
        return (row[0] for row in self._rows)


class _Taken(NamedTuple):
    """A place in the SQL: by which name its value is handed in, and what it is if it is not."""

    name: str
    otherwise: Any
    process: _Process
    instead_of: str | None = None
    """Of a list: what its marks are written in place of."""


class Prepared:
    """A value that is None is None on its way in and out, whatever the kind of its column."""

    __slots__ = ("_given", "_lists", "_pick", "_taken", "_takes", "gives_rows", "template", "width")

    def __init__(self, sql: str, takes: Sequence[_Taken], gives: Sequence[_Process]) -> None:
        self.template = sql
        self.gives_rows = bool(gives) or _WRITTEN_OUT.match(sql) is not None
        self.width = len(gives)
        """So many columns come back; 0 where only the driver knows."""
        self._takes = tuple(takes)
        self._lists = tuple(one for one in takes if one.instead_of is not None)
        self._taken = tuple((at, one.process) for at, one in enumerate(takes) if one.process is not None)
        self._given = tuple((at, process) for at, process in enumerate(gives) if process is not None)
        is_plain = all(one.otherwise is _MUST_BE_GIVEN and one.instead_of is None for one in takes)
        self._pick = itemgetter(*(one.name for one in takes)) if is_plain and len(takes) > 1 else None

    def fits(self, values: Values) -> bool:
        """An empty list is written in another way, and one for each length of a long one would be too many."""
        return not self._lists or (
            isinstance(values, Mapping) and all(0 < len(values[one.name]) <= _LONGEST_LIST for one in self._lists)
        )

    def sql(self, values: Values) -> str:
        sql = self.template
        if self._lists and isinstance(values, Mapping):
            for one in self._lists:
                sql = sql.replace(one.instead_of or "", ", ".join("?" * len(values[one.name])))
        return sql

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """In the order in which the SQL names them."""
        if self._pick is None:
            return self._bind_one_by_one(values)
        try:
            bound = list(self._pick(values))
        except KeyError as missing:
            raise InvalidRequestError(f"a value is needed for {missing}") from None
        for at, process in self._taken:
            if bound[at] is not None:
                bound[at] = process(bound[at])
        return bound

    def _bind_one_by_one(self, values: Mapping[str, Any]) -> list[Any]:
        bound: list[Any] = []
        for name, otherwise, process, instead_of in self._takes:
            value = values.get(name, otherwise)
            if value is _MUST_BE_GIVEN:
                raise InvalidRequestError(f"a value is needed for {name}")
            if instead_of is not None:
                bound += value if process is None else map(process, value)
            else:
                bound.append(value if process is None or value is None else process(value))
        return bound

    def read(self, rows: Sequence[AnyRow]) -> Sequence[AnyRow]:
        if rows and self.width and len(rows[0]) != self.width:
            raise InvalidRequestError(f"{self.width} columns were expected, not {len(rows[0])}")
        return [self._processed(row) for row in rows] if self._given else rows

    def _processed(self, row: AnyRow) -> AnyRow:
        changed = list(row)
        for at, process in self._given:
            if changed[at] is not None:
                changed[at] = process(changed[at])
        return tuple(changed)


class _Place(NamedTuple):
    name: str
    otherwise: Any
    kind: TypeEngine[Any]
    instead_of: str | None


class _Recipe(NamedTuple):
    """What a statement becomes in any store of its dialect; how values are sealed is each store's own."""

    sql: str
    places: Sequence[_Place]
    kinds: Sequence[TypeEngine[Any]]

    def prepare(self, dialect: Dialect) -> Prepared:
        takes = [
            _Taken(name, otherwise, kind.dialect_impl(dialect).bind_processor(dialect), instead_of)
            for name, otherwise, kind, instead_of in self.places
        ]
        gives = [kind.dialect_impl(dialect).result_processor(dialect, None) for kind in self.kinds]
        return Prepared(self.sql, takes, gives)


_recipes: WeakKeyDictionary[Executable, dict[tuple[str, ...], _Recipe | None]] = WeakKeyDictionary()
"""Of all that was executed in this process, by the dialect and the names of what was handed in."""


class Shelf:
    """Of one store. What is seen for the first time may never come again: it is not kept yet."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: WeakKeyDictionary[Executable, dict[tuple[str, ...], Prepared | None]] = WeakKeyDictionary()

    def find(self, statement: Executable, values: Values | None) -> Prepared | None:
        """None where it is not prepared: whoever asks has it executed in the long way."""
        known = self._known.get(statement)
        if known is None:
            self._known[statement] = known = {}
            if statement not in _recipes:
                _recipes[statement] = {}
                return None
        names = _names(values)
        if names not in known:
            recipe = _find_recipe(statement, names, self._dialect)
            known[names] = None if recipe is None else recipe.prepare(self._dialect)
        prepared = known[names]
        if prepared is None or not prepared.fits(values or {}):
            return None
        return None if prepared.gives_rows and not isinstance(values, dict | None) else prepared


def _find_recipe(statement: Executable, names: tuple[str, ...], dialect: Dialect) -> _Recipe | None:
    written = _recipes[statement]
    if (dialect.name, *names) not in written:
        written[dialect.name, *names] = _write_recipe(statement, names, dialect)
    return written[dialect.name, *names]


def _names(values: Values | None) -> tuple[str, ...]:
    if isinstance(values, dict):
        return tuple(values)
    if not values:
        return ()
    return tuple(values[0] if isinstance(values, Sequence) else values)


def _write_recipe(statement: Executable, names: Sequence[str], dialect: Dialect) -> _Recipe | None:
    """Not of what takes some of its values from elsewhere, or none of which it is known how they are handed in."""
    if not isinstance(statement, ClauseElement):
        return None
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
        return None
    if compiled.insert_prefetch or compiled.update_prefetch:
        return None
    binds = [(name, compiled.binds[name]) for name in compiled.positiontup]
    if compiled.literal_execute_params or any(bind.callable is not None for _, bind in binds):
        return None
    if any(bind.expanding and not _is_plain_list(bind, dialect) for _, bind in binds):
        return None
    kinds = [column.type for column in getattr(statement, "exported_columns", ())]
    return _Recipe(compiled.string, [_place(name, bind) for name, bind in binds], kinds)


def _is_plain_list(bind: BindParameter[Any], dialect: Dialect) -> bool:
    return dialect.paramstyle == "qmark" and bind.required and not isinstance(bind.type, TupleType)


def _place(name: str, bind: BindParameter[Any]) -> _Place:
    otherwise = _MUST_BE_GIVEN if bind.required else bind.value
    return _Place(bind.key, otherwise, bind.type, f"__[POSTCOMPILE_{name}]" if bind.expanding else None)
