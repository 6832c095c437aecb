"""How long numbers are held, and the quiet hours of a wall clock, whatever daylight saving does to it."""

import re
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from rules.misreadings import ClockUnreadable, HoldOutOfBounds, HoldUnreadable, QuietHoursUnreadable, ZoneUnknown

DEFAULT_HOLD = timedelta(hours=48)
DEFAULT_GRACE = timedelta(hours=12)
SHORTEST_HOLD = timedelta(minutes=5)
LONGEST_HOLD = timedelta(days=90)

_HOLD = re.compile("0*([0-9]{1,9})([mhd])", re.IGNORECASE | re.ASCII)
_HOLD_FORM = re.compile("[0-9]+[mhd]", re.IGNORECASE | re.ASCII)
_TIME = r"(?P<h{0}>2[0-3]|[01]?[0-9])(?:[:.h](?P<m{0}>[0-5][0-9]))?h?"
_QUIET = re.compile(rf"{_TIME.format(1)}\s*(?:[-–—]|a|às|as|to|até|hasta)\s*{_TIME.format(2)}", re.IGNORECASE)
_CLOCK = re.compile(_TIME.format(1), re.IGNORECASE)
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


class Deadlines(NamedTuple):
    told_at: datetime
    release_at: datetime


class QuietHours(NamedTuple):
    """From start to end on the wall clock, over midnight when the end is the smaller; equal ones mean none."""

    start: time = time(21)
    end: time = time(8)


DEFAULT_QUIET = QuietHours()


def read_hold(text: str) -> timedelta:
    minutes = read_span(text) // _MINUTE
    shortest, longest = SHORTEST_HOLD // _MINUTE, LONGEST_HOLD // _MINUTE
    if not shortest <= minutes <= longest:
        raise HoldOutOfBounds(minutes, shortest, longest)
    return timedelta(minutes=minutes)


def read_span(text: str) -> timedelta:
    """Written as a hold is, also one of no time at all; whoever asks knows the bounds."""
    span = _HOLD.fullmatch(text.strip())
    if not span:
        raise HoldUnreadable(text)
    return timedelta(minutes=int(span[1]) * _MINUTES[span[2].lower()])


def read_quiet(text: str) -> QuietHours:
    """Two times of day with anything short between them: 21-8, 21:30 to 07:00, 21h às 8h."""
    times = _QUIET.fullmatch(text.strip())
    if not times:
        raise QuietHoursUnreadable(text)
    return QuietHours(_time_of(times["h1"], times["m1"]), _time_of(times["h2"], times["m2"]))


def read_clock(text: str) -> time:
    """A time of day: 9, 9:30, 18h."""
    read = _CLOCK.fullmatch(text.strip())
    if not read:
        raise ClockUnreadable(text)
    return _time_of(read["h1"], read["m1"])


def is_hold(text: str) -> bool:
    """Written as a hold; it may still be out of bounds."""
    return bool(_HOLD_FORM.fullmatch(text))


def deadlines(now: datetime, hold: timedelta, grace: timedelta) -> Deadlines:
    _insist_on_utc(now)
    return Deadlines(now + hold, now + hold + grace)


def read_zone(text: str) -> str:
    """A zone of the time zone database under its own name; nothing that was typed is looked for among files."""
    try:
        return _zones()["_".join(text.split()).casefold()]
    except KeyError:
        raise ZoneUnknown(text) from None


def is_zone(name: str) -> bool:
    return _zones().get(name.casefold()) == name


def is_quiet(at: datetime, zone: str, quiet: QuietHours = DEFAULT_QUIET) -> bool:
    _insist_on_utc(at)
    wall = at.astimezone(ZoneInfo(zone)).time()
    if quiet.start <= quiet.end:
        return quiet.start <= wall < quiet.end
    return wall >= quiet.start or wall < quiet.end


def after_quiet(at: datetime, zone: str, quiet: QuietHours = DEFAULT_QUIET) -> datetime:
    """The first moment from `at` on that is not quiet."""
    while is_quiet(at, zone, quiet):
        end = at + _on_the_clock(_wall(at, zone), quiet.end)
        # A clock that is changed on the way may jump over the end, or come back before it.
        at = end if _offset(end, zone) == _offset(at, zone) else _clock_change(at, end, zone)
    return at


def before_quiet(at: datetime, zone: str, quiet: QuietHours = DEFAULT_QUIET) -> datetime:
    """`at` itself, or when it is quiet the last minute before it became so."""
    while is_quiet(at, zone, quiet):
        start = at - _on_the_clock(quiet.start, _wall(at, zone))
        began = start if _offset(start, zone) == _offset(at, zone) else _clock_change(start, at, zone)
        at = began - _MINUTE
    return at


def _time_of(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() - {"Factory", "localtime"}}


def _insist_on_utc(at: datetime) -> None:
    if at.tzinfo is not UTC:
        raise ValueError("times are counted in UTC")


def _wall(at: datetime, zone: str) -> time:
    return at.astimezone(ZoneInfo(zone)).time()


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()


def _on_the_clock(earlier: time, later: time) -> timedelta:
    """From one time of day forward to the next such other, on a clock that nobody changes."""
    return (_since_midnight(later) - _since_midnight(earlier)) % _DAY


def _since_midnight(wall: time) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond)


def _clock_change(before: datetime, after: datetime, zone: str) -> datetime:
    """The first moment between the two with the later one's offset; clocks change on whole seconds."""
    old = _offset(before, zone)
    low, high = before.replace(microsecond=0), after.replace(microsecond=0)
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
    return high
