"""Whom Telegram no longer brings anything from us, and who is told so."""

from contextlib import suppress

from db.buyers import Buyer, find_buyer
from db.outbox import ANSWER, post_notice
from db.users import find_user_if_any, mark_reachable, mark_unreachable
from db.work import Work
from rules.keys import BuyerKey
from rules.refusals import NotFound

UNREACHABLE = "unreachable"


async def lose_touch(work: Work, telegram_id: int, told: BuyerKey | None = None) -> None:
    """The organizer of a buyer who was written to in vain hears of it once, until the buyer is back and gone again."""
    since = await mark_unreachable(work, telegram_id)
    if told is None or told.user_id == telegram_id:
        return
    with suppress(NotFound):
        if (await find_buyer(work, told)).telegram_id == telegram_id:
            once = f"{UNREACHABLE}/{told.user_id}/{told.buyer_number}/{since and int(since.timestamp())}"
            await post_notice(work, UNREACHABLE, told.user_id, told, ANSWER, once)


async def find_lost_buyer(work: Work, key: BuyerKey) -> Buyer | None:
    """None when they can be written to again, or hold nothing here under their Telegram any more."""
    buyer = await find_buyer(work, key)
    user = None if buyer.telegram_id is None else await find_user_if_any(work, buyer.telegram_id)
    return buyer if user is not None and user.unreachable_at is not None else None


async def is_within_reach(work: Work, buyer: Buyer) -> bool:
    """On Telegram, and as far as we know it brings them what we send."""
    if buyer.telegram_id is None:
        return False
    user = await find_user_if_any(work, buyer.telegram_id)
    return user is None or user.unreachable_at is None


async def be_in_touch(work: Work, telegram_id: int) -> None:
    await mark_reachable(work, telegram_id)
