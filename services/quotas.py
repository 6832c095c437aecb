"""How much each organizer may do in a day, what they did of it, and whom operators let do more or less."""

from collections.abc import Mapping
from typing import NamedTuple

from db.quotas import find_level, list_counted
from db.work import Work
from rules.quotas import DAY, USUAL, Level, Quota, QuotaReached, at_level, has_room_at


class Used(NamedTuple):
    so_far: int
    most: int | None
    """None is any number."""


class Quotas(NamedTuple):
    """Of the last day."""

    level: Level
    used: Mapping[Quota, Used]


async def require_room(work: Work, user_id: int, quota: Quota, more: int = 1) -> None:
    """With the lock of their organizer: no two pass together."""
    most = at_level(USUAL[quota], await find_level(work, user_id))
    if most is None:
        return
    until = has_room_at(await list_counted(work, user_id, quota, work.now - DAY), more, most)
    if until is not None:
        raise QuotaReached(quota, most, until, work.now, user_id)


async def look_at_quotas(work: Work, user_id: int) -> Quotas:
    level = await find_level(work, user_id)
    used = {}
    for quota, usual in USUAL.items():
        counted = await list_counted(work, user_id, quota, work.now - DAY)
        used[quota] = Used(sum(one.number for one in counted), at_level(usual, level))
    return Quotas(level, used)
