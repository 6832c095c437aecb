"""Stretches of 4,096 numbers as bits, a set bit for a taken number: counting them, and finding the k-th free one."""

from collections.abc import Iterator, Sequence
from itertools import islice

BLOCK_SIZE = 4096


def place(init: int, number: int) -> tuple[int, int]:
    """The block of a set in which a number lies, and its bit there."""
    return divmod(number - init, BLOCK_SIZE)


def block_length(size: int, block_number: int) -> int:
    """How many numbers of a set of that size lie in the block: all blocks are full but the last."""
    return min(BLOCK_SIZE, size - block_number * BLOCK_SIZE)


def bits_of(offsets: list[int]) -> int:
    bits = 0
    for offset in offsets:
        bits |= 1 << offset
    return bits


def free_place(taken: int, rank: int, length: int) -> int:
    """Where the free bit with that rank (from 0) lies among the first `length` bits, by halving the stretch."""
    free = ~taken & ((1 << length) - 1)
    offset, width = 0, BLOCK_SIZE
    while width > 1:
        width //= 2
        low = free & ((1 << width) - 1)
        below = low.bit_count()
        if rank < below:
            free = low
        else:
            rank -= below
            free >>= width
            offset += width
    return offset


def free_at(taken: int, ranks: Sequence[int], length: int) -> list[int]:
    """Where the free bits with these ranks lie, which ascend. A page of neighbours takes the time of a few."""
    if ranks[-1] - ranks[0] + 1 > len(ranks):
        return [free_place(taken, rank, length) for rank in ranks]
    first = free_place(taken, ranks[0], length)
    return [first + offset for offset in islice(_set_bits((~taken & ((1 << length) - 1)) >> first), len(ranks))]


def free_places(taken: int, length: int) -> list[int]:
    return list(_set_bits(~taken & ((1 << length) - 1)))


def _set_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def to_bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def from_bytes(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
