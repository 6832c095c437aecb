"""Wrong links: a few may be tried, then nothing is looked up for a while; others never notice."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.wrong_links import WrongLinks
from rules.buying import TriedTooOften
from rules.refusals import LinkNotUsable
from tests.cast import ANA, BETO

pytestmark = pytest.mark.story

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def try_wrong(links: WrongLinks, person: int, now: datetime) -> None:
    with pytest.raises(LinkNotUsable), links.counted(person, now):
        raise LinkNotUsable


def try_right(links: WrongLinks, person: int, now: datetime) -> None:
    with links.counted(person, now):
        pass


def test_twenty_wrong_ones_an_hour_and_then_not_even_a_right_one() -> None:
    links = WrongLinks()
    for _ in range(20):
        try_wrong(links, ANA, NOON)
    with pytest.raises(TriedTooOften) as refused:
        try_right(links, ANA, NOON)
    assert refused.value.minutes == 3
    try_right(links, BETO, NOON)


def test_a_try_comes_back_every_three_minutes_and_all_of_them_in_an_hour() -> None:
    links = WrongLinks()
    for _ in range(20):
        try_wrong(links, ANA, NOON)
    later = NOON + timedelta(minutes=3)
    try_wrong(links, ANA, later)
    with pytest.raises(TriedTooOften):
        try_right(links, ANA, later)
    for _ in range(20):
        try_wrong(links, ANA, later + timedelta(hours=1))


def test_right_ones_cost_nothing() -> None:
    links = WrongLinks()
    for _ in range(100):
        try_right(links, ANA, NOON)
    try_wrong(links, ANA, NOON)


def test_a_thousand_guesses_of_one_person_are_looked_up_twenty_times() -> None:
    links, looked_up = WrongLinks(), []
    for guess in range(1000):
        with suppress(LinkNotUsable, TriedTooOften), links.counted(ANA, NOON):
            looked_up.append(guess)
            raise LinkNotUsable
    assert looked_up == list(range(20))


def test_only_so_many_people_are_remembered() -> None:
    links = WrongLinks()
    for person in range(10_050):
        try_wrong(links, person, NOON)
    assert len(links._left) == 10_000
