"""Buyers out of our reach: their organizer is told whom to write to, with the text ready, and ticks them off."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from db.digests import Handed, list_handed, put_into_digest, tick_off_buyer
from db.due import ReminderKey
from db.outbox import REMINDER, post_notice
from db.reminders import add_reminded
from db.work import Work
from rules.codes import is_mark, new_mark
from rules.keys import OrderKey
from rules.reminding import AT_THEIR_WISH, Planned
from services.reminding import Reminder, find_wanted_reminder

TO_FORWARD = "to-forward"
"""What the organizer passes on to those out of our reach."""
_AT_ONCE = 8
"""So many buttons a message has without becoming a wall."""


class ToWrite(NamedTuple):
    """A buyer whom their organizer reminds, of all that the digest names and they still owe."""

    buyer_number: int
    reminders: list[Reminder]
    is_done: bool
    """The organizer has written to them."""


async def post_digests(work: Work, user_id: int, which: Sequence[tuple[int, ReminderKey]], occasion: str) -> None:
    """For each reminder its buyer; a buyer's are together."""
    by_buyer = sorted(which)
    for start in range(0, len(by_buyer), _AT_ONCE):
        mark = new_mark(work.chance)
        await put_into_digest(work, [key for _, key in by_buyer[start : start + _AT_ONCE]], mark)
        once = f"{TO_FORWARD}/{user_id}/{occasion}/{start}"
        await post_notice(work, TO_FORWARD, user_id, {"user_id": user_id, "digest": mark}, REMINDER, once)


async def hand_over(work: Work, user_id: int, orders: Sequence[tuple[int, OrderKey]], occasion: str) -> None:
    """At once, because the organizer wants all to be reminded now; for each order its buyer."""
    now = Planned(AT_THEIR_WISH, work.now)
    await add_reminded(work, [(key, now) for _, key in orders])
    await post_digests(work, user_id, [(buyer, ReminderKey(*key, *now)) for buyer, key in orders], occasion)


async def look_at_digest(work: Work, user_id: int, mark: str) -> list[ToWrite]:
    """Who owes nothing any more is left out."""
    handed = await list_handed(work, user_id, mark) if is_mark(mark) else []
    found = [await _to_write(work, buyer, list(rows)) for buyer, rows in groupby(handed, attrgetter("buyer_number"))]
    return [one for one in found if one.reminders]


async def tick_off(work: Work, user_id: int, mark: str, buyer_number: int) -> list[ToWrite]:
    """They were written to; said twice it is so all the same."""
    if is_mark(mark):
        await tick_off_buyer(work, user_id, mark, buyer_number)
    return await look_at_digest(work, user_id, mark)


async def _to_write(work: Work, buyer_number: int, handed: Sequence[Handed]) -> ToWrite:
    wanted = [await find_wanted_reminder(work, key) for key in dict.fromkeys(one.key for one in handed)]
    reminders = [one for one in wanted if one is not None]
    return ToWrite(buyer_number, reminders, all(one.passed_on_at is not None for one in handed))
