"""The unit of work: what is written through it is committed together and in one place, or never happened."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Executable, Table, text
from sqlalchemy.orm import InstrumentedAttribute

from db.prepared import Answer, AnyRow, Values
from db.sealing import Sealing
from rules.codes import new_mark

CHUNK = 5000
_BEGIN_PART, _UNDO_PART, _END_PART = text("SAVEPOINT part"), text("ROLLBACK TO part"), text("RELEASE part")
_MOST = 2**63

# A door says with a named tuple which columns it reads, in order.
ShapeT = TypeVar("ShapeT", bound=NamedTuple)


def columns(table: type, shape: type[NamedTuple]) -> list[InstrumentedAttribute[Any]]:
    return [getattr(table, name) for name in shape._fields]


@dataclass(frozen=True)
class World:
    """What a unit knows of the outside, handed in once: the clock, chance, and the key for sealed columns."""

    clock: Callable[[], datetime]
    chance: Random
    sealing: Sealing


class Work(ABC):
    """One unit. It leaves no trace unless it was kept, and takes nothing more once it has ended."""

    dialect: str

    def __init__(self, world: World) -> None:
        self.now = world.clock()
        self.chance = world.chance
        self.sealing = world.sealing
        self.noted: list[Any] = []
        self.kept = False
        self.traceless = False
        self.has_posted = False
        """Letters that wait to be sent."""
        self.ended = False

    @cached_property
    def mark(self) -> str:
        """What all changes of this unit have in common in the history, so that they can be undone together."""
        return new_mark(self.chance)

    def keep(self) -> None:
        self.kept = True

    def leave_no_trace(self) -> None:
        """What this unit erases shall not be found in the files either."""
        self.traceless = True

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """A part of the unit that happens or does not by itself: if it raises, the rest is as it was before it."""
        noted = len(self.noted)
        await self.execute(_BEGIN_PART)
        try:
            yield
        except BaseException:
            del self.noted[noted:]
            await self.execute(_UNDO_PART)
            raise
        finally:
            await self.execute(_END_PART)

    async def execute(self, statement: Executable, values: Values | None = None) -> Answer:
        if self.ended:
            raise RuntimeError("this unit of work has ended")
        return await self._execute(statement, values)

    async def row(
        self, shape: type[ShapeT], statement: Executable, values: Mapping[str, Any] | None = None
    ) -> ShapeT | None:
        if _is_beyond(values):
            return None
        found = (await self.execute(statement, values)).first()
        return None if found is None else shape._make(found)

    async def rows(
        self, shape: type[ShapeT], statement: Executable, values: Mapping[str, Any] | None = None
    ) -> list[ShapeT]:
        if _is_beyond(values):
            return []
        return [shape._make(found) for found in await self.execute(statement, values)]

    @abstractmethod
    def chunks(self, statement: Executable, values: Values | None = None) -> AsyncIterator[Sequence[AnyRow]]:
        """The rows some thousands at a time, however many there are."""

    @abstractmethod
    async def add_rows(self, table: Table, rows: Sequence[AnyRow]) -> None:
        """Many at once, as the same table gave them elsewhere."""

    @abstractmethod
    async def _execute(self, statement: Executable, values: Values | None) -> Answer: ...


def _is_beyond(values: Mapping[str, Any] | None) -> bool:
    """Whether something is asked for under a number that no row can have."""
    return any(type(value) is int and not -_MOST <= value < _MOST for value in (values or {}).values())
