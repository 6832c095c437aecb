"""How much an organizer may do in a day: what each quota refuses and until when, and what operators give."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from db.projects import find_project
from db.quotas import list_counted
from db.store import Store
from db.work import Work
from rules.announcements import AnnouncedEnough
from rules.keys import ProjectKey
from rules.numbers import AtRandom
from rules.quotas import COUNTED_FROM, DAY, USUAL, Counted, Level, Quota, QuotaReached, at_level, has_room_at
from rules.refusals import NotFound
from rules.tasks import TaskKind
from services.bars import look_at_suspect, set_level
from services.clones import clone_project
from services.imports import begin_import
from services.live_boards import Place, ask_for_board
from services.practice import end_practice, start_practice
from services.projects import create_project
from services.quotas import Used, look_at_quotas
from services.sales import sell
from services.tasks import begin_task, end_task
from tests.cast import ANA, BETO, LUIS, Clock, House
from tests.services.strangers import bought
from tests.services.test_announcements import begin

OPERATOR = 9001
HOUR = timedelta(hours=1)
Deed = Callable[[Work, ProjectKey], Awaitable[object]]


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Of Ana, of whom operators let nobody do much."""
    key = (await house.open_project()).key
    await level_of(house, key, Level.LESS)
    return key


async def level_of(house: House, key: ProjectKey, level: Level) -> None:
    slug = (await house.look(find_project, key)).slug or ""
    assert (await house.do(set_level, slug, OPERATOR, level)).quotas.level is level


async def make(work: Work, key: ProjectKey) -> None:
    await create_project(work, key.user_id, "One more")


async def clone(work: Work, key: ProjectKey) -> None:
    await clone_project(work, key, key.user_id)


