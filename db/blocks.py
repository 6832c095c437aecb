"""The door to the blocks of a set: which numbers are taken, a bit each, so that a random free one is found at any fill.

A block is read, changed and written; whoever does so holds the project's lock.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Select,
    Subquery,
    TableValuedAlias,
    TextClause,
    and_,
    bindparam,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.arrays import EACH_NUMBER, EACH_TWO, array_parameters, numbers_value, twos_value
from db.history_tables import Blocks
from db.sets import RaffleSet
from db.work import Work
from rules.blocks import BLOCK_SIZE, bits_of, block_length, free_at, free_places, from_bytes, place, to_bytes
from rules.keys import ProjectKey, SetKey


class Fill(NamedTuple):
    """How many numbers of a block are taken."""

    set_number: int
    block_number: int
    taken: int


class _Bits(NamedTuple):
    block_number: int
    bits: bytes


class _Sum(NamedTuple):
    first: int
    taken: int


_OF_SET = and_(
    Blocks.user_id == bindparam("user_id"),
    Blocks.project_number == bindparam("project_number"),
    Blocks.set_number == bindparam("set_number"),
)
_OF_PROJECT = and_(Blocks.user_id == bindparam("user_id"), Blocks.project_number == bindparam("project_number"))
_FILLS = select(Blocks.set_number, Blocks.block_number, Blocks.taken).where(_OF_PROJECT)
_TAKEN = select(Blocks.taken).where(_OF_PROJECT, Blocks.taken > 0).limit(1)


def _summing(each: Subquery | TableValuedAlias) -> Select[Any]:
    """An index alone is read."""
    within = and_(_OF_SET, Blocks.block_number.between(each.c.first, each.c.second))
    taken = select(func.coalesce(cast(func.sum(Blocks.taken), BigInteger), 0)).where(within)
    return select(each.c.first, taken.correlate(each).scalar_subquery()).select_from(each)


_SUMS = {dialect: _summing(each) for dialect, each in EACH_TWO.items()}


def _among(columns: str) -> dict[str, TextClause]:
    return {
        dialect: text(
            f"SELECT {columns} FROM blocks WHERE user_id = :user_id AND project_number = :project_number"
            f" AND set_number = :set_number AND block_number IN (SELECT number FROM {each})"
        ).bindparams(array_parameters(dialect)["numbers"])
        for dialect, each in EACH_NUMBER.items()
    }


_BITS, _FILLS_AMONG = _among("block_number, bits"), _among("set_number, block_number, taken")
_MOST_BY_ONE, _TOGETHER = 128, 64
"""Of a project with more blocks so many are added up; only those are looked at one by one among which something is."""


def _put(insert: Any) -> Any:
    new = insert(Blocks)
    return new.on_conflict_do_update(
        index_elements=[Blocks.user_id, Blocks.project_number, Blocks.set_number, Blocks.block_number],
        set_={"taken": new.excluded.taken, "bits": new.excluded.bits, "updated_at": new.excluded.updated_at},
    )


_PUT = {"sqlite": _put(sqlite_insert), "postgresql": _put(postgres_insert)}


async def has_taken(work: Work, project: ProjectKey, set_number: int | None = None) -> bool:
    """Whether anybody has a number, of the whole project or of the set."""
    taken = _TAKEN if set_number is None else _TAKEN.where(Blocks.set_number == set_number)
    return (await work.execute(taken, project._asdict())).first() is not None


async def take_bits(work: Work, raffle_set: RaffleSet, numbers: Iterable[int]) -> None:
    await _change(work, raffle_set, numbers, lambda bits, chosen: bits | chosen)


async def free_bits(work: Work, raffle_set: RaffleSet, numbers: Iterable[int]) -> None:
    await _change(work, raffle_set, numbers, lambda bits, chosen: bits & ~chosen)


async def choose_random(work: Work, sets: Sequence[RaffleSet], count: int) -> tuple[dict[int, list[int]], int]:
    """Free numbers by set, each choice equally likely, and how many were free; none if fewer than asked are free."""
    stretches = await _stretches(work, sets)
    free = sum(stretch.free for stretch in stretches)
    if count > free:
        return {}, free
    return await _numbers_at(work, stretches, sorted(work.chance.sample(range(free), count))), free


async def list_free(work: Work, sets: Sequence[RaffleSet], limit: int, skip: int = 0) -> list[int]:
    """A page of the free numbers in ascending order, however far on, without looking at those before it."""
    stretches = await _stretches(work, sets)
    free = sum(stretch.free for stretch in stretches)
    by_set = await _numbers_at(work, stretches, range(min(skip, free), min(skip + limit, free)))
    return [number for numbers in by_set.values() for number in numbers]


async def list_free_near(
    work: Work, raffle_set: RaffleSet, number: int, count: int, besides: Container[int] = ()
) -> list[int]:
    """The free numbers of the set that are nearest, at most a block further in, besides those named."""
    middle, _ = place(raffle_set.init, min(max(number, raffle_set.init), raffle_set.final))
    blocks = [n for n in (middle - 1, middle, middle + 1) if 0 <= n * BLOCK_SIZE < raffle_set.size]
    bits = await _bits(work, raffle_set.key, blocks)
    free = [
        raffle_set.init + block * BLOCK_SIZE + offset
        for block in blocks
        for offset in free_places(bits.get(block, 0), block_length(raffle_set.size, block))
    ]
    others = (other for other in free if other not in besides)
    return sorted(nsmallest(count, others, key=lambda other: (abs(other - number), other)))


class _Stretch(NamedTuple):
    raffle_set: RaffleSet
    blocks: range
    length: int
    free: int
    before: int
    """How many free numbers lie in the stretches before this one."""

    def numbers_at(self, taken: int, ranks: list[int]) -> list[int]:
        first = self.raffle_set.init + self.blocks.start * BLOCK_SIZE
        if not taken:
            return [first + rank for rank in ranks]
        return [first + place for place in free_at(taken, ranks, self.length)]


async def count_taken(work: Work, raffle_set: RaffleSet, step: int) -> list[int]:
    """How many numbers are taken in each stretch of so many, the last one perhaps shorter.

    The bits are read of blocks alone that reach across the end of a stretch.
    """
    counts = [0] * -(-raffle_set.size // step)
    edges = {at // BLOCK_SIZE for at in range(step, raffle_set.size, step) if at % BLOCK_SIZE}
    within = []
    for stretch in range(len(counts)):
        first, last = -(-stretch * step // BLOCK_SIZE), ((stretch + 1) * step - 1) // BLOCK_SIZE
        first, last = first + (first in edges), last - (last in edges)
        within += [(stretch, range(first, last + 1))] if first <= last else []
    taken = await _sums(work, raffle_set.key, [blocks for _, blocks in within])
    for stretch, blocks in within:
        counts[stretch] += taken[blocks.start]
    for block, bits in (await _bits(work, raffle_set.key, sorted(edges))).items():
        first = block * BLOCK_SIZE
        last = first + block_length(raffle_set.size, block) - 1
        for stretch in range(first // step, last // step + 1):
            begins, ends = max(stretch * step - first, 0), (stretch + 1) * step - first
            counts[stretch] += ((bits >> begins) & ((1 << (ends - begins)) - 1)).bit_count()
    return counts


async def _stretches(work: Work, sets: Sequence[RaffleSet]) -> list[_Stretch]:
    """Of a block each, or of many where there are many."""
    few = sum(_count_blocks(one) for one in sets) <= _MOST_BY_ONE
    longest = 1 if few else _TOGETHER
    taken = {one[:2]: one.taken for one in await work.rows(Fill, _FILLS, sets[0].key.project._asdict())} if few else {}
    stretches, before = [], 0
    for raffle_set in sets:
        count, number = _count_blocks(raffle_set), raffle_set.set_number
        parts = [range(first, min(first + longest, count)) for first in range(0, count, longest)]
        if not few:
            taken |= {(number, first): sum_ for first, sum_ in (await _sums(work, raffle_set.key, parts)).items()}
        for blocks in parts:
            length = min(blocks.stop * BLOCK_SIZE, raffle_set.size) - blocks.start * BLOCK_SIZE
            stretches.append(
                _Stretch(raffle_set, blocks, length, length - taken.get((number, blocks.start), 0), before)
            )
            before += stretches[-1].free
    return stretches


def _count_blocks(raffle_set: RaffleSet) -> int:
    return -(-raffle_set.size // BLOCK_SIZE)


async def _sums(work: Work, key: SetKey, runs: Sequence[range]) -> dict[int, int]:
    """How many numbers are taken in runs of blocks, by the first of each."""
    if not runs:
        return {}
    values = {**key._asdict(), **twos_value(work.dialect, [(run.start, run.stop - 1) for run in runs])}
    return dict(await work.rows(_Sum, _SUMS[work.dialect], values))


async def _numbers_at(work: Work, stretches: list[_Stretch], ranks: Iterable[int]) -> dict[int, list[int]]:
    """The free numbers with these ranks (ascending, counted over all the stretches), by set."""
    found: dict[int, list[int]] = {}
    wanted = await _in_single_blocks(work, _ranked(stretches, ranks))
    for raffle_set, together in groupby(wanted, lambda item: item[0].raffle_set):
        there = list(together)
        bits = await _bits(work, raffle_set.key, [one.blocks.start for one, _ in there if one.free < one.length])
        found[raffle_set.set_number] = [
            number
            for stretch, inner_ranks in there
            for number in stretch.numbers_at(bits.get(stretch.blocks.start, 0), inner_ranks)
        ]
    return found


_Ranked = list[tuple[_Stretch, list[int]]]
"""With the ranks that are wanted in each, counted from its beginning."""


def _ranked(stretches: Sequence[_Stretch], ranks: Iterable[int]) -> _Ranked:
    starts = [stretch.before for stretch in stretches]
    inner_ranks: dict[int, list[int]] = defaultdict(list)
    for rank in ranks:
        index = bisect_right(starts, rank) - 1
        inner_ranks[index].append(rank - starts[index])
    return [(stretches[index], inner) for index, inner in inner_ranks.items()]


async def _in_single_blocks(work: Work, wanted: _Ranked) -> _Ranked:
    """Where a stretch has many blocks, those in which the ranks lie."""
    single: _Ranked = []
    for raffle_set, together in groupby(wanted, lambda item: item[0].raffle_set):
        there = list(together)
        many = [block for stretch, _ in there for block in stretch.blocks if len(stretch.blocks) > 1]
        values = {**raffle_set.key._asdict(), **numbers_value(work.dialect, many)}
        fills = await work.rows(Fill, _FILLS_AMONG[work.dialect], values) if many else []
        taken = {fill.block_number: fill.taken for fill in fills}
        for stretch, ranks in there:
            single += _ranked(_blocks_of(stretch, taken), ranks) if len(stretch.blocks) > 1 else [(stretch, ranks)]
    return single


def _blocks_of(stretch: _Stretch, taken: Mapping[int, int]) -> list[_Stretch]:
    blocks, before = [], 0
    for number in stretch.blocks:
        length = block_length(stretch.raffle_set.size, number)
        free = length - taken.get(number, 0)
        blocks.append(_Stretch(stretch.raffle_set, range(number, number + 1), length, free, before))
        before += free
    return blocks


async def _bits(work: Work, key: SetKey, blocks: list[int]) -> dict[int, int]:
    if not blocks:
        return {}
    values = {**key._asdict(), **numbers_value(work.dialect, blocks)}
    return {row.block_number: from_bytes(row.bits) for row in await work.rows(_Bits, _BITS[work.dialect], values)}


async def _change(work: Work, raffle_set: RaffleSet, numbers: Iterable[int], change: Any) -> None:
    offsets: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        block, offset = place(raffle_set.init, number)
        offsets[block].append(offset)
    present = await _bits(work, raffle_set.key, list(offsets))
    rows = []
    for block, chosen in offsets.items():
        bits = change(present.get(block, 0), bits_of(chosen))
        row = {**raffle_set.key._asdict(), "block_number": block, "taken": bits.bit_count(), "bits": to_bytes(bits)}
        rows.append({**row, "created_at": work.now, "updated_at": work.now})
    await work.execute(_PUT[work.dialect], rows)
