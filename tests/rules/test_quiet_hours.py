"""Quiet hours through every change of the clock."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.deadlines import QuietHours, after_quiet, before_quiet, is_quiet

MINUTE = timedelta(minutes=1)
NIGHT = QuietHours(time(21), time(8))
ZONES = [
    "UTC",
    "America/Bogota",
    "America/Santiago",
    "America/Havana",
    "America/Asuncion",
    "America/Sao_Paulo",
    "America/New_York",
    "America/St_Johns",
    "Europe/Madrid",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Antarctica/Troll",
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@cache
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """When the clock of the zone was changed from 2005 on, to within six hours."""
    hours = [utc("2005-01-01") + timedelta(hours=6 * step) for step in range(4 * 365 * 25)]
    walls = [hour.astimezone(ZoneInfo(zone)) for hour in hours]
    return tuple(new.astimezone(UTC) for old, new in pairwise(walls) if old.utcoffset() != new.utcoffset())


@st.composite
def moments(draw: st.DrawFn) -> tuple[datetime, str]:
    """A moment and a zone, mostly within a day and a half of a change of its clock."""
    zone = draw(st.sampled_from(ZONES))
    changes = clock_changes(zone) or (utc("2026-03-08"),)
    seconds = draw(
        st.integers(-36 * 3600, 36 * 3600) | st.integers(-36 * 60, 36 * 60).map(lambda minutes: minutes * 60)
    )
    return draw(st.sampled_from(changes)) + timedelta(seconds=seconds), zone


WALL = st.builds(time, st.integers(0, 23), st.sampled_from([0, 0, 15, 30, 59]))
QUIET = st.just(NIGHT) | st.builds(QuietHours, WALL, WALL)


@pytest.mark.parametrize(
    ("zone", "quiet", "at", "after", "before"),
    [
        # No change of the clock.
        ("America/Bogota", NIGHT, "2026-03-02 03:00", "2026-03-02 13:00", "2026-03-02 01:59"),
        ("America/Bogota", NIGHT, "2026-03-02 02:00", "2026-03-02 13:00", "2026-03-02 01:59"),
        ("America/Bogota", NIGHT, "2026-03-02 12:59:59", "2026-03-02 13:00", "2026-03-02 01:59"),
        ("America/Bogota", NIGHT, "2026-03-02 13:00", "2026-03-02 13:00", "2026-03-02 13:00"),
        ("America/Bogota", NIGHT, "2026-03-02 01:59:59", "2026-03-02 01:59:59", "2026-03-02 01:59:59"),
        # A rest in the afternoon, not over midnight.
        ("Europe/Madrid", QuietHours(time(14), time(16)), "2026-01-05 14:30", "2026-01-05 15:00", "2026-01-05 12:59"),
        # A night an hour shorter, and one an hour longer.
        ("America/New_York", NIGHT, "2026-03-08 04:00", "2026-03-08 12:00", "2026-03-08 01:59"),
        ("America/New_York", NIGHT, "2026-03-08 11:00", "2026-03-08 12:00", "2026-03-08 01:59"),
        ("America/New_York", NIGHT, "2026-11-01 04:00", "2026-11-01 13:00", "2026-11-01 00:59"),
        # The end, then the start, in the hour that is skipped.
        (
            "America/New_York",
            QuietHours(time(22), time(2, 30)),
            "2026-03-08 06:00",
            "2026-03-08 07:00",
            "2026-03-08 02:59",
        ),
        (
            "America/New_York",
            QuietHours(time(2, 30), time(8)),
            "2026-03-08 07:00",
            "2026-03-08 12:00",
            "2026-03-08 06:59",
        ),
        # The end in the hour that comes twice: quiet again when it comes again.
        (
            "America/New_York",
            QuietHours(time(22), time(1, 30)),
            "2026-11-01 05:00",
            "2026-11-01 05:30",
            "2026-11-01 01:59",
        ),
        (
            "America/New_York",
            QuietHours(time(22), time(1, 30)),
            "2026-11-01 06:10",
            "2026-11-01 06:30",
            "2026-11-01 05:59",
        ),
        # Midnight itself is skipped.
        (
            "America/Santiago",
            QuietHours(time(21), time(0, 30)),
            "2026-09-06 03:00",
            "2026-09-06 04:00",
            "2026-09-06 00:59",
        ),
        ("America/Santiago", NIGHT, "2026-09-06 03:00", "2026-09-06 11:00", "2026-09-06 00:59"),
        ("America/Havana", QuietHours(time(0), time(8)), "2026-03-08 06:00", "2026-03-08 12:00", "2026-03-08 04:59"),
        # A whole day is skipped, and half an hour.
        ("Pacific/Apia", NIGHT, "2011-12-30 08:00", "2011-12-30 18:00", "2011-12-30 06:59"),
        (
            "Australia/Lord_Howe",
            QuietHours(time(22), time(2, 15)),
            "2026-10-03 15:00",
            "2026-10-03 15:30",
            "2026-10-03 11:29",
        ),
    ],
)
def test_quiet_hours_follow_the_clock_on_the_wall(
    zone: str, quiet: QuietHours, at: str, after: str, before: str
) -> None:
    assert after_quiet(utc(at), zone, quiet) == utc(after)
    assert before_quiet(utc(at), zone, quiet) == utc(before)


def test_quiet_hours_are_from_nine_to_eight_unless_somebody_changes_them() -> None:
    assert QuietHours() == NIGHT
    assert is_quiet(utc("2026-03-02 03:00"), "America/Bogota")


@given(moments(), WALL)
@settings(deadline=None)
def test_equal_start_and_end_mean_no_quiet_hours(moment: tuple[datetime, str], wall: time) -> None:
    at, zone = moment
    assert not is_quiet(at, zone, QuietHours(wall, wall))
    assert after_quiet(at, zone, QuietHours(wall, wall)) == at


@given(moments(), QUIET)
@settings(deadline=None)
def test_quiet_and_not_quiet_hours_share_the_day(moment: tuple[datetime, str], quiet: QuietHours) -> None:
    at, zone = moment
    if quiet.start != quiet.end:
        assert is_quiet(at, zone, quiet) != is_quiet(at, zone, QuietHours(quiet.end, quiet.start))


@given(moments(), QUIET)
@settings(deadline=None, max_examples=300)
def test_after_quiet_is_the_first_moment_that_is_not(moment: tuple[datetime, str], quiet: QuietHours) -> None:
    at, zone = moment
    after = after_quiet(at, zone, quiet)
    assert after >= at
    assert after.tzinfo is UTC
    assert not is_quiet(after, zone, quiet)
    between = (after - at) // MINUTE
    assert all(is_quiet(at + step * MINUTE, zone, quiet) for step in range(between))
    assert after == at or is_quiet(after - timedelta(microseconds=1), zone, quiet)


@given(moments(), QUIET)
@settings(deadline=None, max_examples=300)
def test_before_quiet_is_the_last_minute_that_is_not(moment: tuple[datetime, str], quiet: QuietHours) -> None:
    at, zone = moment
    before = before_quiet(at, zone, quiet)
    assert before <= at
    assert before.tzinfo is UTC
    assert not is_quiet(before, zone, quiet)
    between = (at - before) // MINUTE
    assert all(is_quiet(before + step * MINUTE, zone, quiet) for step in range(1, between + 1))
    assert before == at or not is_quiet(before + MINUTE - timedelta(microseconds=1), zone, quiet)


@given(moments(), QUIET)
@settings(deadline=None)
def test_both_ends_of_quiet_hours_stay_where_they_are(moment: tuple[datetime, str], quiet: QuietHours) -> None:
    at, zone = moment
    for end in (after_quiet, before_quiet):
        assert end(end(at, zone, quiet), zone, quiet) == end(at, zone, quiet)


@given(moments(), QUIET, st.timedeltas(timedelta(0), timedelta(days=2)))
@settings(deadline=None)
def test_a_later_moment_is_never_put_before_an_earlier_one(
    moment: tuple[datetime, str], quiet: QuietHours, wait: timedelta
) -> None:
    at, zone = moment
    assert after_quiet(at, zone, quiet) <= after_quiet(at + wait, zone, quiet)
    assert before_quiet(at, zone, quiet) <= before_quiet(at + wait, zone, quiet)
