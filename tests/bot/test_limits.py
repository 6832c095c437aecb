"""Telegram's limits: never more than is allowed, however the letters come, and a pause holds whom it names."""

from hypothesis import given
from hypothesis import strategies as st

from bot.limits import EVERYWHERE, PRIVATE, SEVERAL, Limits

GROUP_A_MINUTE = 20
ANA, LUIS, GROUP = 1001, 1002, -1003

waits = st.lists(st.floats(0, 2), min_size=1, max_size=120)
chats = st.sampled_from([ANA, LUIS, GROUP, -1004])


def send_all(limits: Limits, wishes: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Each as soon as it may go, after having waited so long for the wish."""
    now, sent = 1000.0, []
    for chat_id, later in wishes:
        now += later
        while (wait := limits.wait(chat_id, now)) > 0:
            now += wait
        limits.take(chat_id, now)
        sent.append((chat_id, now))
    return sent


def most_within(times: list[float], seconds: float) -> int:
    return max((sum(start <= time < start + seconds for time in times) for start in times), default=0)


@given(waits)
def test_a_person_is_never_written_to_more_often_than_the_rate_and_its_burst(pauses: list[float]) -> None:
    times = [time for _, time in send_all(Limits(enforced=True), [(ANA, pause) for pause in pauses])]
    rate, burst = PRIVATE
    for seconds in (1, 3, 10, 60):
        assert most_within(times, seconds) <= rate * seconds + burst


@given(waits)
def test_a_group_never_gets_more_than_twenty_in_any_minute(pauses: list[float]) -> None:
    times = [time for _, time in send_all(Limits(enforced=True), [(GROUP, pause) for pause in pauses])]
    assert most_within(times, 60) <= GROUP_A_MINUTE


@given(st.lists(st.tuples(st.integers(1, 300), st.floats(0, 0.05)), min_size=1, max_size=200))
def test_all_together_never_get_more_than_the_rate_and_its_burst(wishes: list[tuple[int, float]]) -> None:
    times = [time for _, time in send_all(Limits(enforced=True), wishes)]
    rate, burst = EVERYWHERE
    for seconds in (0.1, 1, 2):
        assert most_within(times, seconds) <= rate * seconds + burst


@given(st.lists(st.tuples(chats, st.floats(0, 1)), max_size=60))
def test_what_has_waited_as_long_as_it_was_told_may_go(wishes: list[tuple[int, float]]) -> None:
    limits, now = Limits(enforced=True), 1000.0
    for chat_id, later in wishes:
        now += later
        now += limits.wait(chat_id, now)
        assert limits.wait(chat_id, now) < 1e-6
        limits.take(chat_id, now)


def test_a_pause_of_one_chat_holds_that_chat_alone() -> None:
    limits = Limits(enforced=True)
    limits.pause(ANA, 1030, 1000)
    assert limits.wait(ANA, 1000) == 30
    assert limits.wait(LUIS, 1000) == 0
    assert limits.wait(ANA, 1031) == 0


def test_a_shorter_pause_takes_nothing_from_a_longer_one() -> None:
    limits = Limits(enforced=True)
    limits.pause(ANA, 1030, 1000)
    limits.pause(ANA, 1005, 1001)
    assert limits.wait(ANA, 1010) == 20


def test_when_several_people_are_paused_at_once_all_are() -> None:
    limits = Limits(enforced=True)
    for person in range(1, SEVERAL):
        limits.pause(person, 1030, 1000)
    assert limits.wait(ANA, 1000) == 0
    limits.pause(SEVERAL, 1010, 1000)
    assert limits.wait(ANA, 1000) == 10
    assert limits.wait(1, 1000) == 30


def test_pauses_that_are_over_and_those_of_groups_do_not_count_for_all() -> None:
    limits = Limits(enforced=True)
    for number in range(1, SEVERAL + 3):
        limits.pause(number, 1000 + number, 1000 + number - 0.5)
        limits.pause(-number, 2000, 1000)
    assert limits.wait(ANA, 1000 + SEVERAL + 2) == 0


@given(st.lists(chats, max_size=60))
def test_what_is_not_limited_waits_for_pauses_alone(wishes: list[int]) -> None:
    limits = Limits(enforced=False)
    for chat_id in wishes:
        assert limits.wait(chat_id, 1000) == 0
        limits.take(chat_id, 1000)
    limits.pause(ANA, 1007, 1000)
    assert limits.wait(ANA, 1000) == 7
    assert limits.wait(LUIS, 1000) == 0


@given(st.lists(st.tuples(chats, st.floats(0, 30)), max_size=60))
def test_forgetting_quiet_chats_changes_nothing(wishes: list[tuple[int, float]]) -> None:
    limits, other, now = Limits(enforced=True), Limits(enforced=True), 1000.0
    limits.pause(GROUP, 1040, now)
    other.pause(GROUP, 1040, now)
    for chat_id, later in wishes:
        now += later
        limits.forget_quiet_chats(now)
        wait = limits.wait(chat_id, now)
        assert abs(wait - other.wait(chat_id, now)) < 1e-6
        now += wait + 1e-9
        limits.take(chat_id, now)
        other.take(chat_id, now)


def test_of_quiet_chats_nothing_is_kept() -> None:
    limits = Limits(enforced=True)
    for chat_id in range(1, 1000):
        limits.take(chat_id, 1000)
        limits.pause(-chat_id, 1010, 1000)
    limits.forget_quiet_chats(2000)
    assert (limits._chats, limits._paused) == ({}, {})
