"""When reminders fall: before the deadline, not soon after ordering, and at night nowhere on earth."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rules.deadlines import QuietHours, is_quiet
from rules.misreadings import HoldOutOfBounds, HoldUnreadable
from rules.reminding import (
    AFTER_ORDERING,
    DEFAULT_PLAN,
    DIGEST_AT,
    LONGEST,
    MOST,
    SHORTEST,
    Hours,
    Planned,
    TooManyReminders,
    kind_of,
    next_telling,
    plan_kept,
    plan_text,
    practice_reminder,
    read_plan,
    reminders,
    still_possible,
)

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NIGHT = QuietHours(time(21), time(8))
BOGOTA = Hours("America/Bogota", NIGHT)
"""Five hours behind, always."""

ZONES = ("America/Bogota", "Europe/Madrid", "America/Sao_Paulo", "America/New_York", "Australia/Lord_Howe", "UTC")
spans = st.integers(SHORTEST // MINUTE, LONGEST // MINUTE).map(lambda count: count * MINUTE)
plans = st.lists(spans, max_size=MOST, unique=True).map(lambda plan: tuple(sorted(plan, reverse=True)))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
times = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
hours = st.builds(Hours, st.sampled_from(ZONES), st.builds(QuietHours, times, times))
holds = st.integers(5, 90 * 24 * 60).map(lambda count: count * MINUTE)


def at(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type,misc]


def test_usually_a_day_and_three_hours_before_the_deadline() -> None:
    ordered = at("America/Bogota", 2026, 3, 2, 15)
    told = ordered + 48 * HOUR
    assert reminders(ordered, told, DEFAULT_PLAN, BOGOTA) == [
        Planned("24h", told - 24 * HOUR),
        Planned("3h", told - 3 * HOUR),
    ]


def test_what_falls_at_night_waits_for_the_morning_or_comes_before_the_night_where_the_deadline_is_first() -> None:
    ordered = at("America/Bogota", 2026, 3, 2, 10)
    told = at("America/Bogota", 2026, 3, 4, 1)
    assert reminders(ordered, told, (26 * HOUR, 3 * HOUR), BOGOTA) == [
        Planned("26h", at("America/Bogota", 2026, 3, 3, 8)),
        Planned("3h", at("America/Bogota", 2026, 3, 3, 20, 59)),
    ]


def test_several_that_fall_on_one_morning_are_one() -> None:
    ordered, told = at("America/Bogota", 2026, 3, 2, 10), at("America/Bogota", 2026, 3, 3, 9)
    assert reminders(ordered, told, (10 * HOUR, 5 * HOUR, 2 * HOUR), BOGOTA) == [
        Planned("2h", at("America/Bogota", 2026, 3, 3, 8))
    ]


def test_who_has_just_ordered_is_left_alone() -> None:
    ordered = at("America/Bogota", 2026, 3, 2, 10)
    assert reminders(ordered, ordered + 4 * HOUR, DEFAULT_PLAN, BOGOTA) == []
    assert reminders(ordered, ordered + 5 * HOUR, DEFAULT_PLAN, BOGOTA) == [Planned("3h", ordered + 2 * HOUR)]


@given(moments, holds, plans, hours)
@example(at("Europe/Madrid", 2026, 3, 28, 12), 48 * HOUR, (24 * HOUR, 3 * HOUR), Hours("Europe/Madrid", NIGHT))
@example(at("Europe/Madrid", 2026, 10, 24, 12), 48 * HOUR, (24 * HOUR, 3 * HOUR), Hours("Europe/Madrid", NIGHT))
@example(at("UTC", 2028, 2, 28, 12), 48 * HOUR, (24 * HOUR, 3 * HOUR), Hours("UTC", NIGHT))
@example(
    at("America/New_York", 2026, 3, 7, 2, 30),
    24 * HOUR,
    (3 * HOUR,),
    Hours("America/New_York", QuietHours(time(2), time(3))),
)
def test_no_reminder_comes_at_night_late_or_soon_after_ordering(
    ordered_at: datetime, hold: timedelta, plan: tuple[timedelta, ...], hours: Hours
) -> None:
    told_at = ordered_at + hold
    planned = reminders(ordered_at, told_at, plan, hours)
    assert len({one.due_at for one in planned}) == len(planned) <= len(plan)
    assert planned == sorted(planned, key=lambda one: one.due_at)
    for one in planned:
        assert ordered_at + AFTER_ORDERING <= one.due_at < told_at
        assert not is_quiet(one.due_at, *hours)
        assert one.kind in map(kind_of, plan)


@given(moments, holds, plans, hours)
def test_by_day_every_reminder_of_the_plan_comes_at_its_very_moment(
    ordered_at: datetime, hold: timedelta, plan: tuple[timedelta, ...], hours: Hours
) -> None:
    told_at = ordered_at + hold
    planned = {one.kind: one.due_at for one in reminders(ordered_at, told_at, plan, hours)}
    for span in plan:
        nominal = told_at - span
        if nominal >= ordered_at + AFTER_ORDERING and not is_quiet(nominal, *hours):
            assert nominal in planned.values()


@given(moments, holds, hours)
def test_what_comes_late_still_goes_while_there_is_a_waking_moment_to_pay(
    now: datetime, left: timedelta, hours: Hours
) -> None:
    at_ = still_possible(now, now + left, hours)
    if at_ is None:
        assert all(is_quiet(now + left * part / 8, *hours) for part in range(8))
    else:
        assert now <= at_ < now + left
        assert not is_quiet(at_, *hours)


@given(moments, holds, hours)
def test_an_organizer_hears_before_the_deadline_and_of_all_at_once_where_it_can_wait(
    due_at: datetime, left: timedelta, hours: Hours
) -> None:
    told_at = due_at + left
    telling = next_telling(due_at, told_at, hours, DIGEST_AT)
    assert due_at <= telling < told_at
    if left > 3 * 24 * HOUR:
        assert next_telling(telling, told_at, hours, DIGEST_AT) == telling
        assert not is_quiet(telling, *hours)
        assert telling - due_at <= 48 * HOUR


def test_a_digest_comes_at_nine_where_the_organizer_is() -> None:
    due, told = at("America/Bogota", 2026, 3, 2, 15, 7), at("America/Bogota", 2026, 3, 4, 15)
    assert next_telling(due, told, BOGOTA, DIGEST_AT) == at("America/Bogota", 2026, 3, 3, 9)
    assert next_telling(due, at("America/Bogota", 2026, 3, 3, 8), BOGOTA, DIGEST_AT) == at(
        "America/Bogota", 2026, 3, 2, 16
    )
    assert next_telling(due, due + 30 * MINUTE, BOGOTA, DIGEST_AT) == due


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("24h, 3h", "24h,3h"),
        ("3h 24h", "24h,3h"),
        ("2d y 90m", "48h,90m"),
        ("24h,24h", "24h"),
        ("1d", "24h"),
        ("none", ""),
        ("Nunca", ""),
        ("0", ""),
    ],
)
def test_a_plan_is_read_as_it_is_written(typed: str, kept: str) -> None:
    assert plan_text(read_plan(typed)) == kept
    assert plan_kept(kept) == read_plan(typed)


@given(plans)
def test_a_plan_is_kept_as_it_is(plan: tuple[timedelta, ...]) -> None:
    assert plan_kept(plan_text(plan)) == plan


def test_no_plan_said_is_the_usual_one() -> None:
    assert plan_kept(None) == DEFAULT_PLAN


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", HoldUnreadable),
        (", ,", HoldUnreadable),
        ("soon", HoldUnreadable),
        ("24h, soon", HoldUnreadable),
        ("24h 3", HoldUnreadable),
        ("1m", HoldOutOfBounds),
        ("31d", HoldOutOfBounds),
        ("1h 2h 3h 4h 5h 6h", TooManyReminders),
    ],
)
def test_what_is_no_plan_is_refused(typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_plan(typed)


@given(moments, holds)
def test_in_practice_half_of_the_time_has_passed(ordered_at: datetime, hold: timedelta) -> None:
    assume(hold >= MINUTE)
    assert practice_reminder(ordered_at + hold, hold) == Planned("half", ordered_at + hold / 2)