async def practise(work: Work, key: ProjectKey) -> None:
    practice = await start_practice(work, key.user_id, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    await end_practice(work, practice.key, key.user_id)


async def bring_list(work: Work, key: ProjectKey) -> None:
    await begin_import(work, key)


async def export(work: Work, key: ProjectKey) -> None:
    await end_task(work, await begin_task(work, key, TaskKind.EXPORT, key.user_id))


async def print_(work: Work, key: ProjectKey) -> None:
    await end_task(work, await begin_task(work, key, TaskKind.PRINT, key.user_id))


class Posting:
    """Into a group after the other."""

    def __init__(self) -> None:
        self.chat = -100

    async def __call__(self, work: Work, key: ProjectKey) -> None:
        self.chat -= 1
        await ask_for_board(work, key, Place(self.chat, "A group", None, is_channel=False), key.user_id)


DEEDS: list[tuple[Quota, Deed]] = [
    (Quota.RAFFLES, make),
    (Quota.RAFFLES, clone),
    (Quota.RAFFLES, practise),
    (Quota.LISTS, bring_list),
    (Quota.FILES, export),
    (Quota.FILES, print_),
    (Quota.BOARDS, Posting()),
]


@pytest.mark.parametrize(("quota", "deed"), DEEDS)
async def test_who_did_as_much_as_they_may_does_it_again_a_day_after_the_first(
    house: House, trip: ProjectKey, quota: Quota, deed: Deed
) -> None:
    most = at_level(USUAL[quota], Level.LESS) or 0
    first_at = house.clock.now
    for _ in range(most - (quota is Quota.RAFFLES)):
        await house.do(deed, trip)
        house.clock.pass_(HOUR)
    refused = await house.refuses(QuotaReached, deed, trip)
    assert (refused.quota, refused.most, refused.until, refused.user_id) == (quota, most, first_at + DAY, ANA)
    assert (await house.look(look_at_quotas, ANA)).used[quota] == Used(most, most)
    betos = (await house.open_project(BETO)).key
    await house.do(deed, betos)
    house.clock.now = first_at + DAY
    await house.do(deed, trip)


@pytest.mark.parametrize("level", [Level.USUAL, Level.MORE, Level.BOUNDLESS])
async def test_an_operator_gives_more(house: House, trip: ProjectKey, level: Level) -> None:
    await house.do(make, trip)
    await house.refuses(QuotaReached, make, trip)
    await level_of(house, trip, level)
    await house.do(make, trip)
    assert (await house.look(look_at_quotas, ANA)).used[Quota.RAFFLES] == Used(3, at_level(USUAL[Quota.RAFFLES], level))
    assert (await house.look(look_at_quotas, BETO)).level is Level.USUAL
    assert [(one.before, one.after) for one in await house.told() if one.kind == "level.set"] == [
        ({"level": "usual"}, {"level": "less"}),
        ({"level": "less"}, {"level": level.value}),
    ]


async def test_what_is_no_address_gets_no_level(house: House, trip: ProjectKey) -> None:
    for slug in ("", "x", "a" * 16):
        await house.refuses(NotFound, set_level, slug, OPERATOR, Level.MORE)


async def test_a_level_that_is_theirs_already_is_not_told_again(house: House, trip: ProjectKey) -> None:
    await level_of(house, trip, Level.LESS)
    assert len([one for one in await house.told() if one.kind == "level.set"]) == 1


async def test_numbers_of_large_sales_are_counted_with_those_of_everybody(house: House) -> None:
    key = (await house.open_project(final=99_999)).key
    other = (await house.open_project(final=99)).key
    await level_of(house, key, Level.LESS)
    at = house.clock.now
    for _ in range(20):
        await house.do(sell, key, AtRandom(999), LUIS, ANA)
    await bought(house, other, 7)
    refused = await house.refuses(QuotaReached, sell, key, AtRandom(20), LUIS, ANA)
    assert (refused.quota, refused.until) == (Quota.NUMBERS, _quarter_after(at) + DAY)
    await house.refuses(QuotaReached, sell, other, AtRandom(20), LUIS, ANA)
    await house.do(sell, key, AtRandom(19), LUIS, ANA)
    await house.refuses(QuotaReached, sell, key, AtRandom(COUNTED_FROM), LUIS, ANA)
    # So few are always sold.
    await house.do(sell, key, AtRandom(COUNTED_FROM - 1), LUIS, ANA)
    seen = (await house.look(look_at_suspect, (await house.look(find_project, key)).slug or "")).quotas
    assert seen.used[Quota.NUMBERS] == Used(20_009, 20_000)
    house.clock.now = refused.until
    await house.do(sell, key, AtRandom(999), LUIS, ANA)


def _quarter_after(at: datetime) -> datetime:
    return at + timedelta(minutes=15) - (at - at.replace(minute=0, second=0, microsecond=0)) % timedelta(minutes=15)


async def test_announcements_follow_the_level_too(house: House, trip: ProjectKey) -> None:
    await bought(house, trip, 1)
    for level, possible in ((Level.LESS, 1), (Level.USUAL, 2), (Level.MORE, 27)):
        await level_of(house, trip, level)
        for _ in range(possible):
            await house.do(end_task, (await house.do(begin, trip)).key)
        await house.refuses(AnnouncedEnough, begin, trip)
    await level_of(house, trip, Level.BOUNDLESS)
    await house.do(begin, trip)


async def test_two_at_the_same_moment_do_not_pass_together(house: House, trip: ProjectKey, store: Store) -> None:
    async def make_one() -> bool:
        async with store.work() as work:
            try:
                await make(work, trip)
            except QuotaReached:
                return False
            work.keep()
            return True

    made = await asyncio.gather(*(make_one() for _ in range(8)))
    assert made.count(True) == 1
    assert len(await house.look(list_counted, ANA, Quota.RAFFLES, house.clock.now - DAY)) == 2


def test_there_is_room_when_enough_is_a_day_old(clock: Clock) -> None:
    at = clock.now
    earlier = [Counted(at, 5), Counted(at + HOUR, 3), Counted(at + 2 * HOUR)]
    assert has_room_at([], 1, 1) is None
    assert has_room_at(earlier, 1, 10) is None
    assert has_room_at(earlier, 2, 10) == at + DAY
    assert has_room_at(earlier, 6, 10) == at + DAY
    assert has_room_at(earlier, 7, 10) == at + HOUR + DAY
    assert has_room_at(earlier, 10, 10) == at + 2 * HOUR + DAY
