"""The notices about what went wrong: with somebody who is not reached or wrote too much, or with an update."""

from bot.texts import notices
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from rules.keys import BuyerKey
from services.reach import find_lost_buyer


async def unreachable(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    buyer = await find_lost_buyer(work, BuyerKey(keys["user_id"], keys["buyer_number"]))
    if buyer is None:
        return None
    return [message(notices.unreachable(reader.say, buyer.name, buyer.buyer_number, buyer.phone))]


async def too_much(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return [message(notices.too_much(reader.say))]


async def backup_failed(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return [message(notices.backup_failed(reader.say, keys["why"]))]


async def quarantined(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return [message(notices.quarantined(reader.say, str(keys["update_id"]), keys["kind"], keys["fault"]))]


async def task_failed(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return [message(notices.task_failed(reader.say, keys["reference"], keys["kind"], keys["fault"]))]
