"""How much more time a buyer may take by themselves."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.more_time import SHORTEST, USUAL, more_time_kept, own_extension

TOLD = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
minutes = st.integers(-3000, 3000).map(lambda count: timedelta(minutes=count))
ends = st.lists(st.none() | minutes.map(lambda span: TOLD + span), max_size=3)


@given(ends, st.booleans())
def test_it_is_never_beyond_an_end_and_never_more_than_there_is(ends: list[datetime | None], short: bool) -> None:
    taken = own_extension(TOLD, USUAL, ends, short=short)
    left = min([USUAL, *(end - TOLD for end in ends if end is not None)])
    if taken is None:
        assert left < SHORTEST
    else:
        assert taken == left > timedelta(0)


def test_nothing_said_is_a_day() -> None:
    assert (more_time_kept(None), more_time_kept(0), more_time_kept(90)) == (USUAL, timedelta(0), timedelta(minutes=90))
