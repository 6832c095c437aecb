"""Looking numbers up: by state, set, buyer, method and date, a page at a time."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.blocks import list_free
from db.buyers import find_buyer
from db.finds import Found, Wanted, list_found
from db.projects import find_project
from db.sets import RaffleSet, list_sets
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import LARGEST_NUMBER
from rules.refusals import NotFound
from rules.states import PaymentMethod, RaffleState
from services.organizers import find_organizer

PAGE_SIZE = 25
"""Each may take a line on a telephone."""
_FIRST_DAY, _LAST_DAY = date(1970, 1, 1), date(9000, 1, 1)


class Filter(NamedTuple):
    """What is asked for; None leaves it open. Free numbers are listed when they are asked for."""

    state: RaffleState | None = None
    set_number: int | None = None
    buyer_number: int | None = None
    method: PaymentMethod | None = None
    first_day: date | None = None
    last_day: date | None = None
    page: int = 1


class Page(NamedTuple):
    found: list[Found]
    number: int
    more: bool


async def find_numbers(work: Work, key: ProjectKey, wanted: Filter) -> Page:
    """Days are days where the organizer lives; a number's day is the one on which it last changed."""
    await find_project(work, key)
    sets = await _sets(work, key, wanted.set_number)
    if wanted.buyer_number is not None:
        await find_buyer(work, BuyerKey(key.user_id, wanted.buyer_number))
    if wanted.page < 1:
        raise NotFound("page", wanted.page)
    skip = (wanted.page - 1) * PAGE_SIZE
    if skip > LARGEST_NUMBER:
        return Page([], wanted.page, more=False)
    if wanted.state == RaffleState.AVAILABLE:
        found = await _free(work, sets, wanted, skip)
    else:
        found = await _held(work, key, sets, wanted, skip)
    return Page(found[:PAGE_SIZE], wanted.page, len(found) > PAGE_SIZE)


async def _sets(work: Work, key: ProjectKey, set_number: int | None) -> list[RaffleSet]:
    sets = await list_sets(work, key)
    if set_number is None:
        return sets
    chosen = [raffle_set for raffle_set in sets if raffle_set.set_number == set_number]
    if not chosen:
        raise NotFound("set", set_number)
    return chosen


async def _free(work: Work, sets: Sequence[RaffleSet], wanted: Filter, skip: int) -> list[Found]:
    """Nobody holds a free number, so that a buyer, a method or a date finds none."""
    if not sets or (wanted.buyer_number, wanted.method, wanted.first_day, wanted.last_day) != (None,) * 4:
        return []
    numbers = await list_free(work, sets, PAGE_SIZE + 1, skip)
    return [Found.free(next(s for s in sets if number in s), number) for number in numbers]


async def _held(work: Work, key: ProjectKey, sets: Sequence[RaffleSet], wanted: Filter, skip: int) -> list[Found]:
    zone = ZoneInfo((await find_organizer(work, key.user_id)).zone)
    values = Wanted(
        state=wanted.state and wanted.state.value,
        ranges=None if wanted.set_number is None else (sets[0].init, sets[0].final),
        buyer_number=wanted.buyer_number,
        method=wanted.method and wanted.method.value,
        since=midnight(wanted.first_day, zone),
        until=midnight(wanted.last_day and min(wanted.last_day, _LAST_DAY) + timedelta(days=1), zone),
    )
    return await list_found(work, key, values, PAGE_SIZE + 1, skip)


def midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    """With which a day begins. Beyond the days that can be told in every zone there is nothing to tell apart."""
    return None if day is None else datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time(), zone)
