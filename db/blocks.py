"""The door to the blocks of a set: which numbers are taken, a bit each, so that a random free one is found at any fill.

A block is read, changed and written; whoever does so holds the project's lock.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from heapq import nsmallest
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.arrays import EACH_NUMBER, array_parameters, numbers_value
from db.history_tables import Blocks
from db.sets import RaffleSet
from db.work import Work
from rules.blocks import BLOCK_SIZE, bits_of, block_length, free_place, free_places, from_bytes, place, to_bytes
from rules.keys import ProjectKey, SetKey


class Fill(NamedTuple):
    """How many numbers of a block are taken."""

    set_number: int
    block_number: int
    taken: int


class _Bits(NamedTuple):
    block_number: int
    bits: bytes


class _Taken(NamedTuple):
    block_number: int
    taken: int
    bits: bytes


_OF_SET = select(Blocks.block_number, Blocks.taken, Blocks.bits).where(
    Blocks.user_id == bindparam("user_id"),
    Blocks.project_number == bindparam("project_number"),
    Blocks.set_number == bindparam("set_number"),
)
_FILLS = select(Blocks.set_number, Blocks.block_number, Blocks.taken).where(
    Blocks.user_id == bindparam("user_id"), Blocks.project_number == bindparam("project_number")
)
_TAKEN = _FILLS.where(Blocks.taken > 0).limit(1)
_BITS = {
    dialect: text(
        "SELECT block_number, bits FROM blocks WHERE user_id = :user_id AND project_number = :project_number"
        f" AND set_number = :set_number AND block_number IN (SELECT number FROM {each})"
    ).bindparams(array_parameters(dialect)["numbers"])
    for dialect, each in EACH_NUMBER.items()
}


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


async def list_fills(work: Work, project: ProjectKey) -> list[Fill]:
    return await work.rows(Fill, _FILLS, project._asdict())


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
    block_number: int
    length: int
    free: int
    before: int
    """How many free numbers lie in the stretches before this one."""

    def numbers_at(self, taken: int, ranks: list[int]) -> list[int]:
        first = self.raffle_set.init + self.block_number * BLOCK_SIZE
        if not taken:
            return [first + rank for rank in ranks]
        return [first + free_place(taken, rank, self.length) for rank in ranks]


async def count_taken(work: Work, raffle_set: RaffleSet, step: int) -> list[int]:
    """How many numbers are taken in each stretch of so many, the last one perhaps shorter."""
    counts = [0] * -(-raffle_set.size // step)
    for one in await work.rows(_Taken, _OF_SET, raffle_set.key._asdict()):
        first = one.block_number * BLOCK_SIZE
        last = first + block_length(raffle_set.size, one.block_number) - 1
        if first // step == last // step:
            counts[first // step] += one.taken
            continue
        bits = from_bytes(one.bits)
        for stretch in range(first // step, last // step + 1):
            begins, ends = max(stretch * step - first, 0), (stretch + 1) * step - first
            counts[stretch] += ((bits >> begins) & ((1 << (ends - begins)) - 1)).bit_count()
    return counts


async def _stretches(work: Work, sets: Sequence[RaffleSet]) -> list[_Stretch]:
    taken = {(fill.set_number, fill.block_number): fill.taken for fill in await list_fills(work, sets[0].key.project)}
    stretches, before = [], 0
    for raffle_set in sets:
        for block in range((raffle_set.size + BLOCK_SIZE - 1) // BLOCK_SIZE):
            length = block_length(raffle_set.size, block)
            free = length - taken.get((raffle_set.set_number, block), 0)
            stretches.append(_Stretch(raffle_set, block, length, free, before))
            before += free
    return stretches


async def _numbers_at(work: Work, stretches: list[_Stretch], ranks: Iterable[int]) -> dict[int, list[int]]:
    """The free numbers with these ranks (ascending, counted over all the stretches), by set."""
    starts = [stretch.before for stretch in stretches]
    inner_ranks: dict[int, list[int]] = defaultdict(list)
    for rank in ranks:
        index = bisect_right(starts, rank) - 1
        inner_ranks[index].append(rank - starts[index])
    found: dict[int, list[int]] = {}
    for raffle_set, together in groupby(inner_ranks.items(), lambda item: stretches[item[0]].raffle_set):
        wanted = [(stretches[index], ranks_there) for index, ranks_there in together]
        bits = await _bits(work, raffle_set.key, [s.block_number for s, _ in wanted if s.free < s.length])
        found[raffle_set.set_number] = [
            number
            for stretch, ranks_there in wanted
            for number in stretch.numbers_at(bits.get(stretch.block_number, 0), ranks_there)
        ]
    return found


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
