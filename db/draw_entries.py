"""The door to the lists of draws: who holds what when a project is locked, and what was published of it."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator

from sqlalchemy import BigInteger, and_, bindparam, cast, delete, func, insert, select, text

from db.draw_tables import DrawEntries
from db.total_tables import NumberTotals
from db.work import Work
from rules.draw.entries import Entries
from rules.keys import DrawKey, ProjectKey
from rules.numbers import MOST_COUNTED

_NUMBERS_AT_ONCE = 4096
_PART = 1 << 19
"""Of the text, before it is compressed: so little is written at once that nobody feels it."""
_FAST = 1


Sold = tuple[int, int, str]
"""A number, its buyer's, and its receipt: empty of somebody who was erased after an earlier draw."""

_OF_PROJECT = and_(
    NumberTotals.user_id == bindparam("user_id"), NumberTotals.project_number == bindparam("project_number")
)
_COUNT = select(func.coalesce(cast(func.sum(NumberTotals.sold), BigInteger), 0)).where(
    _OF_PROJECT, NumberTotals.kind == "set"
)
_holders = (
    select(NumberTotals.member)
    # Said as the index says it, for only then SQLite uses it.
    .where(_OF_PROJECT, NumberTotals.kind == "buyer", text("kind IN ('buyer', 'seller')"), NumberTotals.sold > 0)
    .limit(MOST_COUNTED + 1)
    .subquery()
)
_COUNT_HOLDERS = select(func.count()).select_from(_holders)
# Put together by the database: a row for each number would take ten times as long to read.
_LINES = {"sqlite": "group_concat(line, char(10))", "postgresql": "string_agg(line, chr(10) ORDER BY number)"}
_SOLD = {
    dialect: text(
        f"SELECT max(number), {lines} FROM (SELECT raffle_number AS number, raffle_number || ' ' || buyer_number"
        " || ' ' || coalesce(receipt, '') AS line FROM raffles WHERE user_id = :user_id"
        " AND project_number = :project_number AND state = 'sold' AND raffle_number > :after"
        " ORDER BY raffle_number LIMIT :most) AS next"
    ).bindparams(*(bindparam(name, type_=BigInteger()) for name in ("user_id", "project_number", "after", "most")))
    for dialect, lines in _LINES.items()
}
_its_parts = (
    DrawEntries.user_id == bindparam("owner"),
    DrawEntries.project_number == bindparam("project"),
    DrawEntries.draw_number == bindparam("number"),
)
_NUMBERS = select(DrawEntries.part_number).where(*_its_parts).order_by(DrawEntries.part_number)
_BODY = select(DrawEntries.body).where(*_its_parts, DrawEntries.part_number == bindparam("part"))
_ADD = insert(DrawEntries)
_DROP = delete(DrawEntries).where(*_its_parts)


async def count_sold(work: Work, project: ProjectKey) -> int:
    """As its running totals say."""
    counted: int = (await work.execute(_COUNT, project._asdict())).scalar_one()
    return counted


async def count_holders(work: Work, project: ProjectKey) -> int:
    """Of sold numbers; up to MOST_COUNTED and one."""
    counted: int = (await work.execute(_COUNT_HOLDERS, project._asdict())).scalar_one()
    return counted


async def list_sold(work: Work, project: ProjectKey) -> AsyncIterator[str]:
    """In ascending order, some thousands at a time, to be read by `read_sold`: others get their turn in between."""
    after: int | None = -1
    while after is not None:
        values = {**project._asdict(), "after": after, "most": _NUMBERS_AT_ONCE}
        after, lines = (await work.execute(_SOLD[work.dialect], values)).one()
        if lines is not None:
            yield lines
        await asyncio.sleep(0)


def read_sold(pieces: Iterable[str]) -> Iterator[Sold]:
    for piece in pieces:
        for line in piece.split("\n"):
            number, buyer, receipt = line.split(" ")
            yield int(number), int(buyer), receipt


async def add_part(work: Work, key: DrawKey, part_number: int, body: bytes) -> None:
    row = {**key._asdict(), "part_number": part_number, "body": body}
    await work.execute(_ADD, {**row, "created_at": work.now, "updated_at": work.now})


async def drop_parts(work: Work, key: DrawKey) -> None:
    """Of a list that was begun and never published."""
    await work.execute(_DROP, _named(key))


async def list_parts(work: Work, key: DrawKey) -> list[bytes]:
    """One after the other, for all at once would hold up whoever waits."""
    parts: list[bytes] = []
    for part_number in list((await work.execute(_NUMBERS, _named(key))).scalars()):
        parts.append((await work.execute(_BODY, {**_named(key), "part": part_number})).scalar_one())
        await asyncio.sleep(0)
    return parts


def pack(pieces: Iterable[str]) -> Iterator[bytes]:
    """Whole lines in each part."""
    gathered, size = [], 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _PART:
            yield zlib.compress("".join(gathered).encode("ascii"), _FAST)
            gathered, size = [], 0
    if gathered:
        yield zlib.compress("".join(gathered).encode("ascii"), _FAST)


def unpack(parts: Iterable[bytes]) -> list[str]:
    """The text of the list, piece by piece."""
    return [zlib.decompress(part).decode("ascii") for part in parts]


def entries_in(pieces: Iterable[str]) -> Entries:
    """Of a list that is known to be ours, to the byte: whoever cannot know that reads it strictly."""
    found = Entries()
    head = 3
    for piece in pieces:
        for line in piece.split("\n")[head:-1]:
            number, holder, tag = line.split(" ")
            found.add(int(number), int(holder), bytes.fromhex(tag))
        head = 0
    return found


def _named(key: DrawKey) -> dict[str, int]:
    return {"owner": key.user_id, "project": key.project_number, "number": key.draw_number}
