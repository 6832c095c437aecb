"""Links by which a buyer whom the organizer typed in connects their own Telegram."""

from db.buyers import Buyer, change_buyer, find_on_telegram_if_any
from db.counters import take_numbers
from db.events import note_event
from db.links import Link, add_link, end_link, find_link_if_any, find_live_claim_if_any
from db.users import find_user_if_any
from db.work import Work
from rules.codes import is_receipt, receipt
from rules.keys import BuyerKey
from rules.refusals import AlreadyConnected, LinkNotUsable, NotFound
from services.buyers import lock_as_now, require_not_erased
from services.errands import plan_new_hours

CLAIM, LIVE, USED, REVOKED = "claim", "live", "used", "revoked"


async def claim_link(work: Work, buyer_key: BuyerKey, by: int) -> str:
    """The code of the buyer's link, as a start payload: the one that there is, or a new one."""
    buyer = require_not_erased(await lock_as_now(work, buyer_key))
    if buyer.telegram_id is not None:
        raise AlreadyConnected(buyer.buyer_number)
    known = await find_live_claim_if_any(work, buyer.key)
    if known is not None:
        return known.code
    (number,) = await take_numbers(work, buyer.user_id, "link")
    link = Link(buyer.user_id, number, CLAIM, LIVE, receipt(work.chance), None, buyer.buyer_number)
    await add_link(work, link)
    note_event(work, "link.made", **buyer.key._asdict(), made_by=by, after=link.facts)
    return link.code


async def open_claim(work: Work, code: str, telegram_id: int) -> Buyer:
    """Connects whoever opens it first, and greets them when they open it again."""
    link = await find_link_if_any(work, code) if is_receipt(code) else None
    if link is None or link.kind != CLAIM or link.buyer_number is None:
        raise LinkNotUsable
    buyer = await lock_as_now(work, BuyerKey(link.user_id, link.buyer_number))
    if link.state == USED and buyer.telegram_id == telegram_id:
        return buyer
    if buyer.telegram_id is not None or not await end_link(work, link, USED):
        raise LinkNotUsable
    known = await find_on_telegram_if_any(work, link.user_id, telegram_id)
    if known is not None:
        raise AlreadyConnected(known.buyer_number)
    connected = buyer._replace(telegram_id=telegram_id)
    await change_buyer(work, buyer, connected)
    if await find_user_if_any(work, telegram_id) is not None:
        await plan_new_hours(work, telegram_id)
    after = link._replace(state=USED).facts
    note_event(work, "buyer.connected", **buyer.key._asdict(), made_by=telegram_id, before=link.facts, after=after)
    return connected


async def revoke_link(work: Work, buyer_key: BuyerKey, by: int) -> None:
    buyer = await lock_as_now(work, buyer_key)
    link = await find_live_claim_if_any(work, buyer.key)
    if link is None or not await end_link(work, link, REVOKED):
        raise NotFound("link", buyer_key.buyer_number)
    after = link._replace(state=REVOKED).facts
    note_event(work, "link.revoked", **buyer.key._asdict(), made_by=by, before=link.facts, after=after)
