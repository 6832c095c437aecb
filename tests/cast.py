"""The people of the tests, and the hands with which they use the house."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import pytest

from db.events import list_events
from db.projects import Project
from db.sets import RaffleSet
from db.store import Store
from db.work import Work
from rules.keys import ProjectKey
from rules.numbers import Chosen, NumberRange
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
        before = await self.everything()
        with pytest.raises(refusal) as refused:
            await self.do(use_case, *args, **kwargs)
        assert await self.everything() == before
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


async def all_rows(work: Work) -> dict[str, list[tuple[Any, ...]]]:
    from sqlalchemy import select

    from db.every_table import Base

    return {
        table.name: sorted((tuple(row) for row in await work.execute(select(table))), key=repr)
        for table in Base.metadata.sorted_tables
    }
