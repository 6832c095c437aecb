"""Of the blocks of bits: they say of every number of every set what its row says."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select

from db.history_tables import Blocks
from db.invariants.telling import Broken, told
from db.tables import Raffles, RaffleSets
from db.work import Work
from rules.blocks import BLOCK_SIZE, block_length, from_bytes

INVARIANTS = {
    "block-agrees": "A number's bit is set if and only if its row says that it is taken.",
    "block-counts": "A block's count of taken numbers is the count of its set bits.",
    "block-inside": "No block reaches beyond the end of its set.",
    "all-accounted": "Sold, reserved and free numbers of a set add up to its size.",
}

_SETS = select(RaffleSets.user_id, RaffleSets.project_number, RaffleSets.set_number, RaffleSets.init, RaffleSets.final)
_BLOCKS = select(
    Blocks.user_id, Blocks.project_number, Blocks.set_number, Blocks.block_number, Blocks.taken, Blocks.bits
)
_TAKEN = select(Raffles.user_id, Raffles.project_number, Raffles.set_number, Raffles.raffle_number).where(
    Raffles.state != "available"
)

_Key = tuple[int, int, int]


async def broken(work: Work) -> Broken:
    sets = {(row[0], row[1], row[2]): (row[3], row[4]) for row in await work.execute(_SETS)}
    taken = await _taken_by_block(work, sets)
    counts: dict[_Key, int] = defaultdict(int)
    async for chunk in work.chunks(_BLOCKS):
        for *key, number, count, raw in chunk:
            set_key, bits = (key[0], key[1], key[2]), from_bytes(raw)
            counts[set_key] += count
            for invariant in _wrong_with(sets.get(set_key), number, count, bits, taken.pop((set_key, number), 0)):
                yield invariant, told("blocks", *set_key, number)
    for set_key, number in taken:
        yield "block-agrees", told("blocks", *set_key, number)
    for set_key, count in counts.items():
        init, final = sets.get(set_key, (0, -1))
        if count > final - init + 1:
            yield "all-accounted", told("raffle_sets", *set_key)


def _wrong_with(bounds: tuple[int, int] | None, number: int, count: int, bits: int, taken: int) -> Iterator[str]:
    if bits != taken:
        yield "block-agrees"
    if count != bits.bit_count():
        yield "block-counts"
    size = bounds[1] - bounds[0] + 1 if bounds else 0
    if bits.bit_length() > max(block_length(size, number), 0):
        yield "block-inside"


async def _taken_by_block(work: Work, sets: dict[_Key, tuple[int, int]]) -> dict[tuple[_Key, int], int]:
    """The bits as they must be, made from the rows."""
    offsets: dict[tuple[_Key, int], bytearray] = {}
    async for chunk in work.chunks(_TAKEN):
        for key, rows in groupby(chunk, itemgetter(0, 1, 2)):
            init = sets.get(key, (0, 0))[0]
            for row in rows:
                block, offset = divmod(row[3] - init, BLOCK_SIZE)
                bits = offsets.get((key, block))
                if bits is None:
                    bits = offsets[key, block] = bytearray(BLOCK_SIZE // 8)
                bits[offset >> 3] |= 1 << (offset & 7)
    return {place: from_bytes(bytes(bits)) for place, bits in offsets.items()}
