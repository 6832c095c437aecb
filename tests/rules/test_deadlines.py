"""Holds, deadlines and zones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.deadlines import (
    DEFAULT_GRACE,
    DEFAULT_HOLD,
    LONGEST_HOLD,
    SHORTEST_HOLD,
    deadlines,
    is_hold,
    is_quiet,
    read_clock,
    read_hold,
    read_quiet,
    read_span,
    read_zone,
)
from rules.misreadings import ClockUnreadable, HoldOutOfBounds, HoldUnreadable, QuietHoursUnreadable, ZoneUnknown
from tests.rules.texts import ANYTHING, FOREIGN_DIGITS, is_accepted, nearly


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hold"),
    [
        ("30m", timedelta(minutes=30)),
        ("48h", timedelta(hours=48)),
        ("3d", timedelta(days=3)),
        (" 3D ", timedelta(days=3)),
        ("5m", SHORTEST_HOLD),
        ("90d", LONGEST_HOLD),
        ("0090d", LONGEST_HOLD),
    ],
)
def test_a_hold_is_read(text: str, hold: timedelta) -> None:
    assert is_hold(text.strip())
    assert read_hold(text) == hold


@pytest.mark.parametrize(("text", "minutes"), [("4m", 4), ("0h", 0), ("91d", 131_040), ("129601m", 129_601)])
def test_a_hold_out_of_bounds_is_refused_with_the_bounds(text: str, minutes: int) -> None:
    assert is_hold(text)
    with pytest.raises(HoldOutOfBounds) as refusal:
        read_hold(text)
    assert (refusal.value.minutes, refusal.value.shortest, refusal.value.longest) == (minutes, 5, 129_600)


@pytest.mark.parametrize(
    "text", ["", "48", "h", "48 h", "4.5h", "-3d", "3w", "٣d", "３d", "48hours", "Luis 48h", "1" * 5000 + "d"]
)
def test_what_is_not_a_hold_is_refused(text: str) -> None:
    with pytest.raises(HoldUnreadable):
        read_hold(text)


@given(ANYTHING | nearly("0123456789mhdMHD .-"))
@settings(deadline=None)
def test_any_text_is_a_hold_or_a_refusal(text: str) -> None:
    if is_accepted(read_hold, text):
        assert is_hold(text.strip())
        assert SHORTEST_HOLD <= read_hold(text) <= LONGEST_HOLD


@given(FOREIGN_DIGITS, st.integers(0, 3))
@settings(deadline=None)
def test_digits_of_other_scripts_are_never_read(digit: str, at: int) -> None:
    assert not is_hold("48h"[:at] + digit + "48h"[at:])


@given(st.integers(5, 90 * 24 * 60))
@settings(deadline=None)
def test_a_hold_is_as_long_as_it_says(minutes: int) -> None:
    assert read_hold(f"{minutes}m") == timedelta(minutes=minutes)
    if minutes <= 90 * 24:
        assert read_hold(f"{minutes}h") == timedelta(hours=minutes)


@given(
    st.datetimes(utc("2020-01-01").replace(tzinfo=None), utc("2100-01-01").replace(tzinfo=None)),
    st.timedeltas(SHORTEST_HOLD, LONGEST_HOLD),
)
@settings(deadline=None)
def test_the_told_deadline_comes_first_and_the_release_after_the_grace(at: datetime, hold: timedelta) -> None:
    now = at.replace(tzinfo=UTC)
    told_at, release_at = deadlines(now, hold, DEFAULT_GRACE)
    assert told_at - now == hold
    assert release_at - told_at == DEFAULT_GRACE == timedelta(hours=12)


def test_a_reservation_holds_two_days_when_nobody_says_how_long() -> None:
    assert deadlines(utc("2026-03-01 10:00"), DEFAULT_HOLD, DEFAULT_GRACE).told_at == utc("2026-03-03 10:00")


def test_times_that_are_not_utc_are_a_fault() -> None:
    for at in (utc("2026-03-01").replace(tzinfo=None), utc("2026-03-01").astimezone(ZoneInfo("America/Bogota"))):
        with pytest.raises(ValueError, match="UTC"):
            deadlines(at, DEFAULT_HOLD, DEFAULT_GRACE)
        with pytest.raises(ValueError, match="UTC"):
            is_quiet(at, "UTC")


@pytest.mark.parametrize(
    ("text", "zone"),
    [("America/Bogota", "America/Bogota"), (" america/sao paulo ", "America/Sao_Paulo"), ("utc", "UTC")],
)
def test_a_zone_is_read_under_its_own_name(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bogota",
        "../../etc/passwd",
        "/etc/localtime",
        "America",
        "America/",
        "localtime",
        "posixrules",
        "UTC+5",
        ".",
    ],
)
def test_what_is_not_a_zone_is_refused(text: str) -> None:
    with pytest.raises(ZoneUnknown) as refusal:
        read_zone(text)
    assert refusal.value.text == text


@given(ANYTHING | nearly("../\\UTCamericbogt \x00"))
@settings(deadline=None)
def test_any_text_is_a_zone_or_a_refusal(text: str) -> None:
    if is_accepted(read_zone, text):
        assert read_zone(read_zone(text)) == read_zone(text)
        assert ZoneInfo(read_zone(text)).key == read_zone(text)


@pytest.mark.parametrize(("text", "minutes"), [("0h", 0), ("0m", 0), ("12h", 720), ("400d", 576_000)])
def test_a_span_is_read_without_bounds(text: str, minutes: int) -> None:
    assert read_span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "12", "12 h", "-1h", "soon"])
def test_what_is_not_a_span_is_refused(text: str) -> None:
    with pytest.raises(HoldUnreadable):
        read_span(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("21:00-08:00", time(21), time(8)),
        (" 21-8 ", time(21), time(8)),
        ("22:30 to 7.15", time(22, 30), time(7, 15)),
        ("21h às 8h", time(21), time(8)),
        ("21h30 a 7", time(21, 30), time(7)),
        ("9 – 10", time(9), time(10)),
        ("0-0", time(0), time(0)),
    ],
)
def test_quiet_hours_are_two_times_of_day(text: str, start: time, end: time) -> None:
    assert read_quiet(text) == (start, end)


@pytest.mark.parametrize("text", ["", "21", "21-", "25-3", "21:60-8", "٢١-8", "21:00 08:00", "21-8-9", "9pm-8am"])
def test_what_is_not_two_times_of_day_is_refused(text: str) -> None:
    with pytest.raises(QuietHoursUnreadable) as refusal:
        read_quiet(text)
    assert refusal.value.text == text


@given(ANYTHING | nearly("0123456789:.h-–a to às"))
def test_any_text_is_quiet_hours_or_a_refusal(text: str) -> None:
    if is_accepted(read_quiet, text):
        assert read_quiet(f"{read_quiet(text).start:%H:%M}-{read_quiet(text).end:%H:%M}") == read_quiet(text)


@pytest.mark.parametrize(
    ("typed", "clock"), [("9", time(9)), ("09:30", time(9, 30)), ("18h", time(18)), ("7.05", time(7, 5))]
)
def test_a_time_of_day_is_read(typed: str, clock: time) -> None:
    assert read_clock(typed) == clock


@pytest.mark.parametrize("typed", ["", "24", "9:60", "noon", "9-10", "-1"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(ClockUnreadable):
        read_clock(typed)
