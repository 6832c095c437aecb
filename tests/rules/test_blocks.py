"""Free bits are found as if each had been looked at."""

from hypothesis import given
from hypothesis import strategies as st

from rules.blocks import BLOCK_SIZE, bits_of, free_at, free_place, free_places

lengths = st.sampled_from([1, 2, 63, 64, 100, 4095, BLOCK_SIZE])
offsets = st.sets(st.integers(0, BLOCK_SIZE - 1), max_size=200)


@given(offsets, lengths, st.booleans(), st.data())
def test_each_rank_lies_where_counting_finds_it(some: set[int], length: int, others: bool, data: st.DataObject) -> None:
    taken = {offset for offset in range(length) if (offset in some) != others}
    bits, free = bits_of(sorted(taken)), [offset for offset in range(length) if offset not in taken]
    assert free_places(bits, length) == free
    if free:
        rank = data.draw(st.integers(0, len(free) - 1))
        count = data.draw(st.integers(1, len(free) - rank))
        assert free_place(bits, rank, length) == free[rank]
        assert free_at(bits, range(rank, rank + count), length) == free[rank : rank + count]
        assert free_at(bits, range(rank, len(free), 3), length) == free[rank::3]
