"""What every table is made of: its base, its dates, the names of its constraints, and how these are written."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import Int64, UtcTime

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {int: Int64, datetime: UtcTime, str: Text}


class Dated:
    created_at: Mapped[datetime] = mapped_column(sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(sort_order=91)


def number_column() -> Mapped[int]:
    return mapped_column(primary_key=True, autoincrement=False)


def rule(name: str, condition: str) -> CheckConstraint:
    return CheckConstraint(condition, name=name)


def one_of(column: str, *words: str) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def link(columns: str, target: str) -> ForeignKeyConstraint:
    """A composite foreign key: `columns` here are the first columns of `target`'s primary key there."""
    table, _, keys = target.partition(".")
    return ForeignKeyConstraint(columns.split(), [f"{table}.{key}" for key in keys.split()])


CLUSTERED = {"sqlite_with_rowid": False}
"""On SQLite the primary key is the table itself: one tree to write instead of two."""
