"""When the organizer is told of something: by their clock, not at night, whatever daylight saving does to it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.deadlines import QuietHours, is_quiet
from rules.errands import ErrandKind, midnight, next_summary, proofs_moment, telling_moment
from rules.reminding import Hours

HOUR = timedelta(hours=1)
MADRID, BOGOTA, TOKYO = "Europe/Madrid", "America/Bogota", "Asia/Tokyo"
NINE = time(9)


def hours(zone: str = "UTC", start: int = 21, end: int = 8) -> Hours:
    return Hours(zone, QuietHours(time(start), time(end)))


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "draw_at", "moment"),
    [
        (ErrandKind.DAY_BEFORE, at(12, 20), at(11, 20)),
        (ErrandKind.DAY_BEFORE, at(12, 22), at(12, 8)),
        (ErrandKind.DAY_BEFORE, at(12, 7), at(11, 8)),
        (ErrandKind.HOUR_BEFORE, at(12, 20), at(12, 19)),
        (ErrandKind.HOUR_BEFORE, at(12, 22), at(12, 20, 59)),
        (ErrandKind.HOUR_BEFORE, at(12, 8, 30), at(12, 8)),
        (ErrandKind.HOUR_BEFORE, at(12, 8), at(11, 20, 59)),
    ],
)
def test_what_is_missing_is_told_in_no_quiet_hour_and_before_the_draw(
    kind: ErrandKind, draw_at: datetime, moment: datetime
) -> None:
    assert telling_moment(kind, draw_at, hours()) == moment
    assert moment < draw_at


def test_proofs_wait_six_hours_and_until_the_morning() -> None:
    assert proofs_moment(at(2, 10), hours()) == at(2, 16)
    assert proofs_moment(at(2, 18), hours()) == at(3, 8)


def test_a_day_is_summed_up_when_it_is_over_at_nine() -> None:
    since = at(2, 0)
    assert next_summary(at(2, 0), since, hours(), NINE) == at(3, 9)
    assert next_summary(at(2, 15), since, hours(), NINE) == at(3, 9)
    assert next_summary(at(3, 9), at(3, 0), hours(), NINE) == at(4, 9)
    assert next_summary(at(5, 15), at(5, 0), hours(), NINE) == at(6, 9)


def test_if_it_is_quiet_then_it_waits() -> None:
    assert next_summary(at(2, 15), at(2, 0), hours(start=21, end=10), NINE) == at(3, 10)
    late = hours(start=22, end=8)
    assert next_summary(at(2, 15), at(2, 0), late, time(23)) == at(3, 8)
    assert next_summary(at(3, 8), at(3, 0), late, time(23)) == at(4, 8)


@pytest.mark.parametrize("month", [3, 10])
@pytest.mark.parametrize("zone", [MADRID, "America/Sao_Paulo", "America/Santiago", "Asia/Beirut", "Africa/Cairo"])
def test_every_day_has_one_summary_also_when_clocks_are_changed(zone: str, month: int) -> None:
    hers, now = hours(zone), at(1, 0, month=month)
    since, days = midnight(now, zone), []
    for _ in range(45):
        now = next_summary(now, since, hers, NINE)
        assert not is_quiet(now, *hers)
        there = now.astimezone(ZoneInfo(zone))
        assert there.time() == NINE
        days.append(there.date())
        until = midnight(now, zone)
        assert 23 * HOUR <= until - since <= 25 * HOUR or len(days) == 1
        since = until
    assert days == [days[0] + timedelta(days=n) for n in range(45)]


def test_whoever_moves_west_or_east_hears_of_no_time_twice_and_of_all_of_it() -> None:
    told_at = at(2, 8)
    since = midnight(told_at, MADRID)
    later = next_summary(told_at, since, hours(BOGOTA), NINE)
    assert later.astimezone(ZoneInfo(BOGOTA)).date() == date(2026, 3, 3)
    later = next_summary(told_at, since, hours(TOKYO), NINE)
    assert midnight(later, TOKYO) - since >= 20 * HOUR
    assert later - told_at < 48 * HOUR
