"""Column types of our own: times that are always UTC, and texts that are sealed before they reach the disk."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.sealing import Sealing

# 64 bits on PostgreSQL; SQLite's only integer has 64 bits anyway.
Int64 = BigInteger

_sealings: WeakKeyDictionary[Dialect, Sealing] = WeakKeyDictionary()


def hand_sealing_to(dialect: Dialect, sealing: Sealing) -> None:
    """Each engine seals with its own key: two stores in one process do not share it."""
    _sealings[dialect] = sealing


class UtcTime(TypeDecorator[datetime]):
    """Refuses a time without a zone, and gives back UTC on both engines."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    # Not `process_bind_param` and its like: of every third value that is stored the library would ask in between.
    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], datetime | str | None]:
        return _text_of if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _read if dialect.name == "sqlite" else _utc


@lru_cache(maxsize=256)
def utc_text(at: datetime) -> str:
    """As SQLite's own functions read it. A unit writes the same time into all of its rows."""
    if at.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _text_of(at: datetime | None) -> str | None:
    return None if at is None else utc_text(at)


def _utc(at: datetime | None) -> datetime | None:
    if at is not None and at.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return None if at is None else at.astimezone(UTC)


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class Sealed(TypeDecorator[str]):
    """Text that only the holder of the data key can read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _sealings[dialect].seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _sealings[dialect].unseal(value)
