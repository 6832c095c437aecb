"""Days and hours as people write them, in the order of their language and on their own clock."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from rules.misreadings import DateInThePast, DateTooFar, MomentUnreadable
from rules.words import fold, split_words

USUAL_HOUR = time(20)
"""Of a draw, when only its day is said."""
MOST_YEARS = 5

_LANGUAGES = ("en", "es", "pt_BR")
_NEAR_DAYS = {"today": 0, "hoy": 0, "hoje": 0, "tomorrow": 1, "manana": 1, "amanha": 1}
_SLIP = timedelta(days=31)
"""A day without a year that was over so lately is a mistake, and not a day of the next year."""
_FIRST_YEAR = 1970

_CLOCK = re.compile(
    r"(?:^|[ ,t])(?:(?:a las?|as|at) )?(?P<hour>[0-9]{1,2})(?:[:h](?P<minute>[0-5][0-9]))?"
    r" ?(?P<mark>hs?|horas?|[ap]\.?m\.?)?$"
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
_FIGURES = re.compile(r"(?P<one>[0-9]{1,2})([-/.])(?P<other>[0-9]{1,2})(?:\2(?P<year>[0-9]{4}|[0-9]{2}))?")
_YEAR = r"(?:,? (?:del? )?(?P<year>[0-9]{4}))?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|º)?"
_DAY_FIRST = re.compile(rf"{_DAY} ?(?:de |of )?(?P<name>[a-z]+)\.?{_YEAR}")
_MONTH_FIRST = re.compile(rf"(?P<name>[a-z]+)\.? {_DAY}{_YEAR}")


def read_moment(text: str, now: datetime, zone: str, language: str) -> datetime:
    """A moment to come, in UTC: `2026-12-12 20:00`, `12/12 20:00`, `12 dic 20h`, `tomorrow 8 pm`.

    Without a year it is the next such day; without an hour the usual one.
    """
    line = " ".join(map(fold, split_words(text)))
    today = now.astimezone(ZoneInfo(zone)).date()
    clock = _CLOCK.search(line)
    said = clock if clock and (clock["minute"] or clock["mark"]) else None
    day = _read_day(line[: said.start()] if said else line, today, language)
    hour = _hour(said) if said else USUAL_HOUR
    if day is None or hour is None or day.year < _FIRST_YEAR:
        raise MomentUnreadable(text, example(now, zone), now)
    if day.year > today.year + MOST_YEARS:
        raise DateTooFar(text, MOST_YEARS)
    at = at_hour(day, hour, zone)
    if at <= now:
        raise DateInThePast(at, now)
    return at


def at_hour(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def example(now: datetime, zone: str) -> datetime:
    return at_hour(now.astimezone(ZoneInfo(zone)).date() + timedelta(days=30), USUAL_HOUR, zone)


def _hour(said: re.Match[str]) -> time | None:
    hour, minute, half = int(said["hour"]), int(said["minute"] or 0), (said["mark"] or "")[:1]
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 else None


def _read_day(line: str, today: date, language: str) -> date | None:
    typed = line.strip(" ,")
    if typed in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[typed])
    day = _read_date(typed, today, language)
    weekday, _, rest = typed.partition(" ")
    number = _weekdays().get(weekday.rstrip(".,"))
    if day is not None or number is None:
        return day
    day = _read_date(rest, today, language)
    # Who names another day of the week than it is means another day.
    return day if day is not None and day.weekday() == number else None


def _read_date(typed: str, today: date, language: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(typed):
        return _date(int(found["year"]), int(found["month"]), int(found["day"]), today)
    if found := _FIGURES.fullmatch(typed):
        day, month = _in_order(int(found["one"]), int(found["other"]), language)
        return _date(_year(found["year"]), month, day, today)
    for form in (_DAY_FIRST, _MONTH_FIRST):
        if (found := form.fullmatch(typed)) and found["name"] in _months():
            return _date(_year(found["year"]), _months()[found["name"]], int(found["day"]), today)
    return None


def _in_order(one: int, other: int, language: str) -> tuple[int, int]:
    """Day and month; the other order where only that one is possible."""
    month_first = language == "en"
    if (one if month_first else other) > 12:
        month_first = not month_first
    return (other, one) if month_first else (one, other)


def _year(digits: str | None) -> int | None:
    return None if digits is None else int(digits) + (2000 if len(digits) == 2 else 0)


def _date(year: int | None, month: int, day: int, today: date) -> date | None:
    if year is not None:
        return _date_if_any(year, month, day)
    this_year = _date_if_any(today.year, month, day)
    if this_year is not None and this_year >= today - _SLIP:
        return this_year
    return _date_if_any(today.year + 1, month, day)


def _date_if_any(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    """By every name of theirs in our languages."""
    return {name: number for number, name in _names("months")}


@cache
def _weekdays() -> Mapping[str, int]:
    """By every name of theirs in our languages, Monday is 0."""
    return {name: number for number, name in _names("days")}


def _names(kind: str) -> list[tuple[int, str]]:
    named = [
        (number, fold(name).rstrip("."))
        for language in _LANGUAGES
        for how in getattr(Locale.parse(language), kind).values()
        for width in ("wide", "abbreviated")
        for number, name in how[width].items()
    ]
    return [*named, *((number, name[:3]) for number, name in named)]
