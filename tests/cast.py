"""The people of the tests, and the hands with which they use the house."""

import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import pytest
from sqlalchemy import Select, Table, TextClause, select, text

from db.events import list_events
from db.every_table import Base
from db.projects import Project
from db.quotas import put_level
from db.sets import RaffleSet
from db.store import Store
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import Chosen, NumberRange
from rules.quotas import Level
from rules.refusals import Refusal
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer, TypedBuyer
from services.organizers import welcome
from services.projects import create_project
from services.sales import Taken, reserve, sell
from services.sets import add_set_to

ANA = 1001
"""Organizes."""
BETO = 1002
"""Another organizer, who must never see Ana's rows."""
SOFIA = 1003
"""Sells for Ana."""
LUIS = TypedBuyer("Luis")
MARTA = TypedBuyer("Marta")

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Refusal)


class Told(NamedTuple):
    """An event as it reads."""

    kind: str
    made_by: int
    before: dict[str, Any]
    after: dict[str, Any]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, time: timedelta) -> None:
        self.now += time


@dataclass
class House:
    """Runs one use case in one unit of work, kept or only looked at."""

    store: Store
    clock: Clock

    async def do(self, use_case: Callable[Concatenate[Work, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        async with self.store.work() as work:
            result = await use_case(work, *args, **kwargs)
            work.keep()
        return result

    async def look(self, reading: Callable[Concatenate[Work, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        async with self.store.reading() as work:
            return await reading(work, *args, **kwargs)

    async def refuses(
        self,
        refusal: type[R],
        use_case: Callable[Concatenate[Work, P], Awaitable[object]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """The refusal, after which every row is as it was."""
        before = await self.look(written_rows)
        with pytest.raises(refusal) as refused:
            await self.do(use_case, *args, **kwargs)
        assert await self.look(written_rows) == before
        return refused.value

    async def told(self, user_id: int = ANA) -> list[Told]:
        """The history, oldest first."""
        events = await self.look(list_events, user_id, None, 1000)
        return [Told(e.kind, e.made_by, json.loads(e.before), json.loads(e.after)) for e in reversed(events)]

    async def open_project(self, user_id: int = ANA, init: int = 0, final: int = 99, price: int = 500) -> Project:
        """An organizer with one open project of one set."""
        await self.do(welcome, user_id, "Ana" if user_id == ANA else "Beto", "es")
        project = await self.do(create_project, user_id, "Spring trip")
        await self.add_set(project.key, init, final, price)
        return project

    async def open_projects(self, times: int, final: int = 99) -> list[ProjectKey]:
        """One for each round, so that a round leaves nothing to the next; by Ana, who may make any number of them."""
        await self.do(welcome, ANA, "Ana", "es")
        await self.do(put_level, ANA, Level.BOUNDLESS, ANA)
        return [(await self.open_project(final=final)).key for _ in range(times)]

    async def add_set(self, key: ProjectKey, init: int, final: int, price: int = 500) -> RaffleSet:
        return await self.do(add_set_to, key, NumberRange(init, final, 0), price, key.user_id)

    async def reserve(
        self, key: ProjectKey, *numbers: int, buyer: NumberedBuyer | TypedBuyer = LUIS, hold: timedelta | None = None
    ) -> Taken:
        return await self.do(reserve, key, Chosen(numbers), buyer, key.user_id, hold)

    async def sell(
        self,
        key: ProjectKey,
        *numbers: int,
        buyer: NumberedBuyer | TypedBuyer = LUIS,
        method: PaymentMethod = PaymentMethod.CASH,
    ) -> Taken:
        return await self.do(sell, key, Chosen(numbers), buyer, key.user_id, method)

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table: what a refusal must leave as it was."""
        async with self.store.reading() as work:
            return await all_rows(work)


async def all_rows(work: Work, tables: Iterable[str] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    every = _every_row()
    return {
        name: sorted((tuple(row) for row in await work.execute(every[name])), key=repr)
        for name in (every if tables is None else tables)
    }


@cache
def _every_row() -> dict[str, Select[Any]]:
    """By their tables; the same ones each time, so that they are made into SQL once."""
    return {table.name: select(table) for table in Base.metadata.sorted_tables}


class Written(NamedTuple):
    """A row as the database itself has it, and whose it is where it is somebody's."""

    table: str
    first_column: str
    row: str

    def is_of(self, user_id: int) -> bool:
        return self.first_column == str(user_id)


async def written_rows(work: Work) -> list[Written]:
    """In one breath: it is asked around each refusal."""
    return sorted(Written(*row) for row in await work.execute(_rows_as_written(work.dialect)))


@cache
def _rows_as_written(dialect: str) -> TextClause:
    return text(" UNION ALL ".join(_as_written(table, dialect) for table in Base.metadata.sorted_tables))


def _as_written(table: Table, dialect: str) -> str:
    names = [column.name for column in table.columns]
    quoted = " || ',' || ".join(f"quote({name})" for name in names)
    row = quoted if dialect == "sqlite" else f"CAST({table.name} AS text)"
    return f"SELECT '{table.name}', CAST({names[0]} AS text), {row} FROM {table.name}"
